"""Which public figure a document means: by what it says of them, and by evidence that their offices give as well."""

from __future__ import annotations

import re
from functools import cache

from kg.resolve import figures
from kg.resolve.abroad import lines_of, ties_of_posts
from kg.resolve.circles import tells
from kg.resolve.lands import land_of
from kg.resolve.offices import office
from kg.resolve.organisations import canonical
from kg.resolve.parts import parts
from kg.resolve.people import evidence_of, upwards
from kg.resolve.rarity import bare
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
        completes = figures.is_figure(part) and _completes(people, name, part)
        if completes and figures.is_known(part, people.sight(part)):
            return part
        exactly = figures.is_statesman(part, people.sight(name).roles)
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
    if bare(name) != name or figures.is_known(figure, people.sight(name)):
        return True
    if name not in people.kin and people.stands_with(name, figures.roles_of(figure)):
        return True
    # That a name is rare is no evidence where an article may be any paper's.
    alone = set() if people.to_all else {"in:全国"}
    return not _of_figure(figure).isdisjoint(evidence_of(people, name) - alone)


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
    posts = people.posts_now(name) if several else people.standing.get(name, ())
    own = set(ties_of_posts(parts(name)[-1:], sorted(posts), by_land=not several))
    found = [full for full in known if not own.isdisjoint(_ties_of_figure(full))]
    return found[0] if len(found) == 1 else None


@cache
def _ties_of_figure(full: str) -> frozenset[str]:
    posts = [(land, role) for role in figures.roles_of(full) if (land := land_of(role))]
    return frozenset(ties_of_posts(parts(full), posts))


_GOVERNED = re.compile(r"(?<=[省市县区州盟旗])[省市县区州盟旗]长$|(?<=自治区)主席$")
_HEADED = re.compile(r"(?:党组)?(?:第一)?(?:书记|主席|主任|委员长|(?<=部)部长|(?<=局)局长|院长|检察长|行长)$")


@cache
def _of_figure(name: str) -> frozenset[str]:
    """What the offices of a public figure at home give as evidence, as if an article told them."""
    pieces: set[str] = set()
    for role in figures.roles_of(name):
        said = office(role, frozenset())
        pieces.add(f"role:{said.name}")
        body = _HEADED.sub("", _GOVERNED.sub("政府", role))
        if body != role:
            pieces.add(f"org:{canonical(body)}")
        if said.national and tells(name, "nation leader" if said.leading else "nation office"):
            pieces.add("in:全国")
        elif said.place:
            circles = upwards(name, said.place, "leader" if said.leading else "office")
            pieces.update(f"in:{place}" for place in circles)
    return frozenset(pieces)
