"""query: SPARQL over a store, by file, by name, or as text.

A named query is a file `queries/NAME.rq` whose first lines are comments:

    # title: Who holds which post
    # about: With the first and the last day on which an article says so.
    # param: person (entity) whose posts; all persons when left out

A parameter binds the variable of its name, so that a value is a term of the query and never a piece of its text.
Its kind is `entity` (a name that the graph knows), `text`, `date`, `number` or `iri`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import DataError, RuleError, UsageError
from kg.query.find import find_one
from kg.resources import folder

_HEADER = re.compile(r"# *(title|about|param): *(.+)")
_PARAMETER = re.compile(r"(\w+) \((entity|text|date|number|iri)\) (.+)")
_XSD = "http://www.w3.org/2001/XMLSchema#"

PREFIXES = {
    "kg": "https://hongtu.example/ontology#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": _XSD,
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "https://schema.org/",
}
"""Prefixes that every query may use without declaring them."""

Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a named query takes."""

    name: str
    kind: str
    about: str


@dataclass(frozen=True, slots=True)
class Query:
    """A query with what its header says of it."""

    name: str
    title: str
    about: str
    parameters: tuple[Parameter, ...]
    text: str


def named_queries() -> dict[str, Query]:
    """All named queries, by name."""
    paths = sorted(folder("queries").glob("*.rq"))
    return {path.stem: parse_query(path.stem, path.read_text(encoding="utf-8")) for path in paths}


def read_query(source: str) -> Query:
    """The query of a file, or the named query.

    Raises:
        UsageError: there is neither.
    """
    queries = named_queries()
    if source in queries:
        return queries[source]
    path = Path(source)
    if path.is_file():
        return parse_query(path.stem, path.read_text(encoding="utf-8-sig"))
    raise UsageError(f"no query {source!r}: neither a file nor one of {', '.join(queries)}")


def parse_query(name: str, text: str) -> Query:
    """The query of a text with its header.

    Raises:
        RuleError: a `param` line cannot be read.
    """
    fields: dict[str, list[str]] = {"title": [], "about": [], "param": []}
    for number, line in enumerate(text.splitlines(), 1):
        if not (match := _HEADER.fullmatch(line.strip())):
            continue
        if match[1] == "param" and not _PARAMETER.fullmatch(match[2]):
            raise RuleError(
                f"{name}.rq:{number}: a parameter reads `# param: NAME (entity|text|date|number|iri) what it is`"
            )
        fields[match[1]].append(match[2])
    parameters = tuple(
        Parameter(*match.groups()) for p in fields["param"] if (match := _PARAMETER.fullmatch(p))
    )
    return Query(name, " ".join(fields["title"]), " ".join(fields["about"]), parameters, text)


def run(graph: ox.Store, query: Query, values: Mapping[str, str], *, base: str) -> Results:
    """The results of a query with its parameters bound.

    Raises:
        UsageError: an unknown parameter, a value that is not of its kind, or an entity that the graph does not know.
        DataError: the query is not valid SPARQL; the message names line and column.
    """
    kinds = {parameter.name: parameter.kind for parameter in query.parameters}
    unknown = sorted(values.keys() - kinds.keys()) if kinds else []
    if unknown:
        raise UsageError(f"query {query.name} has no parameter {unknown[0]!r}; it takes {', '.join(kinds)}")
    bound: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple] = {
        ox.Variable(name): _term(graph, kinds.get(name, "text"), name, value, base)
        for name, value in sorted(values.items())
    }
    try:
        return graph.query(query.text, prefixes=PREFIXES, base_iri=base, substitutions=bound)
    except SyntaxError as error:
        raise DataError(f"query {query.name}: not valid SPARQL 1.1: {error}") from error


def _term(graph: ox.Store, kind: str, name: str, value: str, base: str) -> ox.NamedNode | ox.Literal:
    if kind == "entity":
        return ox.NamedNode(find_one(graph, value, base=base).iri)
    try:
        if kind == "iri":
            return ox.NamedNode(value)
        if kind == "number":
            return ox.Literal(str(float(value)), datatype=ox.NamedNode(_XSD + "decimal"))
    except ValueError as error:
        raise UsageError(f"parameter {name}: {value!r} is not of the kind {kind}: {error}") from error
    if kind == "date":
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            raise UsageError(f"parameter {name}: {value!r} is not a date like 2021-08-18")
        return ox.Literal(value, datatype=ox.NamedNode(_XSD + "date"))
    return ox.Literal(value)
