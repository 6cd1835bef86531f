"""query: SPARQL over a store, by file, by name, or as text.

A named query is a file `queries/NAME.rq` whose first lines are comments:

    # title: Who holds which post
    # title-zh: 谁担任什么职务
    # about: With the first and the last day on which an article says so.
    # param: person (entity) whose posts; everybody's when left out

A parameter binds the variable of its name, so that a value is a term of the query and never a piece of its text; the
variable must be one that SELECT gives back. Its kind is `entity` (a name that the graph knows), `text`, `date`,
`number` or `iri`; `(entity, required)` may not be left out.

Keep what belongs to a claim, labels too, within one `GRAPH ?article { … }` (an article's graph holds the labels of all
that it speaks of) with OPTIONAL last: joined from outside, the store tries every label of the graph in turn. An
article's graph also holds each fact that it asserts as one triple, which is ten times cheaper than its claim: ask the
claim only for its sentence, its status or its confidence. Where rows are counted, count terms in a sub-select first and
let their names join its result: looking a name up costs as much as thirty triples that stand in a row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import pyoxigraph as ox

from kg.errors import RuleError, UsageError
from kg.query.binding import bind, shape, unbalanced, words
from kg.query.find import find_one, is_text
from kg.query.service import refuse_service
from kg.rdf.terms import XSD, decimal
from kg.resources import folder

_HEADER = re.compile(r"# *(title|title-zh|about|param): *(.+)")
_PARAMETER = re.compile(r"(\w+) \((entity|text|date|number|iri)(, required)?\) (.+)")
_ERROR = re.compile(r"error at (\d+):(\d+): (.*)", re.S)
_REASON = re.compile(r"[A-Z]\w*(?: \w+){2,}")

PREFIXES = {
    "kg": "https://hongtu.example/ontology#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": XSD,
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
    required: bool
    about: str


@dataclass(frozen=True, slots=True)
class Query:
    """A query with what its header says of it."""

    name: str
    title: str
    about: str
    parameters: tuple[Parameter, ...]
    text: str
    title_zh: str = ""


def named_queries() -> dict[str, Query]:
    """All named queries, by name."""
    return {path.stem: _read(path) for path in sorted(folder("queries").glob("*.rq"))}


def read_query(source: str) -> Query:
    """The named query, or the query of a file.

    Raises:
        UsageError: there is neither.
        RuleError: the file cannot be read.
    """
    queries = named_queries()
    if source in queries:
        return queries[source]
    if Path(source).is_file():
        return _read(Path(source))
    near = get_close_matches(source, queries, 1)
    hint = f"; did you mean {near[0]!r}?" if near else f", nor one of {', '.join(queries)}"
    raise UsageError(f"no query {source!r}: there is no such file{hint}")


def _read(path: Path) -> Query:
    try:
        return parse_query(path.stem, path.read_bytes())
    except OSError as error:
        raise RuleError(f"{path}: cannot be read: {error.strerror}") from error


def parse_query(name: str, source: bytes) -> Query:
    """The query of a text with its header.

    Raises:
        RuleError: the text is not UTF-8, or a `param` line cannot be read.
    """
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RuleError(f"query {name}: byte {error.start} is not UTF-8; save it as UTF-8") from error
    fields: dict[str, list[str]] = {"title": [], "title-zh": [], "about": []}
    parameters: list[Parameter] = []
    for number, line in enumerate(text.splitlines(), 1):
        match = _HEADER.fullmatch(line.strip())
        if match and match[1] != "param":
            fields[match[1]].append(match[2])
        elif match and (parts := _PARAMETER.fullmatch(match[2])):
            parameters.append(Parameter(parts[1], parts[2], bool(parts[3]), parts[4]))
        elif match:
            raise RuleError(
                f"query {name}, line {number}: a parameter reads "
                "`# param: NAME (entity|text|date|number|iri) what it is`"
            )
    title, title_zh, about = (" ".join(fields[field]) for field in ("title", "title-zh", "about"))
    return Query(name, title, about, tuple(parameters), text, title_zh)


def run(
    graph: ox.Store,
    query: Query,
    values: Mapping[str, str],
    *,
    base: str,
    default_graphs: Sequence[str] = (),
    named_graphs: Sequence[str] = (),
) -> Results:
    """The results of a query with its parameters bound. Nothing but the store is read. Graphs, by IRI, are what it is
    put to in place of those that its FROM names, or of all.

    Raises:
        UsageError: a parameter that the query lacks or that it needs, a value that is not of its kind, an entity that
            the graph does not know, or a query that calls SERVICE.
        RuleError: the query is not valid SPARQL; the message names line and column.
    """
    kinds = {parameter.name: parameter.kind for parameter in query.parameters}
    check_values(query, values)
    try:
        refuse_service(query.name, query.text, PREFIXES, base)
        terms = {
            name: _term(graph, kinds.get(name, "text"), name, value, base)
            for name, value in sorted(values.items())
        }
        found = _bound(graph, query, terms, base, default_graphs, named_graphs) if terms else None
        if found is None:
            found = _put(graph, query.text, base, default_graphs, named_graphs, terms)
        return found
    except SyntaxError as error:
        raise RuleError(
            f"query {query.name} is not valid SPARQL 1.1: {_explain(query.text, error)}"
        ) from error
    except RuntimeError as error:
        if "projection" not in str(error):
            raise  # a damaged graph
        plain = _put(graph, query.text, base, default_graphs, named_graphs, {})
        given = plain.variables if isinstance(plain, ox.QuerySolutions) else []
        known = {variable.value for variable in given}
        wrong = ", ".join(f"-p {name}" for name in sorted(values) if name not in known)
        raise UsageError(
            f"query {query.name}: {wrong} binds a variable that its SELECT does not give; "
            + (f"it gives {', '.join(map(str, given))}" if given else "only SELECT takes parameters")
        ) from error


def _put(
    graph: ox.Store,
    text: str,
    base: str,
    default_graphs: Sequence[str],
    named_graphs: Sequence[str],
    terms: Mapping[str, ox.NamedNode | ox.Literal],
) -> Results:
    chosen = bool(default_graphs or named_graphs)
    return graph.query(
        text,
        prefixes=PREFIXES,
        base_iri=base,
        substitutions={ox.Variable(name): term for name, term in terms.items()},
        default_graph=[ox.NamedNode(iri) for iri in default_graphs] if chosen else None,
        named_graphs=[ox.NamedNode(iri) for iri in named_graphs] if chosen else None,
    )


def _bound(
    graph: ox.Store,
    query: Query,
    terms: Mapping[str, ox.NamedNode | ox.Literal],
    base: str,
    default_graphs: Sequence[str],
    named_graphs: Sequence[str],
) -> Results | None:
    """The results with the terms in the pattern itself, which is a hundred times faster; None where the query cannot be
    written so."""
    text = bind(query.text, terms)
    try:
        return _put(graph, text, base, default_graphs, named_graphs, {}) if text else None
    except SyntaxError:
        return None


def check_values(query: Query, values: Mapping[str, str]) -> None:
    """Check the names of parameters.

    Raises:
        UsageError: one that the query lacks, or that it needs and is not given.
    """
    kinds = {parameter.name: parameter.kind for parameter in query.parameters}
    for name in sorted(values.keys() - kinds.keys()) if kinds else ():
        raise UsageError(f"query {query.name} has no parameter {name!r}; it takes {', '.join(kinds)}")
    known = set() if kinds else {word[1:] for word in words(query.text) if word[0] in "?$"}
    for name in sorted(values.keys() - known) if not kinds else ():
        raise UsageError(f"query {query.name} has no variable ?{name} for -p {name}=… to bind")
    for parameter in query.parameters:
        if parameter.required and parameter.name not in values:
            raise UsageError(f"query {query.name} needs -p {parameter.name}=…: {parameter.about}")


def _explain(text: str, error: SyntaxError) -> str:
    """Where and why, without the parser's list of all that it could have gone on with."""
    match = _ERROR.fullmatch(error.msg)
    if not match:
        return error.msg
    line, column, expected = int(match[1]), int(match[2]), match[3]
    rest = "\n".join([*text.split("\n")[line - 1 :], ""])[column - 1 :].strip()
    reason = _REASON.search(expected)
    unknown_prefix = reason is not None and reason[0].startswith("Prefix")
    if not rest and text.strip() and (not reason or (unknown_prefix and unbalanced(text) >= 0)):
        return _cut_short(text)
    where = f"line {line}, column {column}" + (
        f", at {rest.partition(chr(10))[0].strip()[:30]!r}" if rest else ""
    )
    if unknown_prefix:
        return f"{where}: unknown prefix before here; known without a PREFIX line: {', '.join(PREFIXES)}"
    if expected == "expected CONSTRUCT":
        return f"{where}: {_FORM}"
    return where + (f": {reason[0]}" if reason else "")


_FORM = "a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE"


def _cut_short(text: str) -> str:
    """What is wrong with a query that was read to its end in vain."""
    at = unbalanced(text)
    if at < 0:
        lines = text.rstrip().split("\n")
        return (
            f"it ends too early, after line {len(lines)}: {lines[-1].strip()[-30:]!r}"
            if shape(text).form
            else _FORM
        )
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    where = f"line {line}, column {column}, at {text[at:].partition(chr(10))[0].strip()[:30]!r}"
    return (
        f"{where}: nothing closes this {text[at]}"
        if text[at] in "{("
        else f"{where}: this {text[at]} closes nothing"
    )


def _term(graph: ox.Store, kind: str, name: str, value: str, base: str) -> ox.NamedNode | ox.Literal:
    if kind == "entity":
        return ox.NamedNode(find_one(graph, value, base=base).iri)
    return term_of(kind, name, value)


def term_of(kind: str, name: str, value: str) -> ox.NamedNode | ox.Literal:
    """The value of a parameter that is no entity, as a term.

    Raises:
        UsageError: it is not of its kind.
    """
    if not is_text(value):
        raise UsageError(f"parameter {name}: {value!r} is no text")
    if kind == "text":
        return ox.Literal(value)
    if kind == "date" and re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
        return ox.Literal(value, datatype=ox.NamedNode(XSD + "date"))
    if kind == "number" and (number := decimal(value)) is not None:
        return ox.Literal(number, datatype=ox.NamedNode(XSD + "decimal"))
    if kind == "iri":
        try:
            return ox.NamedNode(value)
        except ValueError as error:
            raise UsageError(f"parameter {name}: {value!r} is no IRI: {error}") from error
    example = {"date": "2021-08-18", "number": "6200 or 0.5"}[kind]
    raise UsageError(f"parameter {name}: {value!r} is not a {kind} like {example}")
