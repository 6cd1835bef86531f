"""Clues to who is at a meeting, from how the article tells of it: how near it is named and whether the article opens
with it, which days and other meetings stand between, and who was named first."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection

from kg.extract.facts.entities import Named
from kg.extract.facts.scene import Node, Scene

_OCCASIONS = frozenset(("Event", "Campaign"))
_DATES = frozenset(("Date",))
# So many meetings between two names are looked at.
_LOOKS = 12


def of_the_occasion(scene: Scene, subject: Node, thing: Node) -> list[str]:
    """The clues to whether a subject is at a meeting or in a campaign: `told` how many sentences away it is named,
    `told paragraph` how many paragraphs, `opens` in which sentence of the article and `opens paragraph` in which
    paragraph it is first named, `others here` how many others the subject's paragraph names, `others between` and `day
    between` what stands between the two names, `dated` whether the subject's sentence opens with a day."""
    nodes, paragraphs = scene.nodes, scene.paragraphs
    s, o = scene.node_before(subject.start + 1), scene.node_before(thing.start + 1)
    what, sentence = thing.entity, subject.sentence
    here, others, own = scene.there.get(s) or _there(scene, s, subject)
    places = what.places
    at = bisect_left(places, s)
    after = nodes[places[at]].sentence if at < len(places) else thing.sentence
    before = nodes[places[at - 1]].sentence if at else after
    found = [
        *own,
        *(what.opens or _opened(scene, what)),
        _TOLD[min(abs(before - sentence), abs(after - sentence), 4)],
        _TOLD_PARAGRAPH[min(abs(paragraphs[before] - here), abs(paragraphs[after] - here), 3)],
        _OTHERS[min(len(others) - (what in others), 2)],
        _BETWEEN[_between(scene, s, o, what)],
    ]
    if _day_between(scene, s, o):
        found.append("day between")
    if places and subject.entity.places and subject.entity.places[0] > places[0]:
        found.append("subject comes later")
    return found


def _opened(scene: Scene, what: Named) -> list[str]:
    """Where an article first names a meeting."""
    if not what.places:
        return []
    sentence = scene.nodes[what.places[0]].sentence
    what.opens = [f"opens {min(sentence, 3)}", f"opens paragraph {min(scene.paragraphs[sentence], 2)}"]
    return what.opens


def _there(scene: Scene, s: int, subject: Node) -> tuple[int, Collection[Named], list[str]]:
    """Of a subject where it stands: its paragraph, the meetings named there, and its own clues."""
    here, nodes = scene.paragraphs[subject.sentence], scene.nodes
    own = [f"subject often {min(len(subject.entity.places), 3)}"]
    dates = scene.anchors[_DATES]
    before = bisect_left(dates, s)
    if before and nodes[dates[before - 1]].sentence == subject.sentence:
        own.append("dated")
    found = scene.there[s] = here, _others(scene).get(here, ()), own
    return found


def _others(scene: Scene) -> dict[int, set[Named]]:
    """Paragraph → the meetings and campaigns that it names."""
    if scene.occasions is None:
        scene.occasions = {}
        for index in scene.anchors[_OCCASIONS]:
            node = scene.nodes[index]
            scene.occasions.setdefault(scene.paragraphs[node.sentence], set()).add(node.entity)
    return scene.occasions


def _between(scene: Scene, s: int, o: int, thing: Named) -> int:
    """How many other meetings stand between two names, at most 2."""
    fitting, nodes = scene.anchors[_OCCASIONS], scene.nodes
    low, high = (s, o) if s < o else (o, s)
    start = bisect_left(fitting, low + 1)
    other: Named | None = None
    for at in range(start, min(len(fitting), start + _LOOKS)):
        if fitting[at] >= high:
            break
        entity = nodes[fitting[at]].entity
        if entity is not thing and entity is not other:
            if other is not None:
                return 2
            other = entity
    return int(other is not None)


def _day_between(scene: Scene, s: int, o: int) -> bool:
    """Whether a day stands between two names, in another sentence than that of the second."""
    dates, nodes = scene.anchors[_DATES], scene.nodes
    if o < s:
        at = bisect_left(dates, s) - 1
        return at >= 0 and dates[at] > o and nodes[dates[at]].sentence != nodes[o].sentence
    at = bisect_left(dates, s + 1)
    return at < len(dates) and dates[at] < o and nodes[dates[at]].sentence != nodes[o].sentence


_TOLD = [f"told {count}" for count in range(5)]
_TOLD_PARAGRAPH = [f"told paragraph {count}" for count in range(4)]
_OTHERS = [f"others here {count}" for count in range(3)]
_BETWEEN = [f"others between {count}" for count in range(3)]
