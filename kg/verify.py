"""Proof: reopens every article's text and checks that the graph says nothing that the text does not.

Everything but one thing is checked within an article's own graph, so that memory stays bounded by the largest
article; that the default graph is the union of what the articles know is checked by comparing hashes.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
import numpy.typing as npt
from pyoxigraph import Store

from kg.errors import KgError
from kg.ontology import ontology
from kg.rdf.read import About, default_lines, described, graph_lines, graph_names, iri, value
from kg.rdf.terms import ONTOLOGY, article_of, base_of, span_iri, span_of, text_of_literal

_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_SUBJECT, _PREDICATE, _OBJECT = (
    f"<http://www.w3.org/1999/02/22-rdf-syntax-ns#{part}>" for part in ("subject", "predicate", "object")
)
_FROM, _SOURCE, _QUOTED = (
    f"<http://www.w3.org/ns/prov#{name}>" for name in ("wasDerivedFrom", "hadPrimarySource", "wasQuotedFrom")
)
_SPAN, _CLAIM, _QUOTE = (f"<{ONTOLOGY}{name}>" for name in ("Span", "Claim", "Quote"))
_START, _END, _EXACT, _REFERS, _STATUS, _TEXT, _ABOVE, _SHA256, _LENGTH = (
    f"<{ONTOLOGY}{name}>"
    for name in ("start", "end", "exact", "refersTo", "status", "text", "containedIn", "sha256", "length")
)
_SHOWN = 1000
"""How many problems a report lists; all are counted."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that the graph says and the text does not bear out. `node` is the IRI it is said of."""

    article: str
    node: str
    reason: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What was checked, and what was wrong: `found` counts all problems, `problems` lists the first thousand."""

    articles: int
    spans: int
    claims: int
    facts: int
    entities: int
    found: int
    problems: tuple[Problem, ...]

    @property
    def holds(self) -> bool:
        return self.found == 0


def verify(
    store: Store, text_of: Callable[[str], str], *, advance: Callable[[int, int], None] | None = None
) -> Proof:
    """Checks all spans, claims, facts and entities of a store against the texts of its articles.

    `text_of` gives the text of an article by its id, and raises a KgError where there is none. `advance` is told
    after each article how many of how many are done.
    """
    checks = _Checks()
    graphs = graph_names(store)
    for done, graph in enumerate(graphs, 1):
        checks.article(graph, graph_lines(store, graph), text_of)
        if advance:
            advance(done, len(graphs))
    checks.union(store, graphs)
    return Proof(
        articles=len(graphs),
        spans=checks.spans,
        claims=checks.claims,
        facts=checks.facts,
        entities=checks.entities,
        found=checks.found,
        problems=tuple(checks.problems),
    )


class _Checks:
    """The counts and problems so far, and a hash of every line of knowledge (8 bytes each)."""

    def __init__(self) -> None:
        self.spans = self.claims = self.facts = self.entities = self.found = 0
        self.problems: list[Problem] = []
        self._known = array("q")
        self._fact_predicates = {f"<{p.iri}>" for p in ontology().predicates.values()}

    def article(self, graph: str, lines: list[str], text_of: Callable[[str], str]) -> None:
        base = base_of(graph)
        article_id = article_of(graph, base=base)
        if article_id is None:
            self._add(Problem("", graph, "a named graph that is no article's"))
            return
        ours = _ArticleGraph(article_id, graph, base, described(lines))
        self._known.extend(map(hash, (line for line in lines if not ours.is_provenance(line))))
        try:
            text = text_of(article_id)
        except KgError as error:
            self._add(Problem(article_id, graph, f"its text cannot be opened: {error}"))
            return
        for problem in (
            *ours.against(text),
            *ours.unproven_claims(),
            *ours.unproven_facts(self._fact_predicates),
            *ours.unsupported_entities(),
        ):
            self._add(problem)
        self.spans += len(ours.of_type(_SPAN))
        self.claims += len(ours.of_type(_CLAIM))

    def union(self, store: Store, graphs: Iterable[str]) -> None:
        """The default graph against all that the articles know; each line that stands on one side only is named."""
        default = array("q")
        for line in default_lines(store):
            default.append(hash(line))
            predicate = line.split(" ", 2)[1]
            self.facts += predicate in self._fact_predicates
            self.entities += predicate == _TYPE and not line.endswith(_QUOTE)
        known, stated = _distinct(self._known), _distinct(default)
        # 64-bit hashes: among 10^7 lines two collide with a chance of 10^-6, and then one of them goes unchecked.
        surplus = set(np.setdiff1d(stated, known, assume_unique=True).tolist())
        missing = set(np.setdiff1d(known, stated, assume_unique=True).tolist())
        if surplus:
            for line in default_lines(store):
                if hash(line) in surplus:
                    self._add(
                        Problem(
                            "",
                            iri(line.split(" ", 1)[0]),
                            f"the default graph says what no article does: {line}",
                        )
                    )
        for graph in graphs if missing else ():
            article_id = article_of(graph, base=base_of(graph)) or graph
            for line in graph_lines(store, graph):
                if hash(line) in missing:
                    node = iri(line.split(" ", 1)[0])
                    self._add(
                        Problem(article_id, node, f"the default graph lacks what the article says: {line}")
                    )

    def _add(self, problem: Problem) -> None:
        self.found += 1
        if len(self.problems) < _SHOWN:
            self.problems.append(problem)


def _distinct(hashes: array[int]) -> npt.NDArray[np.int64]:
    return np.unique(np.frombuffer(hashes, dtype=np.int64)) if hashes else np.empty(0, np.int64)


@dataclass(frozen=True)
class _ArticleGraph:
    """An article's named graph, and the checks that need nothing else."""

    article: str
    iri: str
    base: str
    about: About

    def is_provenance(self, line: str) -> bool:
        """Whether a line is about the article, its spans, claims and rules, rather than about an entity."""
        return line.startswith((f"<{self.base}article/", f"<{self.base}claim/", f"<{self.base}rule/"))

    def of_type(self, kind: str) -> list[str]:
        return [node for node, said in self.about.items() if kind in said.get(_TYPE, ())]

    def against(self, text: str) -> Iterator[Problem]:
        """The text, every span and every quote, letter for letter."""
        said = self.about.get(f"<{self.iri}>", {})
        if _values(said, _SHA256) != [sha256(text.encode()).hexdigest()] or _values(said, _LENGTH) != [
            str(len(text))
        ]:
            yield Problem(
                self.article, self.iri, "the text is not the one that was read: its hash or length differs"
            )
        for node in sorted(self.of_type(_SPAN)):
            bounds = span_of(iri(node))
            said = self.about[node]
            if bounds is None or iri(node) != span_iri(self.base, self.article, *bounds):
                yield self._problem(node, "a span that is not named by its article and offsets")
                continue
            start, end = bounds
            if _values(said, _START) != [str(start)] or _values(said, _END) != [str(end)]:
                yield self._problem(node, "a span whose offsets are not those of its name")
            elif not 0 <= start < end <= len(text) or _values(said, _EXACT) != [text[start:end]]:
                yield self._problem(
                    node,
                    f"the graph quotes {_values(said, _EXACT)}, the text has {text[start:end]!r} at {start}–{end}",
                )
        for node in sorted(self.of_type(_QUOTE)):
            spans = self.about[node].get(_QUOTED, [])
            exact = [words for span in spans for words in _values(self.about.get(span, {}), _EXACT)]
            if len(exact) != 1 or _values(self.about[node], _TEXT) != exact:
                yield self._problem(node, "a quote whose words are not those of the span it is quoted from")

    def unproven_claims(self) -> Iterator[Problem]:
        """Claims that do not stand on exactly one span of this article."""
        spans = set(self.of_type(_SPAN))
        for node in sorted(self.of_type(_CLAIM)):
            said = self.about[node]
            proof = said.get(_FROM, [])
            if len(proof) != 1 or proof[0] not in spans:
                yield self._problem(node, "a claim without a span of its article behind it")
            if said.get(_SOURCE) != [f"<{self.iri}>"]:
                yield self._problem(node, "a claim whose source is not the article that makes it")
            if any(len(said.get(part, ())) != 1 for part in (_SUBJECT, _PREDICATE, _OBJECT, _STATUS)):
                yield self._problem(node, "a claim without one subject, predicate, object and status")

    def unproven_facts(self, predicates: set[str]) -> Iterator[Problem]:
        """Direct triples that no asserted claim of this article makes, and asserted claims without their triple."""
        claimed = {
            (subject, predicate, target)
            for said in map(self.about.__getitem__, self.of_type(_CLAIM))
            if '"asserted"' in said.get(_STATUS, ())
            for subject in said.get(_SUBJECT, ())
            for predicate in said.get(_PREDICATE, ())
            for target in said.get(_OBJECT, ())
        }
        stated = {
            (node, predicate, target)
            for node, said in self.about.items()
            for predicate in said.keys() & predicates
            for target in said[predicate]
        }
        for fact in sorted(stated - claimed):
            yield self._problem(fact[0], f"a fact that no claim of the article asserts: {' '.join(fact)}")
        for fact in sorted(claimed - stated):
            yield self._problem(
                fact[0], f"an asserted claim that is not in the graph as a fact: {' '.join(fact)}"
            )

    def unsupported_entities(self) -> Iterator[Problem]:
        """Entities that the article neither mentions nor claims anything of, nor contain a place that it does."""
        open_ = [
            node
            for said in self.about.values()
            for predicate in (_REFERS, _SUBJECT, _OBJECT)
            for node in said.get(predicate, ())
        ]
        supported: set[str] = set()
        while open_:
            node = open_.pop()
            if node not in supported:
                supported.add(node)
                open_ += self.about.get(node, {}).get(_ABOVE, ())
        for node in sorted(self.about.keys() - supported):
            if not self.is_provenance(node):
                yield self._problem(node, "an entity that the article neither mentions nor says anything of")
        for node in sorted(node for node in supported if _TYPE not in self.about.get(node, {})):
            yield self._problem(node, "an entity without a type")

    def _problem(self, node: str, reason: str) -> Problem:
        return Problem(self.article, value(node), reason)


def _values(said: dict[str, list[str]], predicate: str) -> list[str]:
    return [text_of_literal(term) for term in said.get(predicate, ())]
