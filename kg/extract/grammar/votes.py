"""The document votes: a name seen clearly once is looked for in all of the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ahocorasick_rs import AhoCorasick, Implementation

from kg.extract.grammar.context import Candidate, Context
from kg.extract.grammar.lexicon import words

# Rules clear enough to vouch for a name elsewhere in the text, and how many characters it must have.
_CLEAR = {
    "grammar.site.placed": 4, "grammar.site.quoted": 4, "grammar.site.named": 4, "grammar.organisation.placed": 4,
    "grammar.organisation.quoted": 4, "grammar.campaign.quoted": 3, "grammar.campaign.opened": 6,
    "grammar.event.quoted": 4, "grammar.event.placed": 5, "grammar.event.dated": 5,
    "grammar.campaign.alone.numbered": 4, "grammar.person.office": 2, "grammar.person.office.guess": 2,
    "grammar.person.list": 2, "grammar.person.work.pieces": 3, "grammar.person.said.pieces": 3,
    "grammar.person.kin.pieces": 3, "grammar.person.credit.behind": 3, "grammar.person.credit.before": 3,
    "grammar.organisation.called": 3, "grammar.site.called": 3, "grammar.route.alone": 4,
    "grammar.person.behind.pieces": 3, "grammar.person.syllables": 3,
    "grammar.person.roster": 2, "grammar.person.appointed": 3,
    "grammar.person.parted": 3, "grammar.place.moved": 3, "grammar.site.stop.chain": 3, "grammar.site.stop.way": 3,
    "grammar.place.at": 3, "grammar.place.small": 3,
}  # fmt: skip

_TITLED = re.compile("(?:主席|总统|总书记|总理|首相|书记|同志|先生|女士|夫人)$")
_KIND = re.compile("[县市区镇乡旗州村江河山坝]$")
_LONGEST_PLACE = 5
_LONGEST = 24  # code points; longer names are not said twice


def votes(context: Context, candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """The further places where a name stands that a clear rule found. A quoted first part votes by itself as well,
    as that is how the name is taken up again (“山路弯弯”展馆 … 山路弯弯). The tagger's persons vote as well, unless
    it or the gazetteer takes the same word for something else (places abroad look like names)."""
    shadow = context.shadow
    known: dict[str, set[tuple[str, str]]] = {}
    taken: set[tuple[int, int, str]] = set()
    for start, end, type_, rule, _ in candidates:
        taken.add((start, end, type_))
        if rule not in _CLEAR or not _CLEAR[rule] <= end - start <= _LONGEST:
            continue
        known.setdefault(shadow[start:end].replace(" ", ""), set()).add((type_, "name"))
        close = context.closes.get(start)
        if close is not None and close - start - 2 >= 3:
            known.setdefault(shadow[start + 1 : close - 1], set()).add((type_, "part"))
    proposals = context.document.proposals
    otherwise = {shadow[mention.start : mention.end] for mention in proposals if mention.type != "Person"}
    for index, tag in enumerate(context.tags):
        if tag == "PER":
            start, end = context.starts[index], context.ends[index]
            taken.add((start, end, "Person"))
            name = context.texts[index]
            title = name in words("role.heads") or _TITLED.search(name)
            if len(name) > 2 and name not in otherwise and not title:
                known.setdefault(name, set()).add(("Person", "name"))
    _places(context, known, taken)
    if not known:
        return
    names = sorted(known)
    automaton = AhoCorasick(names, implementation=Implementation.NoncontiguousNFA)  # the fastest to build
    for index, start, end in automaton.find_matches_as_indexes(shadow, overlapping=True):
        for type_, kind in sorted(known[names[index]]):
            if (start, end, type_) not in taken:
                yield Candidate(start, end, type_, f"grammar.{type_.lower()}.vote.{kind}")


def _places(
    context: Context, known: dict[str, set[tuple[str, str]]], taken: set[tuple[int, int, str]]
) -> None:
    """The tagger's places vote as well, and short forms of those that say what they are (青溪县 … 青溪)."""
    for index, tag in enumerate(context.tags):
        if tag == "LOC":
            name = context.texts[index]
            taken.add((context.starts[index], context.ends[index], "Place"))
            if 2 < len(name) <= _LONGEST_PLACE and _KIND.search(name) and name not in words("never.Place"):
                known.setdefault(name, set()).add(("Place", "name"))
                known.setdefault(name[:-1], set()).add(("Place", "short"))
