"""The ontology: the Turtle files of the folder `ontology`, as values and as RDF.

A class is a type of entity when it is a subclass of kg:Entity; a predicate states facts when it is a
kg:FactPredicate. The files are read with pyoxigraph in milliseconds; rdflib is loaded only for `graph`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import RuleError
from kg.resources import folder

if TYPE_CHECKING:
    import rdflib

NAMESPACE = "https://hongtu.example/ontology#"

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_SCHEMA = "https://schema.org/"
_COLOUR = re.compile(r"#[0-9a-f]{6}\Z")
_ALIGNMENTS = (f"{_RDFS}subClassOf", f"{_RDFS}subPropertyOf", f"{_SKOS}closeMatch", f"{_SKOS}relatedMatch")

Node = str
"""An IRI as it is, a blank node as `_:id`."""


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property of the ontology. `alignments` are IRIs of other vocabularies, `source` file and line."""

    name: str
    label_zh: str
    label_en: str
    definition_zh: str
    definition_en: str
    examples: tuple[str, ...]
    alignments: tuple[str, ...]
    source: str

    @property
    def iri(self) -> str:
        return NAMESPACE + self.name


@dataclass(frozen=True, slots=True)
class Type(Term):
    """A class. `colour` is `#rrggbb`, `parents` the classes of this ontology directly above it."""

    colour: str = ""
    parents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Predicate(Term):
    """A property with the types allowed at its ends, any one of them. With `same_kind`, the object may also be,
    and a range lists what else it may be than, of the subject's own type. `fact` says that articles state it; `datatypes` are the
    names of the XML Schema types of its values, where these are words or numbers."""

    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()
    inverse_zh: str = ""
    inverse_en: str = ""
    same_kind: bool = False
    fact: bool = False
    datatypes: tuple[str, ...] = ()

    def allows(self, subject: str, target: str) -> bool:
        """Whether the predicate may connect these two types."""
        return subject in self.domain and (target in self.range or (self.same_kind and subject == target))


@dataclass(frozen=True)
class Ontology:
    """All terms by name, in alphabetical order: `types` of entities, all `classes`, `predicates` that state
    facts, all `properties`."""

    files: tuple[Path, ...]
    classes: Mapping[str, Type]
    properties: Mapping[str, Predicate]
    triples: tuple[ox.Triple, ...] = field(repr=False)

    @cached_property
    def types(self) -> dict[str, Type]:
        return {name: found for name, found in self.classes.items() if "Entity" in found.parents}

    @cached_property
    def predicates(self) -> dict[str, Predicate]:
        return {name: found for name, found in self.properties.items() if found.fact}

    @cached_property
    def graph(self) -> rdflib.Graph:
        """The ontology in rdflib."""
        import rdflib

        graph = rdflib.Graph()
        for file in self.files:
            graph.parse(file, format="turtle")
        return graph

    @cached_property
    def ancestors(self) -> dict[str, frozenset[str]]:
        """IRI of each class → IRIs of itself and all classes above it."""
        above: dict[str, set[str]] = {}
        for triple in self.triples:
            if triple.predicate.value == f"{_RDFS}subClassOf":
                above.setdefault(_node(triple.subject), set()).add(_node(triple.object))
        return {
            name: frozenset(_closure(name, above))
            for name in sorted({*above, *(c.iri for c in self.classes.values())})
        }


def _closure(name: str, above: Mapping[str, set[str]]) -> set[str]:
    seen, open_ = {name}, [name]
    while open_:
        fresh = above.get(open_.pop(), set()) - seen
        seen |= fresh
        open_ += fresh
    return seen


@lru_cache(maxsize=1)
def ontology() -> Ontology:
    """The ontology of this installation, read once.

    Raises:
        RuleError: a file is broken; the message names file and line.
    """
    return load(folder("ontology"))


def load(path: Path) -> Ontology:
    """The ontology of the Turtle files in a folder.

    Raises:
        RuleError: a file is no Turtle, or a term lacks what every term must have.
    """
    files = tuple(sorted(path.glob("*.ttl")))
    if not files:
        raise RuleError(f"{path}: no Turtle file of the ontology there")
    triples: list[ox.Triple] = []
    homes: dict[str, Path] = {}
    for file in files:
        found = _parse(file)
        triples += found
        for triple in found:
            home = homes.setdefault(_node(triple.subject), file)
            if home != file:
                raise RuleError(
                    f"{_place(file, _node(triple.subject))}: {_node(triple.subject)} is also described in {home.name}"
                )
    return _Reader(files, triples, homes).read()


def _parse(file: Path) -> list[ox.Triple]:
    try:
        # Blank nodes (the cells of shape lists) must not meet those of another file.
        quads = ox.parse(path=str(file), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
        return [quad.triple for quad in quads]
    except SyntaxError as error:
        raise RuleError(f"{file}:{error.lineno}: {error.msg}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(f"{file}: cannot be read: {error}") from error


def _node(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
    return f"_:{term.value}" if isinstance(term, ox.BlankNode) else str(getattr(term, "value", term))


def _place(file: Path, iri: str) -> str:
    """File and line where a term of our namespace is described."""
    pattern = re.compile(
        rf"(?:kg:|<{re.escape(NAMESPACE)}){re.escape(iri.removeprefix(NAMESPACE))}(?=[\s>;])"
    )
    for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), 1):
        if pattern.match(line):
            return f"{file}:{number}"
    return str(file)


class _Reader:
    """Triples of the files, by subject and predicate, on their way to terms."""

    def __init__(self, files: tuple[Path, ...], triples: list[ox.Triple], homes: Mapping[str, Path]) -> None:
        self._files, self._triples, self._homes = files, triples, homes
        self._about: dict[str, dict[str, list[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]]] = {}
        for triple in triples:
            self._about.setdefault(_node(triple.subject), {}).setdefault(triple.predicate.value, []).append(
                triple.object
            )

    def read(self) -> Ontology:
        classes: dict[str, Type] = {}
        properties: dict[str, Predicate] = {}
        for iri in sorted(self._about):
            if not iri.startswith(NAMESPACE):
                continue
            kinds = set(self._nodes(iri, f"{_RDF}type"))
            if f"{_OWL}Class" in kinds:
                classes[iri.removeprefix(NAMESPACE)] = self._type(iri)
            elif kinds & {f"{_OWL}ObjectProperty", f"{_OWL}DatatypeProperty", f"{_OWL}AnnotationProperty"}:
                properties[iri.removeprefix(NAMESPACE)] = self._predicate(iri, kinds)
        self._check_references(classes, properties)
        return Ontology(self._files, classes, properties, tuple(self._triples))

    def _type(self, iri: str) -> Type:
        parents = self._local(iri, f"{_RDFS}subClassOf")
        colour = self._one(iri, f"{NAMESPACE}colour")
        if "Entity" in parents and not _COLOUR.match(colour):
            raise RuleError(f'{self._where(iri)}: {iri} needs kg:colour "#rrggbb", in small letters')
        return Type(*self._term(iri), colour=colour, parents=parents)

    def _predicate(self, iri: str, kinds: set[str]) -> Predicate:
        return Predicate(
            *self._term(iri),
            domain=self._local(iri, f"{_SCHEMA}domainIncludes"),
            range=self._local(iri, f"{_SCHEMA}rangeIncludes"),
            inverse_zh=self._words(iri, f"{NAMESPACE}inverseLabel", "zh"),
            inverse_en=self._words(iri, f"{NAMESPACE}inverseLabel", "en"),
            same_kind=self._one(iri, f"{NAMESPACE}sameKind") == "true",
            fact=f"{NAMESPACE}FactPredicate" in kinds,
            datatypes=tuple(
                sorted(
                    n.removeprefix(_XSD)
                    for n in self._nodes(iri, f"{_SCHEMA}rangeIncludes")
                    if n.startswith(_XSD)
                )
            ),
        )

    def _term(self, iri: str) -> tuple[str, str, str, str, str, tuple[str, ...], tuple[str, ...], str]:
        label, definition = f"{_RDFS}label", f"{_SKOS}definition"
        words = [self._words(iri, p, language) for p in (label, definition) for language in ("zh", "en")]
        examples = tuple(sorted(self._nodes(iri, f"{_SKOS}example")))
        if not all(words) or not examples:
            raise RuleError(
                f"{self._where(iri)}: {iri} needs rdfs:label and skos:definition in @zh and @en, and a skos:example"
            )
        outside = sorted({n for p in _ALIGNMENTS for n in self._nodes(iri, p) if not n.startswith(NAMESPACE)})
        name = iri.removeprefix(NAMESPACE)
        return name, words[0], words[1], words[2], words[3], examples, tuple(outside), self._where(iri)

    def _check_references(self, classes: Mapping[str, Type], properties: Mapping[str, Predicate]) -> None:
        used: Iterable[tuple[Term, str]] = (
            *((c, parent) for c in classes.values() for parent in c.parents),
            *((p, end) for p in properties.values() for end in (*p.domain, *p.range)),
        )
        for term, name in used:
            if name not in classes:
                raise RuleError(
                    f"{term.source}: {term.iri} speaks of kg:{name}, which is no class; known: {', '.join(classes)}"
                )
        for triple in self._triples:
            target = _node(triple.object)
            if (
                target.startswith(NAMESPACE)
                and isinstance(triple.object, ox.NamedNode)
                and target not in self._about
            ):
                raise RuleError(
                    f"{self._where(_node(triple.subject))}: {target} is not described in any file"
                )

    def _where(self, iri: str) -> str:
        return _place(self._homes[iri], iri)

    def _nodes(self, iri: str, predicate: str) -> Iterator[str]:
        return map(_node, self._about[iri].get(predicate, ()))

    def _local(self, iri: str, predicate: str) -> tuple[str, ...]:
        nodes = self._nodes(iri, predicate)
        return tuple(sorted(node.removeprefix(NAMESPACE) for node in nodes if node.startswith(NAMESPACE)))

    def _one(self, iri: str, predicate: str) -> str:
        return next(self._nodes(iri, predicate), "")

    def _words(self, iri: str, predicate: str, language: str) -> str:
        found = self._about[iri].get(predicate, ())
        return next((t.value for t in found if isinstance(t, ox.Literal) and t.language == language), "")
