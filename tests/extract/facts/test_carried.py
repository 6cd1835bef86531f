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
        "[甲局|Organisation]办事靠前。[杜某|Person]表示，路要修好。举办“[某某夜谈|Campaign]”。",
        "[甲局|Organisation]办事靠前。要把路修好。举办“[某某夜谈|Campaign]”。",
        "[甲局|Organisation]办事靠前。举办“[某某夜谈|Campaign]”，[乙局|Organisation]不怕天冷。",
    ],
)
def test_nobody_is_carried_on_where_the_thread_breaks(text: str) -> None:
    assert _carried(text) == set()


def test_a_paragraph_that_begins_with_what_is_done_has_whom_the_article_is_about() -> None:
    opening = "[甲局|Organisation]办事靠前。[甲局|Organisation]又修了路。[乙局|Organisation]来看过。\n"
    then = "举办“[某某夜谈|Campaign]”。"
    assert _carried(opening + then) == {"甲局 organises 某某夜谈"}
    assert _carried(opening + "走，让脚步更实。" + then) == {"甲局 organises 某某夜谈"}
    assert _carried(opening + "走，让脚步更实。村民都来了。" + then) == set()
    assert _carried("[甲局|Organisation]办事靠前。\n" + then) == set(), "one act makes nobody the protagonist"


def test_who_is_sent_out_does_not_take_the_rest() -> None:
    then = "举办“[某某夜谈|Campaign]”，组织“[某某宣讲团|Organisation]”走进夏夜。"
    assert _carried("[甲县|Place]办事靠前。" + then) == {"某某夜谈 heldAt 甲县"}


def test_a_row_of_words_without_end_is_read_once() -> None:
    row = "也" * 600 + "办，" + "推出[某某夜谈|Campaign]，" * 300
    assert _carried("[甲局|Organisation]办事靠前。" + row) == set()  # tried in every way, it took minutes
