"""Clues to who pushes a campaign or policy: which word of advancing leads to its name, what becomes of it, and whether
it is asked for or only spoken of."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from kg.extract.facts.rules import any_of
from kg.extract.facts.scene import Node, Scene

# So far before and after the name its words are looked for; a word leads to it right away from no further than that.
_BEFORE, _AFTER = 30, 20
_NEAR = 6
# So far back in its sentence it is asked for.
_ASKS = 160


@cache
def _advances() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The last word of advancing before a name, and what becomes of a campaign behind its name."""
    return re.compile(f".*(?P<word>{any_of('advance')})", re.S), re.compile(any_of("thrive"))


_ASKED = re.compile("(?<![需只主重首])要(?!求|点|素|闻|员|塞)|必须|务必|应当|[，；。：]须|希望|力争")
_TELLS = re.compile("是|成为|作为|体现|取得|形成")
_WHILE = re.compile(
    "[”’》」]?(?:活动)?(?:正式)?(?:深入)?(?:扎实)?(?:开展|启动|实施|铺开)?(?:以来|后|中|期间|过程中|之初|之际)"
)


def pushed(scene: Scene, subject: Node, thing: Node) -> list[str]:
    """The clues to whether `subject` pushes `thing`: what is said around its name, alone and with the types of the two
    and with whether they share a clause or a sentence or the subject says it (`said`)."""
    found = scene.pushes.get(thing.start)
    if found is None:
        found = scene.pushes[thing.start] = _of_thing(scene, thing)
    here = subject.sentence == thing.sentence
    says = scene.speech_verbs() if here else ()
    at = bisect_left(says, subject.end)
    said = at < len(says) and says[at] < thing.start
    where = "clause" if subject.clause == thing.clause else "sentence" if here else "beyond"
    kind = f"{subject.type}{thing.type} {'said' if said else where}"
    if _national().search(thing.name):
        kind += " national"
    return [*found, kind, *(f"{kind} {clue}" for clue in found if not clue.startswith("push:"))]


@cache
def _national() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of('national')})$")


# A paper or a meeting that asks for something at the beginning of the sentence: who wrote it or met does.
_OPENS = 20
_PAPER = re.compile(
    "(?:该|《)?(?P<what>通知|意见|方案|决定|会议|全会|公告|规划|要点|他|她)》?(?:还|并|同时)?(?:要求|强调|指出|提出|明确)"
)


def _of_thing(scene: Scene, thing: Node) -> list[str]:
    """`push` and the word of advancing that leads to a name, whether the campaign `thrives`, is under way (`meanwhile`),
    `asked` for or only `told` of, and which `paper` asks for it."""
    text, clause = scene.text, scene.clauses[thing.clause]
    ahead, behind = _advances()
    start = max(clause.start, thing.start - _BEFORE)
    match = ahead.match(text, start, thing.start)
    found = []
    if match is None:
        found.append("push none")
    else:
        near = thing.start - match.end() <= _NEAR
        found += (f"push {near:d}", f"push:{match['word']}")
    if behind.search(text, thing.end, min(clause.end, thing.end + _AFTER)):
        found.append("thrives")
    if _WHILE.match(text, thing.end):
        found.append("meanwhile")
    sentence = scene.sentences[thing.sentence].start
    if _ASKED.search(text, max(sentence, thing.start - _ASKS), thing.start):
        found.append("asked")
    if _TELLS.search(text, start, thing.start):
        found.append("told")
    if paper := _PAPER.search(text, sentence, min(sentence + _OPENS, thing.start)):
        found.append(f"paper {paper['what']}")
    return found
