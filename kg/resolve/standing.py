"""What stands before a foreigner's name: the country or organisation, and the post there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from kg.model import Document, Mention
from kg.resolve.lands import Land, is_organ, land_of
from kg.resolve.rarity import PLAUSIBLE, bearers, surname

_ELSEWHERE = re.compile(
    r"[，。；：！？《》“”\n]|(?<![共参])[与同](?![平睦作谐盟志胞])|(?<![方转])向|(?<!反)对(?![平华外])"
    r"|(?<=[统理相储王长席记臣表使员人袖者方国府队])[和及]|^[和及]"
    r"|会见|会谈|访问|表示|宣布|任命|、(?=[^、]*、)"
)
"""What ends the words that may be somebody's post: 国家主席特使、外交部长某某 is one, 同德国总理会谈的法国总统某某 another."""

_POST = 30
"""Characters that a post abroad, with its country, may have."""

_HERE = re.compile(
    r"中国|我国|中方|中共|国务院|全国|主任委员|省|市长(?<!州市长)|书记(?<!总书记)(?<!第一书记)"
)
"""What is said of no foreigner."""

_TOOK_OFFICE = re.compile(
    r"[，、]?(?:祝贺[他她其])?[^，。]{0,4}?(?:就任|当选|连任|出任|接任)(?:为)?(?P<post>[一-龥]{2,24}?(?:总统|总理|首相|国王|主席|议长|秘书长))"
)
"""What tells an office after a name: 某某，祝贺他就任……总统."""

_ENVOY = re.compile(r"常?驻$")

_AND = re.compile(r"[、和及与暨]+")

_SENTENCE_END = re.compile(r"[。！？；\n]")
_FAR = 60
"""Characters before a name in which its country is looked for: 阿塞拜疆总统某某，同副总理某某."""


def standing_near(document: Document, lands: Sequence[Land]) -> dict[str, set[tuple[str, str]]]:
    """For each person, the foreign country or international organisation, and the words for a post there, that stand
    right before the name: (沙特阿拉伯, 沙特王储兼首相) for 沙特王储兼首相某某. `lands` are those of the document."""
    near: dict[str, set[tuple[str, str]]] = defaultdict(set)
    text = document.article.text
    land, start = "", 0
    for found, mention in _in_order(document, lands):
        if found is not None:
            at, _, name = found
            envoy = _ENVOY.search(text, max(0, at - 2), at)
            # 中国驻美国大使 is no American; 某国副总统、某国某市市长 is one post
            if not envoy and not (
                name == land and at - start <= _POST and not _ELSEWHERE.search(text[start:at])
            ):
                land, start = name, at
        elif mention is not None:
            if mention.start - start > _POST:
                land = ""
            post = text[start : mention.start].strip("、") if land else ""
            after = _AND.match(post)  # 某国总督某甲、总理某乙; whom a host names after a guest is none of his
            words = post[after.end() :] if after and not _chinese(mention.canonical) else post
            if _ELSEWHERE.search(words) or _HERE.search(words):
                land = ""
            elif words := words.rstrip("和"):
                near[mention.canonical].add((land, words))
            if (took := _TOOK_OFFICE.match(text, mention.end)) and (new := land_of(took["post"])):
                near[mention.canonical].add((new, took["post"]))
            start = mention.end
    return near


def _in_order(document: Document, lands: Sequence[Land]) -> Iterator[tuple[Land | None, Mention | None]]:
    """The lands and the people that a document names, as they stand in it."""
    waiting = list(reversed(lands))
    for mention in document.mentions:
        if mention.type == "Person":
            while waiting and waiting[-1][0] < mention.start:
                yield waiting.pop(), None
            yield None, mention


def _chinese(name: str) -> bool:
    return bool(surname(name)) and bearers(name) >= PLAUSIBLE


def countries_near(document: Document, lands: Sequence[Land]) -> dict[str, set[str]]:
    """For each person, the foreign countries named last before, in the same sentence."""
    near: dict[str, set[str]] = defaultdict(set)
    text = document.article.text
    country, end = "", 0
    for found, mention in _in_order(document, lands):
        if found is not None:
            if not is_organ(found[2]):
                _, end, country = found
        elif mention is not None and country:
            near_by = mention.start - end <= _FAR and not _SENTENCE_END.search(text, end, mention.start)
            near[mention.canonical].update({country} if near_by else ())
    return near
