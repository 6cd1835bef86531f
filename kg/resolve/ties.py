"""Evidence that reaches across names: what ties a short name to a full one, and one full name to another.

Most evidence counts for bearers of one name alone. A *tie* (`as:迪萨纳亚克·斯里兰卡总统`) counts for whoever has it: so
阿努拉·迪萨纳亚克 and 迪萨纳亚克 become one where both are the president of Sri Lanka. Names that ties connect are decided
together; which these are, an index tells, so that an added article costs no more than the names it has to do with.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.resolve.cutting import TIE, Node
from kg.resolve.ends import Bearers, Evidence, Word

_CONTINUES = "·"


def kindred(word: Word, bearers: Bearers) -> set[Word]:
    """A word with all that ties connect it to, directly or through others."""
    kind, name = word
    found = {name}
    waiting = [name]
    while waiting:
        for other in bearers.tied(kind, waiting.pop()):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return {(kind, other) for other in found}


def units(words: Iterable[Word], bearers: Bearers) -> Iterator[set[Word]]:
    """Words, each with its kindred, in the order of the first; every one once."""
    seen: set[Word] = set()
    for word in words:
        if word not in seen:
            unit = kindred(word, bearers)
            seen |= unit
            yield unit


def tied_names(known: Mapping[Word, Evidence]) -> dict[Word, list[str]]:
    """For each word, the other names of its type with which it shares a tie, sorted."""
    holders: dict[tuple[str, str], set[str]] = defaultdict(set)
    for (kind, name), evidence in known.items():
        for pieces in evidence.values():
            for piece in pieces:
                if piece.startswith(TIE):
                    holders[kind, piece].add(name)
    tied: dict[Word, set[str]] = defaultdict(set)
    for (kind, _), names in holders.items():
        if len(names) > 1:
            for name in names:
                tied[kind, name] |= names - {name}
    return {word: sorted(names) for word, names in tied.items()}


def without_broken(links: dict[Node, set[Node]]) -> dict[Node, set[Node]]:
    """Links without the ties that two full names hold that cannot be one person's (纳瓦兹·谢里夫, 夏巴兹·谢里夫): they
    tell of whoever is called by the part that both share."""
    holders: dict[Node, set[str]] = defaultdict(set)
    for node, pieces in links.items():
        for piece in pieces:
            if piece[0] == "by" and piece[3].startswith(TIE):
                holders[piece].add(node[2])
    broken = {piece for piece, names in holders.items() if len(names) > 1 and _apart(sorted(names))}
    return {node: pieces - broken for node, pieces in links.items()} if broken else links


def _apart(names: Sequence[str]) -> bool:
    full = [name.split(_CONTINUES) for name in names if _CONTINUES in name]
    full.sort(key=len)
    return any(not _same(one, other) for at, one in enumerate(full) for other in full[at + 1 :])


def _same(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether a full name may be a longer one cut short: 费迪南德·马科斯 of 费迪南德·罗慕尔德兹·马科斯."""
    return set(short) <= set(long)
