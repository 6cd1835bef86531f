"""Groups of copies: whatever came and went, they are those that the articles which are there make."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Article
from kg.resolve import Found
from kg.resolve.reprints import are_copies, shingles, sketch
from kg.resolve.sketch import DAYS, UNDATED
from kg.store.copies import Copies
from kg.store.database import open_to_write
from tests.resolve.test_reprints import PARAGRAPHS, TEXT

# Texts that hang together by one between them: the whole text, three quarters of it, half of it and less.
TEXTS = (
    TEXT,
    "\n".join(PARAGRAPHS[:3]),
    "\n".join(PARAGRAPHS[:2]),
    "\n".join(PARAGRAPHS[1:3]),
    PARAGRAPHS[1],
    "本报讯（记者 林禾）" + "\n".join(PARAGRAPHS[:2]) + "\n编辑：贺田",
    "详见视频。",
)
DATES = ("2021-04-09", "2021-04-09T10:00", "2021-04-20", "2021-05-12", "2021-06-01", "")
_ARTICLE = st.tuples(st.sampled_from(TEXTS), st.sampled_from(DATES))
_STEP = st.dictionaries(
    st.sampled_from("甲乙丙丁戊己"), st.one_of(st.none(), _ARTICLE), min_size=1, max_size=4
)


class Table:
    """The copies of a store in memory, with the articles that they are of."""

    def __init__(self) -> None:
        self.db = open_to_write(Path(":memory:"))
        self.copies = Copies(self.db)
        self.articles: dict[str, Article] = {}

    def change(self, step: dict[str, tuple[str, str] | None]) -> None:
        for id_, given_ in step.items():
            if given_ is None:
                self.articles.pop(id_, None)
                self.copies.replace(id_, None)
            else:
                article = Article(id_, given_[0], date=given_[1])
                self.articles[id_] = article
                self.copies.replace(id_, sketch(article))

    def settle(self) -> None:
        self.copies.place(self.copies.unplaced(), self.alike)
        self.copies.tell()

    def alike(self, one: str, other: str) -> bool:
        return are_copies(shingles(self.articles[one]), shingles(self.articles[other]))

    def originals(self) -> dict[str, str]:
        return {id_: self.copies.original(id_) for id_ in sorted(self.articles)}


def expected(articles: dict[str, Article]) -> dict[str, str]:
    """By definition: connected components of the pairs that are copies, the earliest of each."""
    pairs: nx.Graph[str] = nx.Graph()
    pairs.add_nodes_from(articles)
    sketches = {id_: sketch(article) for id_, article in articles.items()}
    for one in articles:
        for other in articles:
            a, b = sketches[one], sketches[other]
            near = UNDATED in (a.day, b.day) or abs(a.day - b.day) <= DAYS
            if (
                near
                and set(a.bands) & set(b.bands)
                and are_copies(*map(shingles, (articles[one], articles[other])))
            ):
                pairs.add_edge(one, other)
    found: dict[str, str] = {}
    for group in nx.connected_components(pairs):
        first = min(group, key=lambda id_: (articles[id_].date[:10] or "~", id_))
        found |= dict.fromkeys(group, first)
    return dict(sorted(found.items()))


@given(st.lists(_STEP, min_size=1, max_size=6), st.booleans())
def test_any_order_of_adding_replacing_and_removing_gives_the_same_groups(
    steps: list[dict[str, tuple[str, str] | None]], settled: bool
) -> None:
    table = Table()
    for step in steps:
        table.change(step)
        if settled:
            table.settle()
    table.settle()
    assert table.originals() == expected(table.articles)
    assert table.copies.unplaced() == []
    held = table.db.execute("SELECT count(DISTINCT number) FROM band").fetchone()[0]
    assert held == sum(bool(sketch(article).bands) for article in table.articles.values())


def test_copies_hang_together_and_fall_apart() -> None:
    table = Table()
    table.change(
        {"甲": (TEXTS[0], "2021-04-12"), "乙": (TEXTS[1], "2021-04-10"), "丙": (TEXTS[2], "2021-04-11")}
    )
    table.settle()
    assert table.originals() == {"甲": "乙", "乙": "乙", "丙": "乙"}
    assert list(table.copies.groups()) == [("乙", ["乙", "丙", "甲"])]
    table.change({"乙": None})
    table.settle()
    assert table.originals() == {"甲": "丙", "丙": "丙"}
    table.change({"丙": (TEXTS[4], "2021-04-11")})
    table.settle()
    assert table.originals() == {"甲": "甲", "丙": "丙"}
    assert list(table.copies.groups()) == []


def test_a_notice_of_every_year_is_news_each_time() -> None:
    table = Table()
    table.change({"甲": (TEXT, "2021-04-09"), "乙": (TEXT, "2022-04-09"), "丙": (TEXT, "2022-04-30")})
    table.settle()
    assert table.originals() == {"甲": "甲", "乙": "乙", "丙": "乙"}


def test_who_has_another_original_is_written_again(tmp_path: Path) -> None:
    from kg.store.articles import ArticleTable

    table = ArticleTable(tmp_path / "articles.db")
    articles = {id_: Article(id_, text, date="2021-04-09") for id_, text in (("甲", TEXT), ("乙", TEXTS[4]))}

    def alike(one: str, other: str) -> bool:
        return are_copies(shingles(articles[one]), shingles(articles[other]))

    def add(*ids: str) -> list[str]:
        table.put([articles[id_] for id_ in ids])
        table.save([(id_, b"", Found(), sketch(articles[id_])) for id_ in ids], "1")
        table.copies.place(table.copies.unplaced(), alike)
        table.copies.tell()
        dirty = table.dirty()
        table.written(dirty)
        return dirty

    assert add("甲", "乙") == ["乙", "甲"]
    articles["丁"] = Article("丁", TEXT, date="2021-04-08")
    assert add("丁") == ["丁", "甲"]
    articles["戊"] = Article("戊", TEXT, date="2021-04-10")
    assert add("戊") == ["戊"]
    # Re-reading what has not changed dissolves nothing.
    assert add("甲") == ["甲"]
    table.close()


def test_a_store_of_before_gets_its_tables(tmp_path: Path) -> None:
    open_to_write(tmp_path / "articles.db").close()
    db = sqlite3.connect(tmp_path / "articles.db")
    db.executescript("DROP TABLE copy; DROP TABLE band;")
    db.close()
    again = open_to_write(tmp_path / "articles.db")
    assert list(Copies(again).groups()) == []
    again.close()
