"""Which public figure a document means: by what it says of them, and by evidence that their offices give as well."""

from __future__ import annotations

import re
from functools import cache

from kg.authority import places
from kg.resolve import figures
from kg.resolve.abroad import lines_of, ties_of_posts
from kg.resolve.circles import fields_of, tells
from kg.resolve.lands import land_of
from kg.resolve.offices import office
from kg.resolve.organisations import canonical
from kg.resolve.parts import parts
from kg.resolve.people import evidence_of, upwards
from kg.resolve.rarity import bare
from kg.resolve.sighting import posts_now, sight, stands_with
from kg.resolve.society import People


def known_figure(people: People, name: str) -> str | None:
    """The key of a public figure, None where the name is nobody's or the article may mean another."""
    if figure := figures.figure_of(name):
        return figure if _is_known(people, name, figure) else None
    if statesman := _of_family(people, name):
        return statesman
    # A part of the name may be all that a statesman is known by, or a relative's: the office must say so, or the full
    # name must come before the short one.
    for part in parts(name) if "·" in name and name not in people.kin else ():
        if figures.is_figure(part) and _is_of_business(people, part):
            continue
        completes = figures.is_figure(part) and _completes(people, name, part)
        if completes and figures.is_known(part, sight(people, part)):
            return part
        exactly = figures.is_statesman(part, sight(people, name).roles)
        if exactly or (figures.is_figure(part) and _holds_title(people, name, part)):
            return part
    return None


def _holds_title(people: People, name: str, part: str) -> bool:
    """Whether a full name stands with a title that the statesman known by a part of it has alone."""
    posts = [*people.standing.get(name, ())]
    posts += [(land, role) for role in people.roles.get(name, ()) if (land := land_of(role))]
    own = {tie for tie in ties_of_posts([part], sorted(posts), by_land=False) if tie.count("·") == 1}
    return not own.isdisjoint(_ties_of_figure(part))


def _is_known(people: People, name: str, figure: str) -> bool:
    """Whether a document means a public figure: by how it speaks of them, by an office that stands beside the name, or by
    evidence that their offices give as well."""
    if _is_of_business(people, figure):
        return False
    if bare(name) != name or figures.is_known(figure, sight(people, name)):
        return True
    if _chairs(people, name, figure):
        return True
    if name not in people.kin and stands_with(people, name, figures.roles_of(figure)):
        return True
    # That a name is rare is no evidence where an article may be any paper's.
    alone = set() if people.to_all else {"in:全国"}
    return not _of_figure(figure).isdisjoint(evidence_of(people, name) - alone)


_BUSINESS = frozenset({"企业", "学界"})


def _is_of_business(people: People, name: str) -> bool:
    """Whether an article gives a full name with this part whose posts are of companies or universities alone."""
    for full in people.full_names.get(name, ()):
        said = [*people.roles.get(full, ()), *(post for _, post in people.standing.get(full, ()))]
        lines = {line for post in said for line in lines_of(post)}
        if lines and lines <= _BUSINESS:
            return True
    return False


_CHAIR = re.compile(r"(?:组委会|组织委员会|筹委会|筹备委员会|执委会)(?:执行|常务|名誉)?(?:主席|主任)$")
"""Who heads the committee of some games or fair: one of those who lead the place."""


def _chairs(people: People, name: str, figure: str) -> bool:
    """Whether an article of a national outlet has somebody at the head of such a committee in the province that the figure
    leads or has led."""
    if not people.to_all or not tells(name, "province leader"):
        return False
    led = {place.name for role in figures.roles_of(figure) if (place := office(role, frozenset()).place)}
    for role in filter(_CHAIR.search, people.roles.get(name, ())):
        for end in range(2, len(role)):
            for place in places().named(role[:end]):
                if place.code and not led.isdisjoint((place.name, *place.parents)):
                    return True
    return False


def _completes(people: People, name: str, part: str) -> bool:
    """Whether a full name is that of the statesman whom the document calls by its part: it comes before, or with a post
    in the same country."""
    lands = figures.lands(part)
    if not lands or part not in people.ends:
        return False
    posts = people.standing.get(name, ())
    return people.named_first(name, part) or any(land in lands and lines_of(post) for land, post in posts)


def _of_family(people: People, name: str) -> str | None:
    """The statesman abroad who is known by a full name of which this is a part, by the posts that the article gives
    now: one of several of the family name, or the only one."""
    known = figures.family(name)
    if not known:
        return None
    several = len(known) > 1
    posts = posts_now(people, name) if several else people.standing.get(name, ())
    if several and len({land for land, _ in posts}) > 1:
        return None  # two of them in one article, or one beside somebody unknown
    own = set(ties_of_posts(parts(name)[-1:], sorted(posts), by_land=not several))
    found = [full for full in known if not own.isdisjoint(_ties_of_figure(full))]
    if not found and "·" not in name:
        written = map(figures.figure_of, people.full_names.get(name, ()))
        found = sorted(set(known).intersection(written))
    return found[0] if len(found) == 1 else None


@cache
def _ties_of_figure(full: str) -> frozenset[str]:
    posts = [(land, role) for role in figures.roles_of(full) if (land := land_of(role))]
    return frozenset(ties_of_posts(figures.called(full), posts))


_GOVERNED = re.compile(r"(?<=[省市县区州盟旗])[省市县区州盟旗]长$|(?<=自治区)主席$")
_HEADED = re.compile(r"(?:党组)?(?:第一)?(?:书记|主席|主任|委员长|(?<=部)部长|(?<=局)局长|院长|检察长|行长)$")


@cache
def _of_figure(name: str) -> frozenset[str]:
    """What the offices of a public figure at home give as evidence, as if an article told them."""
    pieces: set[str] = set()
    for role in figures.roles_of(name):
        said = office(role, frozenset())
        pieces.add(f"role:{said.name}")
        pieces.update(f"field:{field}" for field in fields_of(role) if tells(name, field))
        body = _HEADED.sub("", _GOVERNED.sub("政府", role))
        if body != role:
            pieces.add(f"org:{canonical(body)}")
        if said.national and tells(name, "nation leader" if said.leading else "nation office"):
            pieces.add("in:全国")
        elif said.place:
            circles = upwards(name, said.place, "leader" if said.leading else "office")
            pieces.update(f"in:{place}" for place in circles)
    return frozenset(pieces)
