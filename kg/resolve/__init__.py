"""resolve: documents → statements. Who is who, within an article and across all of them.

Identity has two halves. What an article settles alone — a place of the authority table, a date, an organisation
by its full name — is decided from its document (`local`). A person, or a village of a common name, is decided
from the evidence of all articles that speak of one so named (`grouping`). Both are pure functions, and the second
looks at one name at a time: so a build decides again only the names that an added article touches.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.decisions import Decision
from kg.model import Document, Entity, Fact, Mention, Quote, Ref, Statement
from kg.resolve.cutting import TIE, Node
from kg.resolve.decisions import by_evidence, families, settle
from kg.resolve.ends import Bearers, Evidence, Word
from kg.resolve.grouping import LONE, group, reserved
from kg.resolve.local import display, identities, local_keys
from kg.resolve.naming import Named, Outcome, Remark
from kg.resolve.rejection import Rejected, is_rejected, rejected
from kg.resolve.senses import name_of_sense
from kg.resolve.structure import with_structure
from kg.resolve.ties import tied_names, units

__all__ = [
    "NOTHING",
    "TIE",
    "Bearers",
    "Decided",
    "Evidence",
    "Found",
    "Member",
    "Named",
    "Node",
    "Outcome",
    "Rejected",
    "Remark",
    "Word",
    "bearers_of",
    "decide",
    "decide_unit",
    "families",
    "members",
    "rejected",
    "resolve",
    "settle",
    "statements",
    "units",
]

Member = tuple[str, str, tuple[str, ...]]
"""Type, name and evidence of an entity whose identity is decided across articles."""

_FLEETING = frozenset({"Date", "Figure"})
"""Types of which nothing is to be decided: a date is that date, a figure is its article's."""


class Found(NamedTuple):
    """Who bears which name in a document: those that other articles have a say in, and (type, name, key) of those that
    it settles alone, both sorted."""

    members: Sequence[Member] = ()
    settled: Sequence[tuple[str, str, str]] = ()


@dataclass(frozen=True, slots=True)
class Decided:
    """What decisions make of all articles alike: of keys that articles settle, and of facts."""

    into: Mapping[Word, Named] = field(default_factory=dict)
    rejected: frozenset[Rejected] = frozenset()


NOTHING = Decided()


def bearers_of(document: Document) -> Found:
    """Who bears which name in a document."""
    return _found(*identities(with_structure(document)))


def _found(local: Mapping[Ref, str | None], evidence: Mapping[Ref, tuple[str, ...]]) -> Found:
    return Found(
        [(ref.type, ref.name, pieces) for ref, pieces in evidence.items()],
        sorted((ref.type, ref.name, key) for ref, key in local.items() if key and ref.type not in _FLEETING),
    )


def members(document: Document) -> Sequence[Member]:
    """The entities of a document whose identity the article does not settle alone, sorted."""
    return bearers_of(document).members


def decide(kind: str, name: str, known: Evidence) -> dict[str, str]:
    """The key that each article's entity of this type and name gets, from the evidence of all of them."""
    return group(name, known, lone_joins=kind in LONE, reserved=reserved(kind, name))


def decide_unit(unit: Collection[Word], bearers: Bearers) -> Outcome:
    """What evidence makes of a name, or of names that ties connect."""
    if len(unit) > 1:
        return by_evidence(unit, bearers)
    ((kind, name),) = unit
    known = bearers.evidence(kind, name)
    named = {article: (key, "") for article, key in decide(kind, name, known).items()}
    return Outcome({(kind, name): named}) if named else Outcome()


def statements(document: Document, keys: Mapping[Word, Named], decided: Decided = NOTHING) -> list[Statement]:
    """What an article says, with entities in the place of names. `keys` are those of this article that were decided
    across articles."""
    document = with_structure(document)
    return _statements(document, local_keys(document), keys, decided)


def _statements(
    document: Document, local: Mapping[Ref, str | None], keys: Mapping[Word, Named], decided: Decided
) -> list[Statement]:
    """What an article says, its document with structure, by the keys that it settles and those decided elsewhere."""
    entities = {ref: _entity(ref, key, keys, decided) for ref, key in local.items()}
    said = [_mention(document, mention, entities) for mention in document.mentions]
    claims = (_claim(document, fact, entities) for fact in document.facts)
    return said + [claim for claim in claims if not is_rejected(claim, decided.rejected)]


def _entity(ref: Ref, local: str | None, keys: Mapping[Word, Named], decided: Decided) -> Entity:
    own = display(ref)
    named = keys.get((ref.type, ref.name))
    if named is None:
        # What no decision speaks of has the key that its article gives it.
        assert local is not None
        shown = _shown(ref.type, local, own)
        named = decided.into.get((ref.type, local), (local, shown))
    key, name = named
    also = "" if ref.type == "Place" and name_of_sense(key) else own
    return Entity(ref.type, key, name or own, also if name not in ("", own) else "")


def _shown(type_: str, local: str, own: str) -> str:
    """The name of what an article settles, "" where it is the article's own: a public figure goes by one name, an event
    that recurs by that without year or number, a mountain not by that of the city."""
    if type_ == "Person":
        return local
    if type_ in ("Event", "Site", "Policy", "Work"):
        return "" if local == own else local.partition("（")[0]
    return name_of_sense(local) if type_ == "Place" else ""


class _Documents:
    """Who bears which name in some documents; `read` are these, with their structure and the keys that each settles."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.known: dict[Word, dict[str, tuple[str, ...]]] = defaultdict(dict)
        self._keys: dict[tuple[str, str, str], str] = {}
        self._settled: dict[Word, list[tuple[str, str]]] = defaultdict(list)
        self.read: list[tuple[Document, Mapping[Ref, str | None]]] = []
        for document in map(with_structure, documents):
            article = document.article.id
            local, evidence = identities(document)
            self.read.append((document, local))
            found = _found(local, evidence)
            for kind, name, pieces in found.members:
                self.known[kind, name][article] = pieces
            for kind, name, key in found.settled:
                self._keys[kind, name, article] = key
                self._settled[kind, key].append((name, article))
        self._tied = tied_names(self.known)

    def evidence(self, kind: str, name: str) -> Evidence:
        return self.known.get((kind, name), {})

    def settled(self, kind: str, key: str) -> Sequence[tuple[str, str]]:
        return sorted(self._settled.get((kind, key), ()))

    def local_key(self, kind: str, name: str, article: str) -> str:
        return self._keys.get((kind, name, article), "")

    def tied(self, kind: str, name: str) -> Sequence[str]:
        return self._tied.get((kind, name), ())


def resolve(documents: Iterable[Document], decisions: Iterable[Decision] = ()) -> Iterator[Statement]:
    """The statements of all documents, in the order of their articles' ids: the whole stage at once.

    A build does the same by its parts and gets the same, whatever was added, replaced or removed before.
    """
    ordered = sorted(documents, key=lambda document: document.article.id)
    decisions = list(decisions)
    bearers = _Documents(ordered)
    keys: dict[Word, dict[str, Named]] = {}
    for unit in units(bearers.known, bearers):
        keys |= decide_unit(unit, bearers).keys
    into: dict[Word, Named] = {}
    for family in families(decisions, bearers):
        outcome = settle(family, bearers)
        for word, named in outcome.keys.items():
            keys.setdefault(word, {}).update(named)
        into |= outcome.into

    def key_of(node: Node) -> str:
        kind, name, *rest = node[1:]
        if not rest:
            return into.get((kind, name), (name, ""))[0]
        local = bearers.local_key(kind, name, rest[0])
        return (keys.get((kind, name), {}).get(rest[0]) or into.get((kind, local), (local, "")))[0]

    decided = Decided(into, rejected(decisions, bearers, key_of)[0])
    of_article: dict[str, dict[Word, Named]] = defaultdict(dict)
    for word, by_article in keys.items():
        for article, entity in by_article.items():
            of_article[article][word] = entity
    for document, local in bearers.read:
        yield from _statements(document, local, of_article[document.article.id], decided)


def _mention(document: Document, mention: Mention, entities: Mapping[Ref, Entity]) -> Statement:
    return Statement(
        article=document.article.id,
        subject=entities[Ref(mention.type, mention.canonical)],
        predicate="mention",
        object=mention.text,
        start=mention.start,
        end=mention.end,
        text=mention.text,
        by=mention.by,
        confidence=mention.confidence,
        date=document.article.date[:10],
        detail=mention.detail,
    )


def _claim(document: Document, fact: Fact, entities: Mapping[Ref, Entity]) -> Statement:
    return Statement(
        article=document.article.id,
        subject=entities[fact.subject],
        predicate=fact.predicate,
        object=fact.object if isinstance(fact.object, Quote) else entities[fact.object],
        start=fact.start,
        end=fact.end,
        text=document.article.text[fact.start : fact.end],
        by=fact.by,
        confidence=fact.confidence,
        status=fact.status,
        date=document.article.date[:10],
        detail=(("asOf", fact.as_of),) if fact.as_of else (),
    )
