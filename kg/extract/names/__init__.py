"""Names: what each mention stands for in its article, written out in full.

Two rounds. The first completes each mention by the rule of its type, in `COMPLETERS`: places to their lowest unit
with its full name, 县委 to the county's, a bare 局长 to the office it leads, 《条例》 to the rule. The second lets
short forms find the full name that the article gives elsewhere, `coreference.short_forms`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from kg.extract.names import coreference, offices, titles, whereabouts
from kg.extract.names.scene import Scene, scene
from kg.model import Document, Found, Mention

Completer = Callable[[Mention, Scene], str]
"""A mention in its scene → its full name."""

COMPLETERS: dict[str, Completer] = {
    "Person": titles.person,
    "Organisation": offices.organisation,
    "Place": whereabouts.place,
    "Site": whereabouts.site,
    "Campaign": titles.campaign,
    "Event": titles.event,
    "Policy": titles.policy,
    "Work": titles.work,
    "Role": offices.role,
}
"""The rule of each type; the names of the other types stay as they are."""


def complete(documents: Sequence[Document]) -> list[Found]:
    """For each document the same mentions, each with its full name."""
    return [Found(mentions=tuple(_complete(document))) for document in documents]


def _complete(document: Document) -> list[Mention]:
    here = scene(document)
    for mention in document.mentions:
        completer = COMPLETERS.get(mention.type)
        name = completer(mention, here) if completer else mention.canonical
        changed = name and name != mention.canonical
        here.done.append(replace(mention, canonical=name) if changed else mention)
    return coreference.short_forms(here)
