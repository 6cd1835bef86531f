"""Keeps queries at home: SERVICE would make the store fetch what it names. FROM only chooses among the store's own
graphs, and LOAD is an update, which the store does not take for a query."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pyoxigraph as ox

from kg.errors import UsageError

_WORD = re.compile("service", re.I | re.A)
_CALL = re.compile(r"(?<![\w?$:/#-])service(?:\s*silent|(?![\w:]))", re.I | re.A)
"""What is likely the keyword; it decides which message is given, no more."""


def refuse_service(name: str, text: str, prefixes: Mapping[str, str], base: str) -> None:
    """Refuse a query that calls SERVICE anywhere; one that only speaks of it, in a string, name or comment, passes.

    The store's own parser decides, since any other may read a text differently (`?a<'x>'`): with another word of
    its length everywhere in place of `service`, the query is still one unless it was the keyword somewhere.

    Raises:
        UsageError: the query calls SERVICE.
        SyntaxError: the query is not valid SPARQL.
    """
    if not _WORD.search(text):
        return
    other = _unused(text)
    try:
        _parse(_WORD.sub(other, text), prefixes, base)
    except SyntaxError:
        # GRAPH takes what SERVICE takes: this is either a query but for the keyword, or none at all.
        graph = _CALL.sub(lambda call: "GRAPH".ljust(len(call.group())), text)
        _parse(_WORD.sub(other, graph), prefixes, base)
        raise UsageError(
            f"query {name}: SERVICE is refused: a query reads this store alone and never the network"
        ) from None


def _unused(text: str) -> str:
    """A word as long as `service` that is no keyword and not in the text, so that no two names become one."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = (f"x{a}{b}qxqx" for a in letters for b in letters)
    return next(word for word in words if word not in text.lower())


def _parse(text: str, prefixes: Mapping[str, str], base: str) -> None:
    """Have the store's parser read a text that holds no `service`, on an empty store."""
    ox.Store().query(text, prefixes=dict(prefixes), base_iri=base)
