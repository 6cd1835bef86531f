"""Pairs of mentions across articles: what counts, what is refused, and the file of pairs itself."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from kg.build import build
from kg.cli import run
from kg.errors import DataError
from kg.evaluate.pairs import Pair, Place, in_articles, in_store, read_pairs, score
from kg.load import load
from kg.model import Article
from kg.resources import folder
from kg.store import Store

GOLD = folder("data") / "gold" / "pairs.jsonl"


def place(letter: str) -> Place:
    return Place(letter, 0, 2)


def pair(both: str, same: bool, type_: str = "Person") -> Pair:
    """A pair of the mentions in two articles of one letter each."""
    return Pair(both, type_, place(both[0]), place(both[1]), ("甲", "乙"), same, "name-form", "because")


def entities(*groups: str) -> dict[Place, object]:
    """Each string is an entity, its letters the articles with a mention of it."""
    return {place(letter): group for group in groups for letter in group}


def test_pairs_are_joined_missed_or_wrong() -> None:
    pairs = [pair("ab", True), pair("cd", True), pair("ac", False), pair("bd", False, "Place")]
    scores = score(pairs, entities("abd", "c"))
    micro = scores.by_type.micro
    assert (micro.precision, micro.recall) == (1 / 2, 1 / 2)
    assert [wrong.id for wrong in scores.wrong] == ["cd", "bd"]
    assert scores.by_type.rows()["Place"].precision == 0.0
    assert scores.pairs == {"Person": 3, "Place": 1}


def test_a_mention_that_was_not_found_is_missed_and_counted() -> None:
    scores = score([pair("ab", True), pair("cd", False), pair("ef", True)], entities("a", "d", "ef"))
    assert scores.by_type.micro.recall == 1 / 2
    assert [wrong.id for wrong in scores.wrong] == ["ab"]
    assert scores.unfound == {"Person": 2}
    assert scores.of_found.micro.recall == 1.0


def test_b_cubed_over_what_the_pairs_say() -> None:
    # The gold: {a, b, c} and {d, e} are apart; nothing is said of f and g but that they are two.
    pairs = [pair("ab", True), pair("bc", True), pair("de", True), pair("ad", False), pair("fg", False)]
    right = score(pairs, entities("abc", "de", "f", "g")).b_cubed
    assert (right.precision, right.recall) == (1.0, 1.0)
    # That f is one with a, of which nothing is known, is no error; that d is one with a, b and c is.
    joined = score(pairs, entities("abcdf", "e", "g")).b_cubed
    assert joined.precision == pytest.approx((3 * 3 / 4 + 1 / 4 + 1 + 1 + 1) / 7)
    assert joined.recall == pytest.approx((3 + 2 * 1 / 2 + 2) / 7)
    assert score(pairs, {}).b_cubed.recall == pytest.approx((3 * 1 / 3 + 2 * 1 / 2 + 2) / 7)


def test_a_pair_stays_in_its_half() -> None:
    halves = [pair(both, True).half for both in ("ab", "cd", "ef", "gh", "ij")]
    assert halves == ["test", "tune", "test", "tune", "tune"]


def side(article: str, text: str, words: str) -> dict[str, Any]:
    start = text.index(words)
    return {
        "article": article,
        "start": start,
        "end": start + len(words),
        "text": words,
        "type": "Organisation",
    }


TEXTS = {
    "一": "人力资源和社会保障部今天发布新的职业分类。",
    "二": "人力资源和社会保障部昨天召开会议。",
    "三": "交通运输部昨天召开会议。",
}


def written(path: Path, records: Iterable[object]) -> Path:
    path.write_text(
        "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8"
    )
    return path


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """A file of pairs, and one of the articles that they name and of one more."""
    ministry = [side(id_, TEXTS[id_], "人力资源和社会保障部") for id_ in ("一", "二")]
    other = side("三", TEXTS["三"], "交通运输部")
    pairs = [
        {
            "id": "1",
            "left": ministry[0],
            "right": ministry[1],
            "same": True,
            "kind": "name-form",
            "reason": "one",
        },
        {"id": "2", "left": ministry[0], "right": other, "same": False, "kind": "same-kind", "reason": "two"},
    ]
    articles = [{"id": id_, "text": text, "date": "2023-05-01"} for id_, text in TEXTS.items()]
    articles.append({"id": "四", "text": "今天天气很好。"})
    return written(tmp_path / "pairs.jsonl", pairs), written(tmp_path / "articles.jsonl", articles)


def test_articles_and_a_store_of_them_say_the_same(files: tuple[Path, Path], tmp_path: Path) -> None:
    pairs = read_pairs(files[0])
    alone = score(pairs, in_articles([files[1]], pairs))
    assert not alone.wrong
    assert not alone.unfound["Organisation"]
    with Store.write(tmp_path / "store") as store:
        build([files[1]], store)
    with Store.read(tmp_path / "store") as store:
        stored = score(pairs, in_store(store, pairs))
    assert stored.by_type.rows() == alone.by_type.rows()
    assert (stored.wrong, stored.unfound, stored.b_cubed) == (alone.wrong, alone.unfound, alone.b_cubed)


def test_on_the_command_line(files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    command = ["evaluate", str(files[0]), "--articles", str(files[1])]
    assert run(command) == 0
    out = capsys.readouterr().out
    assert out.startswith("2 pairs: 1 the same, 1 different; 0 with a mention that was not found\n")
    assert "B³, as far as the pairs go: P 1.000, R 1.000, F1 1.000" in out
    assert run([*command, "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["all"]["types"]["MICRO"]["F1"] == 1.0
    assert set(figures) == {"all", "tune", "test"}


def test_another_text_and_a_missing_article_are_refused(files: tuple[Path, Path]) -> None:
    pairs = read_pairs(files[0])
    text = files[1].read_text("utf-8")
    files[1].write_text(text.replace("交通运输部", "今日交通运输部"), encoding="utf-8")
    with pytest.raises(DataError, match="三: not the text that the pairs were made from"):
        in_articles([files[1]], pairs)
    written(files[1], [{"id": "四", "text": "今天天气很好。"}])
    with pytest.raises(DataError, match="一 is needed for the pairs"):
        in_articles([files[1]], pairs)


def test_what_is_no_pair_and_pairs_that_contradict_one_another(tmp_path: Path) -> None:
    broken = written(tmp_path / "broken.jsonl", [{"id": "1", "left": {"article": "一"}}])
    with pytest.raises(DataError, match="1 is not a pair of mentions"):
        read_pairs(broken)
    a, b, c = (side(id_, TEXTS[id_], TEXTS[id_][:2]) for id_ in TEXTS)
    why = {"kind": "name-form", "reason": "because"}
    sides = [(a, b, True), (b, c, True), (a, c, False)]
    records = [
        {"id": str(number), "left": left, "right": right, "same": same} | why
        for number, (left, right, same) in enumerate(sides)
    ]
    with pytest.raises(DataError, match="2 is different, but other pairs make it the same"):
        read_pairs(written(tmp_path / "against.jsonl", records))


# --- the pairs of the repository ----------------------------------------------------------------------------


def test_the_pairs_are_many_balanced_and_of_all_types() -> None:
    pairs = read_pairs(GOLD)
    assert len(pairs) == len({pair.id for pair in pairs}) >= 300
    assert 0.4 <= sum(pair.same for pair in pairs) / len(pairs) <= 0.6
    types = Counter(pair.type for pair in pairs)
    assert types["Person"] >= 100
    assert types["Organisation"] >= 60
    assert types["Place"] >= 45
    assert 0.4 <= sum(pair.half == "test" for pair in pairs) / len(pairs) <= 0.6
    assert all(pair.left.article != pair.right.article for pair in pairs)
    assert all(pair.reason and pair.kind for pair in pairs)


def test_the_pairs_stand_in_their_articles(shared: Path) -> None:
    pairs = read_pairs(GOLD)
    articles = {
        item.id: item.text
        for item in load([shared / "corpus" / "xwlb-2022-2024.jsonl.gz"])
        if isinstance(item, Article)
    }
    measured_on = {item.id for item in load([shared / "gold" / "dev.jsonl"]) if isinstance(item, Article)}
    for pair in pairs:
        for at, words in zip((pair.left, pair.right), pair.texts, strict=True):
            assert articles[at.article][at.start : at.end] == words
            assert at.article not in measured_on
