"""Titles in 《》: each is a name, as long as it is, unless it stands inside a longer one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.mends.cutting import laid_over, over
from kg.model import Document, Mention

_TITLES = ("grammar.policy.title.", "grammar.work.title/")


def titles(document: Document, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions with each title as one, of the type that its words tell."""
    return laid_over(mentions, _titles(document, mentions))


def _titles(document: Document, mentions: Sequence[Mention]) -> Iterator[Mention]:
    end = 0
    for proposal in sorted(document.proposals, key=lambda each: (each.start, -each.end)):
        if not proposal.by.startswith(_TITLES) or proposal.start < end:
            continue
        end = proposal.end
        there = over(mentions, proposal.start, proposal.end)
        if not any(mention.start <= proposal.start and mention.end >= proposal.end for mention in there):
            yield replace(proposal, by="mends.title/1", confidence=0.85)
