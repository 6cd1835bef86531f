"""Names alone in quotation marks: “小巷议事厅” by where it stands, “密营小路” by how it ends. The marks stay outside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extract.grammar.context import Candidate, Context
from kg.extract.grammar.lexicon import heads, words

_CONTENT = re.compile(r"[^，。、；：？！“”《》\n]{2,16}")
_LONG = re.compile(r"[^，。；？！“”《》\n]{2,20}(?:——?|：)[^，。；？！“”《》\n]{2,24}")
"""Two parts of a name: “灯火——红色书信展”."""
_NUMBER = "[一二三四五六七八九十两双百千万]"
_NUMBERED = re.compile(
    rf"(?:{_NUMBER}[\u4e00-\u9fff]){{2,3}}|{_NUMBER}[\u4e00-\u9fff]{{3}}|{_NUMBER}[\u4e00-\u9fff]{{2}}"
)

_LINES = "线路径游"
"""The last characters of lines, which alone say too little: “密营小路”."""
_REACH = 8  # characters in which a head is looked for


@cache
def _uses() -> dict[str, tuple[str, ...]]:
    """Head → the types of names that it ends."""
    lexicon = heads()
    return {head: tuple(uses) for head, uses in zip(lexicon.heads, lexicon.uses, strict=True)}


@cache
def _endings() -> dict[str, tuple[str, ...]]:
    """The same without heads of one character, which say too little."""
    return {head: uses for head, uses in _uses().items() if len(head) > 1}


def quotes(context: Context) -> Iterator[Candidate]:
    """Short quotations that may be names."""
    shadow, endings = context.shadow, _endings()
    for end, opening in context.opens.items():
        start, stop = opening + 1, end - 1
        if shadow[opening] not in "“‘":
            continue
        if _LONG.fullmatch(shadow, start, stop):
            yield from _parted(shadow, start, stop)
        if not _CONTENT.fullmatch(shadow, start, stop):
            continue
        content = shadow[start:stop]
        if content in words("doctrine"):
            continue
        head = next(
            (
                content[-size:]
                for size in range(min(_REACH, len(content) - 1), 1, -1)
                if content[-size:] in endings
            ),
            "",
        )
        for type_ in endings.get(head, ()):
            yield Candidate(start, stop, type_, f"grammar.{type_.lower()}.whole", head)
        if content[-1] in _LINES and "Route" not in endings.get(head, ()):
            yield Candidate(start, stop, "Route", "grammar.route.whole.line", content[-1])
        if head and "Campaign" in endings[head]:
            continue
        kind = _kind(context, content, opening, end)
        yield Candidate(start, stop, "Campaign", f"grammar.campaign.alone.{kind}")
        if kind == "numbered":
            yield Candidate(start, stop, "Policy", "grammar.policy.alone.numbered")


def _parted(shadow: str, start: int, stop: int) -> Iterator[Candidate]:
    """The name of two parts, by its head."""
    ends = (shadow[at:stop] for at in range(max(start, stop - _REACH), stop))
    head = next((end for end in ends if end in heads().known), "")
    for type_ in ("Event", "Campaign"):
        if type_ in _uses().get(head, ()):
            yield Candidate(start, stop, type_, f"grammar.{type_.lower()}.parted", head)


def _kind(context: Context, content: str, opening: int, end: int) -> str:
    """What speaks for a campaign: how the slogan is built, what launches it, what follows."""
    if _NUMBERED.fullmatch(content):
        return "numbered"
    index = context.at[opening - 1] if opening else -1
    launched = index >= 0 and context.texts[index] in words("launchers")
    after = context.at[end]
    followed = after >= 0 and context.texts[after] in words("followers")
    if launched:
        return "launched.followed" if followed else "launched"
    return "followed" if followed else "other"
