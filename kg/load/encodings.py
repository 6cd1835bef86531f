"""Decodes articles without ever guessing silently: what was chosen is returned, what fits nothing is refused.

The order: byte-order mark; the declared encoding, with gb2312 and gbk widened to gb18030; strict UTF-8; what
charset-normalizer finds among the encodings of Chinese. Bytes that are valid UTF-8 with several Chinese characters
are UTF-8 whatever is declared, since no other encoding of Chinese looks like that by chance.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter

from kg.errors import ArticleError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_WIDENED = {"gb2312": "gb18030", "gbk": "gb18030", "hz": "hz", "big5": "big5hkscs"}
# What servers and editors write when they do not know: no evidence for a Chinese text.
_MEANINGLESS = frozenset({"iso8859-1", "ascii", "cp1252", "latin-1"})
_CANDIDATES = ["gb18030", "big5hkscs", "cp950", "euc_kr", "shift_jis", "utf_16_le", "utf_16_be", "cp1252"]
_CHINESE = frozenset({"gb18030", "big5hkscs", "big5", "cp950"})
_PROBE = 100_000
"""Bytes that are enough to tell the encoding; charset-normalizer takes 30 ms for them."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def decode(data: bytes, place: str, declared: str = "") -> tuple[str, str]:
    """The text, and the name of the encoding it was read in. A byte-order mark is no part of the text.

    Raises:
        ArticleError: no encoding fits, the file is binary, or the text has characters that no text has.
    """
    text, encoding = decoded(data, place, declared)
    check(text, place)
    return text, encoding


def check(text: str, place: str) -> None:
    """Refuses what cannot be stored, shown and exported as it is.

    Raises:
        ArticleError: a control character other than tab and line end, half a surrogate pair, or a noncharacter.
    """
    match = _FORBIDDEN.search(text)
    if match:
        line = text.count("\n", 0, match.start()) + 1
        kind = "lone surrogate" if "\ud800" <= match[0] <= "\udfff" else "control character"
        raise ArticleError(
            place,
            f"{kind} U+{ord(match[0]):04X} at character {match.start()} (line {line}): remove it from the text",
        )


def cleaned(text: str) -> str:
    """The text with a blank for each character that `check` refuses: for text that is not kept as it was read."""
    return _FORBIDDEN.sub(" ", text)


def decoded(data: bytes, place: str, declared: str = "") -> tuple[str, str]:
    """As `decode`, but whatever control characters there are.

    Raises:
        ArticleError: no encoding fits, or the file is binary.
    """
    text, encoding = _decoded(data, place, declared)
    counts = Counter(text[:_PROBE])
    size = counts.total()
    nobodys = sum(number for one, number in counts.items() if unicodedata.category(one) in ("Cn", "Co"))
    common = (
        size
        if not encoding.startswith(_ANY_BYTES)
        else sum(map(counts.__getitem__, filter(_is_common, counts)))
    )
    if 2 * nobodys > size or common < _COMMON * size:
        raise ArticleError(
            place,
            f"no text in {encoding}: what it holds are characters of no language; save it as UTF-8 text",
        )
    return text, encoding


_ANY_BYTES = ("utf-16", "utf-32")
"""Encodings in which nearly any pair of bytes is a character, so that a mark in front is no sign of a text."""

_COMMON = 0.75
"""Share of a text in such an encoding that must be characters of Chinese, or of scripts that stand beside it; of bytes
by chance they are two fifths."""


def _is_common(character: str) -> bool:
    return (
        character < "\u0600"
        or "\u4e00" <= character <= "\u9fff"
        or "\u2010" <= character <= "\u30ff"
        or "\uff00" <= character <= "\uffef"
        or "\U00020000" <= character <= "\U000323af"
    )


def _decoded(data: bytes, place: str, declared: str) -> tuple[str, str]:
    marked = marked_encoding(data)
    if marked:
        return _strict(data, marked, place).removeprefix("\ufeff"), marked.removesuffix("-sig")
    if b"\0" in data:
        raise ArticleError(
            place, "has zero bytes: a binary file, or UTF-16 without its mark; save it as UTF-8 text"
        )
    utf8 = _try(data, "utf-8")
    encoding = widened(declared)
    if encoding and not (utf8 is not None and len(data) - len(utf8) > 20):
        text_as_declared = _try(data, encoding)
        if text_as_declared is not None:
            return text_as_declared, encoding
    if utf8 is not None:
        return utf8, "utf-8"
    return _detected(data, place)


def marked_encoding(data: bytes) -> str:
    """The codec that a byte-order mark names; "" when there is none."""
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "")


def widened(declared: str) -> str:
    """The Python codec for a declared encoding, the larger one that contains it where there is one; "" for nonsense."""
    try:
        encoding = codecs.lookup(declared.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return ""
    return "" if encoding in _MEANINGLESS else _WIDENED.get(encoding, encoding)


def _detected(data: bytes, place: str) -> tuple[str, str]:
    """For bytes that are not UTF-8 and declare nothing that fits."""
    import charset_normalizer  # only here, since most articles are in UTF-8

    _refuse_damaged_utf8(data, place)
    best = charset_normalizer.from_bytes(data[:_PROBE], cp_isolation=_CANDIDATES).best()
    found = best.encoding if best else ""
    for encoding in (found, "gb18030"):
        text = _try(data, encoding) if encoding in _CHINESE or encoding.startswith("utf_16") else None
        if text is not None and _is_chinese(text):
            return text, encoding
    raise ArticleError(place, "in no known encoding of Chinese, or not a text at all: save it as UTF-8 text")


def _is_chinese(text: str) -> bool:
    """Whether a text in a two-byte encoding was read rightly: most of what is not ASCII are Han characters and
    punctuation of Chinese, and hardly any of them from the private area."""
    wide = [character for character in text[:_PROBE] if character > "\x7f"]
    good = sum(
        "\u4e00" <= c <= "\u9fff" or "\u2010" <= c <= "\u303f" or "\uff00" <= c <= "\uffef" for c in wide
    )
    return good >= 0.9 * len(wide)


def _refuse_damaged_utf8(data: bytes, place: str) -> None:
    """Says so where a file is UTF-8 but for a few bytes, which would read as nonsense in any other encoding."""
    text = data.decode("utf-8", "replace")
    if text.count("\ufffd") * 10 < sum(character > "\x7f" for character in text):
        _strict(data, "utf-8", place)


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _strict(data: bytes, encoding: str, place: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ArticleError(
            place,
            f"{encoding.removesuffix('-sig')}, but damaged at byte {error.start}: save it anew from its source",
        ) from error
