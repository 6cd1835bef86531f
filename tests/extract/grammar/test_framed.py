"""Names by what brings them in, whatever stands inside."""

from __future__ import annotations

import pytest

from tests.extract.grammar.sample import found, rules


@pytest.mark.parametrize(
    ("sentence", "type_", "name", "rule"),
    [
        (
            "在/p 柳川/LOC 召开/v 加强/v 荒滩/n 治理/v 和/c 推动/v 种/v 树/n 座谈会/n ，/w",
            "Event",
            "加强荒滩治理和推动种树座谈会",
            "grammar.event.framed.verb",
        ),
        (
            "8月/TIME 2日/TIME ，/w 柳川市/LOC 为/p 渔家/n 办/v 实事/n 汇报会/n 在/p 柳川/LOC 举行/v 。/w",
            "Event",
            "柳川市为渔家办实事汇报会",
            "grammar.event.framed.held",
        ),
        (
            "县里/n 制定/v 了/u 帮/v 渔家/n 修/v 船/n 行动计划/n ，/w",
            "Policy",
            "帮渔家修船行动计划",
            "grammar.policy.framed.verb",
        ),
        (
            "开展/v 向/p 老/a 船工/n 学/v 专项行动/n ，/w",
            "Campaign",
            "向老船工学专项行动",
            "grammar.campaign.framed.verb",
        ),
    ],
)
def test_a_framed_name(sentence: str, type_: str, name: str, rule: str) -> None:
    assert rules(sentence)[type_, name].removesuffix(".nested") == rule


def test_how_many_there_were_is_no_part_of_the_name() -> None:
    assert ("Event", "看谁跑得快邀请赛") in found(
        "举办/v 了/u 两/m 场/q 看/v 谁/r 跑/v 得/u 快/a 邀请赛/n 。/w"
    )


def test_the_last_sure_verb_brings_it_in() -> None:
    names = found("召开/v 县委/ORG 全会/n 后/f 举办/v 谁/r 会/v 撑船/v 邀请赛/n 。/w")
    assert ("Event", "谁会撑船邀请赛") in names
    assert not any("举办" in name for type_, name in names if type_ == "Event")


@pytest.mark.parametrize(
    "sentence",
    [
        "他/r 从/p 柳川/LOC 赶/v 来/v 座谈会/n 召开/v 了/u 。/w",
        "召开/v “/w 渔家/n 座谈会/n ”/w 。/w",
        "开展/v 向/p 老/a 船工/n 学/v 调研/vn ，/w",
        "召开/v 渔家/n 学/v 撑船/v 座谈会/n 讲话/n ，/w",
        "召开/v 专题/n 座谈会/n ，/w",
        "召开/v ，/w 渔家/n 来/v 了/u 座谈会/n 。/w",
    ],
)
def test_what_is_not_framed(sentence: str) -> None:
    assert not any(".framed" in rule for rule in rules(sentence).values())
