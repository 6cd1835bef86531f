"""The subject that a sentence without one has from the sentences before it: 某局办事靠前。举办……；开展……"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from kg.extract.facts.entities import Named
from kg.extract.facts.nearby import ends_with
from kg.extract.facts.rules import any_of
from kg.extract.facts.scene import Scene
from kg.extract.facts.subjects import ACTORS, head


def carried(scene: Scene, clause: int, sentence: int) -> int:
    """The index of the name that a sentence which begins with what is done has for its subject: the last that begins a
    clause of the sentence before, if that has one, and so on back through its paragraph; at the start of the paragraph,
    or behind its heading (深化教育。开展……), whom the article is about. -1 where there is none, or somebody begins this
    clause."""
    if head(scene, clause) >= 0 or _comes_later(scene, clause, sentence):
        return -1
    for at in range(sentence, max(-1, sentence - _CARRIED), -1):
        if not _begins_with_what_is_done(scene, at) or _speaks(scene, at - 1):
            return -1
        if scene.opens_paragraph(at) or (scene.opens_paragraph(at - 1) and _is_heading(scene, at - 1)):
            return _protagonist(scene, scene.sentences[at].start)
        first, last = (
            scene.clause_at(offset)
            for offset in (scene.sentences[at - 1].start, scene.sentences[at].start - 1)
        )
        for before in range(last, max(first - 1, last - _MANY), -1):
            if (found := head(scene, before)) >= 0:
                return -1 if scene.text.startswith(_ITS, scene.nodes[found].end) else found
    return -1


# So many clauses of a sentence are looked at: it keeps a sentence without end linear.
_MANY = 60
# So many sentences a subject is carried on; what is somebody's is no subject: 党中央重大决策部署.
_CARRIED = 4
# Who is sent somewhere by the one who does all the rest.
_SENT = ("组织", "组织“", "动员", "组建", "组建“", "成立", "成立“", "选派", "派出", "派出“")
_ASKS = ("要", "必须", "应")
_ITS = ("的", "重大", "重要", "决策", "部署", "精神", "要求")


def _comes_later(scene: Scene, clause: int, sentence: int) -> bool:
    """Whether the subject follows: 扎实开展主题教育，某市坚持……"""
    later = clause + 1
    return (
        later < len(scene.clauses)
        and scene.clauses[later].start < scene.sentences[sentence].end
        and scene.text[scene.clauses[clause].end - 1] == "，"
        and (found := head(scene, later)) >= 0
        and not ends_with(scene.text, scene.nodes[found].start, _SENT)
    )


def _speaks(scene: Scene, sentence: int) -> bool:
    """Whether a sentence reports what somebody says or asks for: what follows may be their words still."""
    span, says = scene.sentences[max(0, sentence)], scene.speech_verbs()
    at = bisect_left(says, span.start)
    return (at < len(says) and says[at] < span.end) or scene.text.startswith(_ASKS, span.start)


# A heading that runs into its paragraph is no longer, and names nobody.
_HEADING = 24


def _is_heading(scene: Scene, sentence: int) -> bool:
    span = scene.sentences[sentence]
    if span.end - span.start > _HEADING:
        return False
    named = range(scene.node_before(span.start) + 1, scene.node_before(span.end) + 1)
    return not any(scene.nodes[index].type in ACTORS for index in named)


def _protagonist(scene: Scene, offset: int) -> int:
    """The index of the last name before an offset, as the subject of its clause, of the body or place that begins most
    clauses of the article: two at least."""
    if scene.protagonist is None:
        heads = [at for clause in range(len(scene.clauses)) if (at := head(scene, clause)) >= 0]
        acts: dict[Named, list[int]] = {}
        for at in heads:
            if scene.nodes[at].type in _BODIES:
                acts.setdefault(scene.nodes[at].entity, []).append(at)
        most = max(acts.values(), key=len, default=[])
        scene.protagonist = most if len(most) > 1 else []
    before = bisect_left(scene.protagonist, offset, key=lambda at: scene.nodes[at].start)
    return scene.protagonist[before - 1] if before else -1


_BODIES = frozenset(("Organisation", "Place", "Site"))


def _begins_with_what_is_done(scene: Scene, sentence: int) -> bool:
    """Whether a sentence begins with a verb, or with when or to what end something is done: 去年9月，为…，推出……"""
    start = scene.sentences[sentence].start
    first = scene.node_before(start) + 1
    if first < len(scene.nodes) and (node := scene.nodes[first]).type == "Date" and node.start - start <= 2:
        start = node.end
    return _done_first().match(scene.text, start) is not None


@cache
def _done_first() -> re.Pattern[str]:
    # So many such words at most: two rows without end would be tried in every way to part one.
    when = f"(?:{any_of('when_done')}){{0,5}}"
    return re.compile(
        f"(?:以来|起|里|初|底)?，?{when}，?(?:[为围以按根结][^，。；]{{1,24}}，)?"
        f"{when}(?:{'|'.join(map(any_of, _DONE))})"
    )


# Classes of words for what is done.
_DONE = ("run", "issue", "advance")
