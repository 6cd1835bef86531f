"""Names: what each mention stands for in its article, written out in full.

Two rounds. The first completes each mention by the rule of its type, in `COMPLETERS`: places to their lowest unit
with its full name, 县委 to the county's, a bare 局长 to the office it leads, 《条例》 to the rule. The second lets
short forms find the full name that the article gives elsewhere, `coreference.short_forms`. Last, people of one name in
one article get what tells them apart, `namesakes.told_apart`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from kg.extract.names import coreference, namesakes, offices, titles, whereabouts
from kg.extract.names.scene import Scene, scene
from kg.model import Document, Found, Mention
from kg.read.shadow import folded

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
    "Date": titles.date,
}
"""The rule of each type; the names of the other types stay as they are."""


def complete(documents: Sequence[Document]) -> list[Found]:
    """For each document the same mentions, each with its full name."""
    return [Found(mentions=tuple(_complete(document))) for document in documents]


def _complete(document: Document) -> Iterator[Mention]:
    here = scene(document)
    for mention in document.mentions:
        even = _folded(mention, document.shadow)
        completer = COMPLETERS.get(mention.type)
        name = completer(even, here) if completer else even.canonical
        changed = name and name != even.canonical
        here.done.append(replace(even, canonical=name) if changed else even)
    full = namesakes.told_apart(document.shadow, coreference.short_forms(here))
    for mention, done in zip(document.mentions, full, strict=True):
        changed = done.canonical != mention.canonical
        yield replace(mention, canonical=done.canonical) if changed else mention


def _folded(mention: Mention, text: str) -> Mention:
    """The mention in the characters of the shadow: a name is the same however an article writes it."""
    words = text[mention.start : mention.end]
    plain = words == mention.text == mention.canonical
    name = words if plain else folded(mention.canonical)
    if (words, name) == (mention.text, mention.canonical):
        return mention
    return replace(mention, text=words, canonical=name)
