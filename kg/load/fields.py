"""An article from named fields: a JSONL object or a CSV row."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.errors import ArticleError
from kg.load.dates import iso
from kg.load.encodings import check
from kg.model import Article, Span

_AUTHORS = re.compile(r"\s*[,，、;；|]\s*|\s+")
LONGEST_ID = 1000
"""Characters of an id: it becomes part of IRIs, which some stores limit to 2,000 bytes when escaped."""


def article(fields: Mapping[str, object], place: str, encoding: str) -> Article:
    """The article with exactly the given text, all of which is its body. Fields of other names are passed over.

    A date that cannot be understood is left out: an article without a date is fine.

    Raises:
        ArticleError: `id` or `text` is missing or empty, a field is no text, or has forbidden characters.
    """
    id = _text(fields, "id", place).strip()
    text = _text(fields, "text", place)
    if not id:
        raise ArticleError(place, 'has no "id": every article needs its own, by which it is found again')
    if len(id.splitlines()) > 1 or "\t" in id:
        raise ArticleError(place, f"its id {id!r} holds a line end or a tab: write it without")
    if len(id) > LONGEST_ID:
        raise ArticleError(place, f"its id has {len(id)} characters; at most {LONGEST_ID} are allowed")
    if not text.strip():
        raise ArticleError(place, f'article {id} has no "text"')
    check(text, f"{place}, text of {id}")
    plain = {name: _text(fields, name, place).strip() for name in ("title", "source", "publisher", "url")}
    for name, value in (("id", id), *plain.items()):
        check(value, f"{place}, {name}")
    plain = {name: " ".join(value.splitlines()) for name, value in plain.items()}
    return Article(
        id,
        text,
        **plain,
        date=iso(_text(fields, "date", place)),
        authors=_several(fields, place),
        section=_section(fields, place),
        body=(Span(0, len(text)),),
        path=place,
        encoding=encoding,
    )


def _text(fields: Mapping[str, object], name: str, place: str) -> str:
    value = fields.get(name)
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool) and name != "text":
        return str(value)
    raise ArticleError(place, f'"{name}" must be a string, not {type(value).__name__}')


def _several(fields: Mapping[str, object], place: str) -> tuple[str, ...]:
    """The authors: a list, or one string with several names."""
    name = "authors" if fields.get("authors") else "author"
    value = fields.get(name)
    if isinstance(value, list):
        names = [_text({name: item}, name, place).strip() for item in value]
    else:
        names = _AUTHORS.split(_text(fields, name, place).strip())
    for item in names:
        check(item, f"{place}, {name}")
    return tuple(dict.fromkeys(item for item in names if item))


def _section(fields: Mapping[str, object], place: str) -> str:
    value = fields.get("section")
    levels = value if isinstance(value, list) else [value]
    section = " > ".join(
        filter(None, (_text({"section": level}, "section", place).strip() for level in levels))
    )
    check(section, f"{place}, section")
    return section
