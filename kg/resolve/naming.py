"""What parts that decisions and evidence join are called: a pure function, as everything of identity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from kg.authority import places
from kg.decisions import Decision
from kg.model import Ref
from kg.resolve.cutting import Node
from kg.resolve.ends import Bearers, Word
from kg.resolve.grouping import first_of, qualifier, reserved
from kg.resolve.local import display


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that a person should know of decisions. `kind` is *conflict* (decisions contradict one another, and
    what they would join is not joined), *cut* (evidence would join what a decision keeps apart, and yields), *divided*
    (what a decision was made of is no longer one), *dormant* (an end is in no article)."""

    kind: str
    decisions: tuple[Decision, ...]
    text: str


Named = tuple[str, str]
"""A key, and the name to show where it is another than the article's own ("" where it is not)."""


@dataclass(slots=True)
class Outcome:
    """`keys`: of names that articles do not settle, and of those that a decision takes out of what its article makes of
    them, what each article means. `into`: what has become of the keys that articles settle."""

    keys: dict[Word, dict[str, Named]] = field(default_factory=dict)
    into: dict[Word, Named] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)


def name_parts(
    parts: Sequence[Sequence[Node]], words: Collection[Word], bearers: Bearers, outcome: Outcome
) -> None:
    """Keys and names to show for all parts, into the outcome. Where articles settle a key, a part has it, and is shown
    under the name that more of its articles say; else its key is that name, with what tells it apart where others bear
    it."""
    bearing = Counter(word for part in parts for word in {node[1:3] for node in part if node[0] == "at"})
    known = {word: bearers.evidence(*word) for word in words}
    taken: set[Word] = set()
    for part in parts:
        kind = part[0][1]
        own = [node[2] for node in part if node[0] == "key"]
        ats = [node for node in part if node[0] == "at"]
        if own:
            key, shown = _best(kind, own, bearers)
            said = _said_more(kind, key, ats, bearers)
            shown = said or shown
        else:
            said = shown = first_of([node[2] for node in ats])
            key = shown
            word = (kind, shown)
            settles = any(bearers.local_key(*node[1:]) for node in ats) or bearers.settled(*word)
            if bearing[word] > 1 or reserved(*word) or settles:
                of_name = [node[3] for node in ats if node[2] == shown]
                told = qualifier(of_name, known.get(word, {}))
                while (kind, f"{shown}（{told}）") in taken or bearers.settled(kind, f"{shown}（{told}）"):
                    told += f"；{of_name[0]}"
                key = f"{shown}（{told}）"
                taken.add((kind, key))
        if own == [key] and all(bearers.local_key(*node[1:]) == key for node in ats):
            continue  # as the articles settle it
        several = len(own) > 1 or (own and said) or any(node[2] != shown for node in ats)
        named = (key, display(Ref(kind, shown)) if several and shown else "")
        for node in ats:
            outcome.keys.setdefault((kind, node[2]), {})[node[3]] = named
        outcome.into |= {(kind, old): named for old in own}


def _said_more(kind: str, key: str, ats: Sequence[Node], bearers: Bearers) -> str:
    """The name by which more articles call what a key was settled for than settle the key; "" where there is none."""
    said = first_of([node[2] for node in ats])
    times = sum(node[2] == said for node in ats)
    return said if times > _articles(kind, key, bearers) and not _in_tables(kind, key) else ""


def _articles(kind: str, key: str, bearers: Bearers) -> int:
    return len({article for _, article in bearers.settled(kind, key)})


def _in_tables(kind: str, key: str) -> bool:
    return kind == "Place" and places().by_key(key) is not None


def _best(kind: str, keys: Sequence[str], bearers: Bearers) -> Named:
    """The key among several that articles settle, and the name it goes by: a place of the tables, else what most
    articles say, else the first."""

    def rank(key: str) -> tuple[bool, int, str]:
        return not _in_tables(kind, key), -_articles(kind, key, bearers), key

    key = min(keys, key=rank)
    return key, first_of([name for name, _ in bearers.settled(kind, key)])
