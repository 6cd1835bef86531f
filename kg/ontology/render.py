"""The ontology for people: as one Turtle document, as a table, and as a page that needs nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from unicodedata import east_asian_width

from kg.errors import RuleError
from kg.ontology.load import NAMESPACE, Ontology, Predicate, Term, Type

_PREFIX = re.compile(r"@prefix\s+(\S*:)\s+(<[^>]*>)\s*\.\s*\n")


def as_turtle(onto: Ontology) -> str:
    """All files as one Turtle document, with the prefixes on top and the authors' layout kept.

    Raises:
        RuleError: two files give a prefix different meanings.
    """
    prefixes: dict[str, str] = {}
    bodies: list[str] = []
    for file in onto.files:
        text = file.read_text(encoding="utf-8")
        for name, iri in _PREFIX.findall(text):
            if prefixes.setdefault(name, iri) != iri:
                raise RuleError(
                    f"{file}: prefix {name} is {iri} here and {prefixes[name]} in an earlier file"
                )
        bodies.append(_PREFIX.sub("", text).strip())
    head = "".join(f"@prefix {name} {iri} .\n" for name, iri in sorted(prefixes.items()))
    return head + "\n" + "\n\n".join(bodies) + "\n"


def as_table(onto: Ontology) -> str:
    """A line for each term: name, labels, definition, and for predicates what they connect."""
    blocks = []
    for kind, terms in _sections(onto):
        rows = [
            (term.name, term.label_zh, term.label_en, term.definition_zh, _signature(term)) for term in terms
        ]
        widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
        lines = ["  ".join(map(_padded, row, widths)).rstrip() for row in rows]
        blocks.append("\n".join([" · ".join(_HEADINGS[kind]), *(f"  {line}" for line in lines)]))
    return "\n\n".join(blocks) + "\n"


def _width(text: str) -> int:
    """Columns that a text takes on a terminal, where Han characters and full-width marks take two."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _sections(onto: Ontology) -> list[tuple[str, Sequence[Term]]]:
    return [
        ("type", list(onto.types.values())),
        ("predicate", list(onto.predicates.values())),
        ("class", [term for term in onto.classes.values() if term.name not in onto.types]),
        ("property", [term for term in onto.properties.values() if not term.fact]),
    ]


def _signature(term: Term) -> str:
    if not isinstance(term, Predicate):
        return ""
    ends = [
        *(["same kind"] if term.same_kind else []),
        *term.range,
        *(f"xsd:{name}" for name in term.datatypes),
    ]
    return f"{', '.join(term.domain)} → {', '.join(ends)}"


_HEADINGS = {
    "type": ("实体类型", "Types of entities"),
    "predicate": ("事实谓词", "Predicates that state facts"),
    "class": ("其他类", "Other classes"),
    "property": ("其他属性", "Other properties"),
}

_STYLE = """
:root { color-scheme: light dark; --line: #8884; --soft: #777; }
body { font: 16px/1.6 system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif;
  max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
h1 small, h2 small, h3 small { font-weight: normal; color: var(--soft); margin-left: .5em; }
nav a { display: inline-block; margin: 0 .8em .3em 0; }
article { border-top: 1px solid var(--line); padding: .6rem 0 .8rem; }
h3 { margin: 0; } p { margin: .2rem 0; } code { font-size: .9em; }
.dot { display: inline-block; width: .8em; height: .8em; border-radius: 50%; margin-right: .4em; }
.en, .more { color: var(--soft); } .more { font-size: .9em; }
"""


def as_html(onto: Ontology) -> str:
    """A page in Chinese and English with every term, its signature, example and alignments: one file, no script."""
    parts = [
        "<!DOCTYPE html>",
        '<html lang="zh"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
        f"<title>红图本体 · Hongtu ontology</title><style>{_STYLE}</style></head><body>",
        "<h1>红图本体<small>Hongtu ontology</small></h1>",
        f"<p><code>@prefix kg: &lt;{NAMESPACE}&gt;</code></p>",
        f"<nav>{''.join(_link(name, onto) for name in onto.types)}</nav>",
        f"<nav>{''.join(_link(name, onto) for name in onto.predicates)}</nav>",
    ]
    for kind, terms in _sections(onto):
        zh, en = _HEADINGS[kind]
        parts.append(f'<section><h2>{zh}<small lang="en">{en}</small></h2>')
        parts += [_card(term, onto) for term in terms]
        parts.append("</section>")
    return "\n".join([*parts, "</body></html>", ""])


def _card(term: Term, onto: Ontology) -> str:
    dot = (
        f'<span class="dot" style="background:{escape(term.colour)}"></span>'
        if isinstance(term, Type) and term.colour
        else ""
    )
    lines = [
        f'<article id="{escape(term.name)}"><h3>{dot}{escape(term.label_zh)}'
        f'<small lang="en">{escape(term.label_en)}</small> <code>kg:{escape(term.name)}</code></h3>',
        f"<p>{escape(term.definition_zh)}</p>",
        f'<p class="en" lang="en">{escape(term.definition_en)}</p>',
    ]
    if isinstance(term, Predicate) and term.domain:
        same = "<em>同类 same kind</em> " if term.same_kind else ""
        data = " ".join(f"<code>xsd:{escape(name)}</code>" for name in term.datatypes)
        lines.append(f"<p>{_links(term.domain, onto)} → {same}{_links(term.range, onto)}{data}</p>")
    lines.append(f'<p class="more">例 e.g. {escape("；".join(term.examples))}</p>')
    if term.alignments:
        aligned = " ".join(f'<a href="{escape(iri)}">{escape(_short(iri))}</a>' for iri in term.alignments)
        lines.append(f'<p class="more">≈ {aligned}</p>')
    return "\n".join([*lines, "</article>"])


def _links(names: Iterable[str], onto: Ontology) -> str:
    return " ".join(_link(name, onto) for name in names)


def _link(name: str, onto: Ontology) -> str:
    term = onto.classes.get(name) or onto.properties[name]
    return f'<a href="#{escape(name)}">{escape(term.label_zh)} <span lang="en">{escape(term.name)}</span></a>'


def _short(iri: str) -> str:
    """The last two parts of an IRI, which people know it by: `org#holds`, `schema.org/Person`."""
    return "/".join(re.sub(r"^https?://(www\.)?", "", iri).split("/")[-2:])
