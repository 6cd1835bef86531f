"""The whole graph of a store many times the size of the corpus: time, memory and disk, and what one more article costs then.

    python benchmarks/full_graph.py STORE 100000 FOLDER

STORE is a store that was built of a corpus; its documents are resampled as `benchmarks/resolution.py` does. FOLDER, which
must not exist, is left behind as a store that can be queried; it takes about 150 KB of disk an article.

Rows: seconds on the wall for filling the tables, for the build that decides all names, writes all quads and publishes
them, for a build in which nothing changed, and for forgetting one article and adding it again; then quads, bytes on disk
and peak memory.
"""

from __future__ import annotations

import argparse
import resource
import time
from itertools import islice
from pathlib import Path

from resolution import Clock, Resampler, add

from kg.build import build, quiet, remove
from kg.model import Document
from kg.store import Store

_BATCH = 500


def measure(source: Path, count: int, folder: Path) -> None:
    """Fill FOLDER and tell each step as it ends."""
    clock = Clock(time.perf_counter)
    with Store.read(source) as origin, Store.write(folder) as store:
        documents = Resampler(origin).documents()
        left = count
        while batch := list(islice(documents, min(_BATCH, left))):
            add(store, batch, clock, told="fill")
            left -= len(batch)
        with clock.time("build"):
            summary = build([], store, progress=quiet)
        tell("build", clock)
        with clock.time("nothing"):
            build([], store)
        tell("nothing", clock)
        one = next(Resampler(origin).documents())
        again(store, one, clock)
        print(f"{summary.quads:,} quads, {summary.written:,} articles written")
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{size / 1e9:.1f} GB on disk, {peak:,.0f} MB at most in memory")


def again(store: Store, one: Document, clock: Clock) -> None:
    """Forget one article, and add it again."""
    with clock.time("remove"):
        remove([one.article.id], store)
    tell("remove", clock)
    add(store, [one], clock, told="add one")
    with clock.time("add one"):
        build([], store)
    tell("add one", clock)


def tell(step: str, clock: Clock) -> None:
    """A row."""
    print(f"{step:10}{clock.seconds[step]:10.1f} s", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("store", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    measure(arguments.store, arguments.count, arguments.folder)


if __name__ == "__main__":
    main()
