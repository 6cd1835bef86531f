"""The parts of a transliterated name."""

from __future__ import annotations

from kg.resolve.rarity import bare

_SONS = frozenset(("本", "伊本", "宾", "宾蒂", "宾特"))
"""What stands before a father's name."""

_PARTICLES = frozenset(("本", "伊本", "宾", "宾蒂", "达", "德", "范", "冯", "阿尔", "阿勒", "阿卜", "小"))
"""Parts of names that name nobody."""


def parts(name: str) -> list[str]:
    """The parts by which somebody may be called for short, the father's name not among them: the name itself where it
    has one.

    >>> parts("穆罕默德·本·扎耶德·阿勒纳哈扬"), parts("多布列夫")
    (['穆罕默德', '阿勒纳哈扬'], ['多布列夫'])
    """
    said = bare(name).split("·")
    return [
        part
        for before, part in zip(("", *said), said, strict=False)
        if len(part) > 1 and part not in _PARTICLES and before not in _SONS
    ]


def may_be(name: str, full: str) -> bool:
    """Whether a name may be a full one cut short: one of its parts, or its last part after a first letter.

    >>> may_be("多布列夫", "伊万·多布列夫"), may_be("伊·多布列夫", "伊万·多布列夫"), may_be("谢·多布列夫", "伊万·多布列夫")
    (True, True, False)
    """
    first, _, last = name.rpartition("·")
    if not first:
        return name in parts(full)
    return len(first) == 1 and full.startswith(first) and last == full.rpartition("·")[2]
