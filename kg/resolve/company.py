"""In what company an article names a person: the list of names in which it stands, the country spoken of, the field of
work."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from kg.model import Document
from kg.resolve.circles import fields, tells
from kg.resolve.prefixes import country_prefix, organ_prefix, organs_by_name

_REACH = 3
"""Names to either side: lists of the same people drop some and add some, and keep their order."""

_GAP = re.compile(r"(?:（[^（）]{1,12}）|\([^()]{1,12}\))?[、，,\s和及]{1,4}")
"""What stands between two names of a list: 王甲（女）、李乙　赵丙和钱丁."""


def lists_of(document: Document) -> list[list[str]]:
    """The lists of bare names in a document, each in the order of the text."""
    runs: list[list[str]] = []
    end = -1
    text = document.article.text
    for mention in document.mentions:
        if mention.type != "Person":
            continue
        if 0 <= end <= mention.start <= end + 18 and _GAP.fullmatch(text, end, mention.start):
            runs[-1].append(mention.canonical)
        else:
            runs.append([mention.canonical])
        end = mention.end
    return [run for run in runs if len(run) > 1]


def listed_with(document: Document) -> dict[str, set[str]]:
    """For each person in a list of bare names, those who stand near it in the list. Names that half the country
    bears are left out: they stand in every list."""
    near: dict[str, set[str]] = defaultdict(set)
    for run in lists_of(document):
        for place, name in enumerate(run):
            for other in run[max(0, place - _REACH) : place]:
                if other != name:
                    near[name].add(other)
                    near[other].add(name)
    return {
        name: {other for other in others if tells(other, "county office")} for name, others in near.items()
    }


_ELSEWHERE = re.compile(
    r"[，。；：！？《》“”\n]|[与和同向对](?![平睦作谐])|会见|会谈|访问|表示|宣布|、(?=[^、]*、)"
)
"""What ends the words that may be somebody's post: 国家主席特使、外交部长某某 is one, 同德国总理会谈的法国总统某某 another."""

_POST = 30
"""Characters that a post abroad, with its country, may have."""

_HERE = re.compile(r"中国|我国|中方|中共|国务院|全国|省|市长|书记")
"""What is said of no foreigner."""

_TOOK_OFFICE = re.compile(
    r"[，、]?(?:祝贺[他她其])?[^，。]{0,4}?(?:就任|当选|连任|出任|接任)(?:为)?(?P<post>[一-龥]{2,24}?(?:总统|总理|首相|国王|主席|议长|秘书长))"
)
"""What tells an office after a name: 某某，祝贺他就任……总统."""

_ENVOY = re.compile(r"常?驻$")


def standing_near(document: Document) -> dict[str, set[tuple[str, str]]]:
    """For each person, the foreign country or international organisation, and the words for a post there, that stand
    right before the name: (沙特阿拉伯, 沙特王储兼首相) for 沙特王储兼首相某某."""
    near: dict[str, set[tuple[str, str]]] = defaultdict(set)
    text = document.article.text
    land, start = "", 0
    for mention in document.mentions:
        if mention.type in ("Place", "Organisation", "Role"):
            found = land_of(mention.canonical)
            envoy = _ENVOY.search(text, max(0, mention.start - 2), mention.start)
            if envoy and not land:
                continue  # 中国驻美国大使 is no American
            if found and not (land and envoy):
                land, start = found, mention.start
        elif mention.type == "Person":
            post = text[start : mention.start] if land and mention.start - start <= _POST else ""
            if _ELSEWHERE.search(post) or _HERE.search(post):
                land = ""
            elif words := post.strip("、和"):
                near[mention.canonical].add((land, words))
            if (took := _TOOK_OFFICE.match(text, mention.end)) and (new := land_of(took["post"])):
                near[mention.canonical].add((new, took["post"]))
            start = mention.end  # 某国总督某甲、总理某乙
    return near


@lru_cache(maxsize=1 << 15)
def land_of(name: str) -> str:
    """The foreign country, or the international organisation, that a name begins with."""
    if found := country_prefix(name):
        return found
    organ = organ_prefix(name)
    full, kind = organs_by_name().get(organ, ("", ""))
    return full if kind in ("international", "foreign") else ""


def is_organ(land: str) -> bool:
    """Whether what `land_of` gives is an organisation."""
    return organs_by_name().get(land, ("", ""))[1] in ("international", "foreign")


_SENTENCE_END = re.compile(r"[。！？；\n]")
_FAR = 60
"""Characters before a name in which its country is looked for: 阿塞拜疆总统某某，同副总理某某."""

_AROUND = 30
"""Characters on either side of a name in which words of its field are looked for."""


def countries_near(document: Document) -> dict[str, set[str]]:
    """For each person, the foreign countries named last before, in the same sentence."""
    near: dict[str, set[str]] = defaultdict(set)
    text = document.article.text
    country, end = "", 0
    for mention in document.mentions:
        if mention.type in ("Place", "Organisation", "Role"):
            if found := country_prefix(mention.canonical):
                country, end = found, mention.end
        elif mention.type == "Person" and country:
            near_by = mention.start - end <= _FAR and not _SENTENCE_END.search(text, end, mention.start)
            near[mention.canonical].update({country} if near_by else ())
    return near


def around(text: str, start: int, end: int, reach: int) -> tuple[str, str]:
    """The words of the sentence before and after a place of the text, up to so many characters of each."""
    before = _SENTENCE_END.split(text[max(0, start - reach) : start])[-1]
    return before, _SENTENCE_END.split(text[end : end + reach])[0]


def fields_near(document: Document) -> dict[str, set[str]]:
    """For each person, the fields of work (data/identity/fields.tsv) of which the sentence speaks near the name."""
    near: dict[str, set[str]] = defaultdict(set)
    text = document.article.text
    speaking = [(field, words) for field, (_, words) in fields().items() if words.search(text)]
    if not speaking:
        return near
    for mention in document.mentions:
        if mention.type != "Person":
            continue
        before, after = around(text, mention.start, mention.end, _AROUND)
        for field, words in speaking:
            if words.search(before) or words.search(after):
                near[mention.canonical].add(field)
    return near
