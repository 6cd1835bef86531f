"""Roles over time: for each post who holds it, from the first to the last day on which an article says so.

The days are those of the articles, not of a term of office. Where the spans of two holders of a post that one person
holds at a time have more than a day in common, this is flagged: an article may look back, a name may stand for two
people, an extractor may err; or two names may be one person's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from kg.rdf.terms import key_of
from kg.report.sections import Cell, Report, Section
from kg.resolve.offices import office
from kg.store import Store
from kg.store.edge_table import EdgeTable

_MANY = re.compile(
    r"副(?![省部国厅处军]级)|(?:常委|代表|助理|顾问|理事|监事|候选人|负责人|特使|发言人|召集人|书记处书记|常务主席|执行主席|教授|干部|军官"
    r"|党员|队长|工人|农民|村民|市民|居民|[员家者师生兵士手星])$"
)
"""Posts that several hold at once, and callings: 副主席, 政治局委员, 代表, 院士, 记者."""

_ASKED = 3
"""Names that stand for all in a list of many."""

_ONE_SOURCE = "单源 one source"
"""Why an overlap may be none: one article alone puts the other holder there."""

_HOLDERS = ("post", "holder", "first", "last", "articles", "sources", "remark")


@dataclass(frozen=True, slots=True)
class Tenure:
    """A holder of a post: the first and last day on which an article says so (empty when unknown), how many articles do,
    and how many sources: articles that copy one another are one."""

    holder: str
    first: str
    last: str
    articles: int
    sources: int


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two holders of a post whose spans overlap, the better supported first. `names` tells whether one name is a part of
    the other, so that both may be one person's."""

    post: str
    one: Tenure
    other: Tenure
    names: bool

    @property
    def remark(self) -> str:
        if self.names:
            return "同一人？ one person?"
        return _ONE_SOURCE if self.other.sources == 1 else ""


def report(store: Store) -> Report:
    """The posts of a store with their holders."""
    table = store.edges
    posts = tenures(table)
    bodies = frozenset(
        label
        for label, kind in zip(table.labels, table.types, strict=True)
        if kind in ("Organisation", "Place")
    )
    kinds: dict[str, list[str]] = {"one": [], "many": [], "open": []}
    for post in posts:
        kinds["open" if not names_body(post, bodies) else "many" if _MANY.search(post) else "one"].append(
            post
        )
    overlaps = [found for post in kinds["one"] for found in overlapping(post, posts[post])]
    sections = [
        _summary(posts, kinds, overlaps),
        _overlaps(overlaps),
        _posts("职务 Posts", {post: posts[post] for post in kinds["one"]}, overlaps),
        _posts(
            "可多人同任的职务 Posts that several hold at once", {post: posts[post] for post in kinds["many"]}
        ),
        _open({post: posts[post] for post in kinds["open"]}),
    ]
    return Report("职务沿革 · Roles over time", tuple(section for section in sections if section.rows))


def tenures(table: EdgeTable) -> dict[str, list[Tenure]]:
    """The holders of each post by their first day, the undated last; the best supported posts first."""
    if "holdsRole" not in table.predicates:
        return {}
    predicate = table.predicates.index("holdsRole")
    claims = table.claims
    held = claims[(claims[:, 2] == predicate) & (claims[:, 4] == 0)][:, [3, 1, 0]]
    found: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for post, holder, article in np.unique(held, axis=0).tolist():
        found[post][holder].append(article)
    posts = {
        key_of(table.nodes[post]): sorted(
            (_tenure(table, holder, articles) for holder, articles in holders.items()),
            key=lambda tenure: (tenure.first or "~", tenure.last, tenure.holder),
        )
        for post, holders in found.items()
    }
    return dict(sorted(posts.items(), key=lambda item: (-_weight(item[1]), item[0])))


def _tenure(table: EdgeTable, holder: int, articles: Sequence[int]) -> Tenure:
    days = sorted(table.days[article][:10] for article in articles if table.days[article])
    sources = len({table.origins[article] for article in articles})
    first, last = (days[0], days[-1]) if days else ("", "")
    return Tenure(key_of(table.nodes[holder]), first, last, len(articles), sources)


def names_body(post: str, bodies: frozenset[str]) -> bool:
    """Whether the name of a post says of which place or body it is: 总统, 主席 and 党支部书记 do not, and whoever holds
    one has nothing to do with the next."""
    known = office(post, frozenset())
    if known.place or known.country or known.national:
        return True
    bare = post.partition("（")[0]
    return "（" in post or any(bare[:length] in bodies for length in range(len(bare) - 1, 1, -1))


def overlapping(post: str, holders: Iterable[Tenure]) -> Iterator[Overlap]:
    """The pairs of holders whose spans have more than a day in common."""
    dated = [tenure for tenure in holders if tenure.first]
    for pair in combinations(dated, 2):
        one, other = sorted(
            pair, key=lambda tenure: (-tenure.sources, -tenure.articles, tenure.first, tenure.holder)
        )
        if (
            max(one.first, other.first) < min(one.last, other.last)
            or _within(one, other)
            or _within(other, one)
        ):
            short, long = sorted((_bare(one), _bare(other)), key=len)
            yield Overlap(post, one, other, names=short in long)


def _within(one: Tenure, other: Tenure) -> bool:
    """Whether the other holder is named on one day only, in the midst of the span of the one."""
    return other.first == other.last and one.first < other.first < one.last


def _summary(
    posts: Mapping[str, Sequence[Tenure]], kinds: Mapping[str, Sequence[str]], overlaps: Sequence[Overlap]
) -> Section:
    several = sum(len(posts[post]) > 1 for post in kinds["one"])
    rows = [
        ("职务 posts", len(posts)),
        ("先后有几人的职务 posts with a succession of holders", several),
        ("可多人同任的职务 posts that several hold at once", len(kinds["many"])),
        ("未言明单位的职务 posts of no named body or place", len(kinds["open"])),
        ("任职者交叠 overlapping holders", sum(not found.remark for found in overlaps)),
        (
            "其中一方仅一源 of these on one source only",
            sum(found.remark == _ONE_SOURCE for found in overlaps),
        ),
        ("疑为同一人异名 likely two names of one person", sum(found.names for found in overlaps)),
    ]
    note = "first and last: days of articles that say so, not of the term of office"
    return Section("概况 Summary", ("", "count"), tuple(row for row in rows if row[1]), note if posts else "")


def _overlaps(overlaps: Iterable[Overlap]) -> Section:
    """The strongest first: two holders that several sources name; then, once for each holder, those whom one source alone
    puts in their place; then what may be variants of a name."""
    gathered: dict[tuple[str, str, str], list[Overlap]] = defaultdict(list)
    for found in overlaps:
        apart = "" if not found.remark else found.remark if found.names else _ONE_SOURCE
        gathered[found.post, found.one.holder, apart or found.other.holder].append(found)
    groups = sorted(
        gathered.values(),
        key=lambda group: (
            group[0].names,
            group[0].other.sources == 1,
            -group[0].other.sources,
            -group[0].one.sources,
            group[0].post,
            group[0].one.holder,
        ),
    )
    rows = tuple(_row(group) for group in groups)
    columns = ("post", "holder", "span", "sources", "other holder", "other span", "other sources", "remark")
    note = (
        "kg why HOLDER holdsRole POST opens the sentences; kg decide A same B joins two names of one person"
    )
    return Section("交叠 Overlaps", columns, rows, note)


def _row(group: Sequence[Overlap]) -> tuple[Cell, ...]:
    """One holder and the others, who are several only where one source speaks of each, or by their names."""
    first = group[0]
    others = [found.other for found in group]
    span = Tenure(
        _listed([other.holder for other in others]),
        min(other.first for other in others),
        max(other.last for other in others),
        0,
        max(other.sources for other in others),
    )
    one = first.one
    return (
        first.post,
        one.holder,
        _span(one),
        one.sources,
        span.holder,
        _span(span),
        span.sources,
        first.remark,
    )


def _posts(title: str, posts: Mapping[str, Sequence[Tenure]], overlaps: Iterable[Overlap] = ()) -> Section:
    others: dict[tuple[str, str], list[str]] = defaultdict(list)
    doubtful: dict[tuple[str, str], str] = {}
    for found in overlaps:
        if found.remark:
            doubtful.setdefault((found.post, found.other.holder), f"? {found.remark} ↔ {found.one.holder}")
        else:
            others[found.post, found.one.holder].append(found.other.holder)
            others[found.post, found.other.holder].append(found.one.holder)
    rows = []
    for post, holders in posts.items():
        for t in holders:
            flag = f"↔ {_listed(others[post, t.holder])}" if others[post, t.holder] else ""
            remark = flag or doubtful.get((post, t.holder), "")
            rows.append((post, t.holder, t.first, t.last, t.articles, t.sources, remark))
    return Section(title, _HOLDERS, tuple(rows))


def _listed(names: Sequence[str]) -> str:
    """The first few names, and how many more there are."""
    more = f" +{len(names) - _ASKED}" if len(names) > _ASKED else ""
    return "、".join(names[:_ASKED]) + more


def _open(posts: Mapping[str, Sequence[Tenure]]) -> Section:
    """Posts whose name leaves open what they are of: nobody succeeds anybody there, so holders are only counted."""
    rows = []
    for post, holders in posts.items():
        best = sorted(holders, key=lambda tenure: (-tenure.sources, -tenure.articles, tenure.holder))
        articles, sources = (sum(getattr(t, field) for t in holders) for field in ("articles", "sources"))
        rows.append((post, len(holders), articles, sources, _listed([tenure.holder for tenure in best])))
    columns = ("post", "holders", "articles", "sources", "most named")
    note = (
        "the text does not say of which body or place; kg query roles -p person=NAME lists one holder's posts"
    )
    return Section("未言明单位的职务 Posts of no named body", columns, tuple(rows), note if rows else "")


def _weight(holders: Iterable[Tenure]) -> int:
    return sum(tenure.sources for tenure in holders)


def _span(tenure: Tenure) -> str:
    return tenure.first if tenure.first == tenure.last else f"{tenure.first} – {tenure.last}"


def _bare(tenure: Tenure) -> str:
    """The name alone, without what tells its bearer apart."""
    return tenure.holder.partition("（")[0]
