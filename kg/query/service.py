"""Keeps queries at home: SERVICE would make the store fetch what it names. FROM only chooses among the store's own
graphs, and LOAD is an update, which the store does not take for a query."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pyoxigraph as ox

from kg.errors import UsageError

_WORD = re.compile("service", re.I | re.A)
_CALL = re.compile(r"service(\s*)silent|service", re.I | re.A)


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
    try:
        _parse(_WORD.sub(_unused(text), text), prefixes, base)
    except SyntaxError:
        # GRAPH takes what SERVICE takes: this is either a query but for the keyword, or none at all.
        _parse(_CALL.sub(lambda call: "GRAPH".ljust(len(call.group())), text), prefixes, base)
        raise UsageError(
            f"query {name}: SERVICE is refused: a query reads this store alone and never the network"
        ) from None


def _unused(text: str) -> str:
    """A word as long as `service` that is no keyword and not in the text, so that no two names become one."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = (f"x{a}{b}qxqx" for a in letters for b in letters)
    return next(word for word in words if word not in text.lower())


def _parse(text: str, prefixes: Mapping[str, str], base: str) -> None:
    """Parsing is all that an empty store does. Substitutions are not given: the text holds no values."""
    ox.Store().query(text, prefixes=dict(prefixes), base_iri=base)
