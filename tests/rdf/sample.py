"""An invented article with one statement of every kind, and stores made of it."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import RdfFormat, Store

from kg.model import Article, Entity, Quote, Statement, Status
from kg.rdf import article_iri, article_triples

BASE = "https://hongtu.example/"
TEXT = "松岭市委书记林远山8月12日到无锡市表示：“要把故事讲好。”共有6200多个党支部参加红星讲堂活动。"


def article(article_id: str = "样/1", text: str = TEXT) -> Article:
    return Article(
        article_id,
        text,
        title='重走"小路"',
        date="2021-08-18T09:07",
        source="松岭日报",
        authors=("甲", "乙"),
        url="https://news.example/1?a=b",
    )


def mention(
    kind: str,
    surface: str,
    name: str = "",
    *,
    at: Article | None = None,
    detail: Sequence[tuple[str, str]] = (),
) -> Statement:
    at = at or article()
    start = at.text.index(surface)
    entity = Entity(kind, name or surface, name or surface)
    end = start + len(surface)
    return Statement(
        at.id, entity, "mention", surface, start, end, surface, "learned/1", 0.93, detail=tuple(detail)
    )


def claim(
    subject: Entity,
    predicate: str,
    target: Entity | Quote,
    *,
    at: Article | None = None,
    status: Status = "asserted",
    confidence: float = 0.9,
) -> Statement:
    at = at or article()
    end = at.text.index("：") if "：" in at.text else len(at.text)
    words = at.text[:end]
    by = f"facts.{predicate}/1"
    return Statement(
        at.id, subject, predicate, target, 0, end, words, by, confidence, status, date="2021-08-18"
    )


LIN = Entity("Person", "林远山", "林远山")
POST = Entity("Role", "松岭市委书记", "松岭市委书记")
WUXI = Entity("Place", "无锡市", "无锡市")
LECTURES = Entity("Campaign", "红星讲堂活动", "红星讲堂活动")
FIGURE = Entity("Figure", "6200多个党支部", "6200多个党支部")


def statements(at: Article | None = None) -> list[Statement]:
    at = at or article()
    start = at.text.index("要把")
    words = "要把故事讲好。"
    return [
        mention("Role", "松岭市委书记", at=at),
        mention("Person", "林远山", at=at),
        mention("Date", "8月12日", "2021-08-12", at=at),
        mention("Place", "无锡市", at=at),
        mention("Campaign", "红星讲堂活动", at=at),
        mention(
            "Figure",
            "6200多个党支部",
            at=at,
            detail=(("bound", "atleast"), ("counts", "党支部"), ("unit", "个"), ("value", "6200")),
        ),
        claim(LIN, "holdsRole", POST, at=at),
        claim(LIN, "visits", WUXI, at=at, status="planned"),
        claim(LIN, "says", Quote(start, start + len(words), words), at=at),
        claim(LECTURES, "hasFigure", FIGURE, at=at),
    ]


def fill(store: Store, graph: str, knowledge: Sequence[str], provenance: Sequence[str]) -> None:
    """Lines into an article's graph, and its knowledge into the default graph."""
    named = "".join(f"{line} <{graph}> .\n" for line in (*knowledge, *provenance))
    known = "".join(f"{line} .\n" for line in knowledge)
    store.load((named + known).encode(), format=RdfFormat.N_QUADS)


def store_of(*articles: Article) -> Store:
    """A store in memory with these articles, each saying all that `statements` gives."""
    store = Store()
    for each in articles or (article(),):
        fill(store, article_iri(BASE, each.id), *article_triples(each, statements(each), base=BASE))
    return store
