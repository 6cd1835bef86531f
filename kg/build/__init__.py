"""build: paths → store, incrementally. Load what changed, extract it, decide the names it touches, write the
articles whose statements are no longer those in the graph, let readers see it.

Every step commits what it has done before the next begins, so a build that is cut off loses nothing and the next
one goes on from there. What a step depends on — the content of an article, the version of the code and data that
made its document — is recorded with the result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from kg.build.copies import place_copies
from kg.build.deciding import adopt_file, decide_touched, read_decisions, write_decisions
from kg.build.extraction import SHARD, extract_pending
from kg.build.pack import unpack
from kg.build.versions import graph_version
from kg.build.writing import quads, triples, write_dirty
from kg.decisions import Decision
from kg.errors import ArticleError
from kg.garbage import seldom_collected
from kg.load import Loaded, located
from kg.load.source import readable
from kg.model import Article
from kg.resolve import bearers_of
from kg.resolve.reprints import sketch
from kg.store import Store

__all__ = ["SHARD", "Progress", "Summary", "build", "decide", "quiet", "remove", "triples", "undo"]

Progress = Callable[[str, int, int], None]
"""Told the stage (`load`, `extract`, `resolve`, `compare`, `write`), how much is done and how much there is (0: not known)."""


@dataclass(slots=True)
class Summary:
    """What a build did. `failures` are (place or article id, reason), of this and of earlier builds; `remarks` on
    decisions are (kind, the decisions, words), see `kg.resolve.naming.Remark`."""

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    removed: int = 0
    extracted: int = 0
    written: int = 0
    articles: int = 0
    quads: int = 0
    failures: list[tuple[str, str]] = field(default_factory=list)
    decisions: int = 0
    remarks: list[tuple[str, list[str], str]] = field(default_factory=list)


_BATCH = 500
"""Articles, and errors, that are put into the store in one commit."""

_HELD = 4_000_000
"""Characters of articles held in memory at once while they are loaded."""


def quiet(stage: str, done: int, total: int) -> None:
    """A progress that tells nobody."""


def build(
    paths: Iterable[str | Path],
    store: Store,
    *,
    jobs: int = 1,
    decisions: Path | None = None,
    progress: Progress = quiet,
) -> Summary:
    """Bring the articles of `paths` into the store: new ones added, changed ones replaced, others left alone. With
    `decisions`, that file is the one that the store goes by from now on.

    Raises:
        UsageError: a path does not exist; then nothing is changed.
        StoreError: the store cannot be written, as when the disk is full; the same build then goes on from there.
        RuleError, DataError: a line of the decisions is broken, or they cannot be read; then nothing is changed.
    """
    found = located(paths)  # a path that is not there ends all before anything is changed
    adopt_file(store, decisions)
    read_decisions(store)  # nor is anything read where they are broken
    summary = Summary()
    _load(found, store, summary, progress)
    return _refresh(store, summary, jobs, progress)


def remove(ids: Iterable[str], store: Store, *, progress: Progress = quiet) -> Summary:
    """Forget articles: afterwards the store is as if they had never been read.

    Raises:
        UsageError: an id is not in the store; then nothing is removed.
    """
    ids = sorted(set(ids))
    store.articles.leave(ids)
    return _refresh(store, Summary(removed=len(ids)), 1, progress)


def decide(fresh: Iterable[Decision], store: Store, *, progress: Progress = quiet) -> Summary:
    """Write decisions down, each in the place of an earlier one about the same, and bring the store up to date.

    Raises:
        RuleError, DataError: the file of decisions is broken, or gone; then nothing is changed.
    """
    write_decisions(store, fresh=fresh)
    return _refresh(store, Summary(), 1, progress)


def undo(about: Iterable[tuple[str, ...]], store: Store, *, progress: Progress = quiet) -> Summary:
    """Take the decisions about these (`Decision.about`) back, and bring the store up to date.

    Raises:
        RuleError, DataError: the file of decisions is broken, or gone; then nothing is changed.
    """
    write_decisions(store, gone=about)
    return _refresh(store, Summary(), 1, progress)


def _load(found: Iterable[Loaded], store: Store, summary: Summary, progress: Progress) -> None:
    last = None
    for batch in _batches(found):
        articles, errors, named = _sorted(batch, store)
        added, replaced, unchanged = store.articles.put(articles, named)
        # What a file gave in the batch before is of this reading, too.
        begun = dict.fromkeys(loaded.file for loaded in batch if loaded.file != last)
        store.articles.quarantine(begun, errors)
        last = batch[-1].file if batch else last
        summary.added += added
        summary.replaced += replaced
        summary.unchanged += unchanged
        progress("load", summary.added + summary.replaced + summary.unchanged, 0)


def _sorted(
    batch: list[Loaded], store: Store
) -> tuple[list[Article], list[tuple[str, str, str]], dict[str, str]]:
    """The articles that may come in, what is quarantined as (file, place, reason), and the file of each article whose
    id is a file's name."""
    articles: list[Article] = []
    errors: list[tuple[str, str, str]] = []
    named: dict[str, str] = {}
    for loaded in batch:
        item = loaded.item
        if not isinstance(item, ArticleError) and loaded.named:
            other = store.articles.other_file(item, loaded.file)
            if other:
                item = _taken(item, other)
            else:
                named[item.id] = loaded.file
        if isinstance(item, ArticleError):
            errors.append((loaded.file, item.place, item.reason))
        else:
            articles.append(item)
    return articles, errors, named


def _taken(article: Article, other: str) -> ArticleError:
    return ArticleError(
        article.path,
        f"has the id {article.id} of another article, {readable(Path(other))}, which was kept: build the folder that "
        f"holds both, or forget the first (kg remove {article.id})",
    )


def _batches(all_loaded: Iterable[Loaded]) -> Iterator[list[Loaded]]:
    batch: list[Loaded] = []
    held = 0
    for loaded in all_loaded:
        batch.append(loaded)
        held += len(loaded.item.text) if isinstance(loaded.item, Article) else 0
        if len(batch) >= _BATCH or held >= _HELD:
            yield batch
            batch, held = [], 0
    yield batch


@seldom_collected()
def _refresh(store: Store, summary: Summary, jobs: int, progress: Progress) -> Summary:
    """Everything after loading: whatever is pending, touched or dirty is brought to its end. Gives the summary, complete."""
    decisions = read_decisions(store)  # a broken line ends all before anything is changed
    store.articles.clear_gone()
    _renew(store)
    summary.extracted = extract_pending(store, jobs, partial(progress, "extract"))
    summary.decisions = len(decisions)
    gone = decide_touched(store, decisions, partial(progress, "resolve"))
    place_copies(store, partial(progress, "compare"))
    summary.written = write_dirty(store, partial(progress, "write"))
    if store.articles.setting("unpublished"):
        store.publish()
    summary.articles = store.articles.count()
    summary.quads = quads(store)
    summary.failures = store.articles.quarantined()
    nowhere = [(remark.kind, [str(one) for one in remark.decisions], remark.text) for remark in gone]
    summary.remarks = store.articles.names.remarks() + nowhere
    return summary


def _renew(store: Store) -> None:
    """Where another version of the program decided and wrote what is there, it is all to be done again; documents
    stay, as far as they are of the present extractors."""
    known, now = store.articles.setting("graph_version"), graph_version()
    if known and known != now:
        found = store.articles.documents()
        documents = (unpack(store.articles.article(id_), packed) for id_, packed in found)
        store.articles.decide_anew((d.article.id, bearers_of(d), sketch(d.article)) for d in documents)
    if known != now:
        store.articles.set("graph_version", now)
