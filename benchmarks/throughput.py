"""Characters per CPU second of the whole pipeline and of each of its stages, against jieba.posseg.cut on the same text.

    python benchmarks/throughput.py [PATH…] [--articles 640] [--json]

Without a path, the sample articles are read, over and over. Everything runs in this one process, shard by shard, and
posseg's turn comes within every shard, so that a machine that is busy with other things slows both alike. A first
shard, in which models and dictionaries are loaded, is not counted.
"""

from __future__ import annotations

import argparse
import json
import time
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from kg.build import SHARD
from kg.errors import ArticleError
from kg.extract import EXTRACTORS
from kg.garbage import seldom_collected
from kg.load import load
from kg.model import Article, Document, Statement
from kg.rdf import article_triples
from kg.read import read
from kg.resolve import resolve
from kg.resources import folder

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # jieba 0.42.1 is not clean under current Python
    import jieba
    from jieba import posseg

T = TypeVar("T")
BASE = "https://hongtu.example/"
POSSEG = "jieba.posseg.cut"


class Clock:
    """CPU seconds by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)

    def time(self, stage: str, work: Callable[[], T]) -> T:
        start = time.process_time()
        result = work()
        self.seconds[stage] += time.process_time() - start
        return result


def articles(paths: Sequence[str | Path]) -> Iterator[Article]:
    """The articles that can be read; the sample articles without end when no path is given."""
    while True:
        for item in load(paths or [folder("data") / "articles"]):
            if not isinstance(item, ArticleError):
                yield item
        if paths:
            return


def take(source: Iterator[Article], count: int) -> list[Article]:
    return list(islice(source, count))


@seldom_collected()  # as a build does it
def pipeline(clock: Clock, shard: list[Article]) -> int:
    """Runs a shard from its articles to its triples; gives how many."""
    documents = clock.time("read", lambda: [read(article) for article in shard])
    for name, extractor in EXTRACTORS.items():
        found = clock.time(f"extract: {name}", partial(extractor, documents))
        documents = [document.plus(more) for document, more in zip(documents, found, strict=True)]
    documents = [replace(document, words=(), proposals=()) for document in documents]
    grouped = clock.time("resolve", lambda: by_article(resolve(documents)))
    return clock.time("rdf", lambda: sum(triples(document, grouped) for document in documents))


def by_article(statements: Iterable[Statement]) -> dict[str, list[Statement]]:
    grouped: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        grouped[statement.article].append(statement)
    return grouped


def triples(document: Document, grouped: dict[str, list[Statement]]) -> int:
    article = document.article
    return sum(map(len, article_triples(article, grouped.get(article.id, []), base=BASE)))


def tag(shard: list[Article]) -> int:
    """What is compared with: the same text through jieba's own tagger."""
    cut: Any = posseg.cut
    return sum(len(list(cut(article.text))) for article in shard)


def measure(paths: Sequence[str | Path], count: int) -> dict[str, object]:
    """Runs both over `count` articles; see the module for how."""
    jieba.setLogLevel(40)  # type: ignore[no-untyped-call]
    warm, source = Clock(), articles(paths)
    first = take(articles(paths), SHARD)
    pipeline(warm, first)
    warm.time(POSSEG, partial(tag, first))
    clock, done, characters, made = Clock(), 0, 0, 0
    while done < count:
        shard = clock.time("load", partial(take, source, min(SHARD, count - done)))
        if not shard:
            break
        # The sample articles come again and again; within a shard every id must be its own.
        shard = [replace(article, id=f"{article.id}-{done + place}") for place, article in enumerate(shard)]
        made += pipeline(clock, shard)
        clock.time(POSSEG, partial(tag, shard))
        done += len(shard)
        characters += sum(len(article.text) for article in shard)
    peer = clock.seconds.pop(POSSEG)
    total = sum(clock.seconds.values())
    return {
        "articles": done,
        "characters": characters,
        "triples": made,
        "stages": dict(clock.seconds),
        "pipeline": characters / total,
        "posseg": characters / peer,
        "ratio": peer / total,
    }


def table(result: dict[str, object]) -> None:
    stages, characters = result["stages"], result["characters"]
    assert isinstance(stages, dict)
    assert isinstance(characters, int)
    total = sum(stages.values())
    print(f"{result['articles']:,} articles, {characters:,} characters, {result['triples']:,} triples")
    print(f"{'stage':22}{'CPU s':>9}{'share':>8}{'µs/character':>14}")
    for stage, seconds in stages.items():
        print(f"{stage:22}{seconds:9.2f}{seconds / total:8.1%}{seconds / characters * 1e6:14.2f}")
    print(f"{'pipeline':22}{total:9.2f}{1:8.1%}{total / characters * 1e6:14.2f}")
    print(
        f"pipeline {result['pipeline']:,.0f} characters per CPU second, {POSSEG} {result['posseg']:,.0f}: "
        f"{result['ratio']:.2f} of its speed"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="*", metavar="PATH")
    parser.add_argument("--articles", type=int, default=640)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    result = measure(arguments.paths, arguments.articles)
    if arguments.json:
        print(json.dumps(result))
    else:
        table(result)


if __name__ == "__main__":
    main()
