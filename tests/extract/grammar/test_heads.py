"""Names by their heads: where they start, which types, and what makes no name."""

from __future__ import annotations

import pytest

from tests.extract.grammar.sample import found, rules

NAMES = [
    # sites: the administrative prefix belongs to the name, 的 and an apposition do not
    ("参观/v 了/u 青石镇/LOC 红军/nt 渡口/n 旧址/n 。/w", "Site", "青石镇红军渡口旧址"),
    ("位于/v 云岭县/LOC 的/u 双桥/nz 纪念馆/n 开馆/v", "Site", "双桥纪念馆"),
    ("全国重点文物保护单位/n 白鹿/nz 书院/n 开放/v", "Site", "白鹿书院"),
    ("走进/v “/w 初心/n 灯塔/n ”/w 展馆/n ，/w", "Site", "“初心灯塔”展馆"),
    ("在/p 河湾村/LOC “/w 老井/n ”/w 书屋/n 读书/v", "Site", "河湾村“老井”书屋"),
    ("来到/v 某/r 江口县/LOC 被/p 服/v 厂/n 遗址/n", "Site", "江口县被服厂遗址"),
    ("中共/nt 云岭省委/ORG 联络站/n （/w 李家/n 祠堂/n ）/w 旧址/n", "Site", "中共云岭省委联络站（李家祠堂）旧址"),
    # organisations
    ("由/p 中共/nt 云岭省委/ORG 宣传部/n 主办/v", "Organisation", "中共云岭省委宣传部"),
    ("县/n 退役/v 军人/n 事务局/n 对/p", "Organisation", "县退役军人事务局"),
    ("县委/n 研究/v 决定/v", "Organisation", "县委"),
    ("今天/TIME ，/w 中央/n 和/c 国家机关工委/ORG 召开/v", "Organisation", "中央和国家机关工委"),
    ("学习/v 贯彻/v 党/n 的/u 三/m 中/f 精神/n 中央/n 宣讲团/n 到/v", "Organisation", "学习贯彻党的三中精神中央宣讲团"),
    ("“/w 石榴/n 花/n ”/w 宣讲队/n 出发/v", "Organisation", "“石榴花”宣讲队"),
    ("青山县财政局联合镇人大/ORG 检查/v", "Organisation", "青山县财政局"),
    ("在/p 中央党校/ORG （/w 国家行政学院/ORG ）/w 学习/v", "Organisation", "中央党校（国家行政学院）"),
    # campaigns
    ("开展/v “/w 我/r 为/p 邻里/n 做/v 件/q 事/n ”/w 实践/vn 活动/n", "Campaign", "“我为邻里做件事”实践活动"),
    ("启动/v “/w 山路/n 上/f 的/u 课/n ”/w 实践/vn 育人/vn 行动/n", "Campaign", "“山路上的课”实践育人行动"),
    ("第二批/m 主题/n 教育/vn 启动/v", "Campaign", "第二批主题教育"),
    ("主题/n 教育/vn 启动/v", "Campaign", "主题教育"),
    ("全市/n 党史/n 学习/vn 教育/vn 推进/v", "Campaign", "党史学习教育"),
    ("在/p 学习/v 贯彻/v 新/a 思想/n 主题/n 教育/vn 中/f", "Campaign", "学习贯彻新思想主题教育"),
    # events
    ("举行/v 第三届/m 云岭/LOC 红色/n 旅游/vn 博览会/n 。/w", "Event", "第三届云岭红色旅游博览会"),
    ("庆祝/v 新/a 中国/LOC 成立/v 75周年/TIME 。/w", "Event", "新中国成立75周年"),
    ("“/w 山河/n 记忆/n ”/w 图片展/n 开幕/v", "Event", "“山河记忆”图片展"),
    ("“/w 山河/n 记忆/n ”/w 清明/TIME 追思会/n 结束/v", "Event", "“山河记忆”清明追思会"),
    ("中国/LOC —/w 中亚/LOC 峰会/n 开幕/v", "Event", "中国—中亚峰会"),
    ("举办/v 2024年/TIME 青年/n “/w 归雁/n ”/w 研修班/n 。/w", "Campaign", "2024年青年“归雁”研修班"),
    ("举行/v 青山/LOC 遗址/n 考察/vn 成果/n 通报会/n 。/w", "Event", "青山遗址考察成果通报会"),
    ("来到/v 江口县/LOC “/w 吊楼/n ”/w 老/a 兵站/n ，/w", "Site", "江口县“吊楼”老兵站"),
    # policies
    ("实施/v “/w 千/m 户/q 亮灯/v ”/w 工程/n", "Policy", "“千户亮灯”工程"),
    ("“/w 归雁/n ”/w 人才/n 政策/n 2.0版/m 发布/v", "Policy", "“归雁”人才政策2.0版"),
    # routes
    ("推出/v “/w 星火/n 足迹/n ”/w 研学/vn 线路/n", "Route", "“星火足迹”研学线路"),
    # places
    ("在/p 云岭省/LOC 江口市/LOC 调研/v", "Place", "云岭省江口市"),
    ("来到/v 青山县/LOC 双桥/n 村/n 看望/v", "Place", "青山县双桥村"),
    ("走进/v 柳树村/PER 看望/v", "Place", "柳树村"),  # the tagger takes it for a person
    ("青白高铁/PER 开通/v", "Place", "青白高铁"),
    ("云岭国/LOC 驻/v 青山/LOC 大使馆/n 说/v", "Organisation", "云岭国驻青山大使馆"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "type_", "name"), NAMES)
def test_a_name_is_found(sentence: str, type_: str, name: str) -> None:
    assert (type_, name) in found(sentence)


NO_NAMES = [
    ("参观/v 纪念馆/n 后/f", "Site"),
    ("建/v 了/u 三座/m 纪念馆/n", "Site"),
    ("红色/n 教育/vn 基地/n 很多/m", "Site"),
    ("他们/r 开展/v 活动/n 。/w", "Campaign"),
    ("一项/m 重要/a 工程/n", "Policy"),
    ("社会/n 保障/vn 体系/n 建设/vn", "Policy"),
    ("少先队员/n 献花/v", "Organisation"),
    ("党中央/nt 决策部署/n 。/w", "Policy"),
    ("全部/n 完成/v", "Organisation"),
    ("乡村/n 振兴/vn", "Place"),
    ("出席/v 会议/n 并/c 讲话/v", "Event"),
    ("他/r 说/v ：/w “/w 好/a 。/w ”/w 活动/n 结束/v", "Campaign"),
    ("云岭南部/LOC 有雨/v", "Organisation"),  # ends like a head
    ("面对/v 云岭变局/LOC ，/w", "Organisation"),
    ("推进/v 城中村/LOC 改造/vn", "Place"),  # a kind of place
    ("打击/v 俄军/n 指挥所/n 等/u", "Site"),
    ("云岭/LOC 农业/n 农村/n 部门/n 说/v", "Organisation"),
    ("城市/n 轨道/n 交通/n 线路/n 增加/v", "Route"),
]


@pytest.mark.parametrize(("sentence", "type_"), NO_NAMES)
def test_what_is_no_name(sentence: str, type_: str) -> None:
    assert type_ not in {found_type for found_type, _ in found(sentence)}


def test_openers_stay_inside_their_clause() -> None:
    names = found("要/v 学习/v 贯彻/v 精神/n ，/w 开展/v 主题/n 教育/vn")
    assert ("Campaign", "主题教育") in names
    assert not any(text.startswith("学习") for _, text in names)


def test_the_kind_of_beginning_is_in_the_rule() -> None:
    assert rules("青山县/LOC 党史/n 博物馆/n")["Site", "青山县党史博物馆"] == "grammar.site.placed"
    assert rules("铁军/n 博物馆/n")["Site", "铁军博物馆"] == "grammar.site.named"


def test_a_speech_in_front_of_a_name_stays_outside() -> None:
    names = found("“/w 路/n 修/v 好/a 了/u ，/w 人/n 来/v 了/u 。/w ”/w 青山县/LOC 文物局/n 介绍/v")
    assert ("Organisation", "青山县文物局") in names


def test_a_row_of_places_that_ends_in_a_site_is_no_place() -> None:
    assert "Place" not in {type_ for type_, _ in found("在/p 云岭省/LOC 双桥烈士陵园/LOC 祭扫/v")}


def test_times_and_speech_around_a_meeting_stay_outside() -> None:
    assert ("Event", "亚运会") in found("又/d 一次/m 亚运会/n 成功/v")
    names = found("建议/v 云岭县/LOC 第二次/m 工作/vn 会议/n 审议/v")
    assert not any(text.startswith("建议") for _, text in names)
