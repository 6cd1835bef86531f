"""The furniture of web pages, from data/site-furniture.tsv: what a line is, if it is not the article."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from kg.authority.tables import rows
from kg.errors import RuleError
from kg.resources import folder

Kind = Literal["share", "tail", "legal", "staff", "caption", "notice", ""]

_KINDS = ("share", "tail", "legal", "staff", "caption", "notice")

_NARROWED = str.maketrans(
    "：（）［］【】〔〕＞｜０１２３４５６７８９\u3000\xa0\t來記責輯發佈時間閱讀號頁關點擊瀏覽條鏈權圖為報訊電專題聲評論讚攝監製審簽"
    "校對終覆總編傳錄註冊體簡繁複製掃碼註稿標標題載轉蓋顯",
    ":()[][][]>|0123456789   来记责辑发布时间阅读号页关点击浏览条链权图为报讯电专题声评论赞摄监制审签"
    "校对终复总编传录注册体简繁复制扫码注稿标标题载转盖显",
)

_WORD = re.compile(r"\w")

LONGEST = 200
"""Characters of a line that can be furniture; what is longer is text, whatever it holds."""


def collapsed(line: str) -> str:
    """A line with single blanks for all white space, none at its ends."""
    return " ".join(line.split())


def narrowed(line: str) -> str:
    """A collapsed line as the patterns expect it, character for character: simplified in the words of pages, narrow
    marks and digits. For recognising only; what is taken from a line is taken from the line itself."""
    return line.translate(_NARROWED)


def kind(line: str) -> Kind:
    """What a narrowed line is, or "" when it may be the article."""
    if not line or len(line) > LONGEST:
        return ""
    if not _WORD.search(line):
        return "notice"
    patterns = _patterns()
    for name in ("share", "tail", "staff", "notice", "caption"):
        if patterns[name].match(line):
            return name
    # A sentence about copyright is no imprint: that one has no full stop.
    return "legal" if not line.endswith("。") and patterns["legal"].search(line) else ""


def is_staff(label: str) -> bool:
    """Whether a label (责任编辑) is one of people who made the page, not the article."""
    return label in _table()["staff"]


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    table = {
        name: "|".join(sorted(patterns, key=lambda p: (-len(p), p))) for name, patterns in _table().items()
    }
    return {
        "share": re.compile(
            rf"(?=.*[^\W\d])(?:(?:{table['share']})(?![\u4e00-\u9fff])|(?:{table['share']})(?={table['share']})"
            r"|[\W\d])+\Z"
        ),
        "tail": re.compile(rf"\W*(?:{table['tail']})"),
        "staff": re.compile(rf"[(\[]?\s*(?:{table['staff']})\s*:[^。]{{0,60}}\Z"),
        "notice": re.compile(rf"(?:{table['notice']})\Z"),
        "caption": re.compile(rf"(?:{table['caption']})\Z"),
        "legal": re.compile(table["legal"]),
    }


@cache
def _table() -> dict[str, tuple[str, ...]]:
    path = folder("data") / "site-furniture.tsv"
    table: dict[str, list[str]] = {name: [] for name in _KINDS}
    for number, (name, pattern, _) in rows(path, ("kind", "pattern", "example")):
        if name not in table:
            raise RuleError(f"{path}:{number}: kind {name!r} is none of {' '.join(_KINDS)}")
        try:
            re.compile(pattern)
        except re.error as error:
            raise RuleError(f"{path}:{number}: {pattern}: {error}") from error
        table[name].append(pattern)
    return {name: tuple(patterns) for name, patterns in table.items()}
