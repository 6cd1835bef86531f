"""One way of writing names that differ in marks alone: dashes, quotation marks, blanks."""

from __future__ import annotations

import re

_DASHES = re.compile(r"(?<=[一-龥])\s*[-–—―－]+\s*(?=[一-龥]|\d{2,4}[A-Z”])")
_INNER_QUOTES = str.maketrans("‘’", "“”")
_ALL_QUOTED = re.compile(r"“[^“”]+”")
_BLANKS = re.compile(r"(?<=[0-9])\s+(?=[一-龥])|(?<=[一-龥])\s+(?=[0-9])")


def written_alike(name: str) -> str:
    """The name with one kind of dash, quotation marks of the outer kind, none of them unpaired
    or around the whole.

    >>> written_alike("首届中国-阿拉伯国家峰会"), written_alike("“一国两制")
    ('首届中国—阿拉伯国家峰会', '一国两制')
    """
    name = _BLANKS.sub("", _DASHES.sub("—", name.translate(_INNER_QUOTES)))
    if name.count("“") != name.count("”") or _ALL_QUOTED.fullmatch(name):
        name = name.replace("“", "").replace("”", "")
    return name
