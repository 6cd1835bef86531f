"""What a document says of all its people, each part worked out once and only when it is asked for."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from kg.authority import places
from kg.model import Document, Mention
from kg.resolve import figures
from kg.resolve.circles import fields_of, tells
from kg.resolve.company import fields_near, listed_with, lists_of
from kg.resolve.lands import Land, is_organ, lands_in
from kg.resolve.outlets import is_national, outlet_of
from kg.resolve.parts import parts
from kg.resolve.posts import posts_told
from kg.resolve.prefixes import country
from kg.resolve.rarity import PLAUSIBLE, bearers, surname
from kg.resolve.spoken import Setting, objects_of
from kg.resolve.standing import countries_near, standing_near
from kg.resolve.whereabouts import divisions, is_rare, top

_TITLE_AFTER = re.compile(
    r"(?:总统|总理|首相|国王|女王|埃米尔|外长|防长)(?!府|办|顾问|特使|特别|选举|候选|大选|令|任期|职)"
)

_KIN = (
    "夫人",
    "王后",
    "妻子",
    "丈夫",
    "女儿",
    "儿子",
    "公主",
    "王子",
    "遗孀",
    "之子",
    "之女",
    "父亲",
    "母亲",
)

_MANY_PEOPLE = 20
"""Names of people from which on an article holds several stories."""

_RAREST = 6

_VILLAGE = ("村", "社区", "嘎查")
_FEW = 3

_ENVOY = re.compile(r"中国常?驻[一-龥]{2,12}(?:大使|代表|总领事)$")
"""An office that tells who it is wherever it stands before a name."""

NEAR = 40
"""Characters before a name in which its office is looked for."""

_DAYS = 3
"""Days for which whom an outlet speaks of stays the same person of the name."""

_ROLL = 60
"""Names in lists from which on an article is a roll."""

_LONG_LIST = 5
"""Names from which on a list is one of an assembly, and not of who went along."""


@dataclass(frozen=True)
class People:
    """The people of a document in its setting."""

    document: Document
    setting: Setting

    @cached_property
    def roles(self) -> Mapping[str, Sequence[str]]:
        """The offices of each person."""
        found = objects_of(self.document, "holdsRole")
        text = self.document.article.text
        for name, spans in self.spans.items():
            for start, _ in spans:
                if envoy := _ENVOY.search(text, max(0, start - NEAR), start):
                    found[name].append(envoy[0])
        for name, post in list(posts_told(self.document, found)):
            found[name].append(post)
        return found

    @cached_property
    def bodies(self) -> Mapping[str, Sequence[str]]:
        """The bodies that each person belongs to."""
        return objects_of(self.document, "memberOf")

    @cached_property
    def listed(self) -> Mapping[str, Collection[str]]:
        """Who stands beside each in a list of names."""
        return listed_with(self.document)

    @cached_property
    def rare(self) -> Sequence[str]:
        """Rare names of Chinese form, the rarest first, a few; none in an article that names many people."""
        if len(self.ends) > _MANY_PEOPLE:
            return []
        least = PLAUSIBLE if self.abroad else 0.0
        rare = [
            name
            for name in self.ends
            if surname(name)
            and bearers(name) >= least
            and tells(name, "county office")
            and not figures.figure_of(name)
        ]
        return sorted(rare, key=lambda name: (bearers(name), name))[:_RAREST]

    def beside(self, name: str) -> Sequence[str]:
        """Others of rare names whom the document names."""
        return [other for other in self.rare if other != name]

    @cached_property
    def kin(self) -> frozenset[str]:
        """Those named as relatives of others."""
        text = self.document.article.text
        return frozenset(
            m.canonical
            for m in self.document.mentions
            if m.type == "Person" and text.endswith(_KIN, max(0, m.start - 2), m.start)
        )

    @cached_property
    def ranked(self) -> Mapping[str, int]:
        """Those in a list of names with leaders of the nation, or in the roll of an assembly that is at home nowhere, each
        with how many people all lists name."""
        lists = lists_of(self.document)
        people = len({name for run in lists for name in run})
        roll = people >= _ROLL and not self.setting.home
        return {
            name: people
            for run in lists
            if len(run) >= _LONG_LIST and (roll or any(map(figures.is_national, run)))
            for name in run
        }

    @cached_property
    def places_named(self) -> Mapping[str, Sequence[Mention]]:
        """The mentions of each place."""
        found: dict[str, list[Mention]] = {}
        for mention in self.document.mentions:
            if mention.type == "Place":
                found.setdefault(mention.canonical, []).append(mention)
        return found

    @cached_property
    def row_of_places(self) -> tuple[Sequence[int], Sequence[str]]:
        """Where the mentions of places begin, in order, and the names of these."""
        named = [mention for mention in self.document.mentions if mention.type == "Place"]
        return [mention.start for mention in named], [mention.canonical for mention in named]

    @cached_property
    def regions(self) -> frozenset[str]:
        """The one province or country in which all known places lie that the document mentions."""
        return frozenset(map(top, divisions(self.places_named, self.places_around)))

    @cached_property
    def places_around(self) -> frozenset[str]:
        """The places that the document speaks of, with all that lies above them."""
        return places().widened(self.setting.places)

    @cached_property
    def villages(self) -> Sequence[str]:
        """The villages that the document speaks of, those of names that many bear left out; none where it goes from one
        to the next."""
        found = [
            name
            for name in self.places_named
            if name.endswith(_VILLAGE) and is_rare(name) and not places().named(name)
        ]
        return found if len(found) <= _FEW else ()

    @cached_property
    def named_lands(self) -> Sequence[Land]:
        """Where foreign countries and international organisations are named."""
        return lands_in(self.document)

    @cached_property
    def standing(self) -> Mapping[str, Collection[tuple[str, str]]]:
        """The country or organisation abroad, and the post there, that stand right before each; or the post right after
        where the document speaks of one country alone."""
        found = standing_near(self.document, self.named_lands)
        lands = {land for *_, land in self.named_lands if not is_organ(land)}
        if len(lands) == 1:
            (land,) = lands
            text = self.document.article.text
            for name, ends in self.ends.items():
                for after in (_TITLE_AFTER.match(text, end) for end in ends if name not in found):
                    if after:
                        found.setdefault(name, set()).add((land, after[0]))
        return found

    @cached_property
    def full_names(self) -> Mapping[str, Sequence[str]]:
        """The names of several parts, as foreigners bear them, by each part by which somebody may be called for short."""
        found: dict[str, list[str]] = {}
        for name in self.ends:
            for part in dict.fromkeys(parts(name)) if "·" in name else ():
                found.setdefault(part, []).append(name)
        return found

    @cached_property
    def only_land(self) -> Collection[str]:
        """The foreign country that the document speaks of, if it is the only one."""
        return self.abroad if len(self.abroad) == 1 else ()

    @cached_property
    def lands(self) -> Mapping[str, Collection[str]]:
        """The foreign countries named last before each."""
        return countries_near(self.document, self.named_lands)

    @cached_property
    def fields(self) -> Mapping[str, Collection[str]]:
        """The fields of work spoken of near each, and those that their offices tell."""
        found = fields_near(self.document)
        for name, roles in self.roles.items():
            if told := {field for role in roles for field in fields_of(role)}:
                found[name] |= told
        return found

    @cached_property
    def company(self) -> frozenset[str]:
        """The names of all that the document mentions, and the countries that these lie in."""
        named = (mention.canonical for mention in self.document.mentions)
        return frozenset(named) | self.abroad | frozenset(land for *_, land in self.named_lands)

    @cached_property
    def abroad(self) -> frozenset[str]:
        """The foreign countries that the document speaks of."""
        return frozenset(land for name in self.setting.places for land in _lands(name))

    @cached_property
    def local(self) -> bool:
        """Whether the document is at home somewhere, or in a county that no table holds."""
        counties = (name for name in self.setting.places if name.endswith(("县", "旗")))
        return bool(self.setting.home) or any(not places().named(name) for name in counties)

    @cached_property
    def to_all(self) -> bool:
        """Whether the document is of an outlet of the whole country."""
        return is_national(outlet_of(self.document.article))

    @cached_property
    def days(self) -> Sequence[str]:
        """The outlet with the day and the two after it: two documents of three days share one. Empty where outlet or
        day is unknown."""
        outlet, date = outlet_of(self.document.article), self.document.article.date[:10]
        if not outlet:
            return ()
        try:
            first = datetime.date.fromisoformat(date)
            return [f"{outlet} {first + datetime.timedelta(days=after)}" for after in range(_DAYS)]
        except (ValueError, OverflowError):  # no day of the calendar, or its last
            return ()

    @cached_property
    def leaders(self) -> frozenset[str]:
        """The leaders of the nation among them."""
        return frozenset(filter(figures.is_national, self.ends))

    def named_first(self, name: str, other: str) -> bool:
        """Whether a name stands before another in the document, and both do stand there."""
        one, two = self.ends.get(name), self.ends.get(other)
        return one is not None and two is not None and one[0] < two[0]

    @cached_property
    def spans(self) -> Mapping[str, Sequence[tuple[int, int]]]:
        """Where the mentions of each person stand."""
        found: dict[str, list[tuple[int, int]]] = {}
        for mention in self.document.mentions:
            if mention.type == "Person":
                found.setdefault(mention.canonical, []).append((mention.start, mention.end))
        return found

    @cached_property
    def ends(self) -> Mapping[str, Sequence[int]]:
        """Where the mentions of each person end."""
        return {name: [end for _, end in spans] for name, spans in self.spans.items()}


@lru_cache(maxsize=1 << 15)
def _lands(name: str) -> tuple[str, ...]:
    """The foreign countries that a name of a place is, or lies in."""
    known = places()
    return tuple(
        country(record) for record in known.named(name) if record.name == name and known.is_abroad(record)
    )
