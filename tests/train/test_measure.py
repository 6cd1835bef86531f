"""The arbiter's weights: a rule that is right weighs more than one that is wrong, and open cases count for nothing."""

from __future__ import annotations

from kg.extract.arbiter import THRESHOLD, Candidate
from kg.extract.learned import RATED
from kg.model import Article, Document, Mention, Span
from kg.train.gold import Example, Name
from kg.train.measure import fit, folds, judged

TEXT = "白河县和柳溪镇都在青石岭。"


def example() -> Example:
    document = Document(Article("1", TEXT), TEXT, (Span(0, len(TEXT)),))
    return Example(document, (Name(0, 3, ("Place",)), Name(4, 7, ("Place", "Site"))), (Span(9, 12),))


def candidate(start: int, end: int, kind: str) -> Candidate:
    return Candidate(start, end, kind, (), (), 0.0)


def test_what_counts_as_right_wrong_and_open() -> None:
    one = example()
    assert judged(one, candidate(0, 3, "Place")) is True
    assert judged(one, candidate(4, 7, "Site")) is True
    assert judged(one, candidate(0, 3, "Site")) is False
    assert judged(one, candidate(0, 2, "Place")) is False
    assert judged(one, candidate(9, 12, "Place")) is None
    assert judged(one, candidate(7, 9, "Place")) is False


def test_a_rule_that_is_right_weighs_more() -> None:
    one = example()

    def proposals(start: int, end: int, by: str) -> list[Mention]:
        return [
            Mention(start, end, "Place", TEXT[start:end], TEXT[start:end], who, 0.5) for who in (by, RATED)
        ]

    good = [*proposals(0, 3, "good/1"), *proposals(4, 7, "good/1")]
    bad = [*proposals(3, 4, "bad/1"), *proposals(7, 9, "bad/1")]
    seen = Document(one.document.article, TEXT, one.document.sentences, proposals=(*good, *bad))
    table = fit([(one, seen)] * 8)
    assert table["good Place"] > 0.5 > 0 > table["bad Place"]
    assert 0.3 <= table[THRESHOLD] <= 0.6


def test_folds_leave_out_each_part_once() -> None:
    some = [example() for _ in range(7)]
    parts = folds(some, 3)
    assert [len(part) for _, part in parts] == [3, 2, 2]
    assert all(len(others) + len(part) == 7 for others, part in parts)
