"""The lines of a saved page, each with what it is: date, label, credit, furniture, or text of the article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from kg.load import credits
from kg.load.dates import DATE
from kg.load.furniture import LONGEST, Kind, collapsed, kind, narrowed

LineKind = Kind | Literal["crumb", "date", "meta", "label", "value", "credit"]

_PROSE = 40
"""Characters from which a line is a paragraph even without a full stop; headlines are at most about 35 long."""

_LONGEST_BLOCK = 120
"""Characters of a line that holds date, source and author side by side."""

_LONGEST_VALUE = 20
"""Characters of a line that is the value of the label in the line before it."""

_PAUSE = re.compile("[，。；,;！？]")  # a row of links is long too, but has none
_PROSE_END = re.compile(r"[。！？!?…；;][”’」』）)】\]]*\Z")
_CRUMB = re.compile(r"\s*(?:[>＞]+|»|›|→)\s*")
_CRUMB_START = re.compile(r"\W*(?:您|你)?的?(?:(?:当前|现在|所在|目前)的?)*(?:位置|栏目)(?:是|在)?\s*:?\s*")
CRUMB_ENDS = frozenset(
    {
        "正文",
        "内容",
        "內容",
        "详情",
        "文章",
        "新闻正文",
        "文章正文",
        "信息详情",
        "浏览文章",
        "详细内容",
        "内容页",
    }
)
HOMES = frozenset({"首页", "首頁", "主页", "网站首页", "新闻首页", "返回首页", "Home", "HOME"})
_DIGITS = re.compile(r"[\d年月日:/.\- ]{1,20}")
_DATE_LABEL = re.compile(
    r"\W*(?:(?:发布|发表|更新|出版|来源|成文|上传|录入|创建)?(?:时间|日期)|发布于?)?\s*:?\s*"
)
_BARE_LABEL = re.compile(r"(?:来源|稿源|作者|记者|(?:发布)?(?:时间|日期))\s*:?")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its range without the line end, what it says with white space collapsed, the same
    narrowed for recognising (as long as `raw`), its kind."""

    start: int
    end: int
    raw: str
    words: str
    kind: LineKind = ""

    @property
    def is_prose(self) -> bool:
        """Whether it reads like a paragraph, not like a headline or a link."""
        long = len(self.words) >= _PROSE and _PAUSE.search(self.words)
        return not self.kind and bool(long or _PROSE_END.search(self.words[-8:]))


def classified(text: str) -> list[Line]:
    """All lines of a text that are not blank."""
    lines = [
        Line(match.start(), match.end(), raw, words := narrowed(raw), _kind(words))
        for match in re.finditer(r"[^\r\n]+", text)
        if (raw := collapsed(match[0]))
    ]
    _join_digits(lines)
    for index, line in enumerate(lines[:-1]):
        after = lines[index + 1]
        if line.kind == "label" and len(after.words) <= _LONGEST_VALUE and after.kind in ("", "date"):
            lines[index + 1] = replace(after, kind=after.kind or "value")
    return lines


def _kind(words: str) -> LineKind:
    if len(words) > LONGEST:
        return ""
    if crumb_levels(words):
        return "crumb"
    if _BARE_LABEL.fullmatch(words):
        return "label"
    if len(words) <= _LONGEST_BLOCK and not words.endswith("。"):
        if _is_dated(words):
            return "date"
        labels = credits.labelled(words)
        if credits.source(labels) or (labels and next(iter(labels)) in ("发布时间", "发布日期", "更新时间")):
            return "meta"
    furniture = kind(words)
    if furniture in ("", "caption") and credits.line_authors(words):
        return "credit"
    return furniture


def _is_dated(words: str) -> bool:
    """Whether a line is a date, perhaps among other data of the page: not a sentence that opens with one."""
    label = _DATE_LABEL.match(words)
    date = DATE.match(words, label.end() if label else 0)
    if date:
        rest = words[date.end() :]
        return (
            not rest
            or bool(credits.labelled(rest))
            or (rest[0] in " |" and len(rest) <= 20 and "," not in rest)
        )
    dates = list(DATE.finditer(words))
    if not dates or not dates[-1]["hour"]:
        return False
    return bool(credits.labelled(words)) or (dates[-1].end() == len(words) and dates[-1].start() <= 16)


def crumb_levels(line: str) -> list[str]:
    """The levels of a breadcrumb line (首页 > 新闻 > 正文); empty when the line is none."""
    start = _CRUMB_START.match(narrowed(line))
    levels = [level for level in _CRUMB.split(line[start.end() if start else 0 :]) if level]
    if len(levels) < 2 or max(map(len, levels)) > 40:
        return []
    marked = start or levels[0] in HOMES or (len(levels) > 2 and levels[-1] in CRUMB_ENDS)
    return levels if marked else []


def _join_digits(lines: list[Line]) -> None:
    """Marks lines of digits that together give a date: 2021, 08/18, 09:07 each in a line of its own."""
    for first, last in _runs_of_digits(lines):
        if DATE.search(day_first(" ".join(line.words for line in lines[first:last]))):
            for index in range(first, last):
                lines[index] = replace(lines[index], kind="date")


def _runs_of_digits(lines: list[Line]) -> Iterator[tuple[int, int]]:
    first = 0
    for index in range(len(lines) + 1):
        if index < len(lines) and _DIGITS.fullmatch(lines[index].words):
            continue
        if index > first:
            yield first, min(index, first + 4)
        first = index + 1


def day_first(words: str) -> str:
    """Puts the day behind the month where a page prints it large before: `18 2021-08` → `2021-08 18`."""
    return re.sub(r"\b(\d{1,2}) ((?:19|20)\d\d[-/.年]\d{1,2})(?:月|\b(?![-/.]))", r"\2 \1 ", words)
