"""Writing within a build: the articles whose statements are no longer those in the graph."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.build.pack import unpack
from kg.errors import ArticleError
from kg.rdf import article_iri, article_triples
from kg.resolve import statements
from kg.store import Store
from kg.store.edges import ArticleEdges, edges_of
from kg.store.faults import told
from kg.store.graph import Triples, change, load_all

FEW = 400
"""Up to so many articles are changed in the graph in place, and up to a tenth of all: that takes 20 ms for each, where
a new graph takes 4 ms for each of all, and leaves no garbage behind."""

_BATCH = 50
"""Articles changed in one transaction."""


def write_dirty(store: Store, progress: Callable[[int, int], None]) -> int:
    """Bring the graph up to date with the documents; how many articles were written."""
    dirty = store.articles.dirty()
    if not dirty:
        return 0
    with told(store.path):
        if len(dirty) <= max(FEW, store.articles.count() // 10):
            _change(store, dirty, progress)
        else:
            _load(store, dirty, progress)
    return len(dirty)


def quads(store: Store) -> int:
    """How many quads the graph has: as counted while it was written, since counting millions takes seconds."""
    known = store.articles.setting("quads")
    if not known:
        known = str(len(store.graph))
        store.articles.set("quads", known)
    return int(known)


def _change(store: Store, dirty: list[str], progress: Callable[[int, int], None]) -> None:
    count = quads(store)
    store.articles.set("quads", "")  # not known until all is written: a build may be cut off between
    for start in range(0, len(dirty), _BATCH):
        ids = dirty[start : start + _BATCH]
        refused: dict[str, str] = {}
        made = {id_: _accepted(store, id_, refused) for id_ in ids}
        store.articles.edges.put({id_: one and one[1] for id_, one in made.items()})
        found = {article_iri(store.base, id_): one and one[0] for id_, one in made.items()}
        count += change(store.graph, found)
        store.articles.written(ids, refused)
        progress(start + len(ids), len(dirty))
    store.articles.set("quads", str(count))


def _load(store: Store, dirty: list[str], progress: Callable[[int, int], None]) -> None:
    refused: dict[str, str] = {}
    generation, folder = store.next_generation()
    store.articles.set("quads", "")
    store.articles.edges.put(dict.fromkeys(dirty))
    count = load_all(folder, _all(store, refused, progress))
    store.articles.written(dirty, refused, generation=generation)
    store.articles.set("quads", str(count))
    store.reopen()


def _all(
    store: Store, refused: dict[str, str], progress: Callable[[int, int], None]
) -> Iterator[tuple[str, Triples]]:
    total = store.articles.count()
    edges: dict[str, ArticleEdges | None] = {}
    for done, (id_, _) in enumerate(store.articles.documents(), 1):
        found = _accepted(store, id_, refused)
        edges[id_] = found and found[1]
        if found is not None:
            yield article_iri(store.base, id_), found[0]
        if done % 200 == 0 or done == total:
            store.articles.edges.put(edges)
            edges.clear()
            progress(done, total)
    store.articles.edges.put(edges)


def _accepted(store: Store, article_id: str, refused: dict[str, str]) -> tuple[Triples, ArticleEdges] | None:
    """What the graph and the edge table are to hold of an article, or why it is refused: nothing unsupported enters
    the graph."""
    try:
        return _made(store, article_id)
    except ArticleError as error:
        refused[article_id] = error.reason
        return None


def triples(store: Store, article_id: str) -> Triples | None:
    """What the graph is to hold of an article; None where it is to hold nothing.

    Raises:
        ArticleError: a statement does not stand in the text of the article.
    """
    made = _made(store, article_id)
    return made and made[0]


def _made(store: Store, article_id: str) -> tuple[Triples, ArticleEdges] | None:
    packed = store.articles.document(article_id)
    if packed is None:
        return None
    document = unpack(store.articles.article(article_id), packed)
    said = statements(document, store.articles.names.keys(article_id), store.articles.names.decided())
    original = store.articles.copies.original(article_id)
    return article_triples(document.article, said, base=store.base, original=original), edges_of(
        document.article, said
    )
