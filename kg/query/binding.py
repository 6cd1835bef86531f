"""Parameters in the text of a query: each variable's place is taken by a term, escaped as N-Triples writes it.

The store plans a query without its substitutions: bound so, the posts of one person take as long to find as those of
all (0.6 s instead of 1 ms on 12,000 articles). With the term in the pattern itself it begins there, and so does any
other server, which has no substitutions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

_TOKEN = re.compile(
    r"""(?P<skip>\#[^\n]*|<[^<>"{}|^`\\\x00-\x20]*>|\"{3}(?:(?!\"{3})(?:\\.|[^\\]))*\"{3}|'{3}(?:(?!'{3})(?:\\.|[^\\]))*'{3}"""
    r"""|"(?:\\.|[^"\\\n\r])*"|'(?:\\.|[^'\\\n\r])*')|(?P<word>[?$]?[\w:-]+)|(?P<mark>[{}()*])""",
    re.S,
)
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")

_CLOSING = {"{": "}", "(": ")"}

_SORTING = ("GROUP", "ORDER")
_OTHERS = ("HAVING", "LIMIT", "OFFSET", "VALUES")
"""Where the variables of GROUP BY and ORDER BY begin, which become terms in parentheses, and where they end."""

Term = ox.NamedNode | ox.Literal


@dataclass(frozen=True, slots=True)
class Shape:
    """A query's form, the prefixes that it declares, the words of its projection, and where the braces of its outermost
    pattern are (-1 where it has none)."""

    form: str
    declared: frozenset[str]
    projection: tuple[str, ...]
    opening: int
    closing: int


def shape(text: str) -> Shape:
    """The shape of a text, whether it is valid or not; the form is empty when it is no query."""
    form, depth, expected = "", 0, False
    declared: set[str] = set()
    projection: list[str] = []
    opening = level = 0
    begun, template = False, False
    for token in _tokens(text):
        word, upper = token.group(), token.group().upper()
        if expected:
            declared.add(word.partition(":")[0])
            expected = False
        elif not form:
            expected = upper == "PREFIX"
            form = upper if upper in _FORMS else ""
        elif word in "()":
            depth += 1 if word == "(" else -1
        elif word == "{" and (level or not depth):
            template = template or (form == "CONSTRUCT" and not begun and not projection)
            opening = token.start() if not level else opening
            level += 1
            begun = True
        elif word == "}" and level:
            level -= 1
            if not level and not (template and form == "CONSTRUCT" and "WHERE" not in projection):
                return Shape(form, frozenset(declared), tuple(projection), opening, token.start())
        if form and not level:
            projection.append(upper if upper == "WHERE" else word)
    return Shape(form, frozenset(declared), tuple(projection), -1, -1)


def bind(text: str, terms: Mapping[str, Term]) -> str | None:
    """A SELECT with variables of its projection bound, in each place of its pattern; None where that cannot be told from
    the text alone. The result may still be no valid query (`BOUND(?x)`), never another one."""
    found = shape(text)
    known = {f"{mark}{name}": term for name, term in terms.items() for mark in "?$"}
    wanted = set(found.projection)
    given = all(f"?{name}" in wanted or f"${name}" in wanted or "*" in wanted for name in terms)
    if found.form != "SELECT" or found.opening < 0 or not given:
        return None
    binds = "".join(f" BIND ({term} AS ?{name})" for name, term in terms.items())
    pieces = [text[: found.opening + 1], binds, " "]
    at = found.opening + 1
    level, projected, sorting, scopes = 0, None, False, list[tuple[int, set[str]]]()
    for token in _tokens(text, at, found.closing):
        word = token.group()
        sorting = word.upper() in _SORTING or (sorting and word not in "{}" and word.upper() not in _OTHERS)
        if word.upper() == "SELECT":
            projected = set[str]()
        elif word == "{":
            level += 1
            if projected is not None:
                scopes.append((level, projected))
                projected = None
        elif word == "}":
            scopes = [scope for scope in scopes if scope[0] < level]
            level -= 1
        elif projected is not None:
            projected.add(word.replace("$", "?", 1))
        if word in known:
            name = word.replace("$", "?", 1)
            if any(not {name, "*"} & names for _, names in scopes):
                return None  # a subquery's own variable, of the same name by chance
            # A subquery need not give what is the same everywhere.
            term = f"({known[word]})" if sorting else str(known[word])
            pieces += [text[at : token.start()], term if projected is None else ""]
            at = token.end()
    return "".join([*pieces, text[at:]])


def unbalanced(text: str) -> int:
    """Where the first brace or parenthesis stands that closes nothing, or the innermost one that nothing closes; -1 where
    each has its other half."""
    opened: list[int] = []
    for token in _tokens(text):
        if token.group() in _CLOSING:
            opened.append(token.start())
        elif token.group() in _CLOSING.values():
            if not opened:
                return token.start()
            if _CLOSING[text[opened[-1]]] != token.group():
                break
            opened.pop()
    return opened[-1] if opened else -1


def words(text: str) -> Iterator[str]:
    """The names, variables and keywords of a query, without its strings, IRIs and comments."""
    return (token.group() for token in _tokens(text) if token["word"])


def _tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
    found = _TOKEN.finditer(text, start, len(text) if end is None else end)
    return (token for token in found if not token["skip"])
