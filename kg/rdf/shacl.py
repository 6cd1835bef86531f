"""The part of SHACL Core that our shapes use, compiled to plain functions over an article's lines.

pyshacl needs hours for a corpus; this needs seconds, and a test holds it to pyshacl's results. Shapes that use
another part of SHACL are refused by name (`kg validate --full` runs pyshacl itself).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import pyoxigraph as ox

from kg.errors import RuleError
from kg.rdf.constraints import ON_SETS, ON_VALUES, SH, TYPE, Data, SetCheck, ValueCheck
from kg.rdf.read import About, value
from kg.rdf.terms import RDF

_SILENT = {"path", "message", "severity", "name", "description", "order", "group", "property"}
_TARGETS = ("targetClass", "targetSubjectsOf", "targetObjectsOf")


@dataclass(frozen=True, slots=True)
class Result:
    """A violation as SHACL reports it. Focus, path and value are N-Triples terms, empty where there is none; shape is
    an IRI, component the local name of the constraint component (`MinCount`)."""

    focus: str
    path: str
    value: str
    shape: str
    component: str


@dataclass(slots=True)
class Shape:
    """A shape: `path` is empty for a node shape, whose only value is the focus itself."""

    iri: str
    path: str = ""
    values: list[tuple[str, ValueCheck]] = field(default_factory=list)
    sets: list[tuple[str, SetCheck]] = field(default_factory=list)
    properties: list[Shape] = field(default_factory=list)
    most: int | None = None

    def results(self, focus: str, data: Data) -> Iterator[Result]:
        found = data.about.get(focus, {}).get(self.path, []) if self.path else [focus]
        for component, wrong in self.sets:
            for term in wrong(focus, found, data):
                yield Result(focus, self.path, term, self.iri, component)
        for component, right in self.values:
            for term in found:
                if not right(term, data):
                    yield Result(focus, self.path, term, self.iri, component)
        for shape in self.properties:
            for term in found:
                yield from shape.results(term, data)


class Shapes:
    """The shapes of an ontology, by what they target."""

    def __init__(self, triples: Iterable[ox.Triple], ancestors: Mapping[str, frozenset[str]]) -> None:
        self._about: dict[str, dict[str, list[str]]] = {}
        for triple in triples:
            subject, predicate = str(triple.subject), triple.predicate.value
            self._about.setdefault(subject, {}).setdefault(predicate, []).append(str(triple.object))
        self._ancestors = ancestors
        self._types = {node: tuple(said.get(f"{RDF}type", ())) for node, said in self._about.items()}
        self._shapes: dict[str, Shape] = {}

    @cached_property
    def _targets(self) -> dict[str, dict[str, list[Shape]]]:
        """Kind of target → class or predicate → shapes; compiled when they are first run."""
        targets: dict[str, dict[str, list[Shape]]] = {name: {} for name in _TARGETS}
        for node in sorted(self._about):
            for name in _TARGETS:
                for target in self._about[node].get(SH + name, ()):
                    targets[name].setdefault(target, []).append(self.shape(node))
        return targets

    def check(self, about: About) -> Iterator[Result]:
        """Everything in which the nodes of a graph break a shape; a node may be named by more than one shape."""
        data = Data(about, self._ancestors, self._types)
        for node, said in about.items():
            for shape in self._targeting(said):
                yield from shape.results(node, data)
        for predicate, shapes in self._targets["targetObjectsOf"].items():
            for node in {term for said in about.values() for term in said.get(predicate, ())}:
                for shape in shapes:
                    yield from shape.results(node, data)

    def _targeting(self, said: Mapping[str, Sequence[str]]) -> Iterator[Shape]:
        kinds = {
            kind for term in said.get(TYPE, ()) for kind in self._ancestors.get(term[1:-1], (term[1:-1],))
        }
        for kind in kinds:
            yield from self._targets["targetClass"].get(f"<{kind}>", ())
        for predicate in said:
            yield from self._targets["targetSubjectsOf"].get(predicate, ())

    def message(self, shape: str, language: str) -> str:
        """What a shape says to those who break it."""
        messages = self._about.get(f"<{shape}>", {}).get(f"{SH}message", ())
        return next((value(words) for words in messages if words.endswith(f'"@{language}')), "")

    def predicate(self, shape: str) -> str:
        """The predicate whose subjects, objects or values a shape constrains, as a term; empty for a shape of a class."""
        said = self._about.get(f"<{shape}>", {})
        names = ("path", "targetSubjectsOf", "targetObjectsOf")
        return next((predicate for name in names for predicate in said.get(SH + name, ())), "")

    def most(self) -> dict[str, tuple[int, str]]:
        """The most values that each property may have anywhere, and the shape that says so."""
        bounds: dict[str, tuple[int, str]] = {}
        assert self._targets  # compiles them
        for shape in self._shapes.values():
            if shape.most is not None:
                bounds[shape.path] = max(bounds.get(shape.path, (0, "")), (shape.most, shape.iri))
        return bounds

    # Compilation

    def shape(self, node: str) -> Shape:
        """The compiled shape of this name.

        Raises:
            RuleError: it uses a part of SHACL that is not compiled.
        """
        if node in self._shapes:
            return self._shapes[node]
        said = self._about.get(node, {})
        shape = self._shapes[node] = Shape(node.strip("<>"), path="".join(said.get(f"{SH}path", ())))
        for predicate in sorted(said):
            name = predicate.removeprefix(SH)
            if name == predicate or name in _SILENT or name in _TARGETS:
                continue
            for parameter in said[predicate]:
                self._compile(shape, name, parameter)
        shape.properties = [self.shape(each) for each in sorted(said.get(f"{SH}property", ()))]
        return shape

    def _compile(self, shape: Shape, name: str, parameter: str) -> None:
        component = name[0].upper() + name[1:]
        if name == "or":
            shape.values.append((component, _any_of([self.shape(node) for node in self._list(parameter)])))
        elif name == "in":
            members = frozenset(self._list(parameter))
            shape.values.append((component, lambda term, _: term in members))
        elif name in ON_SETS:
            shape.sets.append((component, ON_SETS[name](parameter)))
            shape.most = int(value(parameter)) if name == "maxCount" else shape.most
        elif name in ON_VALUES:
            shape.values.append((component, ON_VALUES[name](parameter)))
        else:
            known = ", ".join(sorted({*ON_SETS, *ON_VALUES, "or", "in"}))
            raise RuleError(
                f"{shape.iri} uses sh:{name}, which is not compiled (known: {known}); run with --full"
            )

    def _list(self, node: str) -> Iterator[str]:
        while value(node) != f"{RDF}nil":
            said = self._about[node]
            yield said[f"{RDF}first"][0]
            node = said[f"{RDF}rest"][0]


def _any_of(shapes: list[Shape]) -> ValueCheck:
    return lambda term, data: any(next(shape.results(term, data), None) is None for shape in shapes)
