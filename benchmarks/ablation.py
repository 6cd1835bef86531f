"""What each source of mentions adds, in strict F1 and in time: left out, and by itself. Prints a Markdown table.

    python benchmarks/ablation.py TEST.jsonl… [--learn GOLD.jsonl…] [--folds 2]

Left out, a source proposes nothing; the words into which the tagger cuts the text, and their tags, stay. With the model as it ships, that
says how much the program leans on the source. With `--learn`, tagger and arbiter are learned anew on those files
without the source (minutes for each), which says what it knows that the others do not; keep the two sets of files
apart. Alone, a source's own proposals are taken, the surest first where they overlap.

Two more rows leave out the arbiter's use of other places of the document, and the stage that writes names in full:
`canonical` is the share of right mentions with the right full name. Time is CPU time of one process.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from kg.errors import ArticleError
from kg.evaluate import TYPES, Scores, evaluate
from kg.evaluate.gold import read_lines
from kg.extract import EXTRACTORS, arbiter, extract, learned, weights
from kg.load import load
from kg.model import Document, Found, Mention
from kg.present import record
from kg.read import read

Records = list[dict[str, Any]]

_OTHERS = ("names", "facts")
"""Stages after the arbiter."""


def sources() -> list[str]:
    """The extractors that propose mentions, in their order."""
    return [name for name in list(EXTRACTORS)[: list(EXTRACTORS).index("arbiter")] if name != "figures"]


def documents(paths: Sequence[Path]) -> list[Document]:
    return [read(article) for article in load(paths) if not isinstance(article, ArticleError)]


@contextmanager
def without(name: str) -> Iterator[None]:
    """Within the block, the extractor of this name proposes nothing; the words that it cuts the text into stay."""
    extractor = EXTRACTORS[name]

    def silent(batch: Sequence[Document]) -> Sequence[Found]:
        return [Found(words=found.words) for found in extractor(batch)]

    with patch.dict(EXTRACTORS, {name: silent}):
        yield


@contextmanager
def without_votes() -> Iterator[None]:
    """Within the block, the arbiter does not look at other places of the document."""
    table = {name: 0.0 if name.startswith("vote") else weight for name, weight in arbiter.weights().items()}
    with patch.object(arbiter, "weights", lambda: table):
        yield


def scored(prepared: Sequence[Document], gold: Records) -> Scores:
    return evaluate(gold, [record(document) for document in extract(prepared)])


def alone(name: str, prepared: Sequence[Document], gold: Records) -> Scores:
    """The scores of a source's own proposals. The extractors before it run, and are not counted."""
    documents = list(prepared)
    for other, extractor in EXTRACTORS.items():
        found = extractor(documents)
        if other == name:
            break
        documents = [document.plus(more) for document, more in zip(documents, found, strict=True)]
    records = [
        record(document.plus(Found(mentions=surest(more.proposals))))
        for document, more in zip(documents, found, strict=True)
    ]
    return evaluate(gold, records)


def surest(proposals: Sequence[Mention]) -> tuple[Mention, ...]:
    """Proposals that do not overlap, the surest first, the longer of those as sure."""
    taken: list[Mention] = []
    for proposal in sorted(proposals, key=lambda p: (-p.confidence, p.start - p.end, p.start, p.type)):
        free = all(proposal.end <= other.start or other.end <= proposal.start for other in taken)
        if free and proposal.type in TYPES and proposal.by != learned.RATED:
            taken.append(proposal)
    return tuple(sorted(taken, key=lambda mention: mention.start))


def microseconds(prepared: Sequence[Document]) -> dict[str, float]:
    """CPU time of each extractor for a character."""
    characters = sum(len(document.article.text) for document in prepared)
    times: dict[str, float] = {}
    documents = list(prepared)
    for name, extractor in EXTRACTORS.items():
        start = time.process_time()
        found = extractor(documents)
        times[name] = (time.process_time() - start) / characters * 1e6
        documents = [document.plus(more) for document, more in zip(documents, found, strict=True)]
    return times


@contextmanager
def relearned(paths: Sequence[Path], folds: int) -> Iterator[None]:
    """Within the block, tagger and arbiter are those learned from these files by the extractors as they are now."""
    from kg.train import measure
    from kg.train.__main__ import unseen
    from kg.train.crf import learn
    from kg.train.gold import examples

    seen = examples(sorted(paths))
    table: Mapping[str, float] = measure.fit(unseen(seen, folds))
    with tempfile.TemporaryDirectory() as name:
        learn(seen, Path(name) / "learned.npz")
        model = weights.read(Path(name) / "learned.npz")
    with ExitStack() as stack:
        stack.enter_context(patch.dict(EXTRACTORS, {"learned": partial(learned.label_with, model)}))
        stack.enter_context(patch.object(arbiter, "weights", lambda: table))
        yield


def row(name: str, scores: Scores, whole: Scores | None, single: Scores | None, spent: float | None) -> str:
    right, matched = scores.names
    f1, share = scores.strict.micro.f1, right / matched if matched else 0.0
    lost = f"{f1 - whole.strict.micro.f1:+.3f}" if whole else ""
    cells = (
        name, f"{f1:.3f}", lost, f"{scores.mentions.micro.f1:.3f}", f"{share:.3f}",
        f"{single.strict.micro.f1:.3f}" if single else "", f"{spent:.1f}" if spent is not None else "",
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("test", nargs="+", type=Path, metavar="TEST")
    parser.add_argument("--learn", nargs="+", type=Path, metavar="GOLD")
    parser.add_argument("--folds", type=int, default=2)
    arguments = parser.parse_args()
    gold = [line for path in arguments.test for line in read_lines(path)]
    prepared = documents(arguments.test)
    extract(prepared[:1])  # models and dictionaries are loaded
    times = microseconds(prepared)

    def run() -> Scores:
        if not arguments.learn:
            return scored(prepared, gold)
        with relearned(arguments.learn, arguments.folds):
            return scored(prepared, gold)

    print("| left out | strict F1 | change | mentions F1 | canonical | alone, strict F1 | µs a character |")
    print("|---|---|---|---|---|---|---|", flush=True)
    whole = run()
    print(row("nothing", whole, None, None, sum(times.values()) - times["facts"]), flush=True)
    for name in sources():
        if name == "learned":
            continue  # without it the arbiter has nothing to weigh: its worth is what the others reach alone
        with without(name):
            scores = run()
        print(row(name, scores, whole, alone(name, prepared, gold), times[name]), flush=True)
    single = alone("learned", prepared, gold)
    print(
        f"| learned, by itself | | | | | {single.strict.micro.f1:.3f} | {times['learned']:.1f} |", flush=True
    )
    left: dict[str, Callable[[], Any]] = {
        "the rest of the document": without_votes,
        "names": partial(without, "names"),
    }
    for title, leaving in left.items():
        with leaving():
            scores = scored(prepared, gold)
        print(row(title, scores, scored(prepared, gold), None, times.get(title)), flush=True)


if __name__ == "__main__":
    main()
