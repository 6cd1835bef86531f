"""decisions: what a person has decided of identities and facts, as a text file that a person can read, diff and edit.

One decision is a line of columns parted by tabs:

    left  right  decision  who  when  why  left in  right in

`decision` is `same`, `different`, `unsure`, or `reject PREDICATE`: the fact that left has this predicate to right is
not to be believed. An end is an entity as `kg show` names it (`person/张伟（江阴市公安局）`), or what one article calls
so (`person/张伟@ARTICLE-ID`). Keys of entities are made from the evidence and change when it does, so the last two
columns anchor an end: names and articles that were this entity when it was decided (`张伟@2021-0412 | 张伟@2022-0107`),
the first of which that is still there is meant. Lines that begin with `#` are remarks. In ids and names `%09` stands
for a tab, `%40` for `@`, `%7C` for `|` and `%25` for the percent sign itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from kg.errors import RuleError

VERDICTS = ("same", "different", "unsure", "reject")

HEADER = (
    "# Decisions of identity, read by every `kg build`; lines may be edited, removed, put in another order.\n"
    "# left\tright\tdecision (same, different, unsure, reject PREDICATE)\twho\twhen\twhy\tleft in\tright in\n"
)
"""The first lines of a new file."""

_SPECIAL = re.compile("[%@|\t\n\r\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class End:
    """One side of a decision. `type` is a class of the ontology; `key` the key of an entity, or, where `article` is given,
    the name by which that article calls it; `anchors` are (name, article). Rejected words are an end of the type
    `Quote`, whose key they are."""

    type: str
    key: str
    article: str = ""
    anchors: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        end = f"{self.type.lower()}/{_escape(self.key)}"
        return f"{end}@{_escape(self.article)}" if self.article else end


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided of two ends; `predicate` where a fact is rejected. `who`, `when` and `why` are for readers
    alone."""

    left: End
    right: End
    verdict: str
    predicate: str = ""
    who: str = field(default="", compare=False)
    when: str = field(default="", compare=False)
    why: str = field(default="", compare=False)

    def __str__(self) -> str:
        if self.verdict == "reject":
            return f"reject {self.left} {self.predicate} {self.right}"
        return f"{self.left} {self.verdict} {self.right}"

    @property
    def about(self) -> tuple[str, ...]:
        """What is decided, whatever was decided: a second decision about it takes the place of the first."""
        if self.verdict == "reject":
            return (str(self.left), self.predicate, str(self.right))
        return tuple(sorted((str(self.left), str(self.right))))


def parse_end(text: str) -> End:
    """An end as it is written, without its anchors.

    Raises:
        ValueError: it has no type, or no name.
    """
    kind, slash, rest = text.partition("/")
    name, at, article = rest.partition("@")
    if not slash or not kind.isalpha() or not name or (at and not article):
        raise ValueError(f"{text!r} is no end: write TYPE/NAME, or TYPE/NAME@ARTICLE")
    return End(kind.capitalize(), unquote(name), unquote(article))


def parse(text: str, place: str) -> list[Decision]:
    """The decisions of a file, in its order; `place` is its path, for messages.

    Raises:
        RuleError: a line is broken: it is named with what is wrong.
    """
    found = []
    for number, line in _lines(text):
        try:
            found.append(_decision(line.split("\t")))
        except ValueError as error:
            raise RuleError(f"{place}:{number}: {error}") from error
    return found


def with_decision(text: str, decision: Decision, place: str) -> str:
    """The file with a decision at its end, without an earlier one about the same."""
    text = without(text, [decision.about], place) or HEADER
    return f"{text}{'' if text.endswith(chr(10)) else chr(10)}{line_of(decision)}\n"


def without(text: str, about: Iterable[tuple[str, ...]], place: str) -> str:
    """The file without the decisions about these; every other line as it was.

    Raises:
        RuleError: a line is broken.
    """
    gone = set(about)
    decided = zip((number for number, _ in _lines(text)), parse(text, place), strict=True)
    dropped = {number for number, decision in decided if decision.about in gone}
    lines = text.split("\n")
    return "\n".join(line for number, line in enumerate(lines, 1) if number not in dropped)


def line_of(decision: Decision) -> str:
    """A decision as a line of the file."""
    verdict = f"reject {decision.predicate}" if decision.verdict == "reject" else decision.verdict
    remarks = (" ".join(words.split()) for words in (decision.who, decision.when, decision.why))
    ends = (_anchors(end) for end in (decision.left, decision.right))
    return "\t".join([str(decision.left), str(decision.right), verdict, *remarks, *ends]).rstrip("\t")


def _lines(text: str) -> list[tuple[int, str]]:
    """The lines that hold a decision, with their numbers. Only a line feed ends one: names may hold stranger marks."""
    lines = ((number, line.rstrip("\r")) for number, line in enumerate(text.split("\n"), 1))
    return [
        (number, line) for number, line in lines if line.strip() and not line.startswith(("#", "\ufeff#"))
    ]


def _decision(cells: Sequence[str]) -> Decision:
    if not 3 <= len(cells) <= 8:
        raise ValueError(f"{len(cells)} columns, where a decision has 3 to 8, parted by tabs")
    left, right, verdict, who, when, why, *anchors = (*cells, *[""] * (8 - len(cells)))
    name, _, predicate = verdict.partition(" ")
    if name not in VERDICTS or bool(predicate) != (name == "reject"):
        raise ValueError(f"decision {verdict!r} is none of same, different, unsure, reject PREDICATE")
    ends = [_anchored(parse_end(end), cell) for end, cell in zip((left, right), anchors, strict=True)]
    if name != "reject" and ends[0].type != ends[1].type:
        raise ValueError(f"{left} and {right} are of different types")
    return Decision(ends[0], ends[1], name, predicate, who, when, why)


def _anchored(end: End, cell: str) -> End:
    anchors = []
    for anchor in cell.split(" | ") if cell else ():
        name, _, article = anchor.partition("@")
        if not name or not article:
            raise ValueError(f"anchor {anchor!r} is not NAME@ARTICLE")
        anchors.append((unquote(name), unquote(article)))
    return End(end.type, end.key, end.article, tuple(anchors))


def _anchors(end: End) -> str:
    return " | ".join(f"{_escape(name)}@{_escape(article)}" for name, article in end.anchors)


def _escape(words: str) -> str:
    return _SPECIAL.sub(lambda match: "".join(f"%{byte:02X}" for byte in match.group().encode()), words)
