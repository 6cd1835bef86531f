"""`python -m kg.train GOLD… [--out DIR] [--folds N] [--jobs N]`: learns the tagger and the arbiter from annotated articles.

Takes about two and a half minutes of one processor for each fold, and once more, with 1,200 articles. Writes DIR/learned.npz and DIR/arbiter.tsv (by default
into data/model, where the program finds them); files are read in the order of their names, and the same files give
the same bytes on the same machine.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from kg.extract.learned import label_with
from kg.extract.weights import read
from kg.model import Document
from kg.resources import folder
from kg.train import measure
from kg.train.crf import learn
from kg.train.gold import Example, examples


def main(arguments: Sequence[str] | None = None) -> None:
    """Parses the command line and trains."""
    parser = argparse.ArgumentParser(
        prog="python -m kg.train", description="Learns the tagger and the arbiter."
    )
    parser.add_argument("gold", nargs="+", type=Path, help="annotated articles, JSON lines")
    parser.add_argument("--out", type=Path, default=folder("data") / "model", help="where the two files go")
    parser.add_argument("--folds", type=int, default=3, help="parts for honest probabilities (default 3)")
    parser.add_argument("--jobs", type=int, default=1, help="processes (default 1); they change no byte")
    options = parser.parse_args(arguments)
    seen = examples(sorted(options.gold))
    table = measure.fit(unseen(seen, options.folds, jobs=options.jobs, whole=options.out / "learned.npz"))
    note = f"{len(seen)} articles, {options.folds} folds"
    measure.write(table, options.out / "arbiter.tsv", note=note)
    print(f"{options.out}: learned from {note}", file=sys.stderr)


def unseen(
    seen: Sequence[Example], count: int, *, jobs: int = 1, whole: Path | None = None
) -> list[tuple[Example, Document]]:
    """Each example with its document as a tagger labels it that learned from the other parts alone. What is learned
    from all goes to `whole`."""
    parts = measure.folds(seen, count)
    with (
        tempfile.TemporaryDirectory() as name,
        ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool,
    ):
        paths = [Path(name) / f"{number}.npz" for number in range(count)]
        tasks = [pool.submit(learn, others, path) for (others, _), path in zip(parts, paths, strict=True)]
        if whole:
            tasks.append(pool.submit(learn, seen, whole))
        pairs = []
        for task, path, (_, part) in zip(tasks, paths, parts, strict=False):
            task.result()
            found = label_with(read(path), [example.document for example in part])
            pairs += [
                (example, example.document.plus(more)) for example, more in zip(part, found, strict=True)
            ]
        tasks[-1].result()
    return pairs


if __name__ == "__main__":
    main()
