"""Variants of annotated articles: the same words in other writing, with the annotation's offsets carried over.

What a reader does not notice must not change what is extracted: the width of marks, the form of quotation marks,
traditional characters, blanks between words, lines broken at the edge of a page. `VARIANTS` names the ways of
writing; `varied` gives an annotated article in one of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any
from zlib import crc32

Variant = Callable[[str, Sequence[tuple[int, int]]], list[str]]
"""A text and its mentions' spans → for each character what stands for it, blanks and breaks before or behind included."""

_WIDTH = 36
"""Characters in a line that is broken at the edge of a page, as in text copied from a PDF file."""

_MARKS = "，。、；：？！”’）》】"
_HAN = "一-鿿"
_BESIDE_HAN = re.compile(f"(?<=[{_HAN}])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z%])(?=[{_HAN}])")


def _swapped(old: str, new: str) -> Variant:
    table = str.maketrans(old, new)
    return lambda text, spans: list(text.translate(table))


def _traditional(configuration: str) -> Variant:
    def write(text: str, spans: Sequence[tuple[int, int]]) -> list[str]:
        lines = []
        for line in text.split("\n"):
            whole = _converter(configuration).convert(line)
            lines.append(whole if len(whole) == len(line) else line)
        return list("\n".join(lines))

    return write


@cache
def _converter(configuration: str) -> Any:
    import opencc

    return opencc.OpenCC(configuration)


def _behind(marks: str, blank: str) -> Variant:
    """A blank behind each of these marks, but none at the end of a line."""

    def write(text: str, spans: Sequence[tuple[int, int]]) -> list[str]:
        follows = [*text[1:], "\n"]
        return [
            c + blank if c in marks and after != "\n" else c for c, after in zip(text, follows, strict=False)
        ]

    return write


def _before(text: str, places: Iterable[int], blank: str) -> list[str]:
    """The text with a blank before the characters at these places, where neither side is the end of a line."""
    written = list(text)
    for place in places:
        if 0 < place < len(text) and not text[place - 1].isspace() and not text[place].isspace():
            written[place] = blank + text[place]
    return written


def _around_names(text: str, spans: Sequence[tuple[int, int]]) -> list[str]:
    return _before(text, {place for span in spans for place in span}, " ")


def _around_figures(text: str, spans: Sequence[tuple[int, int]]) -> list[str]:
    return _before(text, [match.start() for match in _BESIDE_HAN.finditer(text)], " ")


def _between_words(text: str, spans: Sequence[tuple[int, int]]) -> list[str]:
    import jieba

    places, place = [], 0
    for word in jieba.cut(text):  # type: ignore[no-untyped-call]
        places.append(place)
        place += len(word)
    return _before(text, places, " ")


def _anywhere(blank: str, every: int) -> Variant:
    """A blank before one character in so many, wherever that is; the same ones each time."""

    def write(text: str, spans: Sequence[tuple[int, int]]) -> list[str]:
        chosen = (
            at for at in range(len(text)) if crc32(f"{at} {text[at - 5 : at + 5]}".encode()) % every == 0
        )
        return _before(text, chosen, blank)

    return write


def _between_all(text: str, spans: Sequence[tuple[int, int]]) -> list[str]:
    return _before(text, range(len(text)), " ")


def _wrapped(indent: str) -> Variant:
    """Lines of `_WIDTH` characters; a mark that would begin a line hangs at the end of the one before."""

    def write(text: str, spans: Sequence[tuple[int, int]]) -> list[str]:
        written, column = list(text), 0
        for at, character in enumerate(text):
            if character == "\n":
                column = 0
                continue
            if column == 0 and (at == 0 or text[at - 1] == "\n"):
                written[at] = indent + character
                column = len(indent)
            elif column >= _WIDTH and character not in _MARKS:
                written[at] = "\n" + character
                column = 0
            column += 1
        return written

    return write


VARIANTS: dict[str, Variant] = {
    "as it is": lambda text, spans: list(text),
    "half-width marks": _swapped("，；：？！（）", ",;:?!()"),
    "half-width marks and full stops": _swapped("，；：？！（）。", ",;:?!()."),
    "full-width letters, digits, marks": _swapped(
        "".join(map(chr, range(0x21, 0x7F))), "".join(map(chr, range(0xFF01, 0xFF5F)))
    ),
    "straight quotes": _swapped("“”‘’", "\"\"''"),
    "corner quotes": _swapped("“”‘’", "「」『』"),
    "single quotes": _swapped("“”‘’", "‘’“”"),
    "straight single quotes": _swapped("“”", "''"),
    "angle brackets": _swapped("《》", "〈〉"),
    "traditional": _traditional("s2t"),
    "traditional of Taiwan": _traditional("s2tw"),
    "traditional of Hong Kong": _traditional("s2hk"),
    "blank behind sentences": _behind("。？！", " "),
    "blank behind marks": _behind("，。、；：？！", " "),
    "wide blank behind marks": _behind("，。、；：？！", "\u3000"),
    "blanks around names": _around_names,
    "blanks around figures": _around_figures,
    "blanks between words": _between_words,
    "blanks anywhere, 1 in 50": _anywhere(" ", 50),
    "wide blanks anywhere, 1 in 15": _anywhere("\u3000", 15),
    "blanks between characters": _between_all,
    "lines of 36 characters": _wrapped(""),
    "lines of 36, indented": _wrapped("\u3000\u3000"),
    "line breaks anywhere, 1 in 50": _anywhere("\n", 50),
    "line break behind clauses": _behind("，；", "\n"),
    "blank lines": lambda text, spans: [c * 2 if c == "\n" else c for c in text],
}
"""Name → way of writing."""


def varied(record: Mapping[str, Any], variant: Variant) -> dict[str, Any]:
    """An annotated article in another writing; every offset of the annotation follows its characters."""
    text = record["text"]
    spans = [(entity["start"], entity["end"]) for entity in record.get("entities", [])]
    written = variant(text, spans)
    starts, place = [], 0
    for own, new in zip(text, written, strict=True):
        # what stands before the character is no part of it; where it was replaced it is the last but what follows
        lead = len(new) - len(new.lstrip()) if not own.isspace() else 0
        starts.append(place + lead)
        place += len(new)
    new_text = "".join(written)

    def carried(start: int, end: int) -> list[int]:
        return [starts[start], starts[end - 1] + 1] if start < end else [starts[start]] * 2

    def relation(old: Mapping[str, Any]) -> dict[str, Any]:
        new = dict(old)
        if isinstance(old["object"], dict):
            new["object"] = {"quote": carried(*old["object"]["quote"])}
        if "evidence" in old:
            new["evidence"] = carried(*old["evidence"])
        return new

    entities = []
    for old in record.get("entities", []):
        start, end = carried(old["start"], old["end"])
        entities.append({**old, "start": start, "end": end, "text": new_text[start:end]})
    return {
        **record,
        "text": new_text,
        "entities": entities,
        "relations": [relation(old) for old in record.get("relations", [])],
        "ignore": [carried(*span) for span in record.get("ignore", [])],
    }
