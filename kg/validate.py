"""Validation: runs the ontology's SHACL shapes over the graph; each violation names the article and the sentence.

An article's graph holds the types of all that it speaks of, so that the shapes can be run on one article after
another. What only the whole can break (two articles that give an entity two names) is checked on the default graph.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from pyoxigraph import Store

from kg.ontology import ontology
from kg.rdf.constraints import SH
from kg.rdf.read import About, default_lines, described, graph_lines, graph_names, value
from kg.rdf.shacl import Result, Shapes
from kg.rdf.terms import ONTOLOGY, PROV, RDF, article_of, base_of, literal, span_of

_PROOF = (f"<{PROV}wasDerivedFrom>", f"<{PROV}wasQuotedFrom>")
_EXACT, _REFERS = f"<{ONTOLOGY}exact>", f"<{ONTOLOGY}refersTo>"
_SUBJECT, _PREDICATE, _OBJECT = (f"<{RDF}{part}>" for part in ("subject", "predicate", "object"))
_SHOWN = 1000
"""How many violations a report lists; all are counted."""
_BATCH = 50
"""Articles in one run of pyshacl: its start costs 0.1 s, its memory grows with the batch."""

Advance = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Violation:
    """A node that breaks a shape, and the words of the article that the node stands on.

    `focus` is the IRI of the node, `path` of the property, `value` what is wrong with it (both may be empty);
    `start` and `end` bound `quotation` in the article, which is empty where the node stands on no words.
    """

    article: str
    focus: str
    path: str
    value: str
    message_zh: str
    message_en: str
    shape: str
    component: str
    start: int
    end: int
    quotation: str


@dataclass(frozen=True, slots=True)
class Validation:
    """What was validated: `found` counts all violations, `violations` lists the first thousand."""

    articles: int
    found: int
    violations: tuple[Violation, ...]


def validate(store: Store, *, full: bool = False, advance: Advance | None = None) -> Validation:
    """Runs all shapes on all articles; with `full` by pyshacl, which is far slower.

    `advance` is told how many articles of how many are done.

    Raises:
        RuleError: a shape uses a part of SHACL that only `full` can run.
    """
    shapes = Shapes(ontology().triples, ontology().ancestors)
    graphs = graph_names(store)
    check = _by_pyshacl if full else _compiled
    found, shown = 0, list[Violation]()
    for violation in check(store, graphs, shapes, advance):
        found += 1
        if len(shown) < _SHOWN:
            shown.append(violation)
    return Validation(len(graphs), found, tuple(shown))


def _compiled(
    store: Store, graphs: Sequence[str], shapes: Shapes, advance: Advance | None
) -> Iterator[Violation]:
    reported: set[tuple[str, str]] = set()
    for done, graph in enumerate(graphs, 1):
        about = described(graph_lines(store, graph))
        for result in sorted(set(shapes.check(about)), key=_order):
            reported.add((result.focus, result.path))
            yield _violation(graph, about, result, shapes)
        if advance:
            advance(done, len(graphs))
    for result in _too_many(store, shapes.most()):
        if (result.focus, result.path) not in reported:
            yield _violation("", {}, result, shapes)


def _order(result: Result) -> tuple[str, ...]:
    return result.focus, result.path, result.shape, result.component, result.value


def _violation(graph: str, about: About, result: Result, shapes: Shapes) -> Violation:
    start, end, quotation = _sentence(about, result, shapes.predicate(result.shape))
    return Violation(
        article=(article_of(graph, base=base_of(graph)) if graph else None) or graph,
        focus=value(result.focus),
        path=value(result.path),
        value=value(result.value),
        message_zh=shapes.message(result.shape, "zh"),
        message_en=shapes.message(result.shape, "en"),
        shape=result.shape,
        component=result.component,
        start=start,
        end=end,
        quotation=quotation,
    )


def _sentence(about: About, result: Result, predicate: str) -> tuple[int, int, str]:
    """Start, end and words of the span that a node stands on: itself, its proof, the claim that the shape is about,
    or the first mention."""
    said = about.get(result.focus, {})
    spans = [result.focus] if _EXACT in said else [span for proof in _PROOF for span in said.get(proof, ())]
    spans = spans or _claimed(about, result, predicate) or _mentions(about, result.focus)
    found = [(span_of(value(span)) or (0, 0), about.get(span, {}).get(_EXACT, [""])[0]) for span in spans]
    (start, end), words = min(found, default=((0, 0), ""))
    return start, end, value(words)


def _claimed(about: About, result: Result, predicate: str) -> list[str]:
    """The spans of the claims that put a node where a shape does not want it."""
    return [
        span
        for said in about.values()
        if predicate in said.get(_PREDICATE, ())
        and result.focus in (*said.get(_SUBJECT, ()), *said.get(_OBJECT, ()))
        and (not result.path or result.value in said.get(_OBJECT, ()))
        for span in said.get(_PROOF[0], ())
    ]


def _mentions(about: About, node: str) -> list[str]:
    return [span for span, said in about.items() if node in said.get(_REFERS, ())]


def _too_many(store: Store, most: dict[str, tuple[int, str]]) -> Iterator[Result]:
    """Nodes of the default graph with more values of a property than any shape allows."""
    pairs = array("q")  # 8 bytes a line; the few that come up too often are then named in a second pass
    for subject, predicate in _subjects(store):
        if predicate in most:
            pairs.append(hash((subject, predicate)))
    if not pairs:
        return
    hashes, counts = np.unique(np.frombuffer(pairs, dtype=np.int64), return_counts=True)
    suspects = set(hashes[counts > 1].tolist())
    suspected = (
        Counter(pair for pair in _subjects(store) if hash(pair) in suspects) if suspects else Counter()
    )
    for (subject, predicate), count in sorted(suspected.items()):
        bound, shape = most.get(predicate, (count, ""))
        if count > bound:
            yield Result(subject, predicate, "", shape, "MaxCount")


def _subjects(store: Store) -> Iterator[tuple[str, str]]:
    for line in default_lines(store):
        subject, predicate, _ = line.split(" ", 2)
        yield subject, predicate


# pyshacl


def _by_pyshacl(
    store: Store, graphs: Sequence[str], shapes: Shapes, advance: Advance | None
) -> Iterator[Violation]:
    for first in range(0, len(graphs), _BATCH):
        batch = {graph: graph_lines(store, graph) for graph in graphs[first : first + _BATCH]}
        abouts = {graph: described(lines) for graph, lines in batch.items()}
        results = pyshacl_results(line for lines in batch.values() for line in lines)
        for result in sorted(set(results), key=_order):
            graph = next((graph for graph, about in abouts.items() if result.focus in about), "")
            yield _violation(graph, abouts.get(graph, {}), result, shapes)
        if advance:
            advance(first + len(batch), len(graphs))


def pyshacl_results(lines: Iterable[str]) -> Iterator[Result]:
    """What pyshacl finds wrong with N-Triples lines (without the final ` .`)."""
    import pyshacl
    import rdflib

    # The ontology is part of the data: claims name its predicates, and types have classes above them. (pyshacl's
    # own ont_graph brings in only what RDFS and OWL say.)
    data = rdflib.Graph().parse(data="".join(f"{line} .\n" for line in lines), format="nt")
    data += ontology().graph
    _, report, _ = pyshacl.validate(data, shacl_graph=ontology().graph, inference="none")
    shacl = rdflib.Namespace(SH)

    def term(result: rdflib.term.Node, name: str) -> str:
        node = report.value(result, shacl[name])
        if node is None:
            return ""
        if not isinstance(node, rdflib.Literal):
            return f"<{node}>"
        tail = f"@{node.language}" if node.language else f"^^<{node.datatype}>" if node.datatype else ""
        return literal(str(node)) + tail.removesuffix("^^<http://www.w3.org/2001/XMLSchema#string>")

    for result in report.subjects(rdflib.RDF.type, shacl.ValidationResult):
        component = term(result, "sourceConstraintComponent")[1:-1].removeprefix(SH)
        yield Result(
            term(result, "focusNode"),
            term(result, "resultPath"),
            term(result, "value"),
            term(result, "sourceShape")[1:-1],
            component.removesuffix("ConstraintComponent"),
        )
