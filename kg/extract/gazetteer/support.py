"""Which of the names found in a document count: those that the words bear out, and the careful ones with support."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.authority import NameRecord, PlaceRecord, places
from kg.extract.gazetteer.terms import Term, terms
from kg.model import Document
from kg.values import made_quickly


@made_quickly
@dataclass(frozen=True, slots=True)
class Hit:
    """A name in the text, with all that it may stand for.

    `whole` tells whether it may stand alone: a name that ends inside a word is at most the beginning of a row of places.
    `led` tells whether a word for a place or an organisation follows at once.
    """

    start: int
    end: int
    terms: tuple[Term, ...]
    whole: bool
    led: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What a document names beyond doubt: the names of its places with those above them, and records by list and name."""

    places: frozenset[str]
    records: frozenset[tuple[str, str]]
    year: str


def hits(document: Document) -> tuple[list[Hit], Known]:
    """The names that count, by start, longer ones first, and what the document names beyond doubt."""
    found = list(_borne_out(document))
    known = _known(document, found)
    return list(_supported(document, found, known)), known


def _borne_out(document: Document) -> Iterator[Hit]:
    """The names that begin and end with words. A place or site may also begin where a place ends, inside one word."""
    words = document.words
    own = terms()
    reached: set[int] = set()
    begins = {word.start: at for at, word in enumerate(words)}
    starts = list(begins)
    for start, end, number in _inside_sentences(document):
        kept: tuple[Term, ...] = own.terms[number]
        whole, led = True, False
        if words:
            at = begins.get(start)
            if at is None and start not in reached and number not in own.anywhere:
                continue  # before the costlier look-ups: half of all occurrences begin inside a word
            first = words[bisect_right(starts, start) - 1] if at is None else words[at]
            past = bisect_right(starts, end - 1)
            last = words[past - 1]
            ends = last.end <= end
            tag = last.tag if first is last or first.tag == "LOC" else ""
            kept = tuple(
                [
                    term
                    for term in kept
                    if _fits(term, at is not None, ends, start in reached, tag, first is last)
                ]
            )
            inside = not ends and last.tag in _NAMED  # 哥伦比亚大学/ORG
            led = inside or (past < len(words) and words[past].start == end and words[past].tag in _NAMED)
            whole = tag != "ns" if ends else bool(kept) and kept[0].sure and tag not in ("LOC", "ns")
        if kept:
            if kept[0].list == "places":
                reached.add(end)
            yield Hit(start, end, kept, whole, led)


_NAMED = frozenset({"LOC", "ORG", "nt", "ns"})


def _inside_sentences(document: Document) -> Iterator[tuple[int, int, int]]:
    """Every occurrence inside a sentence as start, end and the number of its terms: by start, longer ones first."""
    sentences = iter(document.sentences)
    sentence = next(sentences, None)
    found = sorted([(start, -end, number) for number, start, end in terms().find(document.shadow)])
    for start, minus_end, number in found:
        while sentence is not None and sentence.end <= start:
            sentence = next(sentences, None)
        if sentence is None:
            return
        if sentence.start <= start and -minus_end <= sentence.end:
            yield start, -minus_end, number


def _fits(term: Term, starts: bool, ends: bool, reached: bool, tag: str, one: bool) -> bool:
    """Whether the words bear a name out: `tag` is that of its words, `one` whether it lies in a single one.

    A short name of a place must be the tagger's word for a place, a leader's its word for a person: under other tags
    1 in 200 is.
    """
    if term.sure:
        return True
    if term.list == "leaders":
        return starts and ends and one and tag == "PER"
    if term.list in ("places", "sites") and reached and tag == "LOC":
        starts = True
    if term.list == "places":
        return (
            starts and (ends or tag == "LOC") and (tag in ("LOC", "ns") or not (term.short or term.careful))
        )
    return starts and ends


def _known(document: Document, found: Iterable[Hit]) -> Known:
    names: set[str] = set()
    records: set[tuple[str, str]] = set()
    for hit in found:
        for term in hit.terms:
            if term.careful:
                continue
            if term.places:
                names.add(term.name)
            records.update((term.list, record.canonical) for record in term.records)
    if document.home is not None:
        names.update((document.home.place, *document.home.parents))
    return Known(places().widened(names), frozenset(records), document.article.date[:4])


def _supported(document: Document, found: Sequence[Hit], known: Known) -> Iterator[Hit]:
    """The names without the careful ones that nothing supports; each with only what it may stand for."""
    above: dict[int, list[Term]] = {}
    for hit in found:
        kept = hit.terms
        if any(term.careful for term in kept):
            kept = tuple([term for own in kept if (term := _supported_term(own, hit, known, above))])
        if kept:
            if kept[0].list == "places":
                above.setdefault(hit.end, []).append(kept[0])
            yield hit if kept is hit.terms else replace(hit, terms=kept)


def _supported_term(term: Term, hit: Hit, known: Known, above: dict[int, list[Term]]) -> Term | None:
    if not term.careful or term.list == "leaders":
        return term
    if term.places:
        borne = [place for place in term.places if _named(place, term, known, above.get(hit.start, ()))]
        return term if borne else None
    records = tuple(record for record in term.records if _record_named(term, record, known))
    return replace(term, records=records) if records else None


def _named(place: PlaceRecord, term: Term, known: Known, before: Iterable[Term]) -> bool:
    """Whether the article names the place in full, or its parent, or its parent stands right before it."""
    if place.name != term.name and place.name in known.places:
        return True
    if any(own.name in place.parents for other in before for own in other.places):
        return True
    return bool(place.parents) and place.careful != "Y" and place.parents[0] in known.places


def _record_named(term: Term, record: NameRecord, known: Known) -> bool:
    if (term.list, record.canonical) in known.records:
        return True
    first, last = record.get("from"), record.get("to")
    return bool(
        term.list == "campaigns" and first and last and known.year and first[0] <= known.year <= last[0]
    )
