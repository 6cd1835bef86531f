"""Who a person is: the evidence that an article gives. The same name alone is never enough."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.authority import PlaceRecord, places
from kg.resolve.abroad import SHORT, evidence_abroad, full_names, lines_of, ties_of_bodies, titles_of
from kg.resolve.anchors import Anchor, anchor
from kg.resolve.circles import tells
from kg.resolve.cutting import TIE
from kg.resolve.lands import is_organ
from kg.resolve.offices import Office, office, plain
from kg.resolve.organisations import canonical
from kg.resolve.rarity import PLAUSIBLE, bare, bearers, common_abroad, surname, transliterated
from kg.resolve.society import People
from kg.resolve.spoken import Setting

_REPORTERS = ("记者", "通讯员", "编辑", "摄影")
_BYLINE = re.compile(
    r"(?:本[报台网]|总台|央视|[一-龥]{2,6}(?:[日晚]报|社|台|网))?(?:特约|见习|实习)?(?:记者|通讯员|编辑|摄影)"
)
"""What those are called who wrote the article, and not those whom it speaks of."""

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
        "中国人民志愿军",
        "解放军",
        "中国人民解放军",
        "国民党",
        "中国国民党",
        "全国人大",
        "全国政协",
        "中共中央",
        "国务院",
    ]
)
_ASSEMBLY = re.compile(
    r"(人大|政协|协会|学会|联合会|代表大会|文联|妇联|工商联|工会|大学|集团|公司|科学院|工程院)$"
)
"""Bodies of so many that two members of one name need not be one person; their offices still tell."""

_MANY = re.compile(
    r"(代表|会员|理事|院士|党员|成员|队员|战士|教师|教授|学生|村民|居民|群众|职工|游客|研究员|专家|学者|医生|民警"
    r"|(人大|政协|中央|全国)\S*(?<!主任)委员)$"
)
"""Roles that many hold at once."""

_NO_NAME = re.compile(r"某|^.$")
"""王某 and 张某某 are names that an article keeps to itself."""

_LEVELS = {"province": "province", "prefecture": "prefecture", "county": "county"}


def evidence_of(people: People, name: str) -> set[str]:
    """What the article knows of a person, as `kind:words`:

    - `org`, `role`: a body or an office that is one of a kind; `outlet` a reporter's paper; `home` an office at the
      article's home place
    - `list`: who stands beside the person in a list of names; `with`: a rare name in the same article
    - `days`: the outlet and the day, for two articles of few days
    - `village`: a village that the article speaks of
    - `field`: sports, space flight and other fields, where the sentence speaks of one
    - `in`, `abroad`: a place, the whole nation (全国) or a foreign country whose circle tells the bearers of this
      name apart (`kg.resolve.circles`)
    - `as`: what tells a foreigner under a short name and a full one (`kg.resolve.abroad`)

    An article that puts a name into places apart may speak of two people, unless hardly anybody bears it: then it
    gives no evidence at all.
    """
    if _NO_NAME.search(name):
        return set()
    said = [*people.roles.get(name, ()), *people.bodies.get(name, ())]
    offices = {words: office(words, people.setting.places) for words in said}
    foreign = _is_foreign(name, offices, people)
    if foreign and _of_two_lands(name, offices, people):
        return set()
    if _is_byline(people, name):
        return {piece for piece, _ in _anchored(people, name, foreign) if piece.startswith("outlet:")}
    found = dict(_anchored(people, name, foreign))
    places_said = [piece.place for piece in found.values() if piece.place]
    if _apart(places_said) and not tells(name, "province office"):
        return set()
    pieces = set(found)
    pieces.update(f"list:{other}" for other in people.listed.get(name, ()) if tells(name, "list"))
    if bare(name) not in common_abroad():
        pieces.update(f"field:{field}" for field in people.fields.get(name, ()) if tells(name, field))
    pieces.update(f"{TIE}{full}" for full in full_names(people, name))
    if foreign:
        pieces.update(evidence_abroad(people, name, offices))
        bodies = [piece.partition(":")[2] for piece in found if piece.startswith("org:")]
        pieces.update(ties_of_bodies(name, bodies))
    else:
        pieces.update(f"in:{place}" for place in _circles(name, offices, people))
        pieces.update(f"village:{place}" for place in people.villages if tells(name, "village"))
        # Two offices of two people may be told of in one paper on one day.
        if not found and surname(name) and tells(name, "outlet in days"):
            pieces.update(f"days:{day}" for day in people.days)
        # Who has an office of their own meets many: two of them in one company need not be one, unless the name is rare.
        company = "prefecture home" if found else "company"
        pieces.update(f"with:{other}" for other in people.beside(name) if tells(name, company))
    return pieces


def _is_byline(people: People, name: str) -> bool:
    """Whether somebody is but who wrote the article: what it speaks of tells nothing of them."""
    roles = people.roles.get(name, ())
    return bool(roles) and "·" not in name and all(_BYLINE.fullmatch(role) for role in roles)


def _anchored(people: People, name: str, foreign: bool) -> Iterator[tuple[str, Anchor]]:
    """Bodies and offices that are one of a kind."""
    setting = people.setting
    for body in people.bodies.get(name, ()):
        if body in _BROAD or (foreign and office(body, setting.places).national):
            continue
        found = anchor(canonical(body), setting)
        if found and tells(name, _size_of_body(body, setting)):
            yield f"org:{found.name}", found
    outlet = people.document.article.source or people.document.article.publisher
    for role in map(plain, people.roles.get(name, ())):
        if role.endswith(_REPORTERS):
            if outlet:
                yield f"outlet:{outlet}", Anchor(outlet)
        elif _MANY.search(role) or (foreign and office(role, setting.places).national):
            continue
        elif found := anchor(canonical(role), setting):
            yield f"role:{found.name}", found
        elif len(role) > 4 and tells(name, "long office"):
            yield f"role:{role}", Anchor(role)
        elif setting.near and not foreign and tells(name, "home office"):
            yield f"home:{setting.near}{role}", Anchor(role)


def _size_of_body(body: str, setting: Setting) -> str:
    if office(body, setting.places).national:
        return "national body"
    return "institution" if _ASSEMBLY.search(body) else "body"


def _is_foreign(name: str, offices: Mapping[str, Office], people: People) -> bool:
    """Whether a person is of another country: by office, or by a name that is no Chinese one where the article
    speaks of other countries and gives no office at home."""
    if any(said.country for said in offices.values()):
        return True
    if bare(name) in common_abroad():
        return True
    unlikely = not surname(name) or (bearers(name) < PLAUSIBLE and transliterated(name))
    standing = people.standing.get(name, ())
    if standing and (unlikely or any(lines_of(post) for _, post in standing)):
        return True
    at_home = len(name) <= SHORT or not transliterated(name)
    if any(said.place or (said.national and at_home) for said in offices.values()):
        return False
    return bool(people.abroad) and unlikely


def _of_two_lands(name: str, offices: Mapping[str, Office], people: People) -> bool:
    """Whether an article gives offices of two countries to one short or common name, or both heads of one: it speaks
    of two people."""
    if bare(name) not in common_abroad() and len(bare(name)) > SHORT:
        return False
    standing = people.standing.get(name, ())
    lands = {land for land, _ in standing} | {said.country for said in offices.values() if said.country}
    titles = {title for said in standing for title in titles_of(*said)}
    heads = {land for land in lands if {f"{land}总统", f"{land}总理"} <= titles}
    return sum(not is_organ(land) for land in lands) > 1 or bool(heads)


def _circles(name: str, offices: Mapping[str, Office], people: People) -> Iterator[str]:
    """The places, up to the nation, in whose circle an article puts a person, as far as they tell who it is."""
    placed = False
    local = people.local or any(said.place and not said.leading for said in offices.values())
    if surname(name) and tells(name, "news" if local and not people.to_all else "national news"):
        yield "全国"
    if people.fields.get(name) and tells(name, "nation home"):
        yield "全国"
    if name in people.ranked and tells(name, "nation list"):
        yield "全国"
    for said in offices.values():
        if said.national:
            placed = True
            if tells(name, "nation leader" if said.leading else "nation office"):
                yield "全国"
        elif said.place and said.place.level in _LEVELS:
            placed = True
            yield from upwards(name, said.place, "leader" if said.leading else "office")
    if placed:
        return
    setting = people.setting
    home = places().by_key(setting.near) if setting.near else None
    if home and home.code and home.level in _LEVELS:
        yield from upwards(name, home, "home")
    elif people.leaders and surname(name) and tells(name, "nation home"):
        yield "全国"


def upwards(name: str, place: PlaceRecord, kind: str) -> Iterator[str]:
    """A place and those above it in whose circle the name is one person's."""
    circle = f"{place.level} {kind}"
    if tells(name, circle):
        yield place.key
    for above in place.parents:
        record = next((r for r in places().named(above) if r.name == above and r.level in _LEVELS), None)
        if record and tells(name, f"{circle} in {record.level}"):
            yield record.key
    if kind == "leader" and place.level != "county" and tells(name, f"{circle} in nation"):
        yield "全国"


def _apart(found: Sequence[PlaceRecord]) -> bool:
    """Whether two of the places lie in neither of them in the other."""
    return any(
        a.key != b.key and a.name not in b.parents and b.name not in a.parents for a in found for b in found
    )
