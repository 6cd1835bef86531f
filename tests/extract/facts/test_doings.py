"""What looks like taking part or going somewhere and is none, and what is still to come."""

from __future__ import annotations

import pytest

from kg.extract.facts import all_facts
from kg.extract.facts.examples import marked_document, written


def found(marked: str, predicate: str) -> set[str]:
    """All facts of a predicate that any rule proposes, however unlikely."""
    return {written(fact) for fact in all_facts(marked_document(marked)) if fact.predicate == predicate}


@pytest.mark.parametrize(
    "marked",
    [
        "[杜某|Person]会见来华出席[某某峰会|Event]的[李某|Person]。[王某|Person]参加会见。",
        "[杜某|Person]祝愿大家参加[某某峰会|Event]一切顺利。",
        "[某某峰会|Event]8日举行。会上传达了[杜某|Person]的指示。[杜某|Person]强调，路要修好。",
        "[杜某|Person]主席特别代表出席[某某峰会|Event]。",
        "[某某峰会|Event]开幕。[杜某|Person]向[某某峰会|Event]致贺信。",
        "[杜某|Person]同来华出席[某某峰会|Event]的[李某|Person]会谈。",
        "[杜某|Person]设宴欢迎来华出席[某某峰会|Event]的贵宾。[王某|Person]、[赵某|Person]出席。",
        "[某某峰会|Event]8日举行。[杜某|Person]祝贺甲方成功举办[某某峰会|Event]。",
        "[某某运动会|Event]8日闭幕。[杜某|Person]接见某队。[王某|Person]、[赵某|Person]参加接见。",
        "[杜某|Person]接见[某某运动会|Event]代表团全体成员。[王某|Person]、[赵某|Person]参加会见。",
    ],
)
def test_who_receives_wishes_or_writes_takes_no_part(marked: str) -> None:
    facts = found(marked, "participatesIn")
    assert not {fact for fact in facts if not fact.startswith("李某")}


def test_who_is_received_with_others_and_speaks_there_takes_part() -> None:
    marked = "[杜某|Person]接见出席[某某工作会议|Event]的代表。[王某|Person]参加接见并在[某某工作会议|Event]上讲话。"
    assert found(marked, "participatesIn") == {"王某 participatesIn 某某工作会议"}


def test_who_is_spoken_of_takes_no_part_in_the_meeting() -> None:
    facts = found("[某某大会|Event]8日召开。会议强调，[杜某|Person]讲话指明了方向。", "participatesIn")
    assert facts == set()


@pytest.mark.parametrize(
    "marked",
    [
        "[甲军|Organisation]深入[乙村|Place]南部发动空袭。",
        "[杜某|Person]在[甲大会堂|Site]会见[李某|Person]。",
        "[杜某|Person]就地震向[甲国|Place]致电慰问。",
        "[杜某|Person]欢迎大家到[甲馆|Site]参观。",
        "[杜某|Person]在[甲大会堂|Site]金色大厅为来访的[李某|Person]举行宴会。",
        "[杜某|Person]离开[甲市|Place]。",
        "[杜某|Person]就[甲国|Place]某地发生地震向[李某|Person]致慰问电。",
        "[杜某|Person]就[甲市|Place]的大火，向[李某|Person]发去慰问信。",
        "[杜某|Person]是[甲国|Place]和[乙国|Place]的伟大朋友。",
        "[杜某|Person]把船篙捐给[甲馆|Site]。",
        "[杜某|Person]将祖传的红旗捐赠给了[甲馆|Site]。",
    ],
)
def test_blows_letters_and_receptions_are_no_visits(marked: str) -> None:
    assert found(marked, "visits") == set()


def test_a_visit_is_one_though_somebody_is_met_there() -> None:
    assert "杜某 visits 甲馆" in found("[杜某|Person]在[甲馆|Site]会见老兵并参观展览。", "visits")


def test_an_invitation_that_was_taken_up_is_no_wish() -> None:
    assert "杜某 visits 甲国" in found("[杜某|Person]应[李某|Person]邀请访问[甲国|Place]。", "visits")


@pytest.mark.parametrize(
    ("marked", "fact"),
    [
        ("[杜某|Person]定于[8日|Date|2024-05-08]访问[甲国|Place]。", "杜某 visits 甲国 (planned)"),
        ("[杜某|Person]希望在[甲市|Place]举办[某某节|Event]。", "某某节 heldAt 甲市 (planned)"),
    ],
)
def test_what_is_fixed_or_hoped_for_is_planned(marked: str, fact: str) -> None:
    predicate = fact.split()[1]
    assert fact in found(marked, predicate)
    assert fact.removesuffix(" (planned)") not in found(marked, predicate)


@pytest.mark.parametrize(
    ("marked", "facts"),
    [
        (
            "原定[8日|Date|2024-05-08]举行的[某某节|Event]因雨取消。",
            {"某某节 onDate 2024-05-08 (negated)"},
        ),
        (
            "[某某节|Event]原定于[8日|Date|2024-05-08]举行，因台风推迟。",
            {"某某节 onDate 2024-05-08 (negated)"},
        ),
        (
            "原计划[8日|Date|2024-05-08]举行的[某某节|Event]推迟至[9日|Date|2024-05-09]举行。",
            {"某某节 onDate 2024-05-08 (negated)"},
        ),
        ("原定[8日|Date|2024-05-08]举行的[某某节|Event]如期举行。", set()),
    ],
)
def test_what_is_called_off_is_negated(marked: str, facts: set[str]) -> None:
    dated = found(marked, "onDate")
    assert {fact for fact in dated if fact.endswith("(negated)")} == facts
    assert not facts & {f"{fact} (negated)" for fact in dated}


def test_the_place_of_a_meeting_that_was_called_off_is_negated() -> None:
    assert found("原定在[甲馆|Site]举行的[某某节|Event]因故延期。", "heldAt") == {
        "某某节 heldAt 甲馆 (negated)"
    }
