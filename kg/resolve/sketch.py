"""What a store keeps of an article to find its copies by; `kg.resolve.reprints` makes it, and says what copies are."""

from __future__ import annotations

from dataclasses import dataclass

DAYS = 30
"""Days between copies. A notice that is given out each year in the same words is news each time."""

UNDATED = -1
"""The day of an article without a date, which may be a copy of one of any day."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """What tells which other articles an article may be a copy of: its day (days since year 1, or UNDATED), a hash of
    its text, the same where the shingles are the same (64 bits, signed), and the bands of its MinHash, 32 bits each;
    none where the text is too short."""

    day: int
    text: int
    bands: tuple[int, ...]
