"""Who goes on to a place: whoever goes to the one named before it (先到甲馆，再到乙镇的灯会和丙村的书屋)."""

from __future__ import annotations

from bisect import bisect_left

from kg.extract.facts.entities import Named
from kg.extract.facts.ranking import LEAST
from kg.extract.facts.scene import Node, Scene
from kg.model import Ref

_PLACES = frozenset(("Place", "Site"))
# So many places back nobody is looked for.
_FAR = 12
# So many go to a place at most; more are a roll.
_MOST = 24


def travellers(scene: Scene, start: int, floor: int) -> list[Node]:
    """Who goes to the nearest place before an offset, not before `floor`, to which anybody goes; each where they are
    named nearest before it."""
    visitors = scene.visitors
    if visitors is None:
        visitors = scene.visitors = _visitors(scene)
    if not visitors:
        return []
    places = scene.anchors[_PLACES]
    last = bisect_left(places, scene.node_before(start) + 1) - 1
    for at in range(last, max(-1, last - _FAR), -1):
        node = scene.nodes[places[at]]
        if node.start < floor:
            break
        if found := visitors.get(node.entity):
            return [scene.nodes[_nearest(scene, entity, start)] for entity in found]
    return []


def _nearest(scene: Scene, entity: Named, start: int) -> int:
    before = bisect_left(entity.places, scene.node_before(start) + 1)
    return entity.places[max(0, before - 1)]


def _visitors(scene: Scene) -> dict[Named, list[Named]]:
    """Place → who is known to go there, the first `_MOST`."""
    found: dict[Named, list[Named]] = {}
    for fact in scene.found:
        if fact.predicate != "visits" or fact.status != "asserted" or fact.confidence < LEAST:
            continue
        who = scene.entities[fact.subject]
        if isinstance(fact.object, Ref) and who.places:
            there = found.setdefault(scene.entities[fact.object], [])
            if who not in there and len(there) < _MOST:
                there.append(who)
    return found
