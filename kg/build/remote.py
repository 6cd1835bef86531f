"""Keeps another SPARQL server the same as the store: article by article, so that what is forgotten here is forgotten
there.

The store remembers, in `mirrors/`, the hash of each graph and of each subject of the default graph as the server was last
given them, and the server the hash of all these. When the two agree, only what has changed is sent; when they do not
(another store wrote there, or sending was cut off), everything that is ours is dropped and sent anew. Nothing else on the
server is touched.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreError
from kg.rdf.read import default_lines, graph_lines, graph_names
from kg.rdf.terms import ONTOLOGY
from kg.store import Store
from kg.store.endpoint import Endpoint
from kg.store.files import replace

_STATE = "urn:hongtu:state"
"""The predicate by which the server remembers what it was given."""

_LINES = 500
"""Triples of one INSERT DATA: Virtuoso compiles each, and gives up at some 10,000."""

_SUBJECTS = 50
"""Subjects whose triples are deleted by one request."""

Lines = list[str]


@dataclass(frozen=True, slots=True)
class Sent:
    """What a mirror came to: graphs and subjects that were written, and that were dropped; whether all was sent anew."""

    graphs: int
    subjects: int
    dropped: int
    anew: bool


def mirror(store: Store, server: Endpoint, progress: Callable[[int, int], None] = lambda *_: None) -> Sent:
    """Give a server what the published graph of the store holds.

    Raises:
        StoreError: the server cannot be reached, or refuses; the next call sends everything anew.
    """
    graph = store.graph
    record = (
        store.path / "mirrors" / f"{sha256(f'{server.url} {server.graph}'.encode()).hexdigest()[:16]}.json"
    )
    known = _read(record)
    at = f"{store.base}mirror"
    now = _Hashes(
        {name: _hash(sorted(graph_lines(graph, name))) for name in graph_names(graph)},
        {subject: _hash(lines) for subject, lines in _subjects(graph)},
    )
    anew = known is None or _state(server, at) != known.whole
    old = _Hashes({}, {}) if known is None or anew else known
    server.update(f"DROP SILENT GRAPH <{at}>")  # until all is done, nobody knows what the server has
    dropped = _clear(server, store.base) if anew else 0
    writer = _Writer(server, len(now.graphs) + len(now.subjects), progress)
    dropped += writer.drop(sorted(old.graphs.keys() - now.graphs.keys()))
    graphs = [name for name, digest in sorted(now.graphs.items()) if old.graphs.get(name) != digest]
    for name in graphs:
        writer.graph(name, graph_lines(graph, name), fresh=anew)
    gone = old.subjects.keys() - now.subjects.keys()
    changed = {s for s, digest in now.subjects.items() if old.subjects.get(s) != digest}
    writer.forget(sorted(gone | (changed & old.subjects.keys())))
    writer.known(lines for subject, lines in _subjects(graph) if subject in changed)
    server.update(f'INSERT DATA {{ GRAPH <{at}> {{ <{at}> <{_STATE}> "{now.whole}" }} }}')
    _write(record, now)
    return Sent(len(graphs), len(changed), dropped, anew)


@dataclass(frozen=True, slots=True)
class _Hashes:
    """Of graphs by their IRI, and of the default graph by subject."""

    graphs: dict[str, str]
    subjects: dict[str, str]

    @property
    def whole(self) -> str:
        return _hash(
            [*(f"{k} {v}" for part in (self.graphs, self.subjects) for k, v in sorted(part.items()))]
        )


def _hash(lines: Iterable[str]) -> str:
    return sha256("\n".join(lines).encode()).hexdigest()[:32]


def _subjects(graph: ox.Store) -> Iterator[tuple[str, Lines]]:
    """The default graph by subject, sorted."""
    lines = sorted(default_lines(graph))
    for subject, found in groupby(lines, key=lambda line: line.partition(" ")[0]):
        yield subject, list(found)


def _read(record: Path) -> _Hashes | None:
    try:
        found: Mapping[str, dict[str, str]] = json.loads(record.read_bytes())
        return _Hashes(found["graphs"], found["subjects"])
    except (OSError, ValueError, KeyError):
        return None


def _write(record: Path, now: _Hashes) -> None:
    record.parent.mkdir(exist_ok=True)
    text = json.dumps({"graphs": now.graphs, "subjects": now.subjects}, ensure_ascii=False)
    replace(record, text)


def _state(server: Endpoint, at: str) -> str:
    """The hash of what the server was given, empty when it does not know."""
    found = _values(server, f"SELECT ?v WHERE {{ GRAPH <{at}> {{ <{at}> <{_STATE}> ?v }} }}")
    return found[0] if len(found) == 1 else ""


def _clear(server: Endpoint, base: str) -> int:
    """Drop all that is ours: the graphs of articles, and of the default graph whatever is said of our entities."""
    dropped = 0
    ours = f'FILTER (STRSTARTS(STR(?v), "{base}"))'
    text = f"SELECT DISTINCT ?v WHERE {{ GRAPH ?v {{ ?v <{ONTOLOGY}identifier> ?id }} {ours} }} LIMIT 500"
    while names := _values(server, text):
        for name in names:
            server.update(f"DROP SILENT GRAPH <{ox.NamedNode(name).value}>")
        dropped += len(names)
    if server.graph:
        server.update(f"DROP SILENT GRAPH <{server.graph}>")
    else:
        server.update(f'DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o FILTER (STRSTARTS(STR(?s), "{base}")) }}')
    return dropped


def _values(server: Endpoint, text: str) -> list[str]:
    body, _ = server.query(text, "application/sparql-results+json", all_graphs=True)
    try:
        rows = json.loads(body)["results"]["bindings"]
        return [row["v"]["value"] for row in rows]
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{server.query_url}: answered what is no result of a query") from error


class _Writer:
    """Sends changes in requests of bounded size."""

    def __init__(self, server: Endpoint, total: int, progress: Callable[[int, int], None]) -> None:
        self._server = server
        self._total, self._done, self._progress = total, 0, progress

    def drop(self, names: Lines) -> int:
        for name in names:
            self._server.update(f"DROP SILENT GRAPH <{name}>")
        return len(names)

    def graph(self, name: str, lines: Lines, *, fresh: bool) -> None:
        """A named graph in the place of what it held."""
        if not fresh:
            self._server.update(f"DROP SILENT GRAPH <{name}>")
        for part in _parts(lines):
            self._server.update(f"INSERT DATA {{ GRAPH <{name}> {{\n{part}}} }}")
        self._tick(1)

    def forget(self, subjects: Lines) -> None:
        """Delete all that the default graph says of these subjects, as N-Triples terms."""
        into = f"WITH <{self._server.graph}> " if self._server.graph else ""
        for start in range(0, len(subjects), _SUBJECTS):
            values = " ".join(subjects[start : start + _SUBJECTS])
            self._server.update(f"{into}DELETE {{ ?s ?p ?o }} WHERE {{ VALUES ?s {{ {values} }} ?s ?p ?o }}")

    def known(self, found: Iterable[Lines]) -> None:
        """Add triples to the default graph."""
        graph = self._server.graph
        waiting: Lines = []
        for lines in found:
            waiting += lines
            self._tick(1)
            if len(waiting) >= _LINES:
                self._insert(graph, waiting)
                waiting = []
        self._insert(graph, waiting)

    def _insert(self, graph: str, lines: Lines) -> None:
        for part in _parts(lines):
            block = f"GRAPH <{graph}> {{\n{part}}}" if graph else part
            self._server.update(f"INSERT DATA {{ {block} }}")

    def _tick(self, number: int) -> None:
        self._done += number
        self._progress(self._done, self._total)


def _parts(lines: Lines) -> Iterator[str]:
    for start in range(0, len(lines), _LINES):
        yield "".join(f"{line} .\n" for line in lines[start : start + _LINES])
