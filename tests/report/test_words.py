"""Words of headlines without a dictionary."""

from __future__ import annotations

from kg.report.words import Headlines, _alike, _likelihood

_BODIES = "甲乙丙丁戊己庚辛壬癸子丑"


def _titles() -> list[str]:
    """Twelve headlines on a harvest, twelve on a flood; the characters around the words differ."""
    pairs = list(zip(_BODIES, reversed(_BODIES), strict=True))
    return [f"{a}抢收{b}" for a, b in pairs] + [f"{a}防汛{b}" for a, b in pairs]


def test_words_that_tell_one_group_from_the_rest() -> None:
    headlines = Headlines(_titles())
    assert headlines.of(range(12), 5) == ["抢收"]
    assert headlines.of(range(12, 24), 5) == ["防汛"]
    assert headlines.of(range(24), 5) == []
    assert headlines.of([], 5) == []


def test_pieces_of_one_run_are_one_word() -> None:
    assert _alike("红色门牌", "色门")
    assert _alike("红色", "色门")
    assert not _alike("红色", "门牌")


def test_log_likelihood_by_hand() -> None:
    # 2 Σ O ln(O/E) with O = 10, 0, 0, 10 and E = 5 each: 2 · 2 · 10 · ln 2.
    assert round(_likelihood(10, 10, 10, 20), 3) == 27.726
    assert _likelihood(5, 10, 10, 20) == 0
