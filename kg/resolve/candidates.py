"""Pairs of entities that may be one, the likeliest first, with the reasons: what a person is asked to decide.

The score is a probability only in name: weights by hand, in log-odds, that put first what is worth looking at. It
joins nothing.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.authority import places
from kg.decisions import End
from kg.resolve.pairing import pairs, place_of
from kg.resolve.rarity import bearers

TYPES = ("Person", "Organisation", "Place", "Site", "Campaign", "Route", "Event", "Policy", "Work")
"""Types of which candidates are found; nobody is to decide whether two dates are one."""

_ALL = 25
"""Entities of one name that are compared all with all; of more, each with the largest."""

_KEPT = 30_000
"""Pairs that are looked at closely, the likeliest by their names."""

_SEEN = 200
"""Articles of an entity that are looked at for its company."""

_EVERYWHERE = 400
"""What so many articles speak of tells nothing of those whom it stands beside."""


@dataclass(frozen=True, slots=True)
class Profile:
    """An entity as the articles have it: its names there, the articles by number, and the words of its evidence."""

    type: str
    key: str
    names: tuple[str, ...]
    articles: tuple[int, ...]
    evidence: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two ends that may be one: how likely, why, and how many articles speak of each."""

    left: End
    right: End
    score: float
    reasons: tuple[str, ...]
    articles: tuple[int, int]


def candidates(
    profiles: Sequence[Profile],
    ids: Sequence[str],
    kinds: Collection[str],
    decided: Collection[frozenset[str]],
) -> list[Candidate]:
    """Candidates of some types, the likeliest first. `ids` are the articles by number; `decided` the pairs of ends, as
    they are written, that somebody has decided already."""
    company = _Company(profiles)
    found = [
        candidate
        for kind in sorted(kinds)
        for candidate in _of_type(kind, company)
        if frozenset((str(candidate.left), str(candidate.right))) not in decided
    ]
    if "Place" in kinds:
        found += [
            one
            for one in _open_places(company, ids, every=len(kinds) == 1)
            if frozenset((str(one.left), str(one.right))) not in decided
        ]
    return sorted(
        found,
        key=lambda one: (-one.score, -min(one.articles), -max(one.articles), str(one.left), str(one.right)),
    )


class _Company:
    """Who stands beside whom, worked out for those that are asked about."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self.profiles = profiles
        self._in: dict[int, list[int]] = defaultdict(list)
        for index, profile in enumerate(profiles):
            for article in profile.articles:
                self._in[article].append(index)
        self._beside: dict[int, frozenset[int]] = {}

    def beside(self, index: int) -> frozenset[int]:
        """What the articles of an entity speak of beside it, common things left out."""
        if index not in self._beside:
            seen = {other for article in self.profiles[index].articles[:_SEEN] for other in self._in[article]}
            self._beside[index] = frozenset(
                other
                for other in seen
                if other != index and len(self.profiles[other].articles) <= _EVERYWHERE
            )
        return self._beside[index]

    def of_article(self, article: int) -> list[Profile]:
        """What an article speaks of."""
        return [self.profiles[index] for index in self._in[article]]


def _of_type(kind: str, company: _Company) -> Iterator[Candidate]:
    bearing: dict[str, list[int]] = defaultdict(list)
    for index, profile in enumerate(company.profiles):
        if profile.type == kind:
            for name in profile.names:
                bearing[name].append(index)
    likely: dict[tuple[int, int], tuple[float, str]] = {}
    for one, other, chance, reason in _pairs(kind, bearing, company.profiles):
        pair = (min(one, other), max(one, other))
        if one != other and chance > likely.get(pair, (0.0, ""))[0]:
            likely[pair] = (chance, reason)
    first = sorted(likely, key=lambda pair: (-likely[pair][0], pair))[:_KEPT]
    for pair in first:
        yield _scored(company, pair, *likely[pair], len(bearing[company.profiles[pair[0]].names[0]]))


def _pairs(
    kind: str, bearing: dict[str, list[int]], profiles: Sequence[Profile]
) -> Iterator[tuple[int, int, float, str]]:
    """Pairs of entities by their names."""
    for name, found in sorted(bearing.items()):
        if len(found) > 1 and not (kind == "Place" and places().named(name)):
            largest = sorted(found, key=lambda index: (-len(profiles[index].articles), profiles[index].key))
            for at, one in enumerate(largest):
                for other in largest[at + 1 :] if len(found) <= _ALL else largest[: min(at, 2)]:
                    yield one, other, 0.5, f"both are called {name}"
    for one_name, other_name, chance, reason in pairs(kind, bearing):
        for one in bearing[one_name][:5]:
            for other in bearing[other_name][:5]:
                yield one, other, chance, reason


def _scored(company: _Company, pair: tuple[int, int], chance: float, reason: str, alike: int) -> Candidate:
    """A pair with all that speaks for and against it."""
    one, other = (company.profiles[index] for index in pair)
    if len(one.articles) < len(other.articles):
        one, other = other, one
    weights = [(math.log(chance / (1 - chance)), reason)]
    if one.type == "Person":
        weights += _for_people(one, other, alike)
    weights += _by_company(company, pair)
    together = len(set(one.articles) & set(other.articles))
    if together:
        weights.append((-0.7 * min(together, 3), f"against: named side by side in {together} articles"))
    weights += _evidence(one, other)
    score = 1 / (1 + math.exp(-sum(weight for weight, _ in weights)))
    reasons = tuple(words for _, words in weights if words)
    ends = (End(other.type, other.key), End(one.type, one.key))
    return Candidate(*ends, round(score, 3), reasons, (len(other.articles), len(one.articles)))


def _for_people(one: Profile, other: Profile, alike: int) -> Iterator[tuple[float, str]]:
    many = bearers(one.names[0])
    yield (
        0.5 * (3 - math.log10(max(many, 1.0))),
        f"{'hardly anybody else is' if many < 10 else f'some {_rounded(many)} people are'} called {one.names[0]}",
    )
    if set(one.names) & set(other.names) and alike > 2:
        yield -0.25 * (alike - 2) ** 0.5, f"against: {alike} of that name are told apart here"


def _rounded(number: float) -> str:
    digits = max(len(str(int(number))) - 1, 0)
    return f"{round(number, -digits):,.0f}"


def _by_company(company: _Company, pair: tuple[int, int]) -> Iterator[tuple[float, str]]:
    """Others beside whom both are named, the rarer the more telling."""
    shared = company.beside(pair[0]) & company.beside(pair[1])
    shared -= set(pair)
    weighed = [
        (1 / math.log(1.5 + len(company.profiles[index].articles)), company.profiles[index])
        for index in shared
        if company.profiles[index].type not in ("Role",)
    ]
    if weighed:
        weighed.sort(key=lambda found: (-found[0], found[1].type, found[1].key))
        # Large entities share much by chance: the sum is divided by what the smaller could share at most.
        least = min(len(company.beside(index)) for index in pair)
        most = 2.5 if company.profiles[pair[0]].type == "Person" else 1.2
        weight = min(most, sum(weight for weight, _ in weighed) * 4 / math.sqrt(least + 4))
        yield weight, f"both beside {'、'.join(profile.key for _, profile in weighed[:3])}"


def _evidence(one: Profile, other: Profile) -> Iterator[tuple[float, str]]:
    shared = sorted(one.evidence & other.evidence)
    if shared:
        yield 2.0, f"both: {'、'.join(shared[:3])}"
    elif one.evidence and other.evidence:
        here, there = (
            {region for words in profile.evidence if (region := _province(words))} for profile in (one, other)
        )
        if here and there and not here & there:
            yield -1.5, f"against: {'、'.join(sorted(here)[:2])} and {'、'.join(sorted(there)[:2])}"
        elif here & there:
            yield 0.7, f"both in {sorted(here & there)[0]}"


@lru_cache(maxsize=1 << 16)
def _province(words: str) -> str:
    """The province of the place that words of evidence begin with, or end with in brackets."""
    name = place_of(words) or words.rpartition("（")[2].removesuffix("）")
    record = places().resolve(name)
    return (record.parents[-1] if record.parents else record.name) if record else ""


def _open_places(company: _Company, ids: Sequence[str], *, every: bool) -> Iterator[Candidate]:
    """Names of several places that an article leaves open, each with the places for which other names of the article
    speak, or other articles, or with `every` place that it may mean."""
    known = {profile.key: len(profile.articles) for profile in company.profiles if profile.type == "Place"}
    for profile in company.profiles:
        records = places().named(profile.key) if profile.type == "Place" else ()
        if len(records) < 2 or places().by_key(profile.key):
            continue
        for article in profile.articles:
            beside = Counter(
                place_of(name)
                for other in company.of_article(article)
                for name in other.names
                if other is not profile
            )
            beside.update(
                name for other in company.of_article(article) if other.type == "Place" for name in other.names
            )
            for record in records:
                above = [name for name in record.parents if beside[name]]
                count = known.get(record.key, 0)
                weight = -1.5 + 1.2 * len(above) + 0.3 * math.log1p(count)
                reasons = [f"{profile.key} is the name of {len(records)} places"]
                reasons += [f"the article speaks of {'、'.join(above)}"] if above else []
                reasons += [f"{count} articles are sure to mean {record.key}"] if count else []
                if not (above or count):
                    if not every:
                        continue
                    reasons.append("nothing speaks for it")
                score = round(1 / (1 + math.exp(-weight)), 3)
                left = End("Place", profile.names[0], ids[article])
                yield Candidate(left, End("Place", record.key), score, tuple(reasons), (1, count))
