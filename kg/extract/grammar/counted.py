"""Lines that are counted: behind 条 everything up to the head is one name (8条红色教学精品线路)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.grammar.context import Candidate, Context

_COUNT = re.compile("[0-9一二三四五六七八九十百两几多]条")
_LINE = re.compile(
    "(?:(?:首批|全新|新的|以|的)(?=[“\u4e00-\u9fff]))?"
    "(?P<name>(?:“[^“”，。；：！？\n]{2,14}”[\u4e00-\u9fff0-9]{0,12}?|(?:(?![的等次])[\u4e00-\u9fff0-9、·]){3,20}?)"
    "(?:线路|路线|游线|研学线|专线))(?![路上网图])"
)
_PLAIN = re.compile("公交|地铁|运输|供电|输电|光缆|铁路|高速|客运|货运|航空")


def counted(context: Context) -> Iterator[Candidate]:
    """Candidates of type Route."""
    shadow = context.shadow
    for count in _COUNT.finditer(shadow):
        line = _LINE.match(shadow, count.end())
        if line and not _PLAIN.match(line["name"]):
            yield Candidate(*line.span("name"), "Route", "grammar.route.counted")
