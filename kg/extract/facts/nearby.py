"""What stands around a name or a trigger: whether it fits a slot, and which others count with it."""

from __future__ import annotations

from kg.extract.facts.rules import Slot
from kg.extract.facts.scene import Node, Scene
from kg.model import Span


def ends_with(text: str, end: int, words: tuple[str, ...]) -> bool:
    """Whether the text before an offset ends with one of the words."""
    return text.endswith(words, end - 12 if end > 12 else 0, end)


def fits(scene: Scene, node: Node, slot: Slot, voice: int) -> bool:
    if node.type not in slot.types or node.voice != voice:
        return False
    if slot.plain:
        return True
    if slot.named is not None and not slot.named.search(node.name):
        return False
    return marked(scene, node, slot) and not (slot.free and attached(scene, node))


def attached(scene: Scene, office: Node) -> bool:
    """Whether an office is somebody's already: it stands, alone or in a list of offices, before a name, or right after
    one (某某总书记); 轮值主席国 is no office at all."""
    nodes, text = scene.nodes, scene.text
    last = scene.node_before(office.start + 1)
    if last > 0 and nodes[last - 1].type == "Person" and nodes[last - 1].end == office.start:
        return True
    if text.startswith("国", office.end):
        return True
    while last + 1 < len(nodes) and nodes[last + 1].type == "Role":
        if text[nodes[last].end : nodes[last + 1].start] not in _OFFICES_JOINED:
            return False
        last += 1
    following = nodes[last + 1] if last + 1 < len(nodes) else None
    if following is None or following.type != "Person" or following.anaphor:
        return False
    return not text[nodes[last].end : following.start].strip()


_OFFICES_JOINED = frozenset(("、", "兼", "和", "及", ""))


def marked(scene: Scene, node: Node, slot: Slot) -> bool:
    """Whether the words directly around the node's coordination are as the slot asks."""
    if not (slot.led_by or slot.not_led_by or slot.followed_by or slot.not_followed_by):
        return True
    text, group = scene.text, scene.groups[node.group]
    first, last = scene.nodes[scene.chain_start(group[0])], scene.nodes[group[-1]]
    start = first.start - (text[first.start - 1 : first.start] in ("“", "‘"))
    end = last.end + (text[last.end : last.end + 1] in ("”", "’"))
    if slot.led_by and not ends_with(text, start, slot.led_by):
        return False
    if slot.not_led_by and ends_with(text, start, slot.not_led_by):
        return False
    if slot.followed_by and not text.startswith(slot.followed_by, end):
        return False
    return not (slot.not_followed_by and text.startswith(slot.not_followed_by, end))


def span_of(scene: Scene, reach: str, clause: int, sentence: int) -> Span:
    """The stretch that a reach covers around what stands in a clause and a sentence, given by their indexes."""
    if reach == "clause":
        return scene.clauses[clause]
    if reach == "sentence":
        return scene.sentences[sentence]
    if reach == "article":
        return scene.whole
    return scene.paragraph_spans[scene.paragraphs[sentence]]


def between(scene: Scene, start: int, end: int, slot: Slot) -> bool:
    """Whether what stands between trigger and name is allowed."""
    if slot.within and end - start > slot.within:
        return False
    if not slot.not_between:
        return True
    text = scene.text[start:end]
    return not any(word in text for word in slot.not_between)


def spread(scene: Scene, index: int, slot: Slot) -> list[Node]:
    if not slot.many:
        return [scene.nodes[index]]
    if slot.free:
        return _offices(scene, index)
    members = scene.members(index)
    return members if len(members) == 1 else [node for node in members if node.type in slot.types]


def _offices(scene: Scene, index: int) -> list[Node]:
    """An office and those that are counted up behind it: 任某县委委员、常委、书记."""
    nodes, last = scene.nodes, index
    while last + 1 < len(nodes) and nodes[last + 1].type == "Role":
        if scene.text[nodes[last].end : nodes[last + 1].start] not in _OFFICES_JOINED:
            break
        last += 1
    return nodes[index : last + 1]
