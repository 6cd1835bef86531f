"""Verbs of a sentence, by jieba's dictionary and the letters alone, and which facts the rules read from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.errors import DataError
from kg.model import Span
from kg.ontology import ontology


def verbs(text: str, span: Span) -> Iterator[tuple[int, int]]:
    """The verbs of a sentence that are not parts of longer words."""
    words = lexicon()
    often, sentence = words.often, text[span.start : span.end]
    for _, start, end in words.verbs.find_matches_as_indexes(sentence):
        # 省委主持: of 委主 and 主持 the more frequent is the word.
        own = often.get(sentence[start:end], 0)
        before = (sentence[max(start - back, 0) : start + 1] for back in (1, 2))
        if start == 0 or all(often.get(word, 0) <= own for word in before):
            yield span.start + start, span.start + end


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Verbs of two to four characters, those that are nouns as well, and how often words of two to four occur."""

    verbs: AhoCorasick
    nouns: frozenset[str]
    often: Mapping[str, int]


@cache
def lexicon() -> Lexicon:
    """The words of jieba's dictionary.

    Raises:
        DataError: jieba is not installed whole.
    """
    spec = find_spec("jieba")
    path = Path(spec.origin if spec and spec.origin else "jieba").with_name("dict.txt")
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise DataError(f"{path}: {error.strerror}; install jieba again") from error
    verbs, nouns, often = [], [], {}
    for line in lines:
        word, count, tag = line.split(" ")
        if 2 <= len(word) <= 4:
            often[word] = int(count)
            if tag.startswith("v"):
                verbs.append(word)
                if tag != "v":
                    nouns.append(word)
    return Lexicon(AhoCorasick(verbs, matchkind=MatchKind.LeftmostLongest), frozenset(nouns), often)


@cache
def triggers() -> Mapping[str, frozenset[str]]:
    """Trigger word → the predicates whose rules know it."""
    from kg.extract.facts.rules import rules

    known: defaultdict[str, set[str]] = defaultdict(set)
    for rule in rules():
        for word in rule.trigger:
            known[word].add(rule.predicate)
    return {word: frozenset(predicates) for word, predicates in known.items()}


@cache
def with_triggers() -> frozenset[str]:
    """The rules that hang on a word, without their versions."""
    from kg.extract.facts.rules import rules

    return frozenset(rule.by.partition("/")[0] for rule in rules() if rule.trigger)


@cache
def connecting(types: tuple[str, str]) -> tuple[str, ...]:
    """The predicates of facts that may connect these types, either way round. Another name of the same thing connects
    everything with its like, and says nothing."""
    left, right = types
    return tuple(
        sorted(
            name
            for name, predicate in ontology().predicates.items()
            if predicate.fact
            and name != "alias"
            and (predicate.allows(left, right) or predicate.allows(right, left))
        )
    )
