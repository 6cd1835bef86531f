"""The places that a name names before its own: 江西南昌某某纪念馆 stands in 南昌市 and in 江西省."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from kg.authority import PlaceRecord, places

# Below the county the authority knows few names: the heads of their kinds must do.
_LOWER = re.compile(
    r"(?!农业|乡村|城乡|城镇|村镇|新农村|全国|国家|中国)[^县市区省（）“”、]{1,7}?"
    r"(?:街道|(?<!乡)镇|(?<![城新水侨家故])乡(?!村)|苏木|社区|嘎查|(?<![农乡])村(?!委会|史|委|民|级|部|口|庄|寨))"
)
# 南京大屠杀, 重庆大轰炸 and 武汉会战 are events, 北京时间 is no place, 乌兰牧骑 none of 乌兰县, an embassy is not at home, 中国共产党上海… is told apart by its place.
_NO_PLACE_BEFORE = re.compile(
    r"民主自治|基本法|大屠杀|大轰炸|会战|战役|会议|事变|起义|保卫战|时间|路(?!桥区)|街|西路|东路|大桥|会师|精神|合作|经贸|论坛|关系|友好|建交"
    r"|海峡|(?<=朝鲜)半岛|牧骑|残?奥运?会|冬奥会|亚运会|世界杯|大?使馆|驻(?!地)"
)
# Behind a short name these make another name: 三江镇 is not in 三江, 赤水河 not in 赤水.
_HEAD = re.compile(
    r"新?(?:镇|乡|村|街道|社区)|[州市县区省邦郡洋湾岛]|[山河江湖海岭峰沟泉溪关口庄峡坡谷洞岩寨堡屯塘滩洲坝源水渠店](?:水系|流域|地区|山?脉|区)?$|河[东西]岸|大道$|运河$"
)
# 常山庄村 is not in 常山, unless the article speaks of 常山县; what an airport is named after may lie elsewhere.
_INNER_HEAD = re.compile(
    r"(?:国际)?机场|[山河江湖海岭峰沟溪庄坡谷岩寨坝源水]|[\u4e00-\u9fff](?:镇|乡|村|社区)"
)
_AIRPORT = re.compile("(?:国际|通用|支线)?机场")
# A river or a region in a name (长江大桥, 鄂豫皖某馆) does not say where the thing lies.
_DIVISIONS = frozenset(("country", "province", "prefecture", "county", "city", "zone", "former"))
_WHOLES = _DIVISIONS - {"country"}
# 八路军驻桂林办事处旧址 stands in 桂林, 大运河无锡段 in 无锡.
_WITHIN = re.compile(
    r"驻|（|(?:八路军|新四军)(?=[^驻]{2,5}办事处)|(?:公园|运河|[长大]江|黄河|长城)(?=.{2,12}(?:段|片区)$)"
)
# A branch of a body: 中国工商银行无锡分行, 国网无锡供电公司.
_BRANCH = re.compile(
    "(?:国网|国家电网|大唐|华能|华电|中国?科学?院|武警|武装警察|中国(?:石油|石化|铁路|移动|电信|联通|邮政|人寿|人保)|中(?:石油|石化|铁|建|交)|"
    "国家税务总局|共青团|民[革盟建进]|农工党|致公党|九三学社|.{2,8}(?:银行|科学院|集团|公司|大学|学院))(?:股份|有限|集团|公司)*"
)
_HEADED = re.compile(r"(?:省|市|县|区|州|盟|旗|地区|自治区|特区|新区)$")


@lru_cache(maxsize=65536)
def levels(name: str, context: frozenset[str] = frozenset(), kind: str = "") -> tuple[tuple[str, int], ...]:
    """The places that the name of something of a kind starts with, highest first, each with the offset in the name
    where it ends; `context` are the places that the article speaks of."""
    found: list[tuple[str, int]] = []
    above: PlaceRecord | None = None
    offset = 0
    while True:
        record, length = _division(name, offset, above, context, kind)
        if record is None:
            break
        offset += length
        found.append((record.name, offset))
        above = record
    while match := _LOWER.match(name, offset):
        offset = match.end()
        found.append((match.group(), offset))
    return tuple(found)


def _division(
    name: str, offset: int, above: PlaceRecord | None, context: frozenset[str], kind: str
) -> tuple[PlaceRecord | None, int]:
    """The division named at an offset, inside the one before it, and the length of its name there."""
    known = places()
    for length in range(known.longest_at(name, offset), 1, -1):
        part = name[offset : offset + length]
        bearers = known.named(part)
        if not bearers:
            continue
        if above is not None:
            bearers = tuple(bearer for bearer in bearers if above.name in bearer.parents)
            record = bearers[0] if bearers else None
        else:
            record = known.resolve(part, context) or (bearers[0] if _HEADED.search(part) else None)
        if record is None or _NO_PLACE_BEFORE.match(name, offset + length):
            continue
        if above is None and record.level not in _DIVISIONS:
            continue
        if (part != record.name or record.careful) and not _HEADED.search(part):
            if above is None and not _meant(record, context, kind):
                continue
            if _goes_on(name, offset + length, record, above is not None or record.name in context):
                continue
        return record, length
    return None, 0


def _goes_on(name: str, end: int, record: PlaceRecord, spoken_of: bool) -> bool:
    """Whether a short name is the beginning of another one, and not followed by a place inside it."""
    head = _HEAD.match(name, end)
    if head is None and record.level == "county":
        head = (_AIRPORT if spoken_of else _INNER_HEAD).match(name, end)
    if head is None:
        return False
    known = places()
    return not any(
        record.name in inner.parents
        for length in range(2, known.longest_at(name, end) + 1)
        for inner in known.named(name[end : end + length])
    )


def _meant(record: PlaceRecord, context: frozenset[str], kind: str) -> bool:
    """Whether a short name with nothing above it means a division.

    Of names that are also common words (运河, 解放, 滨江), and of counties in the names of places, only one that the
    article speaks of.
    """
    if record.name in context or record.level in ("country", "province"):
        return True
    if record.careful or (
        context.isdisjoint(record.parents[:1])
        and any(f"{record.short}{level}" in context for level in "镇乡县市区")
    ):
        return False  # 界首渡口 of an article on 界首镇 is not in 界首市
    return record.level == "prefecture" or kind != "Place" or not context.isdisjoint(record.parents[:1])


def strip_upper(name: str) -> str:
    """A name from its last division on: 福建省厦门市人大常委会 → 厦门市人大常委会, 湖南省某县某镇 → 某县某镇."""
    found = levels(name)
    if len(found) < 2:
        return name
    keep = sum(1 for place, _ in found if not _LOWER.fullmatch(place)) - 1
    cut = found[keep - 1][1] if keep > 0 else 0
    return name[cut:] if cut < len(name) else name


def above(text: str, name: str, kind: str, context: Iterable[str] = ()) -> list[str]:
    """The places that a mention's surface (or its canonical name) puts before what it names itself."""
    known = frozenset(context)
    found: dict[str, None] = {}
    for form in dict.fromkeys((text, name)):
        chain = list(levels(form, known, kind))
        found.update(dict.fromkeys(_parents_named(form)))
        rest = form[chain[-1][1] :] if chain else ""
        if chain and (not rest or chain[-1][0] == name or _HEADED.fullmatch(rest)):
            chain.pop()
        if kind == "Place" and chain and chain[-1][1] == len(form):
            chain.pop()
        for place, _ in chain:
            if place != name and not lies_elsewhere(name, kind, place, spelled=form != name):
                found[place] = None
        starts = [match.end() for match in _WITHIN.finditer(form)]
        if kind == "Organisation" and not chain and (branch := _BRANCH.match(form)):
            starts.append(branch.end())
        for start in starts:
            inner = form[start:]
            for place, end in levels(inner, known, kind):
                # （某县某镇） tells where; in （哈马斯） or （乌克兰语） no place stands.
                if form[start - 1] != "（" or inner.startswith("）", end) or _HEADED.search(place):
                    found[place] = None
    return list(found)


def lies_elsewhere(name: str, kind: str, place: str, spelled: bool = False) -> bool:
    """Whether a known place lies somewhere else than in one that stands before it (西安青岛两地); where it is spelled
    out with that one, its name is no county's short name: 武汉东湖 is another than 东湖区."""
    bearers = places().named(name) if kind == "Place" else ()
    if spelled:
        bearers = tuple(bearer for bearer in bearers if bearer.name == name or bearer.level != "county")
    divisions = [b for b in bearers if b.level in _DIVISIONS and (b.parents or b.level == "province")]
    others = places().named(place)
    if not divisions or len(others) != 1 or others[0].level not in _WHOLES:
        return False  # 秦岭 and 黄河流域 run through many
    return not any(place in bearer.parents for bearer in divisions)


@lru_cache(maxsize=65536)
def _parents_named(form: str) -> tuple[str, ...]:
    """Of a whole name that the authority lists with its parent before it (海口江东新区), that parent."""
    bearers = places().named(form)
    if len(bearers) != 1:
        return ()
    above_it = (places().by_key(parent) for parent in bearers[0].parents)
    return tuple(place.name for place in above_it if place and form.startswith((place.name, place.short)))
