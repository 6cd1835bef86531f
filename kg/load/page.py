"""Reads a page that was saved as text: which lines are the article, and what the lines around it tell of it.

A saved page is: navigation, headline, a block with date and source, the article, its credits, links and imprint. The
head ends with the last line of date, source or sharing that stands before the article's second paragraph; the foot
begins at the first link to other articles, or at the imprint. A text without any of this is an article from end to end,
but for a short first line without a full stop: its headline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.load import credits
from kg.load.dates import DATE, iso
from kg.load.furniture import narrowed
from kg.load.lines import CRUMB_ENDS, HOMES, Line, classified, crumb_levels, day_first
from kg.load.masthead import credited, parted
from kg.model import Span

_LONGEST_TITLE = 100
_LONGEST_TITLE_IN_ONE = 60
"""Characters of a headline; those of several parts, with a blank or a dash between, are longer than the rest."""

_HEAD_KINDS = frozenset({"crumb", "date", "meta", "label", "value", "share"})
_BLOCK_KINDS = frozenset({"date", "meta", "label", "value"})
_BODY_KINDS = frozenset({"", "credit", "date"})
_AFTER_BODY = frozenset({"staff", "share", "meta", "notice"})

_OUTLET = re.compile(
    r"[\u4e00-\u9fffA-Za-z·]{1,20}(?:网|报|报社|电视台|广播|社|传媒|在线|新闻|融媒|融媒体|融媒体中心|政府|客户端|发布|门户|集团|台|刊|视界|资讯)(?:网站|-.{2,8})?"
)
_TAIL_BRACKET = re.compile(
    r"\s*[（(【\[]\s*(?:责任编辑|責任編輯|责编|責編|编辑|編輯|来源|來源|校对|校對|审核|審核)\s*[:：][^（()）\[\]【】]{0,60}[）)】\]]\s*\Z"
)
_OWNER = re.compile(
    r"(?:主办单位|主办|版权所有)\s*:?\s*(?:(?:©|\(C\))\s*)?(?P<owner>[\u4e00-\u9fff]{3,16})"
    r"|(?P<before>[\u4e00-\u9fff]{3,20})\s*版权所有"
)
_NO_OWNER = re.compile("未经|授权|禁止|不得|转载|违者|必究|保留")


@dataclass(frozen=True, slots=True)
class Page:
    """What a saved page tells: `body` are the ranges of its text that are the article."""

    title: str = ""
    date: str = ""
    source: str = ""
    publisher: str = ""
    authors: tuple[str, ...] = ()
    section: str = ""
    body: tuple[Span, ...] = ()


def read_page(text: str, title: str = "") -> Page:
    """Body and metadata of a page; `title` is its headline where that is known already."""
    masthead, lines = parted(classified(text))
    head = _head(lines)
    before, after = lines[:head], lines[head:]
    title = title or _title(before) or _first_if_title(after)
    while after and _same(after[0].words, title):
        after = after[1:]
    foot = _foot(after)
    kept = [line for line in after[:foot] if line.kind in _BODY_KINDS]
    labels = _labels(before)
    below = _labels([line for line in after if line.kind in ("staff", "notice", "meta", "credit")])
    section, owner = _section(before)
    return Page(
        title=title,
        date=_date(before) or _date([line for line in after if line.kind == "meta"]) or masthead.date,
        source=credits.source(labels)
        or _unlabelled_source(before)
        or credits.source(below)
        or _bracket_source(kept)
        or masthead.outlet
        or credited([*before, *kept]),
        publisher=_above_crumb(before) or owner or _imprint(lines[len(before) + len(kept) :]),
        authors=_authors(labels, below, before, kept),
        section=section,
        body=tuple(_ranges(text, after[:foot])),
    )


def _head(lines: Sequence[Line]) -> int:
    """How many lines stand before the article."""
    ends, paragraphs = [0], 0
    for index, line in enumerate(lines):
        if line.kind in _HEAD_KINDS and not (paragraphs and line.kind == "share"):
            ends.append(index + 1)
        elif line.is_prose:
            paragraphs += 1
            if paragraphs == 2:
                break
    # A date or a share bar after the only paragraph belongs to its foot: most of the prose is behind the head.
    total = _prose(lines)
    return max(end for end in ends if 2 * _prose(lines[end:]) >= total)


def _prose(lines: Sequence[Line]) -> int:
    return sum(len(line.words) for line in lines if line.is_prose)


def _foot(lines: Sequence[Line]) -> int:
    """How many lines stand before what follows the article."""
    foot = len(lines)
    for index, line in enumerate(lines):
        if line.kind == "tail" and _prose(lines[index:]) <= _prose(lines[:index]):
            foot = index
            break
        if line.kind == "legal" and index and not _prose(lines[index:]):
            foot = index
            break
    last = max(
        (index for index in range(foot) if lines[index].is_prose or lines[index].kind == "credit"),
        default=foot,
    )
    return next((index for index in range(last, foot) if lines[index].kind in _AFTER_BODY), foot)


def _ranges(text: str, lines: Sequence[Line]) -> Iterator[Span]:
    """The unbroken stretches of body lines, without an editor's bracket at the end of a line."""
    start = end = -1
    for line in lines:
        if line.kind in _BODY_KINDS:
            start = line.start if start < 0 else start
            bracket = _TAIL_BRACKET.search(text, max(line.start, line.end - 80), line.end)
            end = bracket.start() if bracket else line.end
        if start >= 0 and (line.kind not in _BODY_KINDS or end < line.end):
            yield Span(start, end)
            start = -1
    if start >= 0:
        yield Span(start, end)


def _title(before: Sequence[Line]) -> str:
    """The headline: after the breadcrumb, before the date and source."""
    block = next((i for i, line in enumerate(before) if line.kind in _BLOCK_KINDS), len(before))
    crumb = max((i for i, line in enumerate(before[:block]) if line.kind == "crumb"), default=-1)
    candidates = [line.raw for line in before[crumb + 1 : block] if _may_be_title(line)]
    if not candidates:
        candidates = [line.raw for line in before[block:] if _may_be_title(line)][:1]
    main = [words for words in candidates if not words.startswith(("——", "--"))]
    if crumb >= 0:
        return max(main, key=len, default="")
    return main[-1] if main else ""


def _may_be_title(line: Line) -> bool:
    longest = _LONGEST_TITLE if re.search(" |——", line.words) else _LONGEST_TITLE_IN_ONE
    return not line.kind and 4 <= len(line.words) <= longest and "。" not in line.words


def _first_if_title(lines: Sequence[Line]) -> str:
    """The first line, when it reads like a headline and something follows it."""
    if (
        len(lines) < 2
        or not _may_be_title(lines[0])
        or lines[0].words.endswith(("；", ";", "：", ":", "，", ",", "…"))
    ):
        return ""
    return "" if credits.bracket_authors(lines[0].raw) else lines[0].raw


def _same(words: str, title: str) -> bool:
    """Whether a line is the headline, spaces aside."""
    return bool(title) and words.replace(" ", "") == "".join(narrowed(title).split())


def _labels(lines: Sequence[Line]) -> dict[str, str]:
    """All `label: value` of the lines, a label in one line and its value in the next included."""
    found: dict[str, str] = {}
    for index, line in enumerate(lines):
        if line.kind == "label" and index + 1 < len(lines) and lines[index + 1].kind == "value":
            found.setdefault(line.words.rstrip(" :"), lines[index + 1].raw)
        elif line.kind in ("date", "meta", "staff", "notice", "credit", ""):
            for label, value in credits.labelled(line.raw).items() if len(line.raw) <= 120 else ():
                found.setdefault(label, value)
    return found


def _date(lines: Sequence[Line]) -> str:
    """The first date of the block, with the time that stands in the same or the next line."""
    for index, line in enumerate(lines):
        if line.kind not in ("date", "meta"):
            continue
        following = []
        for other in lines[index : index + 4]:
            if other.kind != "date":
                break
            following.append(other.words)
        found = iso(day_first(" ".join(following or [line.words])))
        if found:
            return found
    return ""


def _unlabelled_source(before: Sequence[Line]) -> str:
    """An outlet beside the date without a label: 山间日报 2021-08-18 09:07."""
    for line in before:
        date = DATE.search(line.words) if line.kind == "date" else None
        if date:
            for words in (line.raw[: date.start()], line.raw[date.end() :]):
                name = words.strip(" |/-")
                if is_outlet(name):
                    return name
    return ""


def _bracket_source(kept: Sequence[Line]) -> str:
    """The outlet in a bracket at the end or the beginning of the article: （来源：山间日报）."""
    for words in (kept[-1].raw[-60:], kept[0].raw[:60]) if kept else ():
        found = re.search(
            r"[(（\[【](?:来源|來源|稿源|据)\s*[:：]\s*([^()（）\[\]【】]{2,30})[)）\]】]", words
        )
        if found:
            return found[1].strip()
    return ""


def _section(before: Sequence[Line]) -> tuple[str, str]:
    """The levels of the breadcrumb without home page and 正文, and the outlet that stands for the home page."""
    levels = next((crumb_levels(line.raw) for line in reversed(before) if line.kind == "crumb"), [])
    owner = levels[0] if levels and is_outlet(levels[0]) and levels[0] not in HOMES else ""
    levels = levels[1:] if owner else levels
    return " > ".join(level for level in levels if level not in HOMES and level not in CRUMB_ENDS), owner


def _above_crumb(before: Sequence[Line]) -> str:
    """The outlet's name as it stands over the breadcrumb, or at the top of the page."""
    crumb = next((i for i, line in enumerate(before) if line.kind == "crumb"), 0)
    words = before[crumb - 1].raw if crumb else ""
    if is_outlet(words) or (crumb == 1 and 2 <= len(words) <= 20 and " " not in words):
        return words
    return before[0].raw if crumb and is_outlet(before[0].raw) else ""


def is_outlet(name: str) -> bool:
    """Whether a name is one that news outlets bear."""
    return len(name) > 2 and bool(_OUTLET.fullmatch(name))


def _imprint(lines: Sequence[Line]) -> str:
    """The owner of the site as the imprint names it."""
    for line in lines:
        if line.kind == "legal":
            for match in _OWNER.finditer(line.words):
                owner = match["owner"] or match["before"]
                if not _NO_OWNER.search(owner):
                    return owner
    return ""


def _authors(
    labels: dict[str, str], below: dict[str, str], before: Sequence[Line], kept: Sequence[Line]
) -> tuple[str, ...]:
    """The reporters: from the block, the brackets at both ends of the article, and lines of credit."""
    names = [*credits.labelled_authors(labels)]
    for line in (*before, *kept):
        if line.kind == "credit":
            names += credits.line_authors(line.raw)
        elif line.kind in ("meta", "date"):
            names += credits.authors_in(line.raw)
    for line in kept[:2]:
        names += credits.bracket_authors(line.raw[:100])
    for line in kept[-2:]:
        names += credits.bracket_authors(line.raw[-100:])
    names += credits.labelled_authors(below)
    return tuple(dict.fromkeys(names))
