"""Long documents in parts: nothing lost, nothing moved."""

from __future__ import annotations

import numpy as np

from kg.extract import learned
from kg.extract.pieces import LONGEST_SENTENCE, pieces, short
from kg.model import Article, Document, Mention, Span, Word
from kg.read import read
from kg.train.gold import before_learned

SENTENCE = "3月5日，白河县委书记周正平来到青石岭革命纪念馆参观。"


def document(text: str) -> Document:
    return before_learned([read(Article("1", text, date="2024-03-06", body=(Span(0, len(text)),)))])[0]


def test_a_short_document_is_its_own_only_part() -> None:
    one = document(SENTENCE)
    assert pieces(one, 100) == [(0, one)]
    assert short(one) is one


def test_parts_join_to_the_whole() -> None:
    whole = document((SENTENCE + "\n") * 20)
    parts = pieces(whole, 100)
    assert len(parts) > 5
    assert "".join(part.shadow for _, part in parts) == whole.shadow
    assert "".join(part.article.text for _, part in parts) == whole.article.text
    words = [Word(w.start + at, w.end + at, w.tag) for at, part in parts for w in part.words]
    assert words == list(whole.words)
    states = [part.states for _, part in parts if part.states is not None]
    assert whole.states is not None
    assert np.array_equal(np.concatenate(states), whole.states)
    names = {(m.start + at, m.end + at, m.by) for at, part in parts for m in part.proposals}
    assert names == {(m.start, m.end, m.by) for m in whole.proposals}


def test_endless_sentences_are_cut_after_a_mark_or_anywhere() -> None:
    text = "白河县、" * 400 + "字" * 1200
    cut = short(Document(Article("1", text), text, (Span(0, len(text)),)))
    assert "".join(text[s.start : s.end] for s in cut.sentences) == text
    assert all(s.end - s.start <= LONGEST_SENTENCE for s in cut.sentences)
    assert text[cut.sentences[0].end - 1] == "、"


def test_a_long_document_is_labelled_to_its_end() -> None:
    whole = document((SENTENCE + "\n") * 3000)
    (found,) = learned.label([whole])
    chosen = [m for m in found.proposals if m.by == learned.CHOSEN]
    assert all(m.text == whole.article.text[m.start : m.end] for m in found.proposals)
    assert chosen == sorted(chosen, key=lambda m: m.start)
    people = {m.start // (len(SENTENCE) + 1) for m in chosen if m.text == "周正平"}
    assert len(people) == 3000


def test_a_proposal_over_a_border_belongs_to_no_part() -> None:
    text = (SENTENCE + "\n") * 10
    across = Mention(len(SENTENCE) - 3, len(SENTENCE) + 4, "Place", "", "", "made.up/1", 0.5)
    sentences = tuple(Span(i * (len(SENTENCE) + 1), (i + 1) * (len(SENTENCE) + 1) - 1) for i in range(10))
    parts = pieces(Document(Article("1", text), text, sentences, proposals=(across,)), len(SENTENCE) + 1)
    assert all(not part.proposals for _, part in parts)
