"""Time and memory of resolution at several sizes, and of adding one article: names, evidence, grouping, copies.

    python benchmarks/resolution.py STORE 1000 11749 100000

STORE is a store that was built of a corpus. Extracting 100,000 articles would take an hour, so only what was extracted
from the corpus is used, over and over: documents are resampled, their persons' names changed in mentions, facts and text
alike, and the rest of the text, outside of what they mention, written in other characters, so that each is a text of
its own; one in twenty is left a reprint of the first. Nothing of the corpus is written anywhere but into a temporary
store. A process of its own runs for each size.

Columns: processor seconds to find what each document tells of its names and its text (*evidence*, which a build does in its
workers), to put it into the tables (*save*), to decide all names (*resolve*), to group copies (*compare*); peak memory;
megabytes of articles.db; and seconds on the wall for all four steps of one more article, that which speaks of most
people of the first thousand (*add one*, with how many articles are to be written again), for forgetting it (*remove*),
and for a whole build in which nothing has changed (*nothing*).
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path

from kg.build import build, quiet
from kg.build.copies import place_copies
from kg.build.deciding import decide_touched, read_decisions
from kg.build.pack import pack, unpack
from kg.build.versions import extraction_version, graph_version
from kg.model import Document, Fact, Quote, Ref
from kg.resolve import bearers_of
from kg.resolve.reprints import sketch
from kg.store import Store

_BATCH = 500
_REPRINTS = 20
_IDEOGRAPHS = (0x4E00, 0x9FA5)


class Resampler:
    """The documents of a store, and as many others like them as are wanted."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.ids = [id_ for id_, _ in store.articles.documents()]
        given = {letter for id_ in self.ids[:2000] for name in self._people(id_) for letter in name[1:]}
        self.letters = sorted(given)

    def _document(self, id_: str) -> Document:
        packed = self.store.articles.document(id_)
        assert packed is not None
        return unpack(self.store.articles.article(id_), packed)

    def _people(self, id_: str) -> set[str]:
        return {m.canonical for m in self._document(id_).mentions if m.type == "Person"}

    def documents(self) -> Iterator[Document]:
        """First those of the store, then copies of them, without end."""
        turn = 0
        while True:
            tables = self._tables(turn)
            for number, id_ in enumerate(self.ids):
                document = self._document(id_)
                yield document if turn == 0 else _changed(document, turn, number % _REPRINTS == 0, *tables)
            turn += 1

    def _tables(self, turn: int) -> tuple[dict[int, str], dict[int, str]]:
        """Other letters for given names, and others for all of a text."""
        draw = random.Random(turn)
        others = draw.sample(self.letters, len(self.letters))
        first, last = _IDEOGRAPHS
        codes = list(range(first, last))
        names = {ord(old): new for old, new in zip(self.letters, others, strict=True)}
        return names, dict(zip(codes, map(chr, draw.sample(codes, len(codes))), strict=True))


def _changed(
    document: Document, turn: int, reprint: bool, names: dict[int, str], letters: dict[int, str]
) -> Document:
    article = document.article
    if reprint:
        text = article.text
    else:
        text, place = "", 0
        for mention in document.mentions:
            text += article.text[place : mention.start].translate(letters)
            words = article.text[mention.start : mention.end]
            text += _renamed(words, names) if mention.type == "Person" else words
            place = mention.end
        text += article.text[place:].translate(letters)
        document = replace(
            document,
            mentions=tuple(
                replace(m, text=_renamed(m.text, names), canonical=_renamed(m.canonical, names))
                if m.type == "Person"
                else m
                for m in document.mentions
            ),
            facts=tuple(_fact(fact, text, names) for fact in document.facts),
        )
    return replace(document, article=replace(article, id=f"{article.id}-{turn}", text=text))


def _renamed(name: str, names: dict[int, str]) -> str:
    return name[:1] + name[1:].translate(names)


def _fact(fact: Fact, text: str, names: dict[int, str]) -> Fact:
    def end(ref: Ref) -> Ref:
        return Ref(ref.type, _renamed(ref.name, names)) if ref.type == "Person" else ref

    target = fact.object
    changed = (
        Quote(target.start, target.end, text[target.start : target.end])
        if isinstance(target, Quote)
        else end(target)
    )
    return replace(fact, subject=end(fact.subject), object=changed)


def _people(document: Document) -> int:
    return len({mention.canonical for mention in document.mentions if mention.type == "Person"})


class Clock:
    """Seconds by step: of the processor, so that other work on the machine counts little, or of the clock on the wall."""

    def __init__(self, tell: Callable[[], float] = time.process_time) -> None:
        self._tell = tell
        self.seconds: dict[str, float] = {}

    @contextmanager
    def time(self, step: str) -> Iterator[None]:
        start = self._tell()
        yield
        self.seconds[step] = self.seconds.get(step, 0.0) + self._tell() - start


def add(store: Store, documents: list[Document], clock: Clock, *, told: str = "") -> None:
    """What a build does with documents as they come out of extraction."""
    version = extraction_version()
    store.articles.put([document.article for document in documents])
    with clock.time(told or "evidence"):
        found = [(bearers_of(document), sketch(document.article)) for document in documents]
    packed = [pack(document) for document in documents]
    rows = zip(documents, packed, found, strict=True)
    with clock.time(told or "save"):
        store.articles.save(((d.article.id, bytes_, *pair) for d, bytes_, pair in rows), version)


def settle(store: Store, clock: Clock, *, told: str = "") -> int:
    """What a build does then; how many articles are to be written."""
    with clock.time(told or "resolve"):
        decide_touched(store, read_decisions(store), quiet_step)
    with clock.time(told or "compare"):
        place_copies(store, quiet_step)
    dirty = store.articles.dirty()
    store.articles.written(dirty)
    return len(dirty)


def quiet_step(done: int, total: int) -> None:
    quiet("", done, total)


def measure(source: Path, count: int) -> dict[str, float]:
    """One size, in this process."""
    clock, wall = Clock(), Clock(time.perf_counter)
    with (
        Store.read(source) as origin,
        tempfile.TemporaryDirectory(dir=source.parent) as folder,
        Store.write(Path(folder) / "store") as store,
    ):
        documents = Resampler(origin).documents()
        left = count
        while batch := list(islice(documents, min(_BATCH, left))):
            add(store, batch, clock)
            left -= len(batch)
        settle(store, clock)
        store.articles.set("graph_version", graph_version())
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        # The article that speaks of most people touches most names; once beforehand, so that all code is loaded.
        one = max(islice(Resampler(origin).documents(), 1000), key=_people)
        for tell in (Clock(), wall):
            with tell.time("remove"):
                store.articles.leave([one.article.id])
            settle(store, tell, told="remove")
            add(store, [one], tell, told="add one")
            written = settle(store, tell, told="add one")
        with wall.time("nothing"):
            build([], store)
        copies = sum(len(ids) for _, ids in store.articles.copies.groups())
        size = (Path(folder) / "store" / "articles.db").stat().st_size / 1e6
    return {
        "articles": count,
        **clock.seconds,
        **wall.seconds,
        "written": written,
        "copies": copies,
        "MB": peak,
        "db": size,
    }


COLUMNS = ("evidence", "save", "resolve", "compare", "add one", "remove", "nothing")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("store", type=Path)
    parser.add_argument("counts", type=int, nargs="+")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.here:
        print(json.dumps(measure(arguments.store, arguments.counts[0])))
        return
    print(
        f"{'articles':>9}"
        + "".join(f"{name:>10}" for name in COLUMNS)
        + f"{'rewritten':>10}{'copies':>9}{'MB':>7}{'db MB':>8}"
    )
    for count in arguments.counts:
        command = [sys.executable, __file__, str(arguments.store), str(count), "--here"]
        found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        times = "".join(f"{found[name]:10.2f}" for name in COLUMNS)
        print(
            f"{count:9,}{times}{found['written']:10,}{found['copies']:9,}{found['MB']:7,.0f}{found['db']:8,.0f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
