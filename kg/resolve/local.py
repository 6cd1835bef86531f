"""What an article settles alone: the entities it refers to, the keys of those that need no other article, and the
evidence for those that do."""

from __future__ import annotations

import re
from functools import cache

from kg.authority import events, leaders, organs, places
from kg.model import Document, Fact, Ref

_SHORT_TITLE = re.compile(r"《?(条例|通知|意见|规划|方案|办法|决定|报告|公报|决议|纲要|规定)》?")
"""Titles that name a document only within their article."""

_LEVEL = re.compile(r"(本|该|我)?(省|市|县|区|州|旗|镇|乡|村|街道|社区)(?!民|区)")
"""How a name begins that was not completed: which 县委 it is, only the article's home tells."""

_LOCAL_PLACE = re.compile(r"(村|镇|乡|街道|社区|路|街|巷|组|屯|庄|里|苑|小区)$")
"""Places whose names are given many times over. Rivers, mountains and regions bear theirs alone."""

_REPORTERS = ("记者", "通讯员", "编辑", "摄影", "见习记者", "实习记者", "全媒体记者", "特约记者", "本报记者")

_BROAD = frozenset(
    [
        "中国共产党",
        "中共",
        "共青团",
        "红军",
        "中国工农红军",
        "八路军",
        "新四军",
        "志愿军",
        "解放军",
        "中国人民解放军",
        "国民党",
        "中国国民党",
    ]
)
"""Organisations too large for two of a name in them to be one."""

_NATIONAL = re.compile(r"国家|国务|中共中央|中央|全国|最高人民|联合国")

_COUNTIES = ("county", "zone")


def references(document: Document) -> list[Ref]:
    """Every entity that the document mentions or speaks of in a fact, sorted."""
    refs = {Ref(mention.type, mention.canonical) for mention in document.mentions}
    for fact in document.facts:
        refs.update(ref for ref in (fact.subject, fact.object) if isinstance(ref, Ref))
    return sorted(refs, key=lambda ref: (ref.type, ref.name))


def display(ref: Ref) -> str:
    """The name to show for an entity: the one that the article gives in full."""
    return _plain_organisation(ref.name) if ref.type == "Organisation" else ref.name


def local_keys(document: Document) -> dict[Ref, str | None]:
    """The key of every entity of the document that the article settles; None where other articles have a say."""
    context = _context(document)
    return {ref: _key(document, ref, context) for ref in references(document)}


def _key(document: Document, ref: Ref, context: frozenset[str]) -> str | None:
    if ref.type == "Person":
        return _known_person(document, ref)
    if ref.type == "Place":
        record = places().resolve(ref.name, context)
        if record is not None:
            return record.key
        return None if _LOCAL_PLACE.search(ref.name) and not places().named(ref.name) else ref.name
    if ref.type == "Figure" or (ref.type in ("Policy", "Work") and _SHORT_TITLE.fullmatch(ref.name)):
        return f"{ref.name}（{document.article.id}）"
    if ref.type in ("Organisation", "Role", "Event") and _LEVEL.match(ref.name) and len(ref.name) > 1:
        return f"{display(ref)}（{document.home.place if document.home else document.article.id}）"
    return display(ref)


def evidence(document: Document, ref: Ref) -> tuple[str, ...]:
    """What the article knows of a person, or of a place that no table holds, as `kind:words`, sorted."""
    pieces = _of_person(document, ref) if ref.type == "Person" else _of_place(document, ref)
    return tuple(sorted(pieces))


def _plain_organisation(name: str) -> str:
    """中共江苏省委宣传部 and 江苏省委宣传部 are one; 中共中央 keeps its name."""
    return re.sub(r"^(中共|中国共产党)(?=.{1,12}?(省|市|县|区|州|旗|镇|乡)委)", "", name)


def _facts(document: Document, ref: Ref, predicate: str) -> list[Fact]:
    return [
        f for f in document.facts if f.subject == ref and f.predicate == predicate and f.status == "asserted"
    ]


def _names(document: Document, ref: Ref, predicate: str) -> list[str]:
    return [f.object.name for f in _facts(document, ref, predicate) if isinstance(f.object, Ref)]


def _context(document: Document) -> frozenset[str]:
    """The names of the places that the article speaks of, its home's among them."""
    names = {mention.canonical for mention in document.mentions if mention.type == "Place"}
    for fact in document.facts:
        names.update(
            ref.name for ref in (fact.subject, fact.object) if isinstance(ref, Ref) and ref.type == "Place"
        )
    if document.home:
        names.update((document.home.place, *document.home.parents))
    return frozenset(names)


def _of_person(document: Document, ref: Ref) -> set[str]:
    """Organisations, offices that name their place or body, and for reporters the paper: never the name alone."""
    # An organisation counts as what it resolves to: 县委 without a home is this article's alone.
    organisations = [
        Ref("Organisation", name) for name in _names(document, ref, "memberOf") if name not in _BROAD
    ]
    pieces = {f"org:{_key(document, organisation, frozenset())}" for organisation in organisations}
    for role in _names(document, ref, "holdsRole"):
        if role.endswith(_REPORTERS):
            outlet = document.article.source or document.article.publisher
            pieces.update([f"outlet:{outlet}"] if outlet else [])
        elif _names_a_body(role):
            pieces.add(f"role:{role}")
        elif document.home:
            pieces.add(f"home:{document.home.place}{role}")
    return pieces


@cache
def _names_a_body(role: str) -> bool:
    """Whether an office says of what: 无锡市委书记, 国务院总理, not 教授."""
    return bool(_NATIONAL.match(role)) or any(
        places().named(role[:length]) for length in range(2, min(len(role), 9))
    )


def _of_place(document: Document, ref: Ref) -> set[str]:
    """The lowest places of the tables that the article says it lies in, the county where it names one."""
    above = _names(document, ref, "locatedIn")
    records = [places().resolve(name, _context(document)) for name in above]
    known = [record for record in records if record is not None]
    counties = [record for record in known if record.level in _COUNTIES]
    lowest = counties or sorted(known, key=lambda record: -len(record.parents))[:1]
    return {f"in:{record.key}" for record in lowest}


@cache
def _figures() -> dict[str, frozenset[str]]:
    """Public figures by name, with the offices that are known of them."""
    return {record.canonical: frozenset(record.get("roles")) for record in leaders()}


def is_public_figure(name: str) -> bool:
    """Whether the bare name, as a key, is that of a public figure."""
    return name in _figures()


@cache
def _circle() -> frozenset[str]:
    """Names that only an article of party and state, or of their history, speaks of."""
    known = [record for record in leaders() if record.canonical not in record.careful]
    return frozenset(record.canonical for record in (*known, *events(), *organs()))


@cache
def _shared_names() -> frozenset[str]:
    """Public figures whose name many others bear."""
    return frozenset(record.canonical for record in leaders() if record.canonical in record.careful)


def _known_person(document: Document, ref: Ref) -> str | None:
    """The key of a public figure: where the article gives them an office that is theirs, or speaks of others of
    their circle: one for a rare name, two for one that many bear. The name alone is never enough."""
    offices = _figures().get(ref.name)
    if offices is None:
        return None
    shared = ref.name in _shared_names()
    for role in _names(document, ref, "holdsRole"):
        # 主席 alone is an office of theirs only where the name itself is rare.
        if any(role.endswith(office) or (not shared and office.endswith(role)) for office in offices):
            return ref.name
    company = {mention.canonical for mention in document.mentions} - {ref.name}
    if shared:
        return ref.name if len(company & _figures().keys()) >= 2 else None
    return ref.name if company & _circle() else None
