"""grammar: mentions by rules that hold for names never seen before: heads, quotations, titles,
lists, offices, credits, and what the text says of them."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.grammar.anniversaries import anniversaries
from kg.extract.grammar.called import called
from kg.extract.grammar.context import Candidate, Context, context
from kg.extract.grammar.counted import counted
from kg.extract.grammar.credits import credits
from kg.extract.grammar.forces import forces
from kg.extract.grammar.heads import by_heads
from kg.extract.grammar.introduced import introduced
from kg.extract.grammar.joints import joints
from kg.extract.grammar.kinfolk import kinfolk
from kg.extract.grammar.lists import chains, lists
from kg.extract.grammar.local import local
from kg.extract.grammar.meetings import meetings
from kg.extract.grammar.nesting import nest
from kg.extract.grammar.people import people
from kg.extract.grammar.places import places
from kg.extract.grammar.quotes import quotes
from kg.extract.grammar.sides import sides
from kg.extract.grammar.stops import stops
from kg.extract.grammar.tails import tails
from kg.extract.grammar.titles import titles
from kg.extract.grammar.votes import votes
from kg.model import Document, Found

__all__ = ["candidates", "propose"]


def propose(documents: Sequence[Document]) -> list[Found]:
    """Proposals for each document, sorted. They overlap: the arbiter chooses."""
    return [_propose(document) for document in documents]


def _propose(document: Document) -> Found:
    here = context(document)
    return Found(proposals=tuple(here.mention(candidate) for candidate in _found(here)))


def candidates(document: Document) -> list[Candidate]:
    """What the rules find, sorted, each span and type once per rule."""
    return _found(context(document))


def _found(here: Context) -> list[Candidate]:
    found = {*by_heads(here), *titles(here), *people(here), *meetings(here), *chains(here), *quotes(here)}
    found |= {*credits(here), *introduced(here), *lists(here), *places(here), *called(here)}
    found |= {*stops(here), *forces(here), *kinfolk(here), *counted(here)}
    found |= {*anniversaries(here), *local(here)}
    known = {each[:3] for each in found}
    found |= {each for each in tails(here) if each[:3] not in known}
    found |= set(joints(here, found))
    found |= set(votes(here, found))
    return sorted([*nest(found), *sides(here)])
