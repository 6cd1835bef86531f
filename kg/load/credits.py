"""Credits: who wrote an article and where it was first printed, from the lines and brackets that say so."""

from __future__ import annotations

import re

from kg.load.furniture import is_staff

_NAME = r"(?:[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,8}(?:·[\u4e00-\u9fff]{1,10}){1,4})"
_NAMES = rf"{_NAME}(?:\s*[、,，/;；]\s*{_NAME}|\s+(?!(?:记者|通讯员|特约|见习|实习|本报|本网|摄影|图/|文/)){_NAME})*"
_ROLE = r"(?:[\u4e00-\u9fff]{0,10}?(?:记者|通讯员|撰稿人?|执笔|作者|特约作者)|实习生|本刊特约|供稿)"
_CREDIT = rf"{_ROLE}\s*:?\s*(?P<names>{_NAMES})"
_END = r"(?=\s*(?:[)\]。;；,，/]|$|摄影报道|报道|文/图|文图|图/文|\s(?:记者|通讯员|特约|见习|实习|本报|本网|摄影|来源|编辑|责编|校对|审核)))"

_BRACKET = re.compile(r"[(\[](?P<inside>[^()\[\]]{2,80})[)\]]")
_CREDITS = re.compile(_CREDIT + _END)
_LINE = re.compile(rf"\W*(?:{_CREDIT}\s*[,，;；/]?\s*)+(?:摄影报道|报道|文/图|文图|图/文|/?文|/图)?\W*\Z")
_SPACED = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]) ([\u4e00-\u9fff])(?![\u4e00-\u9fff])")
_SPLIT = re.compile(r"[\s、,，/;；]+")

_LABEL = re.compile(
    r"(?:^|(?<=[\s|/()\[\]]))(?P<label>(?:信息|文章|新闻|稿件|内容|消息|本文)?来源|稿源|来自|转自|作者|撰稿|撰文|文字|文|(?:本报|本网|本刊)?(?:见习|实习|特约|首席|全媒体|融媒体)?记者|通讯员"
    r"|[\u4e00-\u9fff]{2,6}(?=\s*:))(?:\s*:\s*|(?<=来源|稿源|作者)\s+)"
)
_DATE_AHEAD = re.compile(r"\s*(?:19|20)\d\d\s*[-/.年]")

SOURCES = frozenset(
    f"{kind}来源" for kind in ("", "信息", "文章", "新闻", "稿件", "内容", "消息", "本文")
) | {"稿源", "来自", "转自"}
_AUTHORS = re.compile(r"作者|撰稿|撰文|文字?|.*记者|通讯员")


def labelled(line: str) -> dict[str, str]:
    """What a narrowed line gives as `label: value`: {"来源": "山间日报", "作者": "林禾"}. The first of a label counts."""
    matches = list(_LABEL.finditer(line))
    found: dict[str, str] = {}
    ends = [match.start() for match in matches[1:]] + [len(line)]
    for match, end in zip(matches, ends[: len(matches)], strict=True):
        value = line[match.end() : end].strip(" |/()[]·-")
        found.setdefault(match["label"], value)
    return found


def source(labels: dict[str, str]) -> str:
    """The outlet that printed the article first, without what follows it in the line (a date, an edition)."""
    for label, value in labels.items():
        if label in SOURCES and value:
            date = _DATE_AHEAD.search(value)
            words = value[: date.start()] if date else value
            return re.split(r"\s*[|,，]\s*|\s+(?=\d|[大中小]\s|字号|打印|分享|原标题)", words.strip())[0]
    return ""


def labelled_authors(labels: dict[str, str]) -> tuple[str, ...]:
    """The names behind labels of authors."""
    values = [value for label, value in labels.items() if _AUTHORS.fullmatch(label) and not is_staff(label)]
    return tuple(name for value in values for name in _names(_strip_roles(value)))


def line_authors(line: str) -> tuple[str, ...]:
    """The names of a narrowed line that is a credit as a whole (记者 林禾 贺田), else none."""
    line = _SPACED.sub(r"\1\2", line)
    return _credited(line) if len(line) <= 80 and _LINE.match(line) else ()


def bracket_authors(line: str) -> tuple[str, ...]:
    """The names in brackets of a narrowed line: （记者 林禾 通讯员 贺田）."""
    return tuple(
        name for match in _BRACKET.finditer(line) for name in _credited(_SPACED.sub(r"\1\2", match["inside"]))
    )


def _credited(text: str) -> tuple[str, ...]:
    return tuple(name for match in _CREDITS.finditer(text) for name in _names(match["names"]))


def _strip_roles(value: str) -> str:
    return re.sub(rf"{_ROLE}\s*:?", " ", value)


def _names(text: str) -> tuple[str, ...]:
    words = _SPLIT.split(_SPACED.sub(r"\1\2", text.strip()))
    return tuple(word for word in words if re.fullmatch(_NAME, word))
