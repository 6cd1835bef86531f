"""The graph on disk (pyoxigraph, RocksDB): one named graph for each article, and the default graph, which holds
the union of what the articles' graphs know.

A knowledge triple stands in the graph of every article that supports it and once in the default graph. So an
article is forgotten by dropping its graph, and from the default graph every triple that is in no other.
"""

from __future__ import annotations

import heapq
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import BinaryIO

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store, parse

from kg.errors import StoreError
from kg.rdf.read import graph_lines

_RUN = 500_000
"""Lines sorted in memory at once by `dump_lines`: about 150 MB."""

Triples = tuple[list[str], list[str]]
"""Knowledge and provenance of one article: N-Triples lines without the final dot, sorted, unique."""


def open_graph(path: Path) -> Store:
    """The store at `path`, for writing.

    Raises:
        StoreError: it cannot be opened.
    """
    try:
        return Store(str(path))
    except OSError as error:
        raise StoreError(f"{path}: the graph cannot be opened for writing: {error}") from error


def load_all(path: Path, articles: Iterable[tuple[str, Triples]]) -> None:
    """A new graph at `path` from all articles, as (graph IRI, triples): what is there is replaced.

    The lines go through one file and one bulk load, an order of magnitude faster than updates.
    """
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    lines = path.with_suffix(".nq")
    try:
        with lines.open("wb") as file:
            _write_lines(file, articles)
        store = open_graph(path)
        with lines.open("rb") as file:
            # Our own lines were escaped by kg.rdf, so they need no second validation.
            store.bulk_load(file, format=RdfFormat.N_QUADS, lenient=True)
        store.optimize()
        store.flush()
    except OSError as error:
        raise StoreError(
            f"{path}: the graph cannot be written: {error}; free some disk space and run again"
        ) from error
    finally:
        lines.unlink(missing_ok=True)


def _write_lines(file: BinaryIO, articles: Iterable[tuple[str, Triples]]) -> None:
    seen: set[int] = set()  # 64-bit hashes of knowledge lines: a tenth of the memory of the lines
    for graph, (knowledge, provenance) in articles:
        fresh = [line for line in knowledge if hash(line) not in seen]
        seen.update(map(hash, fresh))
        text = "".join(
            [f"{line} .\n" for line in fresh]
            + [f"{line} <{graph}> .\n" for lines in (knowledge, provenance) for line in lines]
        )
        file.write(text.encode())


def change(store: Store, articles: Mapping[str, Triples | None]) -> None:
    """The articles' graphs replaced, or dropped where None, and the default graph kept their union: one
    transaction, which is there whole after a crash or not at all."""
    new = {
        graph: set(triples[0]) | set(triples[1]) if triples else set() for graph, triples in articles.items()
    }
    old = {graph: set(graph_lines(store, graph)) for graph in articles}
    known = {line for triples in articles.values() if triples for line in triples[0]}
    gone = {line for graph in articles for line in old[graph] - new[graph]} - known
    orphans = sorted(line for line in gone if _only_in(store, line, articles.keys()))
    delete = [_block(orphans)] + [_block(sorted(old[g] - new[g]), g) for g in sorted(articles)]
    insert = [_block(sorted(known))] + [_block(sorted(new[g] - old[g]), g) for g in sorted(articles)]
    try:
        store.update(f"DELETE DATA {{ {' '.join(delete)} }} ; INSERT DATA {{ {' '.join(insert)} }}")
        store.flush()
    except OSError as error:
        raise StoreError(
            f"the graph cannot be written: {error}; free some disk space and run again"
        ) from error


def _only_in(store: Store, line: str, graphs: Iterable[str]) -> bool:
    """Whether a triple that the default graph may hold stands in no article's graph but these."""
    quad = next(iter(parse(f"{line} .\n".encode(), format=RdfFormat.N_TRIPLES)))
    names = {NamedNode(graph) for graph in graphs}
    holders = (
        found.graph_name for found in store.quads_for_pattern(quad.subject, quad.predicate, quad.object)
    )
    in_default, elsewhere = False, False
    for holder in holders:
        in_default |= isinstance(holder, DefaultGraph)
        elsewhere |= not isinstance(holder, DefaultGraph) and holder not in names
    return in_default and not elsewhere


def _block(lines: list[str], graph: str | None = None) -> str:
    body = "".join(f"{line} .\n" for line in lines)
    return f"GRAPH <{graph}> {{\n{body}}}\n" if graph and body else body


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


def publish(store: Store, folder: Path) -> None:
    """A snapshot for readers, by hard links, and the pointer to it swung over at once. The snapshot before is
    kept for those who still read it; older ones go."""
    current = int(pointed(folder) or 0)
    target = folder / str(current + 1)
    folder.mkdir(exist_ok=True)
    shutil.rmtree(target, ignore_errors=True)
    store.backup(str(target))
    fresh = folder / "current.new"
    with fresh.open("w") as file:
        file.write(target.name)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(folder / "current")
    for old in folder.iterdir():
        if old.name.isdigit() and int(old.name) < current:
            shutil.rmtree(old, ignore_errors=True)


def pointed(folder: Path) -> str:
    """The name of the snapshot that readers open; empty when none was published."""
    pointer = folder / "current"
    return pointer.read_text() if pointer.exists() else ""
