"""mends: how names are cut where a general rule settles it, whatever was learned.

The arbiter takes no name that the learned tagger holds to be impossible, and the tagger knows only what annotated articles
hold. What they hardly hold, and is never otherwise (a full name and its short form in brackets are two, an
earthquake is its place and its magnitude), is set right here.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.mends.bodies import bodies
from kg.extract.mends.bounds import bounds
from kg.extract.mends.crossings import crossings
from kg.extract.mends.cutting import Mend
from kg.extract.mends.events import events
from kg.extract.mends.mistaken import mistaken
from kg.extract.mends.people import people
from kg.extract.mends.posts import posts
from kg.extract.mends.rules import ruled
from kg.extract.mends.sights import sights
from kg.extract.mends.sites import sites
from kg.extract.mends.statesmen import statesmen
from kg.extract.mends.wholes import wholes
from kg.model import Document, Found, Mention

_MENDS: tuple[Mend, ...] = (
    wholes,
    bounds,
    crossings,
    bodies,
    events,
    people,
    statesmen,
    posts,
    mistaken,
    ruled,
    sites,
    sights,
)
"""In their order."""


def mend(documents: Sequence[Document]) -> list[Found]:
    """The mentions of each document, set right."""
    return [Found(mentions=tuple(_mended(document))) for document in documents]


def _mended(document: Document) -> Sequence[Mention]:
    mentions: Sequence[Mention] = document.mentions
    for mended in _MENDS:
        mentions = mended(document, mentions)
    return mentions
