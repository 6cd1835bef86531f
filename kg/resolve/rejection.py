"""Facts that a person has rejected: what no article's word is taken for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from kg.decisions import Decision, End
from kg.model import Entity, Quote, Statement
from kg.resolve.cutting import Node
from kg.resolve.ends import Bearers, Word, node_of
from kg.resolve.naming import Remark

Rejected = tuple[str, str, str, str, str, str]
"""A fact that is not to be believed: type and key of its subject, predicate, type and key of its object (`Quote` and words
of it), and the one article whose word for it is refused, "" for all."""


def rejected(
    decisions: Iterable[Decision], bearers: Bearers, key_of: Callable[[Node], str]
) -> tuple[frozenset[Rejected], list[Remark]]:
    """The facts that decisions reject, with remarks on those of which an end is in no article. `key_of` gives the key
    of a node as all other decisions make it."""
    found: set[Rejected] = set()
    remarks: list[Remark] = []
    for decision in decisions:
        if decision.verdict != "reject":
            continue
        left, right = (_final(end, bearers, key_of) for end in (decision.left, decision.right))
        if left and right:
            found.add((*left, decision.predicate, *right, decision.left.article or decision.right.article))
        else:
            gone = decision.right if left else decision.left
            remarks.append(Remark("dormant", (decision,), f"no article has {gone}"))
    return frozenset(found), remarks


def _final(end: End, bearers: Bearers, key_of: Callable[[Node], str]) -> Word | None:
    if end.type == "Quote":
        return end.type, end.key
    node = node_of(end, bearers)
    return (end.type, key_of(node)) if node else None


def is_rejected(claim: Statement, refused: Collection[Rejected]) -> bool:
    """Whether a claim is one of the rejected facts."""
    if not refused:
        return False
    who = (claim.subject.type, claim.subject.key, claim.predicate)
    if isinstance(claim.object, Entity):
        fact = (*who, claim.object.type, claim.object.key)
        return (*fact, "") in refused or (*fact, claim.article) in refused
    if not isinstance(claim.object, Quote):
        return False
    words, articles = claim.object.text, ("", claim.article)
    return any(one[:4] == (*who, "Quote") and one[4] in words and one[5] in articles for one in refused)
