"""Which place a name means: by the tables and the article's other places, or by where the article says it lies; and the
names that stay open."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from kg.authority import PlaceRecord, places
from kg.authority.tables import rows
from kg.model import Document, Ref
from kg.resolve.spoken import Setting
from kg.resources import folder

_LOCAL = re.compile(r"(村|镇|乡|街道|社区|(?<![铁公高])路|街|巷|组|屯|庄|里|苑|小区)$")
"""Places whose names are given many times over. Rivers, mountains, regions and railways bear theirs alone."""

_STEM = re.compile(r"(?:村|镇|乡|街道|社区|路|街|巷|组|屯|庄|里|苑|小区)$")
_COMMON_STEM = re.compile(
    r".|[东西南北中新大小上下前后老][东西南北中新大小上下前后老村庄街屯]|新村|中心|城关|解放|和平|红旗|团结|胜利|幸福|光明|建设|人民|民主|友谊"
    r"|东风|红星|永安|太平|兴隆|新华|新建|新民|中山|文化|朝阳|向阳|前进|先锋|五一|八一|东方"
)
"""What so many villages and streets are called that one prefecture may have two."""

_COUNTIES = ("county", "zone")
_NATURE = ("water", "mountain")
_LOW = ("county", "zone", "prefecture")

_SENTENCE_END = re.compile(r"[。！？；\n]")
_REACH = 300
"""Characters before a name in which its sentence begins."""

_CHAIN = 14
_OFTEN = 8
"""Times that a name is looked at, and characters before it that may be places."""


def is_rare(name: str) -> bool:
    """Whether a village or a street is none of those of whose name a prefecture may have two."""
    return not _COMMON_STEM.fullmatch(_STEM.sub("", name))


def key_of_place(name: str, setting: Setting) -> str | None:
    """The key of a place: that of the tables, or the name where it can mean but one or stays open; None for a town,
    village or street that no table holds, and for a mountain or a lake of a name that many bear."""
    record = places().resolve(name, setting.places)
    if record is not None and record.level in _NATURE:
        said = _said(Ref("Place", name), setting)
        # 玄武湖 is Nanjing's, and not the one that an article puts into another city.
        elsewhere = bool(record.parents and said) and not any(
            record.parents[0] in (place.name, *place.parents) or place.name in record.parents
            for place in said
        )
        return None if elsewhere or (name in common_places() and not record.parents) else record.key
    if record is not None:
        return record.key
    local = _LOCAL.search(name) or name in common_places()
    return None if local and not places().named(name) else name


def _said(ref: Ref, setting: Setting) -> list[PlaceRecord]:
    """The places in which the article says that a place lies."""
    said = [places().resolve(name, setting.places) for name in setting.within.get(ref, ())]
    return [record for record in said if record is not None]


def within(ref: Ref, setting: Setting) -> str:
    """The key of the one lowest place in which the article says that a place lies; "" where it says none or several."""
    said = {record.key: record for record in _said(ref, setting)}
    above = {name for record in said.values() for name in record.parents}
    lowest = [key for key, record in said.items() if record.name not in above]
    return lowest[0] if len(lowest) == 1 else ""


def evidence_of_place(ref: Ref, setting: Setting, document: Document) -> set[str]:
    """The lowest places of the tables in which the article says that a place lies, the county where it names one, else
    the home place of the article; and the prefecture above it, unless many are called so. `near` those that it speaks of
    around the name where it says none."""
    known = _said(ref, setting) or _written_before(ref.name, document.article.text)
    counties = [record for record in known if record.level in _COUNTIES]
    lowest = counties or sorted(known, key=lambda record: -len(record.parents))[:1]
    if not lowest and (home := places().by_key(setting.home)) and home.level in _LOW:
        lowest = [home]
    found = {record.key for record in lowest}
    if is_rare(ref.name):
        found.update(key for record in lowest for key in _prefecture(record))
    if not found:
        return {f"near:{key}" for key in _near(ref, setting, document)}
    return {f"in:{key}" for key in found}


def _written_before(name: str, text: str) -> list[PlaceRecord]:
    """The place whose name stands right before a name where it first does, be it within another (四川眉山水西村党委书记)."""
    at = text.find(name)
    for _ in range(_OFTEN):
        if at < 0:
            break
        before = text[max(0, at - _CHAIN) : at]
        for start in range(len(before) - 1):
            if chain := places().chain(before[start:]):
                return [chain[-1]]
        at = text.find(name, at + 1)
    return []


def _near(ref: Ref, setting: Setting, document: Document) -> set[str]:
    """The lowest places of the tables that stand before a name in its sentence; else those of the article, where all lie
    in one province or country."""
    named = [mention for mention in document.mentions if mention.type == "Place"]
    text = document.article.text
    ends = [mention.start for mention in named if mention.canonical == ref.name]
    starts = [_sentence_start(text, end) for end in ends]
    before = {
        mention.canonical
        for mention in named
        if any(start <= mention.start < end for start, end in zip(starts, ends, strict=True))
    }
    found = _divisions(before, setting)
    if not found:
        return {_top(record) for record in _divisions({m.canonical for m in named}, setting)}
    above = {name for record in found for name in record.parents}
    return {record.key for record in found if record.name not in above}


def _top(record: PlaceRecord) -> str:
    """The province or country in which a place lies, or that it is."""
    return record.parents[-1] if record.parents else record.name


def _divisions(names: Iterable[str], setting: Setting) -> list[PlaceRecord]:
    """The divisions and places abroad of these names; none where they lie in several provinces or countries."""
    records = (places().resolve(name, setting.places) for name in sorted(names))
    found = [record for record in records if record and (record.code or places().is_abroad(record))]
    return found if len({_top(record) for record in found}) == 1 else []


def _sentence_start(text: str, at: int) -> int:
    """Where the sentence begins in which a place of a text lies."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text, max(0, at - _REACH), at)]
    return ends[-1] if ends else max(0, at - _REACH)


@cache
def common_places() -> frozenset[str]:
    """Names that mountains and waters bear in many places, from data/identity/common_places.tsv."""
    table = rows(folder("data") / "identity" / "common_places.tsv", ("name",))
    return frozenset(name for _, (name,) in table)


def _prefecture(record: PlaceRecord) -> list[str]:
    """The key of the prefecture, or city under the state, above a county."""
    if record.level not in _COUNTIES:
        return []
    above = [r for name in record.parents[:1] for r in places().named(name) if r.name == name]
    return [r.key for r in above[:1] if r.level == "prefecture" or len(record.parents) == 1]
