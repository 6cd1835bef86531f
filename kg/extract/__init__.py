"""extract: documents → documents with mentions and facts. Every extractor sees what those before it found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from kg.extract import arbiter, dates, facts, figures, gazetteer, grammar, learned, mends, names, tagger
from kg.garbage import seldom_collected
from kg.model import Document, Found
from kg.read import in_flow, restored

Extractor = Callable[[Sequence[Document]], Sequence[Found]]
"""A batch of documents → what was found in each, in the same order."""

EXTRACTORS: dict[str, Extractor] = {
    "tagger": tagger.tag,
    "gazetteer": gazetteer.match,
    "grammar": grammar.propose,
    "dates": dates.dates,
    "figures": figures.figures,
    "learned": learned.label,
    "arbiter": arbiter.choose,
    "mends": mends.mend,
    "names": names.complete,
    "facts": facts.state,
}


@seldom_collected()
def extract(documents: Sequence[Document]) -> list[Document]:
    """The documents with their mentions and facts.

    Documents come in batches because the tagger is twice as fast on many sentences of like length;
    what is found in one never depends on the others in its batch. A document with line breaks inside its sentences or
    blanks inside its words is read without them.
    """
    running = [in_flow(document) for document in documents]
    found = [document for document, _ in running]
    for extractor in EXTRACTORS.values():
        found = [document.plus(more) for document, more in zip(found, extractor(found), strict=True)]
    bare = (replace(document, words=(), states=None, proposals=()) for document in found)
    return [
        restored(done, document, flow)
        for done, document, (_, flow) in zip(bare, documents, running, strict=True)
    ]
