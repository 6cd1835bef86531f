"""The errors of an evaluation as one page for a person: by kind with their sentences, then the texts side by side.

The page is whole in itself and needs no script: counts first, each leading to its list; each error leads to its place
in the article, where the gold's and the found mentions stand beside one another in the ontology's colours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import groupby, pairwise
from typing import Any

from kg.evaluate import Scores
from kg.evaluate.entities import predicted_items
from kg.evaluate.errors import KINDS, Error, Place, counted
from kg.evaluate.gold import GoldArticle, Item, gold_article
from kg.evaluate.tables import MICRO
from kg.ontology import ontology
from kg.present import plain

_AROUND = 40
"""Characters of context on each side of an error; a relation's sentence is shown whole up to _LONGEST."""

_LONGEST = 400

_STYLE = """body{font:15px/1.8 system-ui,'Noto Sans CJK SC',sans-serif;max-width:88em;margin:1.5em auto;padding:0 1.5em;color:#222}
h1{font-size:1.5em}h2{margin:2.2em 0 .3em;border-bottom:2px solid #ddd}h3{margin:1.4em 0 .2em}a{color:#06c;text-decoration:none}
table{border-collapse:collapse;margin:.4em 0 1.2em}th,td{padding:.1em .7em;border-bottom:1px solid #e4e4e4;text-align:left;vertical-align:top}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}table.list{width:100%}
mark{padding:.1em .15em;border-radius:.2em;background:none;border-bottom:3px solid #999}
mark.gold{outline:2px solid #2a7d2a}mark.found{outline:2px dashed #c22}mark.right{opacity:.75}
mark.open{border-bottom-style:dotted;opacity:.6}.wrong{outline:2px dashed #c22}.missed{outline:2px solid #2a7d2a}.named{outline:2px dotted #b60}
.text{white-space:pre-wrap;overflow-wrap:anywhere}.pair{display:grid;grid-template-columns:1fr 1fr;gap:2em}.pair h4{margin:.2em 0;color:#777}
.meta{color:#777}nav{columns:16em;font-size:14px}.key span{margin-right:1.2em}:target{background:#fff6d6}
@media(max-width:50em){.pair{grid-template-columns:1fr}}"""


def page(
    records: Sequence[Mapping[str, Any]],
    predicted: Sequence[Mapping[str, Any]],
    scores: Scores,
    *,
    alt: bool = True,
    neutral: bool = True,
) -> Iterator[str]:
    """The page of `evaluate(records, predicted, …)`, piece by piece."""
    articles = [gold_article(record) for record in records]
    numbers = {article.id: number for number, article in enumerate(articles, 1)}
    texts = {article.id: article.text for article in articles}
    by_id = {str(record["id"]): record for record in predicted}
    yield from _head(scores, len(articles), alt=alt, neutral=neutral)
    yield from _counts(scores.errors)
    for kind in counted(scores.errors):
        yield from _kind(kind, [e for e in scores.errors if e.kind == kind], texts, numbers)
    yield "<h2>Articles</h2>\n<nav>"
    failed = {error.article for error in scores.errors}
    for article in articles:
        if article.id in failed:
            yield f'<a href="#a{numbers[article.id]}">{_text(article.id)}</a><br>'
    yield "</nav>\n"
    for article in articles:
        if article.id in failed:
            errors = [error for error in scores.errors if error.article == article.id]
            yield from _side_by_side(article, by_id.get(article.id, {}), errors, numbers[article.id], neutral)
    yield "</body></html>\n"


def _text(words: str) -> str:
    return escape(plain(words))


def _head(scores: Scores, articles: int, *, alt: bool, neutral: bool) -> Iterator[str]:
    types = ontology().types
    colours = "".join(
        f"mark.{name}{{border-color:{kind.colour};background:{kind.colour}22}}"
        for name, kind in types.items()
    )
    yield '<!doctype html>\n<html lang="zh"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width"><title>kg evaluate: errors</title>'
    yield f"<style>{_STYLE}{colours}</style></head><body>\n<h1>Errors in {articles:,} articles</h1>\n"
    asked = [] if alt else ["only the gold's first type counts"]
    asked += [] if neutral else ["what the guideline leaves open is judged"]
    if asked:
        yield f'<p class="meta">{"; ".join(asked)}</p>'
    yield '<table><tr><th></th><th class="n">P</th><th class="n">R</th><th class="n">F1</th><th class="n">macro F1</th></tr>'
    for name, table in scores.tables().items():
        counts = table.rows()[MICRO]
        cells = (counts.precision, counts.recall, counts.f1, table.macro_f1)
        yield f"<tr><td>{_text(name)}</td>{''.join(f'<td class=n>{cell:.3f}</td>' for cell in cells)}</tr>"
    yield "</table>\n<p class=key>"
    yield " ".join(
        f'<span><mark class="{name}">{_text(kind.label_zh)}</mark> {name}</span>'
        for name, kind in types.items()
    )
    yield "<br><span><mark class=missed>green frame</mark> only the gold says so</span>"
    yield "<span><mark class=wrong>red frame</mark> only the extraction says so</span>"
    yield "<span><mark class=named>dotted frame</mark> another full name</span>"
    yield "<span><mark class=open>dotted line</mark> left open by the guideline, no error</span></p>\n"


def _counts(errors: Iterable[Error]) -> Iterator[str]:
    """Kinds against types and predicates, each number leading to its list."""
    counts = counted(errors)
    yield "<h2>Counts</h2><table><tr><th>kind</th><th class=n>all</th><th>by type or predicate</th></tr>"
    for kind, labels in counts.items():
        links = " · ".join(
            f'<a href="#{kind.replace(" ", "-")}-{_text(label)}">{_text(label)}</a> {count}'
            for label, count in _often(labels)
        )
        yield f'<tr><td><a href="#{kind.replace(" ", "-")}">{KINDS[kind]}</a></td>'
        yield f"<td class=n>{labels.total()}</td><td>{links}</td></tr>"
    yield "</table>\n"


def _often(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _kind(
    kind: str, errors: Sequence[Error], texts: Mapping[str, str], numbers: Mapping[str, int]
) -> Iterator[str]:
    """All errors of one kind, by type or predicate, each with its words and a link to its article."""
    anchor = kind.replace(" ", "-")
    yield f'<h2 id="{anchor}">{KINDS[kind]} ({len(errors)})</h2>\n'
    counts = counted(errors)[kind]
    rank = {label: place for place, (label, _) in enumerate(_often(counts))}
    # Like errors of one type together: what recurs is seen at once.
    ordered = sorted(errors, key=lambda e: (rank[e.label], e.gold, e.found, numbers[e.article], e.start or 0))
    for label, group in groupby(ordered, key=lambda error: error.label):
        yield f'<h3 id="{anchor}-{_text(label)}">{_text(label)} ({counts[label]})</h3>\n<table class=list>'
        yield "<tr><th>gold</th><th>found</th><th>in the text</th><th>by</th><th>article</th></tr>\n"
        for error in group:
            number = numbers[error.article]
            by = _text(error.by) + (f" {error.confidence:.2f}" if error.confidence is not None else "")
            yield f"<tr><td>{_text(error.gold)}</td><td>{_text(error.found)}</td>"
            yield f'<td class=text>{_context(error, texts[error.article])}</td><td class="meta">{by}</td>'
            yield f'<td><a href="#{_anchor(error, number)}">{_text(error.article)}</a></td></tr>\n'
        yield "</table>\n"


def _anchor(error: Error, number: int) -> str:
    """Where an error's place in its article is: the mention where there is one, else the article."""
    place = error.gold_place or error.found_place
    side = "g" if error.gold_place else "f"
    return f"a{number}{side}{place[0]}" if place else f"a{number}"


def _context(error: Error, text: str) -> str:
    """The words around an error, the gold's place framed green and the found one red."""
    if error.start is None or error.end is None:
        return ""
    if error.gold_place is None and error.found_place is None:
        shown = text[error.start : error.end]
        return _text(shown if len(shown) <= _LONGEST else shown[:_LONGEST] + "…")
    first, last = max(0, error.start - _AROUND), min(len(text), error.end + _AROUND)
    cuts = {first, last}
    for place in (error.gold_place, error.found_place):
        cuts |= set(place or ())
    edges = sorted(cuts)
    pieces = [
        _framed(" ".join(text[start:end].splitlines()), (start, end), error) for start, end in pairwise(edges)
    ]
    return ("…" if first else "") + "".join(pieces) + ("…" if last < len(text) else "")


def _framed(words: str, place: Place, error: Error) -> str:
    """A piece of the text that lies in the gold's mention, in the found one, in both or in neither."""
    in_gold = error.gold_place is not None and error.gold_place[0] <= place[0] < error.gold_place[1]
    in_found = error.found_place is not None and error.found_place[0] <= place[0] < error.found_place[1]
    if not (in_gold or in_found):
        return _text(words)
    frames = [name for name, inside in (("gold", in_gold), ("found", in_found)) if inside]
    frame = "" if len(frames) == 2 else f" {frames[0]}"
    return f'<mark class="{_text(error.label)}{frame}" title="{" and ".join(frames)}">{_text(words)}</mark>'


# --- side by side -------------------------------------------------------------------------------------------


def _side_by_side(
    article: GoldArticle, prediction: Mapping[str, Any], errors: Sequence[Error], number: int, neutral: bool
) -> Iterator[str]:
    """The text twice, with the gold's mentions and with those found, and the wrong relations below."""
    misnamed = {error.gold_place: "named" for error in errors if error.kind == "canonical"}
    gold_wrong = {error.gold_place: "missed" for error in errors} | misnamed
    found_wrong = {error.found_place: "wrong" for error in errors} | misnamed
    items = predicted_items(prediction, article, neutral=False)
    judged = {(i.start, i.end, i.type) for i in predicted_items(prediction, article, neutral=neutral)}
    yield f'<h3 id="a{number}">{_text(article.title or article.id)}</h3>'
    yield f'<p class=meta>{_text(article.id)} · {len(errors)} errors</p>\n<div class="pair"><div><h4>gold</h4>'
    yield f'<div class="text">{"".join(_marked(article, article.items, gold_wrong, f"a{number}g"))}</div></div>'
    yield '<div><h4>found</h4><div class="text">'
    marked = _marked(article, items, found_wrong, f"a{number}f", judged)
    yield f"{''.join(marked)}</div></div></div>\n"
    relations = [error for error in errors if error.kind in ("missed relation", "spurious relation")]
    if relations:
        yield "<table class=list>"
        for error in relations:
            where = _context(error, article.text)
            yield f"<tr><td>{KINDS[error.kind]}</td><td>{_text(error.label)}</td>"
            yield f"<td>{_text(error.gold or error.found)}</td><td class=meta>{where}</td></tr>"
        yield "</table>\n"


def _marked(
    article: GoldArticle,
    items: Iterable[Item],
    wrong: Mapping[Place | None, str],
    anchor: str,
    judged: set[tuple[int | None, int | None, str]] | None = None,
) -> Iterator[str]:
    """The text with mentions in their colours; those in `wrong` are framed as it says, those not `judged` dotted."""
    place = 0
    for item in sorted(items, key=lambda i: (-1 if i.start is None else i.start, -(i.end or 0), i.type)):
        if item.start is None or item.end is None or item.start < place:
            continue
        yield _text(article.text[place : item.start])
        is_open = judged is not None and (item.start, item.end, item.type) not in judged
        state = "open" if is_open else wrong.get((item.start, item.end), "right")
        by = f" · {item.by}" if item.by else ""
        sure = f" {item.confidence:.2f}" if item.confidence is not None else ""
        title = _text(f"{item.type} · {item.canonical or item.text}{by}{sure}")
        words = _text(article.text[item.start : item.end])
        yield f'<mark id="{anchor}{item.start}" class="{_text(item.type)} {state}" title="{title}">{words}</mark>'
        place = item.end
    yield _text(article.text[place:])
