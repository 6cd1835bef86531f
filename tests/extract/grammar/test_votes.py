"""A name seen clearly once is found where the words do not show it."""

from __future__ import annotations

from dataclasses import replace

from kg.extract.grammar import candidates
from kg.model import Mention
from tests.extract.grammar.sample import found, of, rules, tagged


def test_a_person_is_found_again() -> None:
    names = rules("书记/n 时有光/PER 来/v 。/w 时有/v 光线/n 里/f 读/v 书/n")
    assert names["Person", "时有光"] == "grammar.person.vote.name"


def test_the_quoted_part_is_found_alone() -> None:
    names = found("开展/v “/w 晒谷场/n 夜谈/n ”/w 活动/n 。/w 今年/TIME 晒谷场/n 夜谈/n 开/v 了/u 九场/m")
    assert ("Campaign", "晒谷场夜谈") in names


def test_two_characters_of_the_tagger_do_not_vote() -> None:
    assert ("Person", "林远") not in found("林远/PER 来/v 。/w 树林/n 远处/n")


def test_a_word_that_is_also_a_place_does_not_vote_for_a_person() -> None:
    document = tagged("白马坡/PER 附近/f 。/w 白马/n 坡/n 今天/TIME")
    assert ("Person", "白马坡") in {(each.type, of(document, each)) for each in candidates(document)}
    place = Mention(0, 3, "Place", "白马坡", "白马坡", "gazetteer.place/1", 0.7)
    known = replace(document, proposals=(place,))
    assert ("Person", "白马坡") not in {(each.type, of(known, each)) for each in candidates(known)}


def test_a_name_with_its_title_does_not_vote() -> None:
    assert ("Person", "林远山主席") not in found("林远山主席/PER 来/v 。/w 林远山/PER 主席/n 说/v")


def test_a_title_that_the_tagger_takes_for_a_name_does_not_vote() -> None:
    assert ("Person", "埃米尔") not in found("埃米尔/PER 来/v 。/w 前/f 埃/n 米尔/n 去/v")


def test_a_place_votes_for_its_short_form() -> None:
    names = rules("白鹿县/LOC 开会/v 。/w 爱/v 白/a 鹿/n 茶/n")
    assert names["Place", "白鹿"] == "grammar.place.vote.short"
