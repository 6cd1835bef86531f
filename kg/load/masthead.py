"""The masthead of a newspaper over its article, which is no headline: 江畔日报 2023年5月6日 星期六 第2版, and the paper that
its reporters name: 江畔日报记者 缪思远."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from kg.load.dates import DATE, iso
from kg.load.lines import Line

_PAPER = "[\u4e00-\u9fff]{1,8}(?:日报|晚报|晨报|早报|周报|时报|商报|快报|导报|都市报|青年报|工人报|农民报|法治报|新闻网|广播电视台|融媒体中心)"
_HEAD = re.compile(rf"(?P<outlet>{_PAPER})(?P<rest>(?:[ |,:/]{{1,3}}.{{1,40}})?)")
_REST = re.compile(
    r"(?:[ |,:/()]|星期[一二三四五六日天]|第?[A-Z]?\d{1,3}版|总?第\d{1,6}期|(?:要闻|综合|头版)版?)*"
)
_NO_HEAD = re.compile("走进|走近|探访|致|祝贺|关注|认识|再见|在|为|与|和")
_REPORTER = re.compile(
    rf"\W*(?P<outlet>(?!本报){_PAPER})(?:全媒体|融媒体|首席|见习|实习|特约)*(?:记者|通讯员)"
)


class Masthead(NamedTuple):
    """Name of the paper and date of the issue, each empty where the text has none."""

    outlet: str = ""
    date: str = ""


def parted(lines: Sequence[Line]) -> tuple[Masthead, Sequence[Line]]:
    """The masthead in the first of the lines, and the lines below it. On a page with a breadcrumb the name at the top is
    the publisher's, and stays."""
    if len(lines) < 2 or any(line.kind == "crumb" for line in lines):
        return Masthead(), lines
    head = _HEAD.fullmatch(lines[0].words)
    if head is None or _NO_HEAD.match(head["outlet"]) or not _REST.fullmatch(DATE.sub("", head["rest"])):
        return Masthead(), lines
    return Masthead(head["outlet"], iso(head["rest"])), lines[1:]


def credited(lines: Sequence[Line]) -> str:
    """The paper of the first line that names a reporter by it; empty where none does."""
    found = (_REPORTER.match(line.words) for line in lines if line.kind == "credit")
    return next((match["outlet"] for match in found if match is not None), "")
