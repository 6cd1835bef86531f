"""Clues to whether a fact that a rule proposes is right: what a reader could point at.

The rule and its trigger word, how far the two names stand from it, what stands right before and after them, how the
names end, how many others could be meant instead, what is known already. Their weights are learned, see
`kg.extract.facts.ranking`.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, lru_cache
from operator import add

from kg.extract.facts.entities import Named
from kg.extract.facts.going import going
from kg.extract.facts.occasions import of_the_occasion
from kg.extract.facts.pushes import pushed
from kg.extract.facts.ranking import weights
from kg.extract.facts.rules import Rule
from kg.extract.facts.scene import Around, Node, Scene, Spot
from kg.extract.facts.subjects import ACTORS, head

# Between two names further apart than this, only how many others stand there counts.
_JOINED = 16
# Characters that say what a subject does, what leads to a thing and what comes after it.
_DOES, _LEADS, _THEN = 14, 12, 10
# Names apart beyond which rivals are not counted.
_NEIGHBOURS = 12


def outline(scene: Scene, rule: Rule, subject: Node, thing: Node, trigger: Spot, via: str = "") -> list[str]:
    """The clues that do not ask which words stand around a fact, each once. `via` is where the rule's slots looked.

    rule.… the rule, with its trigger or with `via`; `~` the end of the object's name; `sto` the order of subject,
    trigger and object; `said` whether a verb of speech stands between subject and trigger; `known` and
    `subject visits` what rules that state have found.
    """
    types, placed = _placed(
        subject.type,
        thing.type,
        _order(subject, thing, trigger),
        _distance(scene, subject, trigger),
        _distance(scene, thing, trigger),
    )
    found = ["bias", rule.by, types, *thing.entity.tails]
    if via:
        found.append(rule.by + via)
    if rule.kind == "trigger":
        found.append(rule.by + scene.text[trigger.start : trigger.end])
    if subject.type != "Person":
        found += subject.entity.subject_tails
    found += placed
    found += _of_article(scene, rule.predicate, subject.entity, thing.entity)
    if subject.start >= 0:
        found += _standing(scene, subject, thing, trigger)
    if rule.predicate == "visits" and thing.start >= 0:
        here = Spot(thing.start, thing.end, thing.clause, thing.sentence)
        found += going(scene, subject, thing, _distance(scene, subject, here))
    if rule.predicate in _OF_A_DAY:
        found += _of_its_day(scene, subject, thing)
    if 0 <= subject.start < trigger.start and _said(scene, subject.end, trigger.start):
        found.append("said")
    return found


@lru_cache(maxsize=1 << 14)
def _placed(subject: str, thing: str, order: str, near: str, far: str) -> tuple[str, tuple[str, ...]]:
    """The types of the two, how far they stand from the trigger, and in what order."""
    types = subject + thing
    return types, (f"subject {near}", f"object {far}", order, types + order + near + far)


# What happens on a day: history that the same article tells is apart from it.
_OF_A_DAY = frozenset(("heldAt", "onDate", "participatesIn", "visits"))


def _of_its_day(scene: Scene, subject: Node, thing: Node) -> list[str]:
    """Whether the sentences of the two names tell of other years, whether the subject is one of several, and whether
    it is quoted anywhere."""
    found = []
    if subject.start >= 0:
        if scene.of_the_past(subject.sentence):
            found.append("subject past")
        if len(scene.groups[subject.group]) > 1:
            found.append("subject of several")
    if thing.start >= 0 and scene.of_the_past(thing.sentence):
        found.append("object past")
    if "says" in subject.entity.does:
        found.append("subject says")
    return found


def _standing(scene: Scene, subject: Node, thing: Node, trigger: Spot) -> list[str]:
    """Clues from how sentences are built: whether the subject begins its clause, who does so nearer to the trigger,
    and whether a semicolon parts the two names."""
    here, nodes, group = trigger.clause, scene.nodes, subject.group
    own = head(scene, subject.clause)
    found = ["begins" if own >= 0 and nodes[own].group == group else "begins not"]
    for clause in range(here, max(subject.clause, here - _BACK) - 1, -1):
        at = head(scene, clause)
        if at >= 0 and (other := nodes[at]).start < trigger.start and other.group != group:
            found += _SHADOWS[clause == here, other.type]
            break
    low, high = (subject, thing) if subject.start <= thing.start else (thing, subject)
    if low.sentence == high.sentence:
        end = min(high.start, low.end + _SPOKEN)
        if scene.text.find("；", low.end, end) >= 0:
            found.append("parted")
    return found


# So many clauses back from the trigger other subjects are looked for.
_BACK = 8
_SHADOWS = {
    (here == "here", kind): (f"shadow {here}", f"shadow {here} {kind}")
    for here in ("here", "between")
    for kind in ACTORS
}


# So far back from the trigger a verb of speech counts: what somebody says that others do is not done by the speaker.
_SPOKEN = 200


def _said(scene: Scene, start: int, end: int) -> bool:
    """Whether a verb of speech, of two characters all, stands between a subject and the trigger."""
    says = scene.speech_verbs()
    at = bisect_left(says, max(start, end - _SPOKEN))
    return at < len(says) and says[at] <= end - 2


def _of_article(scene: Scene, predicate: str, who: Named, what: Named) -> list[str]:
    """Clues from what the article says elsewhere."""
    known, mains = scene.known, scene.mains
    found = [_KNOWN[(who, predicate) in known, (predicate, what) in known]]
    found += who.tells
    found += what.told
    found.append(_OFTEN[min(len(what.places), 4)])
    if mains:
        found.append(_MANY[min(len(mains), 6)])
        if mains[0] is who or mains[0] is what:
            found += _MAIN[min(len(mains), 3)]
    return found


_MAIN = [("main", f"main of {count}") for count in range(4)]
_MANY = [f"occasions {count}" for count in range(7)]
_KNOWN = {(a, b): f"known {a:d}{b:d}" for a in (False, True) for b in (False, True)}
_OFTEN = [f"often {count}" for count in range(5)]


def around(scene: Scene, subject: Node, thing: Node, predicate: str = "") -> list[str]:
    """The clues from the words around two names, each once; none where one of the two does not stand in the text.

    `subject<`, `subject>` what stands before and after the subject, `subject=` its office; `between`, `does`, `led`,
    `then` pairs of characters between the two, after the subject, before and after the object; see `pushed` for who
    promotes what, `of_the_occasion` for who is where.
    """
    if subject.start < 0 or thing.start < 0:
        return []
    nodes = scene.nodes
    s, o = scene.node_before(subject.start + 1), scene.node_before(thing.start + 1)
    # What stands around one name is kept: many facts are asked about at each.
    beside, does = scene.subjects.get(s) or _around_subject(scene, s)
    beyond, leads = scene.objects.get(o) or _around_object(scene, o)
    found = [*beside, *beyond]
    low, high = (s, o) if s < o else (o, s)
    if high - low < _NEIGHBOURS:
        kinds = scene.kinds[low + 1 : high]
        found.append(_RIVALS[min(kinds.count(subject.type), 3)])
        found.append(_OBJECTS[min(kinds.count(thing.type), 3)])
    else:
        found.append("rivals many")
    start, end = nodes[low].end, nodes[high].start
    if end - start <= _JOINED:
        found += _pairs(scene, "between ", start, end)
    found += does
    found += leads
    if predicate == "promotes":
        found += pushed(scene, subject, thing)
    elif predicate == "participatesIn":
        found += of_the_occasion(scene, subject, thing)
    return found


_RIVALS = [f"rivals {count}" for count in range(4)]
_OBJECTS = [f"objects {count}" for count in range(4)]


def _around_subject(scene: Scene, index: int) -> Around:
    node = scene.nodes[index]
    end = min(scene.clauses[node.clause].end, node.end + _DOES)
    does = _pairs(scene, "does ", node.end, end)
    found = scene.subjects[index] = _beside(scene, index, "subject"), does
    return found


def _around_object(scene: Scene, index: int) -> Around:
    node = scene.nodes[index]
    clause = scene.clauses[node.clause]
    led = _pairs(scene, "led ", max(clause.start, node.start - _LEADS), node.start)
    then = _pairs(scene, "then ", node.end, min(clause.end, node.end + _THEN))
    found = scene.objects[index] = _beside(scene, index, "object"), [*led, *then]
    return found


def _pairs(scene: Scene, kind: str, start: int, end: int) -> list[str]:
    """Each two neighbouring characters of a stretch, once; where nothing is learned, only those that weigh something,
    which fewer than half do."""
    stretch = scene.text[start:end]
    pairs = dict.fromkeys(map(add, stretch, stretch[1:]))
    if scene.proposals is not None:
        return [kind + pair for pair in pairs]
    return [*filter(None, map(_weighed(kind).get, pairs))]


@cache
def _weighed(kind: str) -> dict[str, str]:
    """Two characters → the clue of a kind that they are, of those that have a weight for some predicate."""
    return {
        clue[len(kind) :]: clue for table in weights().values() for clue in table if clue.startswith(kind)
    }


def _order(subject: Node, thing: Node, trigger: Spot) -> str:
    """The order of subject, thing (o) and trigger."""
    if subject.start < thing.start:
        if trigger.start < subject.start:
            return "tso"
        return "sto" if trigger.start < thing.start else "sot"
    if trigger.start < thing.start:
        return "tos"
    return "ots" if trigger.start < subject.start else "ost"


def _distance(scene: Scene, node: Node, trigger: Spot) -> str:
    if node.start < 0:
        return "home"
    here, sentence = trigger.clause, trigger.sentence
    if here == node.clause:
        return "clause"
    if sentence == node.sentence:
        return "next clause" if abs(here - node.clause) == 1 else "sentence"
    if scene.paragraphs[sentence] == scene.paragraphs[node.sentence]:
        return "next sentence" if abs(sentence - node.sentence) == 1 else "paragraph"
    return "opening" if node.sentence <= 1 else "article"


def _beside(scene: Scene, index: int, side: str) -> list[str]:
    nodes, text = scene.nodes, scene.text
    group = scene.groups[nodes[index].group]
    first, last = group[0], group[-1]
    office = ""
    if nodes[index].type == "Person":
        if index and nodes[index - 1].type == "Role" and nodes[index].start - nodes[index - 1].end <= 1:
            office = nodes[index - 1].text[-2:]
        while first and nodes[first - 1].type == "Role" and nodes[first].start - nodes[first - 1].end <= 1:
            first -= 1
        if (
            last + 1 < len(nodes)
            and nodes[last + 1].type == "Role"
            and nodes[last + 1].start == nodes[last].end
        ):
            last += 1
    start, end = nodes[first].start, nodes[last].end
    ends = (
        side + "<" + text[max(0, start - 2) : start],
        side + "<" + text[max(0, start - 1) : start],
        side + ">" + text[end : end + 2],
        side + ">" + text[end : end + 1],
    )
    found = [*dict.fromkeys(ends)]
    if nodes[index].type == "Person":
        found.append(side + "=" + office)
    if nodes[index].anaphor:
        found.append(side + " anaphor")
    if nodes[index].voice >= 0:
        found.append(side + " quoted")
    return found
