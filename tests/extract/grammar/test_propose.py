"""What proposals promise whatever the text."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.grammar import propose
from kg.model import Article, Document, Span, Word
from kg.read.shadow import shadow
from tests.extract.grammar.sample import tagged

TAGS = st.sampled_from(
    ["n", "nz", "v", "p", "u", "w", "m", "PER", "LOC", "ORG", "TIME", "nt", "ns", "vn", "a"]
)
PIECES = st.sampled_from([
    "县委", "书记", "王", "小明", "“", "”", "《", "》", "（", "）", "、", "，", "。", "纪念馆", "活动", "旧址", "条例",
    "党的", "二十大", "第三次", "全会", "·", "村", "\n", "学习", "贯彻", "的", "和", "记者", "10", "A", " ", "  ",
])  # fmt: skip


@settings(max_examples=150)
@given(st.lists(st.tuples(PIECES, TAGS), max_size=40))
def test_spans_are_sorted_slices_of_the_text(pieces: list[tuple[str, str]]) -> None:
    text, words = "", []
    for piece, tag in pieces:
        if piece != "\n":
            words.append(Word(len(text), len(text) + len(piece), tag))
        text += piece
    document = Document(Article("x", text), shadow(text), (Span(0, len(text)),), words=tuple(words))
    (found,) = propose([document])
    spans = [(mention.start, mention.end, mention.type, mention.by) for mention in found.proposals]
    assert spans == sorted(spans)
    for mention in found.proposals:
        assert 0 <= mention.start < mention.end <= len(text)
        assert mention.text == mention.canonical == text[mention.start : mention.end]
        assert 0 < mention.confidence < 1
        assert mention.by.startswith("grammar.")
        assert mention.by.endswith("/1")


def test_a_batch_gives_each_document_its_own() -> None:
    one, two = tagged("参观/v 双桥/nz 纪念馆/n"), tagged("县委/n 决定/v")
    assert propose([one, two]) == [*propose([one]), *propose([two])]


def test_nothing_comes_of_nothing() -> None:
    assert propose([]) == []
    assert propose([Document(Article("x", ""), "")])[0].proposals == ()


def test_a_text_without_words_is_read_for_what_needs_none() -> None:
    text = "学习党的二十大精神，读《渡口的灯》"
    (found,) = propose([Document(Article("x", text), text)])
    assert {mention.text for mention in found.proposals} >= {"党的二十大", "《渡口的灯》"}


def test_time_grows_with_the_text_and_no_faster() -> None:
    line = "县委/n 书记/n 林远山/PER 到/v 青山县/LOC “/w 老井/n ”/w 纪念馆/n 、/w " * 40

    def seconds(times: int) -> float:
        document = tagged(line * times)
        start = time.process_time()
        propose([document])
        return time.process_time() - start

    seconds(1)
    assert seconds(16) < 16 * max(seconds(4), 0.001)  # quadratic would be about 16 times; linear is 4
