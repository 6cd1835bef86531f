"""What kind of character each is."""

from __future__ import annotations

from functools import cache

import numpy as np

from kg.extract.features.columns import Ints, pair, shifted

_KINDS = (
    "0123456789",
    "〇零一二三四五六七八九十百千万亿两",
    "，",
    "。！？；",
    "、",
    "“‘",
    "”’",
    "《〈",
    "》〉",
    "（【〔[",
    "）】〕]",
    "：",
    "-—~",
    "·",
    " ",
    "\n",
    "年月日时分",
    "省市县区镇乡村州盟旗街道",
)


@cache
def _kinds() -> Ints:
    """Character class by code point: 0 empty, 1 Han, 2 Latin, 3 anything else, 4… as in `_KINDS`."""
    kinds = np.full(0x10000, 3, np.uint64)
    kinds[0] = 0
    kinds[0x3400:0xA000] = 1
    kinds[ord("A") : ord("Z") + 1] = 2
    kinds[ord("a") : ord("z") + 1] = 2
    for number, characters in enumerate(_KINDS, 4):
        for character in characters:
            kinds[ord(character)] = number
    return kinds


def character_features(codes: Ints) -> list[Ints]:
    """The characters around each position, by themselves and in pairs, and their kinds. Longer stretches and what lies
    further off add nothing to what the neural tagger holds."""
    kinds = kinds_at(codes)
    around = pair(pair(shifted(kinds, -1), kinds), shifted(kinds, 1))
    return [
        *(shifted(codes, offset) for offset in range(-2, 3)),
        *(pair(shifted(codes, left), shifted(codes, left + 1)) for left in range(-2, 2)),
        around,
        pair(pair(shifted(kinds, -2), shifted(kinds, 2)), around),
    ]


def kinds_at(codes: Ints) -> Ints:
    """The kind of each character."""
    return _kinds()[np.minimum(codes, 0xFFFF).astype(np.int64)]
