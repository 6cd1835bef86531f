"""Extraction within a build: of the articles that have no document of the present extractors, in shards."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing

from kg.build import pool
from kg.build.pack import pack
from kg.build.versions import extraction_version
from kg.model import Article
from kg.resolve import Found, bearers_of
from kg.resolve.reprints import sketch
from kg.resolve.sketch import Sketch
from kg.store import Store

SHARD = 64
"""Articles in a shard: enough to fill the tagger's batches with sentences of like length, few enough to lose."""

LONG = 100_000
"""Characters in a shard, unless one article alone has more: extraction holds some 3 kB for each."""

IN_PROCESS = 24
"""Up to so many articles are extracted in this process: starting workers takes longer."""


def extract_pending(store: Store, jobs: int, progress: Callable[[int, int], None]) -> int:
    """Every article of the store that needs it gets its document, or is marked as failed; how many got one.
    `progress` is told how many characters of how many are done."""
    version = extraction_version()
    pending = store.articles.pending(version)
    total = sum(length for _, length in pending)
    few = len(pending) <= IN_PROCESS and total <= LONG
    shards = ([store.articles.article(id_) for id_ in ids] for ids in _shards(pending))
    done = extracted = 0
    with closing(pool.run(documents, shards, jobs=0 if few else jobs)) as outcomes:
        for outcome in outcomes:
            if isinstance(outcome, pool.Failure):
                articles = [outcome.item]
                store.articles.fail(outcome.item.id, f"extraction gave up: {outcome.reason}", version)
            else:
                articles, found = outcome
                ids = [article.id for article in articles]
                store.articles.save(((id_, *result) for id_, result in zip(ids, found, strict=True)), version)
                extracted += len(ids)
            done += sum(len(article.text) for article in articles)
            progress(done, total)
    return extracted


def documents(articles: list[Article]) -> list[tuple[bytes, Found, Sketch]]:
    """The work of a process: the packed document, the bearers of names and the sketch of each article."""
    # The extractors take half a second to load, which a build that extracts nothing need not spend.
    from kg.extract import extract
    from kg.read import read

    found = extract([read(article) for article in articles])
    return [(pack(document), bearers_of(document), sketch(document.article)) for document in found]


def _shards(pending: Iterable[tuple[str, int]]) -> Iterator[list[str]]:
    """Ids in shards of at most SHARD articles and LONG characters, of like length each where they come sorted by
    length; the longest first, so that no process is left with them at the end."""
    shard: list[str] = []
    held = 0
    for id_, length in pending:
        if shard and (len(shard) == SHARD or held + length > LONG):
            yield shard
            shard, held = [], 0
        shard.append(id_)
        held += length
    if shard:
        yield shard
