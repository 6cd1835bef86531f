"""How a document speaks of one of its people: by the offices, and by the words that stand beside the name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.resolve.figures import Sight
from kg.resolve.society import NEAR, People

_ATTENDS = re.compile(
    r"宣读|(?:乘|乘坐)(?:专|包)机|表示，此次(?:出席|访问|率)|(?:、[一-鿿·]{2,20}|等){0,4}(?:分别)?(?:参加|陪同|出席)(?:了)?(?:会见|会谈|会晤|上述|活动|考察|座谈|调研|会议)"
)
_COMRADE = re.compile("同志")
_PRESIDES = re.compile(
    r"(?:同志)?(?:\d{1,2}日(?:上午|下午|晚)?)?(?:(?:在[^，。；]{2,12})?同[^，。；]{2,30}会[谈晤见]|在[^，。；]{2,10}陪同下|会见|抵达时|代表党中央|主持(?:了)?[^，。；]{0,12}(?:会议?|召开|大会|[^，。；]会|仪式|[开闭]幕式|[开结]班式|结业式|典礼)(?=[，。])|在主持[^，。；]{2,6}时|(?:在?参加了?)[^，。]{2,14}(?:代表团|小组|联组会)|不再(?:兼任|担任))"
)

_FORMERLY = re.compile("[前原](?=总|首相|国王|外|议|主席|部|领)")

_TAKES = re.compile("(?:（[^（）]{1,8}）)?(?:同志)?(?:(?:不再)?(?:接|兼|担|出|转|改)?任为?|为)")
_FIRST_NAME = re.compile("(?<=[统理相王席长])[一-龥]{2,6}·$")
"""What a mention of a full name leaves before it where it was cut: 波兰总统安杰伊·杜达."""

_BARE = 4
"""Characters up to which an office may lack its body: 书记, 副省长."""

_AFTER = 60
"""Characters after a name in which the words are looked for that tell who it is."""


def sight(people: People, name: str) -> Sight:
    """How the document speaks of who is so named."""
    return Sight(
        _offices(people, name),
        people.company,
        people.listed.get(name, ()),
        attends=_stands(people, name, _ATTENDS),
        presides=_at_home_nowhere(people, name) and _stands(people, name, _PRESIDES),
        comrade=_stands(people, name, _COMRADE),
        kin=name in people.kin,
        among=people.ranked.get(name, 0),
    )


def _offices(people: People, name: str) -> list[str]:
    """The offices of somebody, those of which text and facts name the body apart put together (安徽省委, 书记)."""
    said = list(people.roles.get(name, ()))
    bare = [role for role in said if len(role) <= _BARE]
    said += [body + role for body in people.bodies.get(name, ()) for role in bare]
    return said + [post for _, post in sorted(people.standing.get(name, ()))]


def posts_now(people: People, name: str) -> list[tuple[str, str]]:
    """The posts abroad that stand before a name, with their country, those of former times left out."""
    return [
        (land, words)
        for land, phrase in sorted(people.standing.get(name, ()))
        for words in re.split("兼|、", phrase)
        if not _FORMERLY.search(words)
    ]


def stands_with(people: People, name: str, offices: Sequence[str]) -> bool:
    """Whether one of these offices stands right before a mention of the name, or after it as one that is taken or
    left (某某同志不再担任……)."""
    text = people.document.article.text
    for start, end in people.spans.get(name, ()):
        before = _FIRST_NAME.sub("", text[max(0, start - NEAR) : start])
        after = _TAKES.match(text, end)
        if before.endswith(tuple(offices)) or (after and text.startswith(tuple(offices), after.end())):
            return True
    return False


def _at_home_nowhere(people: People, name: str) -> bool:
    """Whether an article is no local paper's: its home unknown, or guessed from its places though it speaks of
    other leaders of the nation."""
    home = people.document.home
    if home is None or not people.setting.home:
        return True
    guessed = home.evidence.startswith("text:")
    return guessed and len(people.leaders) > (name in people.leaders)


def _stands(people: People, name: str, words: re.Pattern[str]) -> bool:
    """Whether certain words stand after a mention of the name."""
    text = people.document.article.text
    return any(words.match(text, end, end + _AFTER) for end in people.ends.get(name, ()))
