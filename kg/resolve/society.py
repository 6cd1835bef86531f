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
from kg.resolve.posts import posts_told
from kg.resolve.prefixes import country
from kg.resolve.rarity import PLAUSIBLE, bearers, surname
from kg.resolve.spoken import Setting, objects_of
from kg.resolve.standing import countries_near, standing_near
from kg.resolve.whereabouts import is_rare

_ATTENDS = re.compile(
    r"宣读|(?:乘|乘坐)(?:专|包)机|表示，此次(?:出席|访问|率)|(?:、[一-鿿·]{2,20}|等){0,4}(?:分别)?(?:参加|陪同|出席)(?:了)?(?:会见|会谈|会晤|上述|活动|考察|座谈|调研|会议)"
)
_COMRADE = re.compile("同志")
_PRESIDES = re.compile(
    r"(?:同志)?(?:\d{1,2}日(?:上午|下午|晚)?)?(?:(?:在[^，。；]{2,12})?同[^，。；]{2,30}会[谈晤见]|在[^，。；]{2,10}陪同下|会见|抵达时|代表党中央|主持(?:了)?[^，。；]{0,12}(?:会议?|召开|大会|[^，。；]会|仪式|[开闭]幕式|[开结]班式|结业式|典礼)(?=[，。])|在主持[^，。；]{2,6}时|(?:在?参加了?)[^，。]{2,14}(?:代表团|小组|联组会)|不再(?:兼任|担任))"
)

_FORMERLY = re.compile("[前原](?=总|首相|国王|外|议|主席|部|领)")

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

_NEAR = 40
"""Characters before a name in which its office is looked for."""

_TAKES = re.compile("(?:（[^（）]{1,8}）)?(?:同志)?(?:(?:不再)?(?:接|兼|担|出|转|改)?任为?|为)")
_FIRST_NAME = re.compile("(?<=[统理相王席长])[一-龥]{2,6}·$")
"""What a mention of a full name leaves before it where it was cut: 波兰总统安杰伊·杜达."""

_DAYS = 3
"""Days for which whom an outlet speaks of stays the same person of the name."""

_BARE = 4
"""Characters up to which an office may lack its body: 书记, 副省长."""

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
                if envoy := _ENVOY.search(text, max(0, start - _NEAR), start):
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
    def full_names(self) -> Sequence[str]:
        """The names of several parts, as foreigners bear them."""
        return [name for name in self.ends if "·" in name]

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
    def national(self) -> bool:
        """Whether leaders of the nation are among them."""
        return any(m.type == "Person" and figures.is_national(m.canonical) for m in self.document.mentions)

    def sight(self, name: str) -> figures.Sight:
        """How the document speaks of who is so named."""
        return figures.Sight(
            self.offices_of(name),
            self.company,
            self.listed.get(name, ()),
            attends=self._stands(name, _ATTENDS),
            presides=self._at_home_nowhere(name) and self._stands(name, _PRESIDES),
            comrade=self._stands(name, _COMRADE),
            kin=name in self.kin,
            among=self.ranked.get(name, 0),
        )

    def offices_of(self, name: str) -> list[str]:
        """The offices of somebody, those of which text and facts name the body apart put together (安徽省委, 书记)."""
        said = list(self.roles.get(name, ()))
        bare = [role for role in said if len(role) <= _BARE]
        said += [body + role for body in self.bodies.get(name, ()) for role in bare]
        return said + [post for _, post in self.standing.get(name, ())]

    def named_first(self, name: str, other: str) -> bool:
        """Whether a name stands before another in the document, and both do stand there."""
        one, two = self.ends.get(name), self.ends.get(other)
        return one is not None and two is not None and one[0] < two[0]

    def posts_now(self, name: str) -> list[tuple[str, str]]:
        """The posts abroad that stand before a name, with their country, those of former times left out."""
        return [
            (land, words)
            for land, phrase in sorted(self.standing.get(name, ()))
            for words in re.split("兼|、", phrase)
            if not _FORMERLY.search(words)
        ]

    def _at_home_nowhere(self, name: str) -> bool:
        """Whether an article is no local paper's: its home unknown, or guessed from its places though it speaks of
        other leaders of the nation."""
        home = self.document.home
        if home is None or not self.setting.home:
            return True
        guessed = home.evidence.startswith("text:")
        return guessed and any(figures.is_national(other) for other in self.ends if other != name)

    def _stands(self, name: str, words: re.Pattern[str]) -> bool:
        """Whether certain words stand after a mention of the name."""
        text = self.document.article.text
        return any(words.match(text, end, end + 60) for end in self.ends.get(name, ()))

    def stands_with(self, name: str, offices: Sequence[str]) -> bool:
        """Whether one of these offices stands right before a mention of the name, or after it as one that is taken or
        left (某某同志不再担任……)."""
        text = self.document.article.text
        for start, end in self.spans.get(name, ()):
            before = _FIRST_NAME.sub("", text[max(0, start - _NEAR) : start])
            after = _TAKES.match(text, end)
            if before.endswith(tuple(offices)) or (after and text.startswith(tuple(offices), after.end())):
                return True
        return False

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
