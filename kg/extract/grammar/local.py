"""Bodies of the own county, town or province, which the tagger splits or runs together with what stands before them:
镇/n 规划/n 建设/v 办/v, 展览由州文旅局/ORG."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.grammar.context import Candidate, Context

_BODY = re.compile(
    "(?:(?<![一-鿿A-Za-z0-9])|(?<=[与和由给向同在从到了对让请据把合为]))[省市县区镇乡州旗]"
    "(?P<name>[一-鿿]{1,12}?"
    "(?:局|厅|办|站|[物科管文会务训究测护]所|中心|大队|支队|协会|学会|总会|联合会|文联|防指|专班|[视察导]组|学校|[小中]学|医院|法院))"
    "(?!事处|公室|公厅|党组|党委|机关|域|专班|领导小组)"
)
_OFFICE = re.compile("副?[一-鿿]长|副?主任|副?书记|副|任")
_NONE = re.compile(
    "[主承合创开协领督举兴能即包]办$|会同|联合(?!会)|成立|[在把将向与给]|书记|主任|干部|落实|组织开展|先后|乡里|县里"
)
"""What shows that a clause was taken for a name."""


def local(context: Context) -> Iterator[Candidate]:
    """Bodies whose name begins with their level, at the beginning of a clause or behind a preposition."""
    for match in _BODY.finditer(context.shadow):
        if not _OFFICE.match(context.shadow, match.end()) and not _NONE.search(match["name"]):
            yield Candidate(*match.span(), "Organisation", "grammar.organisation.local")
