"""What the learned tagger sees: the same in any company."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.features import features, lay
from kg.extract.features.characters import kinds_at
from kg.extract.features.columns import distinct, hashes, shifted
from kg.extract.features.words import place_of, words_of
from kg.model import Article, Document, Mention, Span, Word

TEXT = "全县举办山里娃读书节。"


def document(*proposals: Mention, text: str = TEXT) -> Document:
    words = tuple(Word(at, at + 1, "n") for at in range(len(text)))
    return Document(Article("1", text), text, (Span(0, len(text)),), words=words, proposals=proposals)


def codes(text: str) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    return np.array([ord(character) for character in text], np.uint64)


def test_marks_of_two_documents_are_no_pair() -> None:
    both = lay([document(text="他说“好"), document(text="山水”"), document(text="他说“好山水”")])
    seen = features(both).every()
    alone = features(lay([document(text="山水”")])).every()
    assert (seen[:, both.bases[1] : both.bases[1] + 3] == alone[:, 4:7]).all()


@given(st.text("山水县办节，。“”3a", max_size=12), st.text("山水县办节，。“”3a", max_size=12))
def test_a_document_s_features_do_not_depend_on_its_neighbours(left: str, right: str) -> None:
    both = lay([document(text=left), document(text=right)])
    base = both.bases[1]
    alone = lay([document(text=right)])
    seen = features(both).every()[:, base : base + len(right)]
    assert (seen == features(alone).every()[:, alone.bases[0] : alone.bases[0] + len(right)]).all()


def test_kinds_of_characters() -> None:
    kinds = kinds_at(codes("山A3，、\U00020000县"))
    assert kinds[0] == 1
    assert kinds[5] == 3
    assert len(set(kinds.tolist())) == 7


def test_a_proposal_is_seen_where_it_lies_and_beside_it() -> None:
    event = Mention(4, 10, "Event", TEXT[4:10], TEXT[4:10], "grammar.event.named/1", 0.5)
    text = lay([document(event)])
    changed = (features(text).every() != features(lay([document()])).every()).any(axis=0)
    base = text.bases[0]
    assert np.flatnonzero(changed).tolist() == list(range(base + 3, base + 11))


def test_places_in_words() -> None:
    words = (Word(0, 1, "n"), Word(1, 3, "n"), Word(3, 6, "n"))
    text = lay([Document(Article("1", "山山水水水水去"), "山山水水水水去", words=words)])
    base = text.bases[0]
    assert place_of(words_of(text))[base : base + 7].tolist() == [4, 1, 3, 1, 2, 3, 0]


@given(st.text("山水县", min_size=1, max_size=6), st.integers(0, 5))
def test_equal_characters_have_equal_hashes_wherever_they_stand(text: str, offset: int) -> None:
    column = codes("水" * offset + text + "县" + text)
    size = len(text)
    start = np.array([offset, offset + size + 1])
    first, second = hashes(column, start, start + size)
    assert first == second


def test_beyond_the_ends_there_is_nothing() -> None:
    assert shifted(codes("山水"), 1).tolist() == [ord("水"), 0]
    assert shifted(codes("山水"), -1).tolist() == [0, ord("山")]
    assert shifted(codes("山水"), 0).tolist() == [ord("山"), ord("水")]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2)), min_size=1, max_size=30))
def test_columns_are_of_one_kind_only_when_they_are_equal(columns: list[tuple[int, int]]) -> None:
    rows = list(np.array(columns, np.uint64).T)
    one_each, kind = distinct(rows)
    assert [tuple(int(row[at]) for row in rows) for at in one_each[kind]] == columns
    assert len(one_each) == len(set(columns))
