"""Which meetings and campaigns are under way in a text, and which it only looks back at."""

from __future__ import annotations

import re
from functools import cache

from kg.extract.facts.asides import business_of_meeting
from kg.extract.facts.rules import any_of
from kg.extract.facts.scene import Scene

# Before the name of a meeting: it is still to come.
_AHEAD = ("为召开", "关于召开", "准备召开", "筹备", "筹办", "备战", "即将召开的", "将召开的", "提请")


@cache
def _under_way() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What says that a meeting is taking place: verbs around its name, and what only looks back at it."""
    held, meet = any_of("held"), any_of("meet")
    return (
        re.compile(f"{held}|在京|现场|上，|上午|期间|开营|起跑|这天|当天"),
        re.compile(f"(?:{held}|{meet}|举行的|的|这是|在)[“]?$"),
        re.compile(any_of("look_back")),
    )


def set_topics(scene: Scene) -> None:
    """Mark the meetings and campaigns that take place in the text, not only behind it (党的二十大精神)."""
    after, before, back = _under_way()
    text = scene.text
    recalled = {node.name for node in scene.nodes if node.anaphor}
    for index, node in enumerate(scene.nodes):
        if node.type not in ("Event", "Campaign") or node.anaphor:
            continue
        clause = scene.clauses[node.clause]
        if back.match(text, node.end + (text[node.end : node.end + 1] == "”")):
            continue
        if text.endswith(_AHEAD, 0, node.start):
            continue
        if business_of_meeting(text, scene.sentences[node.sentence].start, node.start):
            continue
        if (
            node.name in recalled
            or after.search(text, node.end, clause.end)
            or before.search(text, max(clause.start, node.start - 12), node.start)
        ):
            scene.topics.append(index)
