"""A small world told by four articles, all statements by hand: what queries, graphs, exports and reports are tested
on, whatever extraction finds. The county, its people and its campaign are invented; the one real museum is where it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pyoxigraph as ox

from kg.build.versions import extraction_version, graph_version
from kg.model import Article, Entity, Quote, Statement, Status
from kg.rdf import article_iri, article_triples
from kg.resolve import Found
from kg.resolve.reprints import sketch
from kg.store import BASE, Store
from kg.store.articles import ArticleTable
from kg.store.edge_table import EdgeTable, edge_table
from kg.store.edges import ArticleEdges, edges_of
from kg.store.graph import Triples, change


def entity(type_: str, name: str, key: str = "") -> Entity:
    return Entity(type_, key or name, name)


LIN = entity("Person", "林远山", "林远山（松岭市委）")
OTHER_LIN = entity("Person", "林远山", "林远山（云岭市公安局）")
HE = entity("Person", "何清")
SECRETARY = entity("Role", "松岭市委书记")
CHIEF = entity("Role", "云岭市公安局局长")
COMMITTEE = entity("Organisation", "松岭市委")
BUREAU = entity("Organisation", "云岭市公安局")
PUBLICITY = entity("Organisation", "石桥县委宣传部")
COUNTY = entity("Place", "石桥县")
LAOTING = entity("Place", "乐亭县")
DOORS = entity("Campaign", "“红色门牌”活动")
HISTORY = entity("Campaign", "党史学习教育")
MUSEUM = entity("Site", "石桥战斗纪念馆")
LI_MUSEUM = entity("Site", "李大钊纪念馆")
LI = entity("Person", "李大钊")
ROUTE = entity("Route", "“石桥小路”红色线路")
FORUM = entity("Event", "党史座谈会")
DAY = entity("Date", "2021-05-01")
BRANCHES = entity("Figure", "300多个党支部", "300多个党支部（甲）")

_TEXTS = {
    "甲": "松岭市委书记林远山到石桥县调研。石桥县开展“红色门牌”活动，共有300多个党支部参加。林远山说：“要把故事讲好。”",
    "乙/二": "5月1日，石桥县委宣传部举办“红色门牌”活动。市委书记林远山走进石桥战斗纪念馆。石桥战斗纪念馆位于石桥县。",
    "丙": "“石桥小路”红色线路串起石桥战斗纪念馆。松岭市委书记何清将出席党史座谈会。“红色门牌”活动是党史学习教育的一部分。"
    "李大钊纪念馆位于乐亭县。",
    "丁": "云岭市公安局局长林远山没有参加党史座谈会，何清到石桥县主持。",
}
ARTICLES = {
    "甲": Article("甲", _TEXTS["甲"], "松岭：重走“小路”", "2021-04-08T09:07", "松岭日报", authors=("马甲",)),
    "乙/二": Article("乙/二", _TEXTS["乙/二"], '=HYPERLINK("x") [bold]乙', "2021-05-02", "松岭日报"),
    "丙": Article("丙", _TEXTS["丙"], "丙", "2022-06-01", "岭上晚报"),
    "丁": Article("丁", _TEXTS["丁"]),
}


def _mention(article: Article, who: Entity, words: str, *detail: tuple[str, str]) -> Statement:
    start = article.text.index(words)
    return Statement(
        article.id,
        who,
        "mention",
        words,
        start,
        start + len(words),
        words,
        "gazetteer.name/1",
        0.9,
        detail=detail,
    )


def _claim(
    article: Article,
    subject: Entity,
    predicate: str,
    target: Entity | Quote,
    words: str,
    status: Status = "asserted",
) -> Statement:
    start = article.text.index(words)
    by, day = f"facts.{predicate}/1", article.date[:10]
    return Statement(
        article.id, subject, predicate, target, start, start + len(words), words, by, 0.875, status, day
    )


def _first(article: Article) -> list[Statement]:
    start = article.text.index("要把")
    quote = Quote(start, start + len("要把故事讲好。"), "要把故事讲好。")
    sentence = "松岭市委书记林远山到石桥县调研。"
    figure = "石桥县开展“红色门牌”活动，共有300多个党支部参加。"
    detail = (("bound", "atleast"), ("counts", "党支部"), ("unit", "个"), ("value", "300"))
    return [
        _mention(article, SECRETARY, "松岭市委书记"),
        _mention(article, LIN, "林远山"),
        _mention(article, COUNTY, "石桥县"),
        _mention(article, DOORS, "“红色门牌”活动"),
        _mention(article, BRANCHES, "300多个党支部", *detail),
        _claim(article, LIN, "holdsRole", SECRETARY, sentence),
        _claim(article, LIN, "memberOf", COMMITTEE, sentence),
        _claim(article, LIN, "visits", COUNTY, sentence),
        _claim(article, DOORS, "heldAt", COUNTY, figure),
        _claim(article, DOORS, "hasFigure", BRANCHES, figure),
        _claim(article, LIN, "says", quote, article.text[article.text.index("林远山说") :]),
    ]


def _second(article: Article) -> list[Statement]:
    return [
        _mention(article, DAY, "5月1日"),
        _mention(article, PUBLICITY, "石桥县委宣传部"),
        _mention(article, DOORS, "“红色门牌”活动"),
        _mention(article, LIN, "林远山"),
        _mention(article, MUSEUM, "石桥战斗纪念馆"),
        _claim(article, PUBLICITY, "organises", DOORS, "5月1日，石桥县委宣传部举办“红色门牌”活动。"),
        _claim(article, DOORS, "onDate", DAY, "5月1日，石桥县委宣传部举办“红色门牌”活动。"),
        _claim(article, LIN, "holdsRole", SECRETARY, "市委书记林远山走进石桥战斗纪念馆。"),
        _claim(article, LIN, "visits", MUSEUM, "市委书记林远山走进石桥战斗纪念馆。"),
        _claim(article, MUSEUM, "locatedIn", COUNTY, "石桥战斗纪念馆位于石桥县。"),
    ]


def _third(article: Article) -> list[Statement]:
    forum = "松岭市委书记何清将出席党史座谈会。"
    return [
        _mention(article, ROUTE, "“石桥小路”红色线路"),
        _mention(article, MUSEUM, "石桥战斗纪念馆"),
        _mention(article, SECRETARY, "松岭市委书记"),
        _mention(article, HE, "何清"),
        _mention(article, FORUM, "党史座谈会"),
        _mention(article, DOORS, "“红色门牌”活动"),
        _mention(article, HISTORY, "党史学习教育"),
        _mention(article, LI_MUSEUM, "李大钊纪念馆"),
        _mention(article, LAOTING, "乐亭县"),
        _claim(article, MUSEUM, "partOf", ROUTE, "“石桥小路”红色线路串起石桥战斗纪念馆。"),
        _claim(article, HE, "holdsRole", SECRETARY, forum),
        _claim(article, HE, "participatesIn", FORUM, forum, "planned"),
        _claim(article, DOORS, "partOf", HISTORY, "“红色门牌”活动是党史学习教育的一部分。"),
        _claim(article, LI_MUSEUM, "locatedIn", LAOTING, "李大钊纪念馆位于乐亭县。"),
        _claim(article, LI_MUSEUM, "commemorates", LI, "李大钊纪念馆"),
    ]


def _fourth(article: Article) -> list[Statement]:
    return [
        _mention(article, CHIEF, "云岭市公安局局长"),
        _mention(article, OTHER_LIN, "林远山"),
        _mention(article, FORUM, "党史座谈会"),
        _mention(article, HE, "何清"),
        _mention(article, COUNTY, "石桥县"),
        _claim(article, OTHER_LIN, "holdsRole", CHIEF, "云岭市公安局局长林远山"),
        _claim(article, OTHER_LIN, "memberOf", BUREAU, "云岭市公安局局长林远山"),
        _claim(article, OTHER_LIN, "participatesIn", FORUM, article.text, "negated"),
        _claim(article, HE, "participatesIn", FORUM, "何清到石桥县主持"),
        _claim(article, FORUM, "heldAt", COUNTY, "何清到石桥县主持"),
    ]


_SAID = {"甲": _first, "乙/二": _second, "丙": _third, "丁": _fourth}


def triples(base: str = BASE, ids: Sequence[str] = tuple(ARTICLES)) -> dict[str, Triples]:
    """Knowledge and provenance by the IRI of the article."""
    return {
        article_iri(base, name): article_triples(ARTICLES[name], _SAID[name](ARTICLES[name]), base=base)
        for name in ids
    }


def in_memory(ids: Sequence[str] = tuple(ARTICLES)) -> ox.Store:
    """The graph of these articles."""
    graph = ox.Store()
    change(graph, triples(ids=ids))
    return graph


def edges(ids: Sequence[str] = tuple(ARTICLES)) -> dict[str, ArticleEdges | None]:
    """Rows of the edge table by article."""
    return {name: edges_of(ARTICLES[name], _SAID[name](ARTICLES[name])) for name in ids}


def table(ids: Sequence[str] = tuple(ARTICLES)) -> EdgeTable:
    """The edge table of these articles."""
    articles = ArticleTable(Path(":memory:"))
    articles.put([ARTICLES[name] for name in ids])
    articles.edges.put(edges(ids))
    found = edge_table(articles.edges)
    articles.close()
    return found


def on_disk(path: Path, ids: Sequence[str] = tuple(ARTICLES)) -> Path:
    """A store that was built of these articles, as the commands open it."""
    return made_of(path, {name: (ARTICLES[name], _SAID[name](ARTICLES[name])) for name in ids})


def made_of(path: Path, said: Mapping[str, tuple[Article, Sequence[Statement]]]) -> Path:
    """A store of articles and what they say, whatever extraction would find in them."""
    version = extraction_version()
    ids = list(said)
    with Store.write(path) as store:
        store.articles.put([article for article, _ in said.values()])
        # Empty documents: the graph is made here and not from them.
        store.articles.save([(name, b"", Found(), sketch(said[name][0])) for name in ids], version)
        store.articles.edges.put({name: edges_of(*one) for name, one in said.items()})
        store.articles.copies.place(ids, lambda one, other: False)
        store.articles.copies.tell()
        found = {article_iri(BASE, name): article_triples(*one, base=BASE) for name, one in said.items()}
        change(store.graph, found)
        store.articles.written(ids)
        store.articles.set("graph_version", graph_version())
        store.publish()
    return path
