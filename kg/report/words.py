"""The words that are characteristic of some headlines among others, without a dictionary.

Words are runs of two to four characters that stand beside many different characters on both sides (accessor variety:
Feng et al., Computational Linguistics 30(1), 2004); how characteristic one is, Dunning's log-likelihood says
(Computational Linguistics 19(1), 1993).
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

_HAN = re.compile(r"[一-鿿]+")
_LENGTHS = (4, 3, 2)
_VARIETY = 4
"""Different characters that must stand on either side of a word."""

_FEWEST = 3
"""Headlines of a group that must hold a word."""

_LEAST = 10.83
"""Log-likelihood from which on a difference is no chance (p < 0.001)."""


class Headlines:
    """The words of all headlines, and in how many each stands."""

    def __init__(self, titles: Sequence[str]) -> None:
        grams = [_grams(title) for title in titles]
        often = Counter(gram for found in grams for gram in {gram for gram, _, _ in found})
        left: dict[str, set[str]] = defaultdict(set)
        right: dict[str, set[str]] = defaultdict(set)
        for found in grams:
            for gram, before, after in found:
                if often[gram] >= _FEWEST:
                    left[gram].add(before)
                    right[gram].add(after)
        self._words = [
            sorted({gram for gram, _, _ in found if min(len(left[gram]), len(right[gram])) >= _VARIETY})
            for found in grams
        ]
        self._often = often

    def of(self, group: Iterable[int], most: int) -> list[str]:
        """The words most characteristic of some headlines, by their numbers; of words that share characters, the best."""
        members = sorted(group)
        inside = Counter(word for number in members for word in self._words[number])
        size, every = len(members), len(self._words)
        scored = [
            (_likelihood(count, size, self._often[word], every), word)
            for word, count in inside.items()
            if count >= _FEWEST and count * every > self._often[word] * size
        ]
        chosen: list[str] = []
        for score, word in sorted(scored, key=lambda item: (-item[0], -len(item[1]), item[1])):
            if score < _LEAST or len(chosen) == most:
                break
            if not any(_alike(word, other) for other in chosen):
                chosen.append(word)
        return chosen


def _alike(one: str, other: str) -> bool:
    """Whether two words are pieces of one run."""
    pairs = {one[index : index + 2] for index in range(len(one) - 1)}
    return any(other[index : index + 2] in pairs for index in range(len(other) - 1)) or (
        one[-1] == other[0] or one[0] == other[-1]
    )


def _grams(title: str) -> list[tuple[str, str, str]]:
    """Each run of characters with the characters before and after it; the ends of a run of Han are characters of their
    own, different for each length of what is beyond."""
    found = []
    for match in _HAN.finditer(title):
        run = match[0]
        for length in _LENGTHS:
            for start in range(len(run) - length + 1):
                before = run[start - 1] if start else f"^{title[:3]}"
                after = run[start + length] if start + length < len(run) else f"${title[-3:]}"
                found.append((run[start : start + length], before, after))
    return found


def _likelihood(inside: int, size: int, often: int, every: int) -> float:
    """Dunning's G² of a word that `inside` of `size` headlines and `often` of `every` hold."""
    observed = (inside, often - inside, size - inside, every - size - often + inside)
    rows, columns = (often, every - often), (size, every - size)
    expected = [row * column / every for row in rows for column in columns]
    return 2 * sum(o * math.log(o / e) for o, e in zip(observed, expected, strict=True) if o > 0 and e > 0)
