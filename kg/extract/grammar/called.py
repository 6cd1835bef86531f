"""Names that the text says are names: short forms (下称“云岭造船”), lines (一条叫“山路弯弯”的徒步线), displays."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.grammar.context import Candidate, Context
from kg.extract.grammar.lexicon import heads
from kg.extract.grammar.walking import walk

_SHORT = re.compile(
    "[（，](?:以下|下)?(?:简称|称)(?:为|作)?[“《‘]?(?P<name>[^，。；：“”‘’《》（）\n]{2,12})[”》’]?[）。，]"
)
_QUOTED = "“(?P<name>[^，。；：！？“”\n]{2,20})”"
_OF = "(?:的|等|这|[0-9一二两三四五六七八九十]|日|条|天|半|亲子|红色|骑行|徒步|自驾|研学|主题|精品|旅游|体验|新){0,5}"
_LINE = re.compile(rf"{_QUOTED}{_OF}(?:线路|路线|线(?![上下索])|步道)")
_LINES = re.compile(r"(?:线路|路线|线)(?:：|——|，分别是|分别为|有)(?P<list>[^。\n]{0,200})")
_SHOWN = re.compile(rf"(?:展览|陈列|主题展|专题展|特展|画展)(?:的)?{_QUOTED}")
_EACH = re.compile(_QUOTED)


def called(context: Context) -> Iterator[Candidate]:
    """Candidates by what the text calls them."""
    shadow = context.shadow
    for match in _SHORT.finditer(shadow):
        kind = _kind(context, match.start())
        if kind:
            yield Candidate(*match.span("name"), kind, f"grammar.{kind.lower()}.called")
    for found, kind in ((_LINE, "Route"), (_SHOWN, "Event")):
        for match in found.finditer(shadow):
            yield Candidate(*match.span("name"), kind, f"grammar.{kind.lower()}.alone")
    for lines in _LINES.finditer(shadow):
        for match in _EACH.finditer(shadow, *lines.span("list")):
            yield Candidate(*match.span("name"), "Route", "grammar.route.row")


def _kind(context: Context, end: int) -> str:
    """What stands before the bracket: a title, a body, a site."""
    index = context.at[end - 1] if end else -1
    if context.shadow[end - 1 : end] == "》":
        return "Policy"
    if index < 0:
        return ""
    if context.tags[index] in ("ORG", "nt"):
        return "Organisation"
    lexicon = heads()
    for size in range(6, 0, -1):
        head = context.shadow[max(0, end - size) : end]
        if head in lexicon.known:
            uses = lexicon.uses[lexicon.heads.index(head)]
            for kind in ("Organisation", "Site", "Policy", "Place", "Event"):
                if kind in uses and walk(context, end - size, kind) < end - size:
                    return kind
    return ""
