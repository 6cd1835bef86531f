"""Who cannot be there: those who have died, and those who have left their office."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from kg.extract.facts import all_facts, facts_of
from kg.extract.facts.examples import marked_document, written


def found(marked: str, predicate: str) -> set[str]:
    """All facts of a predicate that any rule proposes, however unlikely."""
    return {written(fact) for fact in all_facts(marked_document(marked)) if fact.predicate == predicate}


MEETING = "[某战六十周年座谈会|Event]8日举行。[王某|Person]出席座谈会。"


@pytest.mark.parametrize(
    "told",
    [
        "[甲某|Person]、[乙某|Person]、[丙某|Person]等三千多名英雄儿女献出了生命。",
        "当年，[甲某|Person]、[乙某|Person]先后在桥头壮烈牺牲。",
        "[甲某|Person]在城门外从容就义。[甲某|Person]的信还在。",
        "[甲某|Person]于去年秋天逝世。",
        "烈士[甲某|Person]的名字刻在墙上。",
        "大家想起[甲某|Person]烈士。",
        "[甲某|Person]生前住在这里。",
    ],
)
def test_the_dead_take_part_in_no_meeting_of_today(told: str) -> None:
    assert found(MEETING + told, "participatesIn") == {"王某 participatesIn 某战六十周年座谈会"}


def test_whom_a_meeting_remembers_is_not_there() -> None:
    marked = "[纪念甲某诞辰百年座谈会|Event]8日举行。[甲某|Person]的家书在会上展出，[王某|Person]出席座谈会。"
    assert found(marked, "participatesIn") == {"王某 participatesIn 纪念甲某诞辰百年座谈会"}


@pytest.mark.parametrize(
    "told",
    [
        "[甲某|Person]回忆起战友牺牲的经过。",
        "[甲某|Person]向牺牲的烈士献花。",
        "[甲某|Person]的父亲在桥头牺牲。",
        "[甲某|Person]讲述了[乙某|Person]牺牲的故事。",
        "[甲某|Person]牺牲了休息时间。",
        "[甲某|Person]反对以牺牲环境换取一时的收入。",
        "[甲某|Person]指出，先辈在这里牺牲。",
        "[甲某|Person]就矿难中多人遇难致电慰问。",
        "[甲某|Person]表示，要有不怕牺牲的劲头。",
    ],
)
def test_whoever_speaks_of_the_dead_may_be_there(told: str) -> None:
    assert "甲某 participatesIn 某战六十周年座谈会" in found(MEETING + told, "participatesIn")


def test_who_died_in_a_battle_took_part_in_it() -> None:
    marked = "[1933年6月7日|Date|1933-06-07]，[甲某|Person]在[某桥战斗|Event]中牺牲。"
    assert "甲某 participatesIn 某桥战斗" in found(marked, "participatesIn")


def test_who_died_later_was_at_a_meeting_of_its_year() -> None:
    marked = "[1935年|Date|1935]，[甲某|Person]出席[某地会议|Event]。次年，[甲某|Person]牺牲。"
    document = marked_document(marked)
    document = replace(document, article=replace(document.article, date="2024-05-08"))
    assert "甲某 participatesIn 某地会议" in {written(fact) for fact in facts_of(document)}


@pytest.mark.parametrize(
    ("marked", "dated"),
    [
        ("[甲某|Person]参加过[某桥战斗|Event]，[1947年|Date|1947]牺牲。", False),
        ("[1934年11月|Date|1934-11]，[甲某|Person]在[某江战役|Event]中牺牲。", False),
        ("[甲某|Person][1934年|Date|1934]在[某桥战斗|Event]中牺牲。", False),
        ("[1933年6月7日|Date|1933-06-07]，[甲某|Person]在[某桥战斗|Event]中牺牲。", True),
        ("[1933年6月7日|Date|1933-06-07]，[某桥战斗|Event]打响，[甲某|Person]牺牲。", True),
    ],
)
def test_the_day_of_a_death_is_none_of_a_battle_that_lasted(marked: str, dated: bool) -> None:
    assert bool(found(marked, "onDate")) == dated


@pytest.mark.parametrize(
    "marked",
    [
        "会议决定免去[杜某|Person]的[某市教育局局长|Role]职务。",
        "会议决定免去[杜某|Person][某市教育局局长|Role]职务。",
        "会议决定撤销[李某|Person]、[杜某|Person]的[某市教育局局长|Role]职务。",
        "会议决定免去[杜某|Person]的[某镇镇长|Role]、[某市教育局局长|Role]职务。",
        "免去[某市教育局局长|Role][杜某|Person]的职务。",
        "会议接受[杜某|Person]辞去[某市教育局局长|Role]职务的请求。",
        "[杜某|Person]到任新职，免去其[某市教育局局长|Role]职务。",
        "[杜某|Person]不再担任[某市教育局局长|Role]。",
        "[杜某|Person]不再兼任[某市教育局局长|Role]。",
        "[杜某|Person]卸任[某市教育局局长|Role]。",
        "[杜某|Person]被免去[某市教育局局长|Role]职务。",
    ],
)
def test_an_office_that_is_left_is_held_no_longer(marked: str) -> None:
    facts = {written(fact) for fact in facts_of(marked_document(marked)) if fact.subject.name == "杜某"}
    assert "杜某 holdsRole 某市教育局局长 (negated)" in facts
    assert "杜某 memberOf 某市教育局 (negated)" in facts
    assert not facts & {"杜某 holdsRole 某市教育局局长", "杜某 memberOf 某市教育局"}


def test_who_comes_into_the_office_holds_it() -> None:
    marked = "免去[杜某|Person]的[某市教育局局长|Role]职务，任命[李某|Person]为[某市教育局局长|Role]。"
    facts = found(marked, "holdsRole")
    assert "李某 holdsRole 某市教育局局长" in facts
    assert "李某 holdsRole 某市教育局局长 (negated)" not in facts


def test_a_graduate_is_no_member() -> None:
    assert found("[杜某|Person]毕业于[某大学|Organisation]。", "memberOf") == set()


def test_time_is_linear_in_rows_of_the_dead() -> None:
    def seconds(count: int) -> float:
        document = marked_document(MEETING + "[甲某|Person]、[乙某|Person]在桥头的[某局局长|Role]、" * count)
        start = time.process_time()
        facts_of(document)
        return time.process_time() - start

    seconds(10)
    short, long = seconds(200), seconds(1600)
    assert long < 8 * short * 4
