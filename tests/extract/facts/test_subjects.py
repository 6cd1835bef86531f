"""The subject carried over to sentences that begin with what is done."""

from __future__ import annotations

import pytest

from kg.extract.facts import all_facts
from kg.extract.facts.examples import marked_document
from kg.model import Ref


def _carried(marked: str) -> set[str]:
    """What the rules find by a carried subject, as `subject predicate object`."""
    return {
        f"{fact.subject.name} {fact.predicate} {fact.object.name}"
        for fact in all_facts(marked_document(marked))
        if ".carried/" in fact.by and isinstance(fact.object, Ref)
    }


@pytest.mark.parametrize(
    "then",
    [
        "举办“[某某夜谈|Campaign]”。",
        "[去年9月|Date|2023-09]，为让人看懂账本，又发起“[某某夜谈|Campaign]”。",
        "开展送戏下乡，演员不收一分钱；持续开展“[某某夜谈|Campaign]”。",
        "举办读书班。又举办“[某某夜谈|Campaign]”。",
    ],
)
def test_a_sentence_that_begins_with_what_is_done_has_the_subject_before(then: str) -> None:
    assert _carried("[甲局|Organisation]办事靠前。" + then) == {"甲局 organises 某某夜谈"}
    assert _carried("[甲县|Place]办事靠前。" + then) == {"某某夜谈 heldAt 甲县"}


@pytest.mark.parametrize(
    "text",
    [
        "[甲局|Organisation]办事靠前。\n举办“[某某夜谈|Campaign]”。",
        "[甲局|Organisation]办事靠前。村民自己举办“[某某夜谈|Campaign]”。",
        "[甲局|Organisation]办事靠前。举办读书班。村民赶来。举办“[某某夜谈|Campaign]”。",
        "[甲局|Organisation]重大决策落了地。举办“[某某夜谈|Campaign]”。",
        "[甲局|Organisation]办事靠前。举办的“[某某夜谈|Campaign]”坐满了人。",
    ],
)
def test_nobody_is_carried_on_where_the_thread_breaks(text: str) -> None:
    assert _carried(text) == set()
