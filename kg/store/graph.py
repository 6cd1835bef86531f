"""The graph on disk (pyoxigraph, RocksDB): one named graph for each article, and the default graph, which holds
the union of what the articles' graphs know.

A knowledge triple stands in the graph of every article that supports it and once in the default graph. So an
article is forgotten by dropping its graph, and from the default graph every triple that is in no other.
"""

from __future__ import annotations

import gc
import heapq
import shutil
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import BinaryIO

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, RdfFormat, Store, Triple, parse

from kg.rdf.read import graph_lines

_RUN = 500_000
"""Lines sorted in memory at once by `dump_lines`: about 150 MB."""

_PIECE = 40_000_000
"""Bytes of N-Quads loaded at once: half the size costs an eighth more time, twice the size 0.4 GB."""

_LOADERS = 2
"""Pieces loaded side by side: as many threads as Oxigraph uses for one large load on two cores."""

Subject = NamedNode | BlankNode | Triple
Term = NamedNode | BlankNode | Literal | Triple

Triples = tuple[list[str], list[str]]
"""Knowledge and provenance of one article: N-Triples lines without the final dot, sorted, unique."""


def opened(path: Path) -> Store:
    """The graph at `path`, to be written. One that a failed build of this process has left open, in the frames of its
    error, is let go of first."""
    try:
        return Store(str(path))
    except OSError as error:
        if "lock hold" not in str(error):
            raise
    gc.collect()
    return Store(str(path))


def load_all(path: Path, articles: Iterable[tuple[str, Triples]]) -> int:
    """A new graph at `path` from all articles, as (graph IRI, triples): what is there is replaced. Gives the number
    of quads.

    The lines go through bulk loads, an order of magnitude faster than updates, of pieces small enough to bound the
    memory: one load of 4 million quads takes 1.9 GB, these take 0.4 GB and a tenth more time.
    """
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    store = opened(path)
    count = 0
    running: deque[Future[None]] = deque()
    with ThreadPoolExecutor(_LOADERS) as loaders:
        for lines, piece in _pieces(articles):
            count += lines
            if len(running) == _LOADERS:
                running.popleft().result()
            # Our own lines were escaped by kg.rdf, so they need no second validation.
            running.append(loaders.submit(store.bulk_load, piece, format=RdfFormat.N_QUADS, lenient=True))
        while running:
            running.popleft().result()
    store.optimize()
    store.flush()
    return count


def _pieces(articles: Iterable[tuple[str, Triples]]) -> Iterator[tuple[int, bytes]]:
    """N-Quads of all articles in pieces of some _PIECE bytes, each with the number of its lines; what several
    articles know comes once for the default graph."""
    seen: set[int] = set()  # 64-bit hashes of knowledge lines: a tenth of the memory of the lines
    count = 0
    piece = bytearray()
    for graph, (knowledge, provenance) in articles:
        fresh = [line for line in knowledge if hash(line) not in seen]
        seen.update(map(hash, fresh))
        end = f" <{graph}> .\n"
        piece += " .\n".join([*fresh, ""]).encode()
        piece += end.join([*knowledge, *provenance, ""]).encode()
        count += len(fresh) + len(knowledge) + len(provenance)
        if len(piece) >= _PIECE:
            yield count, bytes(piece)
            count = 0
            piece.clear()
    if piece:
        yield count, bytes(piece)


def change(store: Store, articles: Mapping[str, Triples | None]) -> int:
    """The articles' graphs replaced, or dropped where None, and the default graph kept their union: one
    transaction, which is there whole after a crash or not at all. Gives by how many quads the graph has grown."""
    new = {
        graph: set(triples[0]) | set(triples[1]) if triples else set() for graph, triples in articles.items()
    }
    old = {graph: set(graph_lines(store, graph)) for graph in articles}
    known = {line for triples in articles.values() if triples for line in triples[0]}
    before = {line for lines in old.values() for line in lines}
    # What an article knew before is in the default graph already.
    fresh = sorted(line for line in known - before if not _in_default(store, line))
    gone = {line for graph in articles for line in old[graph] - new[graph]} - known
    orphans = sorted(
        line for line in gone if _in_default(store, line) and not _elsewhere(store, line, articles.keys())
    )
    delete = {None: orphans} | {graph: sorted(old[graph] - new[graph]) for graph in sorted(articles)}
    insert = {None: fresh} | {graph: sorted(new[graph] - old[graph]) for graph in sorted(articles)}
    # A graph that holds nothing would still be one of the store's named graphs.
    drop = "".join(f" ; DROP SILENT GRAPH <{graph}>" for graph in sorted(articles) if not new[graph])
    store.update(f"DELETE DATA {{ {_blocks(delete)} }} ; INSERT DATA {{ {_blocks(insert)} }}{drop}")
    store.flush()
    return sum(map(len, insert.values())) - sum(map(len, delete.values()))


def _in_default(store: Store, line: str) -> bool:
    return any(store.quads_for_pattern(*_terms(line), DefaultGraph()))


def _elsewhere(store: Store, line: str, graphs: Iterable[str]) -> bool:
    """Whether a triple stands in another article's graph than these. A place stands in thousands; the search
    ends at the first."""
    here = {DefaultGraph(), *map(NamedNode, graphs)}
    return any(found.graph_name not in here for found in store.quads_for_pattern(*_terms(line)))


def _terms(line: str) -> tuple[Subject, NamedNode, Term]:
    quad = next(iter(parse(f"{line} .\n".encode(), format=RdfFormat.N_TRIPLES)))
    return quad.subject, quad.predicate, quad.object


def _blocks(lines: Mapping[str | None, list[str]]) -> str:
    """The lines of each graph, None being the default graph, as SPARQL."""
    return "\n".join(
        f"GRAPH <{graph}> {{\n{_block(found)}}}" if graph else _block(found)
        for graph, found in lines.items()
        if found
    )


def _block(lines: list[str]) -> str:
    return "".join(f"{line} .\n" for line in lines)


def dump_lines(store: Store) -> Iterator[str]:
    """All quads as sorted N-Quads lines: the canonical form in which two graphs are compared. Sorted in runs on
    disk, so that a graph larger than memory can be dumped."""
    with TemporaryDirectory(prefix="kg-dump-") as folder, TemporaryFile() as dump:
        store.dump(dump, format=RdfFormat.N_QUADS)
        dump.seek(0)
        runs: list[BinaryIO] = []
        while lines := list(islice(dump, _RUN)):
            run = Path(folder) / str(len(runs))
            run.write_bytes(b"".join(sorted(lines)))
            runs.append(run.open("rb"))
        for line in heapq.merge(*runs):
            yield line.decode().rstrip("\n")
        for file in runs:
            file.close()
