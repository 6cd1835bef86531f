"""The learned tagger: what was learned comes back, and the same in any company."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from kg.errors import DataError
from kg.extract import learned, weights
from kg.extract.features import features, lay
from kg.extract.learned import CHOSEN, RATED
from kg.extract.weights import TYPES
from kg.model import Article, Document, Mention, Span
from kg.read import read
from kg.train.crf import learn
from kg.train.gold import Example, Name, before_learned

LESSONS = (
    (
        "3月5日，清源市委书记周正平来到青石岭革命纪念馆参观。",
        ("3月5日 Date", "清源市委书记 Role", "周正平 Person", "青石岭革命纪念馆 Site"),
    ),
    (
        "白河县委组织部印发《红色讲解员管理办法》。",
        ("白河县委组织部 Organisation", "《红色讲解员管理办法》 Policy"),
    ),
    (
        "记者李小川从柳溪镇了解到，“一村一课”宣讲活动已经启动。",
        ("记者 Role", "李小川 Person", "柳溪镇 Place", "“一村一课”宣讲活动 Campaign"),
    ),
    ("“星火之路”红色旅游线路从柳溪镇出发。", ("“星火之路”红色旅游线路 Route", "柳溪镇 Place")),
    ("第三届云岭红色故事大赛在白河县举行。", ("第三届云岭红色故事大赛 Event", "白河县 Place")),
    ("长篇小说《渡口》由作家何苇所著。", ("《渡口》 Work", "作家 Role", "何苇 Person")),
)


def document(text: str, number: int = 0) -> Document:
    return before_learned([read(Article(str(number), text, date="2024-03-06", body=(Span(0, len(text)),)))])[
        0
    ]


def example(text: str, names: tuple[str, ...]) -> Example:
    spans = []
    for name in names:
        surface, kind = name.split(" ")
        spans.append(Name(text.index(surface), text.index(surface) + len(surface), (kind,)))
    return Example(document(text), tuple(spans), ())


@pytest.fixture(scope="module")
def lessons() -> list[Example]:
    return [example(text, names) for text, names in LESSONS]


@pytest.fixture(scope="module")
def small(lessons: list[Example], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("model") / "learned.npz"
    learn(lessons * 4, path)
    return path


def test_what_was_learned_comes_back(lessons: list[Example], small: Path) -> None:
    found = learned.label_with(weights.read(small), [lesson.document for lesson in lessons])
    for lesson, more in zip(lessons, found, strict=True):
        names = [(m.start, m.end, m.type) for m in more.proposals if m.by == CHOSEN]
        assert names == [(n.start, n.end, n.types[0]) for n in lesson.names]


def test_the_same_document_gets_the_same_in_any_company(lessons: list[Example]) -> None:
    documents = [lesson.document for lesson in lessons]
    together = learned.label(documents)
    assert learned.label(documents[::-1])[::-1] == together
    assert [learned.label([one])[0] for one in documents] == together


def test_proposals_quote_the_text_and_chosen_ones_never_overlap(lessons: list[Example]) -> None:
    documents = [lesson.document for lesson in lessons]
    for one, found in zip(documents, learned.label(documents), strict=True):
        end = 0
        for mention in found.proposals:
            assert mention.text == one.article.text[mention.start : mention.end]
            assert mention.type in TYPES
            assert 0 <= mention.confidence <= 1
            assert mention.by in (CHOSEN, RATED)
            if mention.by == CHOSEN:
                assert mention.start >= end
                end = mention.end


def test_candidates_of_others_are_rated_within_one_sentence_only(lessons: list[Example]) -> None:
    text = "柳溪镇来了客人。柳溪镇很热闹。"
    seen = document(text)
    odd = Mention(6, 11, "Place", text[6:11], text[6:11], "made.up/1", 0.5)
    found = learned.label([replace(seen, proposals=(*seen.proposals, odd))])[0]
    assert (0, 3, "Place") in {(m.start, m.end, m.type) for m in found.proposals}
    assert (6, 11) not in {(m.start, m.end) for m in found.proposals}


def test_sure_names_are_found_again_in_short_and_long_texts() -> None:
    text = "柳柳柳溪，柳柳。"
    names = [
        Mention(0, 2, "Place", "柳柳", "柳柳", CHOSEN, 0.95),
        Mention(2, 4, "Place", "柳溪", "柳溪", CHOSEN, 0.8),
    ]
    short = learned._repeats(text, names)
    assert short == [(0, 2, "Place"), (1, 3, "Place"), (5, 7, "Place")]
    assert learned._repeats(text + "无" * learned._SHORT, names) == short
    assert learned._repeats("无" * learned._SHORT + text, []) == []


def test_what_the_neural_tagger_holds_weighs_exactly(lessons: list[Example]) -> None:
    text = lay([lesson.document for lesson in lessons])
    states = text.states()
    model = weights.model()
    without = replace(model, dense=np.zeros_like(model.dense))
    least = [
        scores.astype(np.float64) / weights.GRAIN
        for scores in (weights.emissions(model, text), weights.emissions(without, text))
    ]
    assert (least[0] - least[1] == states.astype(np.int64) @ model.dense.astype(np.int64)).all()
    assert np.abs(model.dense).sum(axis=0).max() < weights.MOST


def test_nothing_gives_nothing() -> None:
    empty = Document(Article("1", ""), "")
    assert learned.label([]) == []
    assert learned.label([empty, empty])[1].proposals == ()


def test_a_broken_model_is_named(tmp_path: Path) -> None:
    path = tmp_path / "learned.npz"
    with pytest.raises(DataError, match=r"learned\.npz"):
        weights.read(path)
    path.write_bytes(b"no zip")
    with pytest.raises(DataError, match="make train"):
        weights.read(path)
    names = ("keys", "counts", "labels", "values", "dense", "moves")
    np.savez(path, **{name: np.zeros(1, np.float16) for name in names})
    with pytest.raises(DataError, match="float16"):
        weights.read(path)


def test_every_feature_is_found_in_the_table() -> None:
    keys = np.unique(np.random.default_rng(3).integers(1, 1 << 32, 5000, np.uint32) | np.uint32(1))
    nothing = np.zeros((1, 1), np.float32)
    made = weights.Model(weights._hash_table(keys), nothing.astype(np.int16), nothing, nothing)
    assert (weights._rows_of(made, keys) == np.arange(1, len(keys) + 1)).all()
    assert (weights._rows_of(made, keys ^ np.uint32(2)) == 0).sum() > len(keys) - 5


def test_features_of_a_document_do_not_depend_on_the_batch(lessons: list[Example]) -> None:
    documents = [lesson.document for lesson in lessons]
    text = lay(documents)
    together = features(text).every()
    for one, base in zip(documents, text.bases, strict=True):
        alone = lay([one])
        size = len(one.shadow)
        assert (
            features(alone).every()[:, alone.bases[0] :][:, :size] == together[:, base : base + size]
        ).all()


def test_a_name_holds_both_marks_of_a_pair_or_none() -> None:
    text = "开展“灯下”夜巡（一期）。"
    assert learned.balanced(text, 2, 8)
    assert learned.balanced(text, 3, 5)
    assert not learned.balanced(text, 3, 8)
    assert learned._with_marks(text, 3, 8) == (2, 8)
    assert learned._with_marks(text, 6, 11) == (6, 12)
    assert learned._with_marks(text, 3, 11) == (3, 11)  # two are missing: no name
