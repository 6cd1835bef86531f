"""The sample articles: all of them load, in the encodings that they are there to show, and their words are our own."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.load import load
from kg.model import Article
from tests.conftest import ROOT

FOLDER = ROOT / "data" / "articles"

ENCODINGS = {"jinggangshan": "gb18030", "qingxi-2021-06": "gb18030"}
"""Those that are not UTF-8, by the stem of their files."""

SHORTEST, LONGEST = 350, 900
"""Characters of the body of a sample: long enough to connect, short enough to read."""


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    """The samples by file name, with the line's id for the JSONL ones."""
    found = {}
    for item in load([FOLDER]):
        assert isinstance(item, Article), item
        found[item.id] = item
    return found


def stem(article: Article) -> str:
    """The name of the file, without what the loader adds to a line's place."""
    return Path(re.sub(r":\d+\Z", "", article.path)).stem


def body(article: Article) -> str:
    return "".join(article.text[span.start : span.end] for span in article.body)


def sentences(text: str) -> list[str]:
    """The sentences of at least 15 characters, without punctuation, so that a copy is found however it is marked."""
    parts = (re.sub(r"\W", "", part) for part in re.split(r"[。！？!?\n]", text))
    return [part for part in parts if len(part) >= 15]


def test_every_file_gives_its_articles(articles: dict[str, Article]) -> None:
    files = [path for path in FOLDER.iterdir() if path.suffix in (".txt", ".html")]
    lines = [line for path in FOLDER.glob("*.jsonl") for line in path.read_text("utf-8").splitlines()]
    assert len(articles) == len(files) + len(lines)
    assert {stem(article) for article in articles.values()} == {path.stem for path in FOLDER.iterdir()}
    assert 12 <= len(articles) <= 16


def test_each_has_a_title_a_date_and_a_source(articles: dict[str, Article]) -> None:
    for article in articles.values():
        assert 8 <= len(article.title) <= 40, article.id
        assert re.match(r"202[1-4]-\d\d-\d\d", article.date), article.id
        assert article.source in ("岭川日报", "栖川晚报", "红图样例", "紅圖樣例"), (
            article.id,
            article.source,
        )


def test_bodies_are_of_a_length_to_read(articles: dict[str, Article]) -> None:
    lengths = {article.id: len(re.sub(r"\s", "", body(article))) for article in articles.values()}
    assert {name: n for name, n in lengths.items() if not SHORTEST <= n <= LONGEST} == {}


@pytest.mark.parametrize(
    "words", ["首页", "分享", "版权所有", "相关阅读", "猜你想看", "许可证", "上一篇", "网站地图"]
)
def test_navigation_and_footers_are_not_the_article(articles: dict[str, Article], words: str) -> None:
    assert [article.id for article in articles.values() if words in body(article)] == []


def test_encodings_are_as_intended(articles: dict[str, Article]) -> None:
    for article in articles.values():
        assert article.encoding == ENCODINGS.get(stem(article), "utf-8"), article.id
        assert "\ufffd" not in article.text


def test_the_html_page_says_gb2312_and_is_gb18030() -> None:
    raw = (FOLDER / "qingxi-2021-06.html").read_bytes()
    assert b"charset=gb2312" in raw
    with pytest.raises(UnicodeDecodeError):
        raw.decode("utf-8")
    assert "青溪星火" in raw.decode("gb18030")


def test_one_is_in_traditional_characters_and_two_in_half_width_marks(articles: dict[str, Article]) -> None:
    by_file = {stem(article): body(article) for article in articles.values()}
    assert [name for name, text in by_file.items() if "紀念" in text and "纪念" not in text] == ["huaihai"]
    assert {name for name, text in by_file.items() if text.count(",") > 10} == {
        "qingxi-2021-03",
        "qingxi-2023-10",
        "yanan",
    }


def test_authors_come_from_the_pages(articles: dict[str, Article]) -> None:
    by_file = {stem(article): article for article in articles.values()}
    assert by_file["qingxi-2021-03"].authors == ("梁一苇", "温书言")
    assert by_file["qingxi-2021-06"].authors == ("梁一苇",)


def test_what_is_invented_says_so(articles: dict[str, Article]) -> None:
    """A made-up county must never be taken for news; what is true says where its facts come from."""
    marked = {
        record["id"]: record["fictional"]
        for path in FOLDER.glob("*.jsonl")
        for record in map(json.loads, path.read_text("utf-8").splitlines())
    }
    for article in articles.values():
        text = article.text.translate(str.maketrans("()為樣設編寫", "（）为样设编写"))
        fictional = marked.get(article.id, "（本文为虚构样例）" in text)
        assert fictional == ("红图" not in article.source and "紅圖" not in article.source), article.id


def test_no_place_of_the_fictional_news_exists(articles: dict[str, Article]) -> None:
    from kg.authority import places

    assert [name for name in ("岭川市", "青溪县", "栖川市", "城东区（栖川市）") if places().named(name)] == []


def real_texts(shared: Path) -> Iterator[str]:
    """The text of every article that the samples must not borrow from."""
    with gzip.open(shared / "corpus" / "xwlb-2022-2024.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from (json.loads(line)["text"] for line in lines)
    gold = shared / "gold"
    for path in sorted([*gold.glob("train-*.jsonl"), *gold.glob("local-*.jsonl")]):
        yield from (json.loads(line)["text"] for line in path.read_text("utf-8").splitlines())


def test_no_sentence_is_borrowed(articles: dict[str, Article], shared: Path) -> None:
    ours = {s: a.id for a in articles.values() for s in sentences(body(a))}
    assert len(ours) > 150
    borrowed = {ours[s] for text in real_texts(shared) for s in sentences(text) if s in ours}
    assert borrowed == set()
