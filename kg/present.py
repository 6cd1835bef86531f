"""Shows documents: as JSON Lines for programs, as a table for a terminal, as a page with coloured mentions."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from html import escape

from kg.model import Document, Fact, Mention, Quote
from kg.ontology import ontology

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    """Text that may go to a terminal: what would move its cursor or turn its lines around becomes U+FFFD."""
    return _CONTROL.sub("\ufffd", text)


def jsonl(documents: Iterable[Document]) -> Iterator[str]:
    """A JSON object for each article: id, entities, relations. The quoted words are the object of `says`."""
    for document in documents:
        yield json.dumps(record(document), ensure_ascii=False)


def record(document: Document) -> dict[str, object]:
    """What `jsonl` prints of a document."""
    return {
        "id": document.article.id,
        "entities": [_entity(mention) for mention in document.mentions],
        "relations": [_relation(fact) for fact in document.facts],
    }


def _entity(mention: Mention) -> dict[str, object]:
    entity: dict[str, object] = {
        "start": mention.start,
        "end": mention.end,
        "type": mention.type,
        "text": mention.text,
        "canonical": mention.canonical,
        "by": mention.by,
        "confidence": round(mention.confidence, 4),
    }
    return entity | ({"detail": dict(mention.detail)} if mention.detail else {})


def _relation(fact: Fact) -> dict[str, object]:
    return {
        "subject": fact.subject.name,
        "predicate": fact.predicate,
        "object": fact.object.text if isinstance(fact.object, Quote) else fact.object.name,
        "start": fact.start,
        "end": fact.end,
        "by": fact.by,
        "confidence": round(fact.confidence, 4),
        "status": fact.status,
    } | ({"as_of": fact.as_of} if fact.as_of else {})


def table(documents: Iterable[Document]) -> Iterator[tuple[str, ...]]:
    """Rows of id, place in the text, type or predicate, words, meaning, confidence; mentions before facts."""
    for document in documents:
        for m in document.mentions:
            meaning = m.canonical if m.canonical != m.text else ""
            yield document.article.id, f"{m.start}–{m.end}", m.type, m.text, meaning, f"{m.confidence:.2f}"
        for f in document.facts:
            target = f"“{f.object.text}”" if isinstance(f.object, Quote) else f.object.name
            status = "" if f.status == "asserted" else f.status
            yield (
                document.article.id,
                f"{f.start}–{f.end}",
                f.predicate,
                f"{f.subject.name} → {target}",
                status,
                f"{f.confidence:.2f}",
            )


_STYLE = """body{font:16px/1.9 system-ui,'Noto Sans CJK SC',sans-serif;max-width:46em;margin:2em auto;padding:0 1em;color:#222}
.text{white-space:pre-wrap}.text .off{color:#aaa}mark{padding:.1em .15em;border-radius:.2em;background:none;border-bottom:3px solid}
table{border-collapse:collapse;font-size:14px;margin:1em 0 3em}td,th{padding:.1em .6em;border-bottom:1px solid #ddd;text-align:left;vertical-align:top}
nav span{display:inline-block;margin-right:1em}h2{margin-bottom:0}.meta{color:#777;margin-top:0}"""


def html(documents: Iterable[Document]) -> Iterator[str]:
    """A self-contained page, piece by piece: every article with its mentions coloured by type and its facts below."""
    types = ontology().types
    classes = "".join(
        f"mark.{name}{{border-color:{type_.colour};background:{type_.colour}22}}"
        for name, type_ in types.items()
    )
    yield f'<!doctype html>\n<html lang="zh"><head><meta charset="utf-8"><title>Hongtu</title><style>{_STYLE}{classes}</style></head><body>\n'
    legend = " ".join(
        f'<span><mark class="{name}">{escape(t.label_zh)}</mark></span>' for name, t in types.items()
    )
    yield f"<nav>{legend}</nav>\n"
    for document in documents:
        article = document.article
        meta = " · ".join(
            escape(part) for part in (article.id, article.date, article.source or article.publisher) if part
        )
        yield f'<article><h2>{escape(article.title or article.id)}</h2><p class="meta">{meta}</p>\n'
        yield f'<div class="text">{"".join(_pieces(document))}</div>\n{"".join(_facts(document))}</article>\n'
    yield "</body></html>\n"


def _pieces(document: Document) -> Iterator[str]:
    """The text with its mentions marked; what is outside the article's body is greyed."""
    text, place = document.article.text, 0
    for mention in document.mentions:
        yield _plain(document, place, mention.start)
        title = escape(
            f"{mention.type} {mention.canonical} ({mention.by}, {mention.confidence:.2f})", quote=True
        )
        yield f'<mark class="{mention.type}" title="{title}">{escape(text[mention.start : mention.end])}</mark>'
        place = mention.end
    yield _plain(document, place, len(text))


def _plain(document: Document, start: int, end: int) -> str:
    body, text = document.article.body, document.article.text
    if not body:
        return escape(text[start:end])
    out, place = "", start
    for span in body:
        first, last = max(span.start, place), min(span.end, end)
        if first < last:
            out += _grey(text[place:first]) + escape(text[first:last])
            place = last
    return out + _grey(text[place:end])


def _grey(text: str) -> str:
    return f'<span class="off">{escape(text)}</span>' if text.strip() else escape(text)


def _facts(document: Document) -> Iterator[str]:
    if not document.facts:
        return
    predicates = ontology().predicates
    yield "<table><tr><th>主 subject</th><th>谓 predicate</th><th>宾 object</th><th>依据 because</th></tr>"
    for f in document.facts:
        target = f"“{f.object.text}”" if isinstance(f.object, Quote) else f.object.name
        label = predicates[f.predicate].label_zh + ("" if f.status == "asserted" else f" ({f.status})")
        because = document.article.text[f.start : f.end].strip()
        yield f"<tr><td>{escape(f.subject.name)}</td><td>{escape(label)}</td><td>{escape(target)}</td><td>{escape(because)}</td></tr>"
    yield "</table>"
