"""What pages show, as values: of an entity, an article, a claim, quoted words, a rule, a fact."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from kg.ontology import NAMESPACE, ontology
from kg.query.card import Card
from kg.query.claims import Claim, best_first, claim_named, claims_of, label, told_apart
from kg.query.find import shorten, text
from kg.rdf.terms import ONTOLOGY, PROV, RDF, SKOS, article_of, span_of
from kg.serve.cards import card_of
from kg.serve.reading import View
from kg.serve.text import Line, Mark, lines

_AROUND = 60
"""Characters of an article shown on either side of a sentence."""

_MANY = 100
"""Claims of a rule, and sentences of a fact, that are shown."""

_COUNTED = 10_000


@dataclass(frozen=True, slots=True)
class Said:
    """A claim as a page lists it: subject and object with what they are called, and the rest of the claim."""

    claim: Claim
    subject: str
    object: str

    @property
    def words(self) -> str:
        """What the predicate is called."""
        known = ontology().predicates.get(self.claim.predicate)
        return known.label_zh if known else self.claim.predicate


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article: its metadata, its text as lines with mentions marked, and the claims of each line."""

    iri: str
    id: str
    title: str
    metadata: tuple[tuple[str, str], ...]
    original: str
    copies: tuple[str, ...]
    lines: tuple[Line, ...]
    claims: tuple[Said, ...]
    mentions: tuple[Mark, ...]

    @property
    def stated(self) -> tuple[tuple[Said, ...], ...]:
        """The claims, those that state one thing of one status together, in the order of the first of each."""
        found: dict[tuple[str, str, str, str], list[Said]] = {}
        for said in self.claims:
            one = said.claim
            found.setdefault((one.subject, one.predicate, one.object, one.status), []).append(said)
        return tuple(map(tuple, found.values()))


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """A claim, the words before and after its sentence, the article's title, and how many more say the same."""

    said: Said
    before: str
    after: str
    title: str
    others: int


@dataclass(frozen=True, slots=True)
class QuotePage:
    """Quoted words, and the claims that say whose they are."""

    iri: str
    text: str
    span: str
    claims: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class RulePage:
    """A rule or extractor with its version: how many spans and claims it found (at most 10,000 are counted), and some of
    the claims."""

    iri: str
    name: str
    uses: int
    claims: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class WhyPage:
    """All that says one fact, best first; `total` claims, of which the first hundred are shown."""

    subject: str
    predicate: str
    object: str
    total: int
    claims: tuple[Said, ...]


Page = Card | ArticlePage | ClaimPage | QuotePage | RulePage


def page_of(view: View, short: str) -> Page | None:
    """What an IRI's end names; None where the graph does not know it."""
    return view.page(("page", short), lambda: _page(view, short))


def _page(view: View, short: str) -> Page | None:
    kind = short.partition("/")[0]
    iri = view.base + short
    try:
        node = ox.NamedNode(iri)
    except ValueError:
        return None
    match kind:
        case "article":
            return _article(view, node)
        case "claim":
            return _claim(view, iri)
        case "quote":
            return _quote(view, node)
        case "rule":
            return _rule(view, node)
    known = any(view.graph.quads_for_pattern(node, ox.NamedNode(RDF + "type"), None, ox.DefaultGraph()))
    return card_of(view, short) if known else None


# --- articles ---------------------------------------------------------------------------------------------


def _article(view: View, node: ox.NamedNode) -> ArticlePage | None:
    about: dict[str, dict[str, list[str]]] = {}
    for quad in view.graph.quads_for_pattern(None, None, None, node):
        about.setdefault(text(quad.subject), {}).setdefault(quad.predicate.value, []).append(
            text(quad.object)
        )
    itself = about.get(node.value, {})
    if not itself:
        return None
    fields = {name.removeprefix(ONTOLOGY): sorted(values) for name, values in itself.items()}
    id_ = fields["identifier"][0]
    whole = view.store.text_of(id_)
    marks = _marks(about, view.base)
    said = _said_in(view, about, node.value)
    spans = [place for iri in about if (place := span_of(iri))]
    rows = tuple(lines(whole, marks, spans))
    originals = [one for one in fields.get("original", []) if one != node.value]
    metadata = [
        (name, "、".join(fields[name]))
        for name in ("published", "source", "publisher", "author", "section", "url")
        if name in fields
    ]
    return ArticlePage(
        iri=node.value,
        id=id_,
        title=next(iter(fields.get("title", [])), id_),
        metadata=tuple(metadata),
        original=originals[0] if originals else "",
        copies=_copies(view, node),
        lines=rows,
        claims=said,
        mentions=marks,
    )


def _copies(view: View, node: ox.NamedNode) -> tuple[str, ...]:
    """The articles that copy this one."""
    found = view.graph.quads_for_pattern(None, ox.NamedNode(ONTOLOGY + "original"), node)
    return tuple(sorted({text(quad.subject) for quad in found} - {node.value}))


def _marks(about: dict[str, dict[str, list[str]]], base: str) -> tuple[Mark, ...]:
    marks = []
    for iri, fields in about.items():
        entities = fields.get(ONTOLOGY + "refersTo", [])
        place = span_of(iri)
        if entities and place:
            entity = min(entities)
            sure = max(map(float, fields.get(ONTOLOGY + "confidence", ["0"])))
            rules = [by.partition("/rule/")[2] for by in sorted(fields.get(PROV + "wasGeneratedBy", []))]
            name = next(iter(about.get(entity, {}).get(SKOS + "prefLabel", [])), shorten(entity, base))
            marks.append(Mark(*place, entity, type_of(entity, base), name, sure, tuple(rules)))
    return tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end)))


def type_of(iri: str, base: str) -> str:
    """The type of an entity, by its IRI; empty for what is none."""
    kind = iri.removeprefix(base).partition("/")[0]
    return next((name for name in ontology().types if name.lower() == kind), "")


def _said_in(view: View, about: dict[str, dict[str, list[str]]], article: str) -> tuple[Said, ...]:
    """The claims of an article's graph, in the order of the text."""
    found = []
    for iri, fields in about.items():
        if RDF + "subject" not in fields:
            continue
        one = {name: values[0] for name, values in fields.items()}
        span = one[PROV + "wasDerivedFrom"]
        start, end = span_of(span) or (0, 0)
        claim = Claim(
            iri=iri,
            article=article,
            original=about[article].get(ONTOLOGY + "original", [article])[0],
            subject=one[RDF + "subject"],
            predicate=one[RDF + "predicate"].removeprefix(NAMESPACE),
            object=one[RDF + "object"],
            status=one[ONTOLOGY + "status"],
            confidence=float(one[ONTOLOGY + "confidence"]),
            date=one.get(ONTOLOGY + "statedOn", ""),
            by=one[PROV + "wasGeneratedBy"].partition("/rule/")[2],
            start=start,
            end=end,
            exact=about[span][ONTOLOGY + "exact"][0],
        )
        found.append(_named(view, claim))
    found.sort(key=lambda one: (one.claim.start, one.claim.end, one.claim.predicate, one.claim.iri))
    return tuple(found)


def _named(view: View, claim: Claim) -> Said:
    return Said(claim, called(view, claim.subject), called(view, claim.object))


def called(view: View, iri: str) -> str:
    """What to call an entity or quoted words."""
    return told_apart(view.graph, iri, view.base)


# --- claims and what they rest on -------------------------------------------------------------------------


def _claim(view: View, iri: str) -> ClaimPage | None:
    claim = claim_named(view.graph, iri)
    if claim is None:
        return None
    id_ = article_of(claim.article, base=view.base) or ""
    whole = view.store.text_of(id_)
    first, last = max(claim.start - _AROUND, 0), min(claim.end + _AROUND, len(whole))
    same = claims_of(view.graph, claim.subject, claim.object)
    others = sum(1 for one in same if one.predicate == claim.predicate and one.iri != iri)
    before = ("…" if first else "") + whole[first : claim.start]
    after = whole[claim.end : last] + ("…" if last < len(whole) else "")
    return ClaimPage(_named(view, claim), before, after, title_of(view, claim.article), others)


def title_of(view: View, article: str) -> str:
    """The title of an article, its id where it has none."""
    node = ox.NamedNode(article)
    for quad in view.graph.quads_for_pattern(node, ox.NamedNode(ONTOLOGY + "title"), None, node):
        return text(quad.object)
    return article_of(article, base=view.base) or article


def _quote(view: View, node: ox.NamedNode) -> QuotePage | None:
    fields = {
        quad.predicate.value: text(quad.object)
        for quad in view.graph.quads_for_pattern(node, None, None, ox.DefaultGraph())
    }
    if ONTOLOGY + "text" not in fields:
        return None
    claims = [
        claim_named(view.graph, text(quad.subject))
        for quad in view.graph.quads_for_pattern(None, ox.NamedNode(RDF + "object"), node)
    ]
    said = [_named(view, claim) for claim in sorted(filter(None, claims), key=best_first)]
    return QuotePage(node.value, fields[ONTOLOGY + "text"], fields[PROV + "wasQuotedFrom"], tuple(said))


def _rule(view: View, node: ox.NamedNode) -> RulePage | None:
    by = ox.NamedNode(PROV + "wasGeneratedBy")
    uses = 0
    claims: list[Claim] = []
    for quad in view.graph.quads_for_pattern(None, by, node):
        uses += 1
        if len(claims) < _MANY and (claim := claim_named(view.graph, text(quad.subject))):
            claims.append(claim)
        if uses == _COUNTED:
            break
    if not uses:
        return None
    said = tuple(_named(view, claim) for claim in sorted(claims, key=best_first))
    return RulePage(node.value, node.value.partition("/rule/")[2], uses, said)


def why_page(view: View, subject: str, predicate: str, target: str) -> WhyPage:
    """All that says a fact whose ends are given by their IRIs."""
    for iri in (subject, target):
        ox.NamedNode(iri)
    found = sorted(
        (claim for claim in claims_of(view.graph, subject, target) if claim.predicate == predicate),
        key=best_first,
    )
    said = tuple(_named(view, claim) for claim in found[:_MANY])
    return WhyPage(
        label(view.graph, subject, view.base),
        predicate,
        label(view.graph, target, view.base),
        len(found),
        said,
    )
