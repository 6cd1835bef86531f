"""Loading a store against a raw bulk load of the same quads, in one run.

    python benchmarks/store_load.py STORE [--runs 3]

Prints seconds and the ratio of `kg.store.graph.load_all` (which writes the lines, takes out what the default graph
would hold twice, loads and optimises) to pyoxigraph's own `bulk_load` and `optimize` of a file that already holds
exactly these lines.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path

import pyoxigraph as ox

from kg.build import triples
from kg.rdf import article_iri
from kg.store import Store
from kg.store.graph import load_all


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    with (
        Store.read(arguments.store) as store,
        tempfile.TemporaryDirectory(dir=arguments.store.parent) as folder,
    ):
        articles = [
            (article_iri(store.base, id_), found)
            for id_, _ in store.articles.documents()
            if (found := triples(store, id_)) is not None
        ]
        lines = Path(folder) / "raw.nq"
        with lines.open("wb") as file:
            store.graph.dump(file, format=ox.RdfFormat.N_QUADS)
        pairs = [(_ours(articles, Path(folder)), _raw(lines, Path(folder))) for _ in range(arguments.runs)]
    ours, raw = (statistics.median(column) for column in zip(*pairs, strict=True))
    quads = sum(1 for _ in lines.open("rb")) if lines.exists() else len(store.graph)
    print(
        f"{quads:,} quads; ours {ours:.2f} s, raw {raw:.2f} s, ratio {statistics.median(a / b for a, b in pairs):.2f}"
    )


def _ours(articles: list[tuple[str, tuple[list[str], list[str]]]], folder: Path) -> float:
    start = time.perf_counter()
    load_all(folder / "ours", articles)
    return time.perf_counter() - start


def _raw(lines: Path, folder: Path) -> float:
    target = folder / f"raw-{time.monotonic_ns()}"
    start = time.perf_counter()
    store = ox.Store(str(target))
    with lines.open("rb") as file:
        store.bulk_load(file, format=ox.RdfFormat.N_QUADS, lenient=True)
    store.optimize()
    store.flush()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
