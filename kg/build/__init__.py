"""build: paths → store, incrementally. Load what changed, extract it, decide the names it touches, write the
articles whose statements are no longer those in the graph, let readers see it.

Every step commits what it has done before the next begins, so a build that is cut off loses nothing and the next
one goes on from there. What a step depends on — the content of an article, the version of the code and data that
made its document — is recorded with the result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from kg.build import pool
from kg.build.pack import pack, unpack
from kg.build.versions import extraction_version, graph_version
from kg.errors import ArticleError
from kg.extract import extract
from kg.load import load
from kg.model import Article
from kg.rdf import article_iri, article_triples
from kg.read import read
from kg.resolve import Member, decide, members, statements
from kg.store import Store
from kg.store.graph import Triples, change, load_all

Progress = Callable[[str, int, int], None]
"""Told the stage (`load`, `extract`, `resolve`, `write`), how much is done and how much there is (0: not known)."""


@dataclass(slots=True)
class Summary:
    """What a build did. `failures` are (place or article id, reason), of this and of earlier builds."""

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    removed: int = 0
    extracted: int = 0
    written: int = 0
    articles: int = 0
    quads: int = 0
    failures: list[tuple[str, str]] = field(default_factory=list)


SHARD = 64
"""Articles in a shard: enough to fill the tagger's batches with sentences of like length, few enough to lose."""

IN_PROCESS = 24
"""Up to so many articles are extracted in this process: starting workers takes longer."""

FEW = 400
"""Up to so many articles are changed in the graph in place; beyond, a new graph is loaded, which is faster."""


def quiet(stage: str, done: int, total: int) -> None:
    """A progress that tells nobody."""


def build(paths: Iterable[str | Path], store: Store, *, jobs: int = 1, progress: Progress = quiet) -> Summary:
    """Bring the articles of `paths` into the store: new ones added, changed ones replaced, others left alone."""
    summary = Summary()
    _load(paths, store, summary, progress)
    _refresh(store, summary, jobs, progress)
    return summary


def remove(ids: Iterable[str], store: Store, *, progress: Progress = quiet) -> Summary:
    """Forget articles: afterwards the store is as if they had never been read.

    Raises:
        UsageError: an id is not in the store; then nothing is removed.
    """
    ids = sorted(set(ids))
    store.articles.leave(ids)
    summary = Summary(removed=len(ids))
    _refresh(store, summary, 1, progress)
    return summary


def _load(paths: Iterable[str | Path], store: Store, summary: Summary, progress: Progress) -> None:
    loaded = load(paths)
    while batch := list(islice(loaded, 500)):
        articles = [item for item in batch if isinstance(item, Article)]
        added, replaced, unchanged = store.articles.put(articles)
        summary.added += added
        summary.replaced += replaced
        summary.unchanged += unchanged
        for item in batch:
            if isinstance(item, ArticleError):
                store.articles.quarantine(item.place, item.reason)
        progress("load", summary.added + summary.replaced + summary.unchanged, 0)


def _refresh(store: Store, summary: Summary, jobs: int, progress: Progress) -> None:
    """Everything after loading: whatever is pending, touched or dirty is brought to its end."""
    _extract(store, summary, jobs, progress)
    if store.articles.setting("graph_version") != graph_version():
        store.articles.touch_all()
        store.articles.set("graph_version", graph_version())
    _resolve(store, progress)
    if _write(store, summary, progress):
        store.publish()
    summary.articles = store.articles.count()
    summary.quads = len(store.graph)
    summary.failures = store.articles.quarantined()


def _extract(store: Store, summary: Summary, jobs: int, progress: Progress) -> None:
    version = extraction_version()
    pending = store.articles.pending(version)
    total = sum(length for _, length in pending)
    lengths = dict(pending)
    shards = list(_shards([article_id for article_id, _ in pending]))
    processes = 0 if len(pending) <= IN_PROCESS else jobs
    done = 0
    for outcome in pool.run(Extraction(store.path), shards, jobs=processes):
        if isinstance(outcome, pool.Failure):
            store.articles.fail(outcome.item, f"extraction gave up: {outcome.reason}", version)
            done += lengths[outcome.item]
        else:
            ids, results = outcome
            store.articles.save(
                zip(ids, (r[0] for r in results), (r[1] for r in results), strict=True), version
            )
            summary.extracted += len(ids)
            done += sum(lengths[article_id] for article_id in ids)
        progress("extract", done, total)


def _shards(ids: Sequence[str]) -> Iterator[list[str]]:
    """Shards of like length each, the longest articles first, so that no process is left with them at the end."""
    for start in range(0, len(ids), SHARD):
        yield list(ids[start : start + SHARD])


@dataclass(frozen=True, slots=True)
class Extraction:
    """The work of a process: ids of articles in this store → (packed document, members) of each."""

    store: Path

    def __call__(self, ids: list[str]) -> list[tuple[bytes, list[Member]]]:
        from kg.store.articles import ArticleTable

        table = ArticleTable(self.store / "articles.db")
        articles = table.articles(ids)
        table.close()
        documents = extract([read(article) for article in articles])
        return [(pack(document), members(document)) for document in documents]


def _resolve(store: Store, progress: Progress) -> None:
    touched = store.articles.touched()
    for start in range(0, len(touched), 1000):
        pairs = touched[start : start + 1000]
        store.articles.assign([(*pair, decide(*pair, store.articles.evidence(*pair))) for pair in pairs])
        progress("resolve", start + len(pairs), len(touched))


def _write(store: Store, summary: Summary, progress: Progress) -> bool:
    """Bring the graph up to date with the documents; whether anything changed."""
    dirty = store.articles.dirty()
    summary.written = len(dirty)
    if not dirty:
        return False
    if len(dirty) <= FEW:
        for start in range(0, len(dirty), 50):
            ids = dirty[start : start + 50]
            change(
                store.graph,
                {article_iri(store.base, article_id): triples(store, article_id) for article_id in ids},
            )
            store.articles.written(ids)
            progress("write", start + len(ids), len(dirty))
    else:
        generation, folder = store.next_generation()
        load_all(folder, _all_triples(store, progress))
        store.articles.written(dirty, generation=generation)
        store.reopen()
    return True


def _all_triples(store: Store, progress: Progress) -> Iterator[tuple[str, Triples]]:
    total = store.articles.count()
    for done, (article_id, _) in enumerate(store.articles.documents(), 1):
        found = triples(store, article_id)
        if found is not None:
            yield article_iri(store.base, article_id), found
        if done % 200 == 0 or done == total:
            progress("write", done, total)


def triples(store: Store, article_id: str) -> Triples | None:
    """What the graph is to hold of an article; None where it is to hold nothing.

    An article whose statements do not stand in its text is refused here, and listed with the reason: nothing
    unsupported enters.
    """
    packed = store.articles.document(article_id)
    if packed is None:
        return None
    document = unpack(store.articles.article(article_id), packed)
    said = statements(document, store.articles.keys(article_id))
    try:
        return article_triples(document.article, said, base=store.base)
    except ArticleError as error:
        store.articles.refuse(article_id, error.reason)
        return None
