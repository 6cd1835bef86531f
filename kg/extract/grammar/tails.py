"""Names whose first part is quoted and whose head is in no list: “灯下”护鸟夜巡, “红谷”五日骑行线. The noun phrase
behind the closing mark belongs to the name; its last characters tell the type."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.grammar.context import Candidate, Context
from kg.extract.grammar.lexicon import heads, words

_CONTENT = re.compile(r"[^，。；：？！“”《》\n]{1,18}|[^。；：？！“”《》\n]{3,18}")
_NOUNS = frozenset(["n", "nz", "nw", "vn", "an", "a", "m", "q", "LOC", "ns", "b", "s", "j"])
_LEAVES = re.compile(".*[到给入来去进出为成至在]$")
_SHORT = 6  # code points of a phrase with a verb in it
_LONGEST = 12  # code points behind the mark
_ENDS = {
    "Route": re.compile("(?:线|线路|路线|游|[小步驿古]道|公交|专列|环线|专线)$"),
    "Event": re.compile("(?:会|节|赛|展|仪式|婚礼|论坛|展演|演出|晚会|巡展)$"),
    "Policy": re.compile(
        "(?:工程|项目|计划|清单|制度|机制|平台|系统|窗口|基金|奖学金|办法|模式|体系|方案|做法|码|贷|名单|政策)$"
    ),
    "Organisation": re.compile("(?:队|团|社|组|班|联盟|支部|中心|小组|联合体|合作社|工作室)$"),
    "Site": re.compile(
        "(?:馆|园|点|屋|厅|院|亭|民宿|驿站|广场|书吧|空间|阵地|角|墙|长廊|小站|基地|食堂|集市)$"
    ),
}
_DONE = frozenset(["活动", "实践活动", "主题活动", "系列活动", "专项行动", "行动", "突击队", "项目", "工程"])
_ORDINAL = re.compile("(?:首|第[一二三四五六七八九十\\d]{1,3})[届次]$")
_EVENT = re.compile("(?:会|赛|节|展|展演|婚礼|论坛|仪式|巡游|集市|市集|书市|评选|联赛|决赛|演练|擂台)$")
_SEASON = re.compile("(?:[^日一二三]周|[^四一两春夏秋冬]季|[夏冬训研体][令练学习验]*营|沙龙|徒步|寻访)$")
_EVERYWHERE = re.compile(
    "(?:全[市县区省旗州镇乡校国]|市直机关|县直机关|机关)[^，。；：、“”（）\n的在]{0,12}$"
)
_MEETING = re.compile(
    "[^，。；：、“”（）\n的在]{0,8}?(?:推进会|现场会|观摩会|评议会|调度会|会议|动员会|部署会|大会|培训班|研讨会|总结会|座谈会|交流会|分析会)"
)
_DASHED = re.compile(
    "——?[^，。；！？“”\n]{2,24}?(?:专题展|主题展|图片展|陈列展|特展|展览|展演|音乐会|晚会|大赛|仪式|展)(?=[，。、；）在由开于将展亮\n])"
)
_STOPS = frozenset(
    [
        "品牌",
        "称号",
        "精神",
        "理念",
        "字样",
        "二字",
        "三字",
        "四字",
        "大字",
        "口号",
        "说法",
        "方式",
        "问题",
        "故事",
        "之称",
        "美誉",
        "美称",
    ]
)


def tails(context: Context) -> Iterator[Candidate]:
    """The quotation with the noun phrase behind it, and with a verb that ends it."""
    shadow = context.shadow
    for close, opening in context.opens.items():
        if shadow[opening] != "“" or not _CONTENT.fullmatch(shadow, opening + 1, close - 1):
            continue
        if shadow[opening + 1 : close - 1] in words("doctrine"):
            continue
        yield from _prefixed(context, opening, close)
        dashed = _DASHED.match(shadow, close)
        if dashed:
            yield Candidate(opening, dashed.end(), "Event", "grammar.event.dashed")
        for end, how in _ends(context, close):
            head = shadow[close:end]
            if not (_listed(head) or _begun(head)):
                yield Candidate(opening, end, _type(head), f"grammar.{_type(head).lower()}.tail.{how}")


def _prefixed(context: Context, opening: int, close: int) -> Iterator[Candidate]:
    """Names that begin before the mark: 第三届“山花”读书周, 全县人民调解“百日攻坚”推进会."""
    shadow = context.shadow
    ordinal = _ORDINAL.search(shadow, max(0, opening - 6), opening)
    end = _run(context, close) if ordinal else close
    if ordinal and end > close:
        if _EVENT.search(shadow, close, end):
            yield Candidate(ordinal.start(), end, "Event", "grammar.event.ordinal")
        elif _SEASON.search(shadow, close, end):
            yield Candidate(ordinal.start(), end, "Campaign", "grammar.campaign.ordinal")
    everywhere = _EVERYWHERE.search(shadow, max(0, opening - 16), opening)
    meeting = _MEETING.match(shadow, close) if everywhere else None
    if everywhere and meeting:
        yield Candidate(everywhere.start(), meeting.end(), "Event", "grammar.event.everywhere")


def _ends(context: Context, close: int) -> Iterator[tuple[int, str]]:
    """Where the noun phrase behind the mark ends: without a verb, and with one that opens it or stands in it."""
    end = _run(context, close)
    if end > close:
        yield end, "noun"
    index = context.at[end]
    if index < 0 or context.starts[index] != end or context.tags[index] != "v":
        return
    if context.texts[index] in words("borders") or _LEAVES.match(context.texts[index]):
        return
    after = _run(context, context.ends[index])
    if after - close <= _SHORT and context.shadow[after : after + 1] in "，。、；！？）的：在\n":
        yield after, "act"


def _run(context: Context, position: int) -> int:
    """The end of the nouns that start here."""
    limit = position + _LONGEST
    while position < limit:
        index = context.at[position]
        if index < 0 or context.starts[index] != position or context.tags[index] not in _NOUNS:
            break
        text = context.texts[index]
        if text in _STOPS or text in words("borders") or text[0] == "第":
            break
        position = context.ends[index]
    return position


def _listed(head: str) -> bool:
    """Whether a longer rule knows the head."""
    return head in heads().known


def _begun(head: str) -> bool:
    """Whether a head that ends a campaign's name begins it: “…”活动|一体."""
    return any(head[:size] in heads().known and head[:size] in _DONE for size in (2, 3, 4, 6))


def _type(head: str) -> str:
    return next((type_ for type_, ending in _ENDS.items() if ending.search(head)), "Campaign")
