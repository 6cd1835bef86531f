"""Meetings and campaigns named again by the head of their name alone: “一碗山泉”围炉会 is 围炉会 from then on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from kg.extract.facts.anaphora import Anaphor
from kg.model import Document, Mention, Ref

_SHORTEST, _LONGEST = 2, 6
# A head of two characters is also part of other words; it counts only behind one of these or a mark.
_BEHIND = tuple("，。！？；：、\n（）“”‘’ 　》的在由该是为了场期次届")
# Words that any such name may end with: what they stand for is read by `anaphora`.
_GENERAL = frozenset(
    (
        "活动",
        "行动",
        "仪式",
        "项目",
        "计划",
        "工程",
        "会议",
        "大会",
        "工作",
        "教育",
        "专项行动",
        "主题活动",
        "系列活动",
    )
)
# So many times one head is read in a text, so that a broken text costs no more than others.
_MOST = 60


def short_forms(document: Document, others: Sequence[Anaphor]) -> list[Anaphor]:
    """The places where a meeting or campaign in quotation marks is named again by what follows its marks."""
    heads: dict[str, list[Mention]] = {}
    for mention in document.mentions:
        if mention.type in ("Event", "Campaign") and (head := _head(mention)):
            heads.setdefault(head, []).append(mention)
    if not heads:
        return []
    starts = [mention.start for mention in document.mentions]
    taken = {offset for other in others for offset in range(other.start, other.end)}
    found = []
    for head, named in sorted(heads.items(), key=lambda item: (-len(item[0]), item[0])):
        for start, mention in _again(document, head, named, starts):
            if start not in taken and start + len(head) - 1 not in taken:
                taken.update(range(start, start + len(head)))
                name = mention.canonical or mention.text
                found.append(Anaphor(start, start + len(head), head, Ref(mention.type, name)))
    return sorted(found, key=lambda anaphor: anaphor.start)


def _head(mention: Mention) -> str:
    """What follows the quotation marks in a name, where that can stand for it."""
    before, mark, head = (mention.canonical or mention.text).rpartition("”")
    whole = mark and before and _SHORTEST <= len(head) <= _LONGEST and head not in _GENERAL
    return head if whole else ""


def _again(
    document: Document, head: str, named: Sequence[Mention], starts: Sequence[int]
) -> Iterator[tuple[int, Mention]]:
    """Where a head stands outside names, and the last name before that ends with it."""
    text, at = document.shadow, named[0].end
    for _ in range(_MOST):
        at = text.find(head, at)
        if at < 0:
            return
        index = bisect_right(starts, at + len(head) - 1) - 1
        free = index < 0 or document.mentions[index].end <= at
        if free and (len(head) > _SHORTEST or text.endswith(_BEHIND, 0, at)):
            yield at, max((m for m in named if m.start < at), key=lambda m: m.start)
        at += len(head)
