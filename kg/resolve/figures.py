"""Public figures, who are known without further evidence: where an article gives them an office that is theirs, or
speaks of others of their circle."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from kg.authority import NameRecord, events, leaders, organs
from kg.resolve.circles import OTHERS, others_among, tells
from kg.resolve.lands import land_of
from kg.resolve.offices import office
from kg.resolve.parts import may_be, parts
from kg.resolve.prefixes import country_prefix
from kg.resolve.rarity import bare

_HIGH = re.compile(
    r"(?:总统|总理|首相|国王|王储|主席|[部外防财议]长|大臣|秘书长?|发言人|大使|领导人|代表|党首|领袖)$"
)
"""How the offices of statesmen abroad end; they change them, and keep their country."""

_FIRST = re.compile(r"(?<!副)(?:总统|总理|首相)$|(?:内阁|部长会议|政府)(?:主席|首脑)")
"""Offices of which a state has one holder: another of the name may hold the other at the same time."""

_OF_KIN = re.compile("夫人|公主|王后|王子")
"""Offices of those whom a text names as relatives."""

_NATIONAL = re.compile(r"中共中央|中央|国家|国务院|全国|最高人民|中国人民解放军")


@cache
def _figures() -> dict[str, NameRecord]:
    return {record.canonical: record for record in leaders()}


def roles_of(name: str) -> Sequence[str]:
    """The offices of a figure as the list has them."""
    return _figures()[name].get("roles")


@cache
def _offices(name: str) -> tuple[str, ...]:
    return tuple(office(role, frozenset()).name for role in _figures()[name].get("roles"))


_HEAD = re.compile(r"(?:第一)?副?(?:书记|主席|主任|委员长|部长|院长|检察长|行长)$")


@cache
def _bodies(name: str) -> frozenset[str]:
    """The bodies of which a figure is or was the head."""
    return frozenset(_HEAD.sub("", said) for said in _offices(name) if _HEAD.search(said))


@cache
def _circle() -> frozenset[str]:
    """Names that only an article of party and state, or of their history, speaks of."""
    known = [record for record in leaders() if record.canonical not in record.careful]
    return frozenset(record.canonical for record in (*known, *events(), *organs()))


@cache
def lands(name: str) -> frozenset[str]:
    """The foreign countries and organisations of a figure's offices; none of a figure at home."""
    roles = _figures()[name].get("roles")
    return frozenset(found for role in roles for found in (country_prefix(role), land_of(role)) if found)


@cache
def is_national(name: str) -> bool:
    """Whether a name is that of a leader of the nation."""
    record = _figures().get(name)
    return record is not None and any(_NATIONAL.match(role) for role in record.get("roles"))


@cache
def _aliases() -> dict[str, str]:
    """Other names of public figures that mean nobody else → the names by which they are known."""
    return {alias: r.canonical for r in leaders() for alias in r.aliases if alias not in r.careful}


def figure_of(name: str) -> str:
    """The public figure that a name may mean: itself, or another name of theirs; empty where there is none."""
    name, _, mark = name.partition("（")
    if mark:  # one of several of the name in an article: who has an office where the brackets say
        figure = figure_of(name)
        offices = roles_of(figure) if figure else ()
        return figure if any(_shortens(mark.removesuffix("）"), role) for role in offices) else ""
    if name in _figures():
        return name
    return "" if len(_families().get(name, ())) > 1 else _aliases().get(name, "")


def _shortens(mark: str, office: str) -> bool:
    """Whether the characters of a mark stand in an office in their order: 最高检 in 最高人民检察院检察长."""
    rest = iter(office)
    return all(character in rest for character in mark)


@cache
def called(full: str) -> tuple[str, ...]:
    """The parts of a figure's full name by which texts call them, the father's name last: 萨勒曼 is the crown prince as
    well as the king, where the post says so."""
    before, after = full.split("·本·")[:2] if "·本·" in full else ("", "")
    return (*parts(full), *([after.partition("·")[0]] if before else []))


@cache
def _families() -> dict[str, tuple[str, ...]]:
    """Part of a full name → the figures who bear one with it, if there are several or if it is no alias of theirs."""
    found: dict[str, list[str]] = {}
    for full in _figures():
        for part in called(full) if "·" in full else ():
            found.setdefault(part, []).append(full)
    return {part: tuple(known) for part, known in found.items()}


def family(name: str) -> Sequence[str]:
    """The figures known by full names that a name may be short for."""
    name = bare(name)
    known = _families().get(name.rpartition("·")[2], ())
    return [full for full in known if may_be(name, full) or name in called(full)]


def is_statesman(name: str, roles: Sequence[str]) -> bool:
    """Whether a name is that of a statesman abroad, and one of these offices is theirs."""
    if name not in _figures() or not lands(name):
        return False
    return any(office(role, frozenset()).name.endswith(known) for role in roles for known in _offices(name))


def is_figure(name: str) -> bool:
    """Whether the bare name, as a key, is that of a public figure."""
    return name in _figures()


@dataclass(frozen=True, slots=True)
class Sight:
    """How an article speaks of somebody: `roles` the offices that it gives to who is so named, `company` the names of
    all else that it mentions, `listed` those beside the name in a list of names. `attends` says that the name stands
    as those of leaders do who were present (某某参加会见), `presides` as of one who received guests or held the chair
    in an article that is at home nowhere, `comrade` that 同志 follows it,
    `kin` that it is a relative's, after 夫人; `among` is how many a list of leaders and others names in which it stands."""

    roles: Sequence[str]
    company: Collection[str]
    listed: Collection[str]
    attends: bool
    presides: bool
    comrade: bool
    kin: bool
    among: int = 0


def is_known(name: str, sight: Sight) -> bool:
    """Whether an article means the public figure of this name.

    A rare name needs one sign of the figure's circle, or no more than to stand among other names, with a leading office or none; a
    name that many bear needs an office of the figure's, or company that only the figure keeps, and no office that is
    another's. The name alone is never enough.
    """
    record = _figures()[name]
    if sight.kin and not any(_OF_KIN.search(role) for role in record.get("roles")):
        return False
    if "·" in name:
        return True  # in full
    shared = name in record.careful
    others = set(sight.company) - {name}
    leaders_near = any(is_national(other) for other in others)
    if any(_is_office(role, name, lenient=not shared or leaders_near) for role in sight.roles):
        return True
    if any(_is_bare_office(role, name, others) for role in sight.roles):
        return True
    if any(is_figure(other) and other not in _figures()[other].careful for other in sight.listed):
        return True
    # Nearly all of those who lead are in such a list: another of the name hardly is, unless very many bear it.
    if sight.among and not lands(name) and others_among(name, sight.among) <= OTHERS:
        return True
    if shared and sight.roles:
        # No second bearer of so rare a name is to be expected among those who lead.
        return not lands(name) and tells(name, "nation leader") and _leads(sight.roles)
    if abroad := lands(name):
        if any(_FIRST.search(role) and office(role, frozenset()).country for role in sight.roles):
            return False
        return not abroad.isdisjoint(others) or leaders_near
    if not (sight.roles or shared or lands(name)) and (sight.attends or sight.presides):
        return True
    if shared:
        present = sight.presides or (leaders_near and sight.attends)
        return is_national(name) and (present or (sight.comrade and not _bodies(name).isdisjoint(others)))
    if sight.comrade and is_national(name):
        return True
    if sight.listed and not sight.roles and not tells(name, "nation home") and not lands(name):
        return False  # leaders are listed with leaders
    if not _circle().isdisjoint(others):
        return True
    led = not sight.roles or _leads(sight.roles)
    return tells(name, "nation home") and led and (bool(others) or sight.comrade)


def _leads(roles: Iterable[str]) -> bool:
    return any(office(role, frozenset()).leading for role in roles)


def _is_office(role: str, name: str, lenient: bool) -> bool:
    """Whether an office is one that is known of a figure. 主席 alone is one only where the name itself is rare, or
    where the article speaks of other leaders."""
    said = office(role, frozenset())
    if said.country in lands(name) and _HIGH.search(role):
        first = _FIRST.search(role)
        return first is None or any(known.endswith(first[0]) for known in _offices(name))
    return any(
        said.name.endswith(known) or (lenient and known.endswith(said.name)) for known in _offices(name)
    )


def _is_bare_office(role: str, name: str, others: Collection[str]) -> bool:
    """Whether an office is that of a statesman abroad without the country, which the article names elsewhere."""
    here = lands(name).intersection(others)
    return any(f"{land}{office(role, frozenset()).name}" in _offices(name) for land in here)
