"""Credits: who wrote an article and where it was first printed, from the lines and brackets that say so."""

from __future__ import annotations

import re

from kg.load.furniture import is_staff, kind, narrowed

_NAME = r"(?:[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,8}(?:·[\u4e00-\u9fff]{1,10}){1,4})"
_NAMES = rf"{_NAME}(?:\s*[、,，/;；]\s*{_NAME}|\s+(?!(?:记者|通讯员|特约|见习|实习|本报|本网|摄影|图/|文/)){_NAME})*"
_ROLE = r"(?:[\u4e00-\u9fff]{0,10}?(?:记者|通讯员|撰稿人?|执笔|作者|特约作者)|实习生|本刊特约|供稿)"
_CREDIT = rf"{_ROLE}\s*:?\s*(?P<names>{_NAMES})"
_END = r"(?=\s*(?:[)\]。;；,，/]|$|摄影报道|报道|文/图|文图|图/文|\s(?:记者|通讯员|特约|见习|实习|本报|本网|摄影|来源|编辑|责编|校对|审核)))"

_BRACKET = re.compile(r"[(\[](?P<inside>[^()\[\]]{2,80})[)\]]")
_CREDITS = re.compile(_CREDIT + _END)
_LINE = re.compile(rf"\W*(?:{_CREDIT}\s*[,，;；/]?\s*)+(?:摄影报道|报道|文/图|文图|图/文|/?文|/图)?\W*\Z")
_SPACED = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]) ([\u4e00-\u9fff])(?![\u4e00-\u9fff])")
_ROLE_AND_COLON = re.compile(rf"{_ROLE}\s*:?")
_ONE_NAME = re.compile(_NAME)
_SPLIT = re.compile(r"[\s、,，/;；]+")

_LABEL = re.compile(
    r"(?:^|(?<=[\s|/()\[\]]))(?P<label>(?:信息|文章|新闻|稿件|内容|消息|本文)?来源|稿源|来自|转自|作者|撰稿|撰文|文字|文|(?:本报|本网|本刊)?(?:见习|实习|特约|首席|全媒体|融媒体)?记者|通讯员"
    r"|[\u4e00-\u9fff]{2,6}(?=\s*:))(?:\s*:\s*|(?<=来源|稿源|作者)\s+)"
)
_AFTER_SOURCE = re.compile(
    r"\s*(?:[|,，]|(?:19|20)\d\d\s*[-/.年])|\s+(?:\d|[大中小](?:\s|字号)|(?:字号|打印|分享|原标题|点击|浏览|阅读|记者|通讯员|作者|本报|编辑|责编))|\Z"
)

SOURCES = frozenset(
    f"{kind}来源" for kind in ("", "信息", "文章", "新闻", "稿件", "内容", "消息", "本文")
) | {"稿源", "来自", "转自"}
_AUTHORS = re.compile(r"作者|撰稿|撰文|文字?|.*记者|通讯员")


def labelled(line: str) -> dict[str, str]:
    """What a line gives as `label: value`: {"来源": "山间日报", "作者": "林禾"}, labels narrowed, values as they stand.
    The first of a label counts."""
    matches = list(_LABEL.finditer(narrowed(line)))
    found: dict[str, str] = {}
    ends = [match.start() for match in matches[1:]] + [len(line)]
    for match, end in zip(matches, ends[: len(matches)], strict=True):
        found.setdefault(match["label"], line[match.end() : end].strip(" |｜/()（）[]【】·-"))
    return found


def source(labels: dict[str, str]) -> str:
    """The outlet that printed the article first, without what follows it in the line (a date, the reporters)."""
    for label, value in labels.items():
        if label in SOURCES and value:
            return value[: _AFTER_SOURCE.search(narrowed(value)).start()]  # type: ignore[union-attr]
    return ""


def labelled_authors(labels: dict[str, str]) -> tuple[str, ...]:
    """The names behind labels of authors."""
    values = [value for label, value in labels.items() if _AUTHORS.fullmatch(label) and not is_staff(label)]
    return tuple(name for value in values for name in _names(_without_roles(value)))


def line_authors(line: str) -> tuple[str, ...]:
    """The names of a line that is a credit as a whole (记者 林禾 贺田), else none."""
    line = _SPACED.sub(r"\1\2", line)
    return authors_in(line) if len(line) <= 80 and _LINE.match(narrowed(line)) else ()


def bracket_authors(line: str) -> tuple[str, ...]:
    """The names in the brackets of a line: （记者 林禾 通讯员 贺田）."""
    return tuple(
        name
        for match in _BRACKET.finditer(narrowed(line))
        for name in authors_in(line[match.start("inside") : match.end("inside")])
    )


def authors_in(line: str) -> tuple[str, ...]:
    """The names that follow a role of authors anywhere in a short text."""
    line = _SPACED.sub(r"\1\2", line)
    return tuple(
        name
        for match in _CREDITS.finditer(narrowed(line))
        for name in _names(line[match.start("names") : match.end("names")])
    )


def _without_roles(value: str) -> str:
    plain = narrowed(value)
    for match in reversed(list(_ROLE_AND_COLON.finditer(plain))):
        value = f"{value[: match.start()]} {value[match.end() :]}"
    return value


def _names(text: str) -> tuple[str, ...]:
    words = _SPLIT.split(_SPACED.sub(r"\1\2", text.strip()))
    # The links beside a byline (分享 打印) look like names of two characters.
    return tuple(word for word in words if _ONE_NAME.fullmatch(word) and kind(word) != "share")
