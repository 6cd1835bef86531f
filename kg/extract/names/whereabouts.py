"""Places to their lowest unit with its full name, sites without the places before them."""

from __future__ import annotations

import re
from functools import cache

from kg.authority import PlaceRecord, places
from kg.authority.names import sites
from kg.extract.grammar.lexicon import heads
from kg.extract.names.known import short
from kg.extract.names.offices import leveled
from kg.extract.names.scene import Scene
from kg.extract.names.units import DIVISIONS, full_name, is_common
from kg.model import Mention

# What cannot stand without the place before it: 苏州博物馆, 谷城县革命历史陈列馆, 丽江古城.
_GENERIC = re.compile(
    "革命|历史|博物|展览|纪念|烈士|英烈|红色|红军|抗战|抗日|抗美援朝|民族|国际|国家|城市|市|区|古城|古县城|古镇|古街|古村|老街|老城|公园|主景区|景区|风景|图书|美术|档案"
    "|科技|文化|会议|会址|起义|战役|战斗|战场|暴动|苏维埃|新四军军部|工农|列宁|党群|党史|党性|党校|新时代|乡村|规划|城墙|街|大(?:剧|桥|学|厦|道|街|礼堂|会堂|运河|屠杀|轰炸|酒店)|中心|体育|儿童|青年|青少年|少年|动物|植物|热带|湿地"
    "|地质|森林|自然|候鸟|雪山|盐湖|水洞|书院|灌区|古灌区|七彩|丹霞|万人坑|“万人坑”|机场|火车站|高速|铁路|公路|大桥|港|园区|[东南西北]站|[一-鿿]{2}国际机场|地区|垦区|商务区|经开|高新|开发区|航空|口岸|军垦|西路军|军区|司令部|解放|交通|国门|西迁|就业|总|非遗|人民|中轴|厂|造船|调查|民歌|反腐|农民|红宫|红场|公学|赤卫|木兰|成立|“铁|校|精神|兵变|国殇|明城|帮|腔|渠|渡|局|政府|史馆|剧院|剧场|会展|全过程|铸牢|代表|长者|带状|绿色|滨海|水道|航道|科创|三省|两省|墓地|墓群|旧址|遗址|遗迹|大坝|水库|旅游|灌溉|社区|综合|易地|通用|科学城|沿边|站综|产业|南部|北部|东部|西部|中部|围困战|会馆|党支部|密营|渡口|古渡口|邮政局|粮仓|兵站|碉楼|戏台|码头|老码头|哨所|清廉|廉洁|廉政|藏式|支前|人参|民俗|授课|大会堂|驿站|游击队|军事会议|党校"
)

_BARE = re.compile(
    "汽车站|行政中心|奥体中心|[木砖石铁古]塔|土楼|绿洲|沙地|滨江|库区|国?宾馆|饭店|酒店|石窟|石刻|枢纽|水利枢纽|大峡谷|软件园|科学馆|文学馆|服务区|油田|夜市|人大代表(?:中心)?联络[站点]|人大代表之家"
)
"""More heads that are no names by themselves."""


def place(mention: Mention, scene: Scene) -> str:
    """无锡 → 无锡市, 内蒙古呼伦贝尔海拉尔区 → 海拉尔区, 永新县龙源岭乡黄竹坪村 → 黄竹坪村."""
    words = scene.shadow(mention)
    name = short("Place", words, scene)
    if name:
        return name
    if name := _short_for_state(words, scene) or _crossed(words, mention, scene) or _unlisted(words, scene):
        return name
    record = places().choose(words, scene.known())
    if record is not None:
        return record.name if _means(words, record, mention, scene) else mention.text
    units = scene.split(words)
    if not units:
        return _abroad(words) or mention.text
    last, rest = units[-1], words[units[-1].end :]
    if not rest:
        return last.name
    if rest.startswith("至"):
        return mention.text
    if len(rest) < 2 or _is_generic(rest):
        return mention.text[last.start :]
    return short("Place", rest, scene) or full_name(rest, scene.known()) or mention.text[last.end :]


def _is_generic(rest: str) -> bool:
    """Whether what stands behind a place is no name without it: a head and nothing more (高铁, 宾馆), or such words."""
    return rest in heads().known or _BARE.fullmatch(rest) is not None or _GENERIC.match(rest) is not None


_CROSSED = re.compile("(?:[东西南北强抢横偷四三二]渡|渡过)$")
_CROSSED_REACH = 2  # characters before a name


def _crossed(words: str, mention: Mention, scene: Scene) -> str:
    """赤水, which somebody crosses, is the river and not the city."""
    text, start = scene.document.shadow, mention.start
    if not _CROSSED.search(text, max(0, start - _CROSSED_REACH), start):
        return ""
    waters = (
        name
        for name in (words, f"{words}河", f"{words}江")
        for each in places().named(name)
        if each.level == "water"
    )
    return next(waters, "")


def _unlisted(words: str, scene: Scene) -> str:
    """The county or town of the article that no table holds, by its short name: 云溪 of 云溪县 is not the district 云溪区
    far away."""
    if words not in scene.own:
        scene.own[words] = _own(words, scene)
    return scene.own[words]


def _own(words: str, scene: Scene) -> str:
    full = sorted(scene.fuller(words))
    if len(full) != 1 or _in_text(words, scene):
        return ""
    if full[0] in scene.unknown:
        return full[0]
    # 界首 is 界首镇 where the article has that town and nothing of what lies around the city of that name
    bearers = [place for place in places().named(words) if place.level in DIVISIONS]
    far = bearers and words[-1] not in _NATURE and not any(_spoken_of(place, scene) for place in bearers)
    return full[0] if far else ""


def _spoken_of(place: PlaceRecord, scene: Scene) -> bool:
    """Whether the article names what lies above a place, or lies there itself."""
    home = scene.document.home
    above = {home.place, *home.parents} if home is not None else set()
    shorts = (
        record.short for name in place.parents for record in places().named(name) if record.name == name
    )
    return not above.isdisjoint(place.parents) or any(short in scene.document.shadow for short in shorts)


def _in_text(words: str, scene: Scene) -> bool:
    """Whether the article has the full name of a place of the tables that a short name means."""
    shadow = scene.document.shadow
    return any(place.name in shadow for place in places().named(words) if place.name != words)


_STATE = re.compile("[一-鿿]州")


def _short_for_state(words: str, scene: Scene) -> str:
    """巴州 of an article on 巴伐利亚州 is that state, though another place goes by it too."""
    if not _STATE.fullmatch(words):
        return ""
    if words not in scene.read_off:
        scene.read_off[words] = _state_abroad(words, scene)
    return scene.read_off[words]


def _state_abroad(words: str, scene: Scene) -> str:
    full = re.search(f"{words[0]}[一-鿿]{{2,8}}?州(?=[州政议长府、，。总议]|$)", scene.document.shadow)
    if full is None:
        return ""
    record = places().resolve(full[0], ())
    return record.name if record is not None and places().is_abroad(record) else ""


def _abroad(words: str) -> str:
    """英国伦敦 → 伦敦."""
    for length in range(2, min(len(words) - 1, _LONGEST_COUNTRY + 1)):
        country = places().resolve(words[:length], ())
        if country is not None and country.level == "country":
            city = places().resolve(words[length:], (country.name,))
            return city.name if city is not None and country.name in city.parents else ""
    return ""


def _means(words: str, record: PlaceRecord, mention: Mention, scene: Scene) -> bool:
    """Whether words that are a name of a division mean it here, and not the river 衢江 or the south, 江南."""
    if record.level not in DIVISIONS and record.level != "country":
        return False
    if any(words == old for old, _ in record.former):
        return False
    if words in _PARTS and _is_region(mention, scene):
        return False
    doubtful = is_common(words, record) or (record.level == "county" and words[-1] in _NATURE)
    if not doubtful or mention.canonical == record.name:
        return True
    return record.name in scene.document.shadow or not scene.context.isdisjoint(record.parents[:1])


_REGION = re.compile(
    "多地|多省|等地|地区|各地|水乡|一带|大部|[东南西北中]部|沿海|、(?P<beside>华[东南北中]|西[南北]|东北|黄淮|江淮|江汉)"
)
_BESIDE = re.compile("(?:华[东南北中]|西[南北]|东北|黄淮|江淮|江汉)(?:地区)?[、和与及]$")
_BESIDE_REACH = 5  # characters before a name


_PARTS = frozenset(("江南", "江北", "江东", "河东", "河西"))
"""Parts of the country after which districts are named."""


def _is_region(mention: Mention, scene: Scene) -> bool:
    """Whether a name is of a part of the country where it stands: 江南多地, 黄淮、江南."""
    text, start = scene.document.shadow, mention.start
    before = _BESIDE.search(text, max(0, start - _BESIDE_REACH), start)
    return before is not None or _REGION.match(text, mention.end) is not None


_LONGEST_COUNTRY = 8
_NATURE = frozenset("江河湖山")


def site(mention: Mention, scene: Scene) -> str:
    """江苏苏州博物馆 → 苏州博物馆, 四川三星堆博物馆 → 三星堆博物馆."""
    words = scene.shadow(mention)
    if mention.by.startswith("mends.shared/") and mention.canonical != words:
        return mention.canonical  # 某人、某人旧居
    if mention.by.startswith("gazetteer.") and mention.canonical != words:
        return mention.canonical  # 中共一大会址, which the list has under its full name
    name = short("Site", words, scene) or leveled(words, mention.text, mention.start, scene)
    units = scene.split(words)
    if name or not units:
        return name or mention.text
    rest = words[units[-1].end :]
    if not rest and len(units) > 1 and _GENERIC.match(words, units[-1].start):
        return mention.text[units[-2].start :]  # 丽江古城: 古城 is a district too, but not here
    if rest in _sites():
        return mention.text[units[-1].end :]
    if len(rest) >= 2 and not _is_generic(rest):
        return mention.text[units[-1].end :]
    return mention.text[units[-1].start :]


@cache
def _sites() -> frozenset[str]:
    return frozenset(record.canonical for record in sites())
