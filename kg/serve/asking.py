"""Pages of queries: the named ones as forms with their answers, and what somebody wrote in a browser."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace

from starlette.requests import Request
from starlette.responses import Response

from kg.query import PREFIXES, Query, named_queries
from kg.query.absent import absent
from kg.serve.answering import Ask
from kg.serve.directory import Hit
from kg.serve.media import SHORT
from kg.serve.protocol import STATUS, Refused, watched
from kg.serve.reading import View
from kg.serve.site import as_json, html, site_of
from kg.serve.tables import wanted_format

_SHOWN = 500
"""Rows of a query that a page shows; .csv and .json have them all."""


async def queries(request: Request) -> Response:
    """The named queries; in JSON also whether what each lists of the whole store is prepared."""
    found = named_queries()
    if wanted_format(request) == "json":
        ready = site_of(request).listings.ready()
        return as_json([{**asdict(query), "prepared": query.name in ready} for query in found.values()])
    return html(request, "queries.html", queries=found)


async def query(request: Request) -> Response:
    """/query/NAME?PARAMETER=value: a form, and the answer below it; /query/NAME.csv and .json: the answer alone."""
    name, dot, ending = str(request.path_params["name"]).partition(".")
    found = named_queries().get(name)
    if found is None or (dot and ending not in ("csv", "json", "tsv", "xml")):
        raise Refused(404, f"no named query {name!r}; there are {', '.join(named_queries())}")
    known = [parameter.name for parameter in found.parameters]
    if wrong := [key for key in request.query_params if key not in known and key != "format"]:
        raise Refused(
            400, f"query {name} has no parameter {wrong[0]!r}; it takes {', '.join(known) or 'none'}"
        )
    values = {key: v for key in known if (v := request.query_params.get(key, "").strip())}
    ready = all(parameter.name in values for parameter in found.parameters if parameter.required)
    ending = ending or request.query_params.get("format", "")
    if ending in ("csv", "json", "tsv", "xml"):
        return await _answer(request, found, values, ending)
    return await _query_page(request, found, values, ready=ready)


def _ask(found: Query, values: dict[str, str], media: str) -> Ask:
    return Ask(found.text, (media,), name=found.name, values=tuple(values.items()))


async def _answer(request: Request, found: Query, values: dict[str, str], ending: str) -> Response:
    return await watched(request, site_of(request).workers, _ask(found, values, SHORT[ending][0]))


async def _query_page(request: Request, found: Query, values: dict[str, str], *, ready: bool) -> Response:
    table, error = Table(), ""
    choices: dict[str, list[Hit]] = {}
    if ready:
        answer = await site_of(request).workers.ask(_ask(found, values, _JSON_RESULTS))
        error = "" if answer.kind == "done" else answer.body.decode()
        if not error:
            table = await asyncio.to_thread(_table, answer.body, values, [p.name for p in found.parameters])
            table = await site_of(request).quick.read(_linked, table)
        if answer.kind == "bad":
            names = {
                p.name: values[p.name] for p in found.parameters if p.kind == "entity" and p.name in values
            }
            choices = await site_of(request).quick.read(_meant, names)
    status = 400 if error else 200
    shown = {
        "found": found,
        "values": values,
        "table": table,
        "error": error.partition("\n")[0].removesuffix("; name one of") if any(choices.values()) else error,
        "ready": ready,
        "choices": choices,
    }
    return html(request, "query.html", status, **shown)


def _meant(view: View, names: dict[str, str]) -> dict[str, list[Hit]]:
    known = view.directory
    return {end: known.exact(name)[:12] or known.search(name, limit=12) for end, name in names.items()}


_JSON_RESULTS = "application/sparql-results+json"


@dataclass(frozen=True, slots=True)
class Table:
    """The results of a SELECT: columns, whether each holds numbers, the first rows as terms, how many there are, and the
    entities that words in them name, by the end of their IRI."""

    columns: tuple[str, ...] = ()
    numeric: tuple[bool, ...] = ()
    rows: tuple[tuple[dict[str, str], ...], ...] = ()
    total: int = 0
    links: Mapping[str, str] = field(default_factory=dict)


def _table(body: bytes, without: Collection[str] = (), unless: Collection[str] = ()) -> Table:
    """Results in JSON as a table; columns that are the same in each row, because they were given, are left out, and those
    of `unless` where they hold nothing."""
    known, rows, total = _first(body) or _all(body)
    empty = {name for name in unless if not any(name in row for row in rows[:_SHOWN])}
    columns = tuple(name for name in known if name not in without and name not in empty)
    shown = tuple(tuple(row.get(name, {}) for name in columns) for row in rows[:_SHOWN])
    numeric = tuple(_numeric(shown, index) for index in range(len(columns)))
    return Table(columns, numeric, shown, total)


def _linked(view: View, table: Table) -> Table:
    """The table with the entities that its words name."""
    words = {
        term["value"]
        for row in table.rows
        for term in row
        if term.get("type") == "literal" and "datatype" not in term
    }
    return replace(table, links=view.directory.named(words))


Bindings = list[dict[str, dict[str, str]]]


def _all(body: bytes) -> tuple[list[str], Bindings, int]:
    """Columns, rows and their number."""
    found = json.loads(body)
    rows = found["results"]["bindings"]
    return found["head"]["vars"], rows, len(rows)


_HEAD = 2_000_000
"""Bytes of results that are longer in which the rows that a page shows are looked for."""


def _first(body: bytes) -> tuple[list[str], Bindings, int] | None:
    """Columns, the first rows and the number of all, without reading the rest, which takes half a second of 14 MB. None
    where the results are short, have rows without a value, or rows as long as books."""
    if len(body) <= _HEAD or b"{}" in body:
        return None
    text = body[:_HEAD].decode(errors="ignore")
    before, bindings, _ = text.partition('"bindings":[')
    rows: Bindings = []
    read, place = json.JSONDecoder().raw_decode, len(before) + len(bindings)
    try:
        columns: list[str] = read(before, before.index("["))[0]
        while len(rows) < _SHOWN:
            row, place = read(text, place)
            rows.append(row)
            place += 1  # the comma
    except ValueError:
        return None
    # Within words a quotation mark has a backslash before it, so this stands between rows alone.
    return columns, rows, body.count(b'}},{"') + 1


async def results(request: Request, ask: Ask) -> Response:
    """The answer to a query of somebody who uses a browser: a table, or Turtle, below the query."""
    media = (_JSON_RESULTS, "text/turtle")
    answer = await site_of(request).workers.ask(replace(ask, accept=media))
    table, words, error, remarks = Table(), "", "", list[str]()
    if answer.kind != "done":
        error = answer.body.decode()
    elif answer.media == _JSON_RESULTS and b'"bindings"' in answer.body[:100_000]:
        table = await asyncio.to_thread(_table, answer.body)
        table = await site_of(request).quick.read(_linked, table)
        if not table.total:
            remarks = await site_of(request).quick.read(_absent, ask.text)
    elif answer.media == _JSON_RESULTS:
        words = "是 yes" if json.loads(answer.body)["boolean"] else "否 no"
    else:
        words = answer.body.decode()
    shown = {"table": table, "words": words, "error": error, "remarks": remarks, "prefixes": PREFIXES}
    return html(request, "sparql.html", STATUS[answer.kind], text=ask.text, **shown)


def _absent(view: View, text: str) -> list[str]:
    return absent(view.store.graph, text)


def _numeric(rows: Sequence[Sequence[dict[str, str]]], index: int) -> bool:
    found = [row[index].get("datatype", "") for row in rows if row[index]]
    return bool(found) and all(kind.endswith(("#integer", "#decimal")) for kind in found)
