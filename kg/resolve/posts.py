"""Posts that a text tells otherwise than right before a name: those behind it, those that somebody leaves, and those of a
body that was named with the person before."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from kg.model import Document, Mention
from kg.resolve.prefixes import organ_prefix, place_prefix

_LEAVES = re.compile(r"(?:免去|接受|撤销|终止|罢免|批准)(?>[一-龥·]{2,12}(?:（[^（）]{1,6}）)?[、和]){0,20}$")
"""What stands before the names of those who leave a post. Each name is tried one way only: 和 is also part of names, and
the ways to part a row of it would be millions."""

_LEFT = re.compile(
    r"(?:（[^（）]{1,6}）)?(?:同志)?(?:请?辞去|的)?(?:兼任的|所任的)?(?:第[一二三四五六七八九十]{1,4}届)?"
    r"(?P<posts>[一-龥]{4,24}?(?:、[一-龥]{2,16}){0,4}?)(?:等?职务|资格|的请求|的决定)"
)
"""What stands after them: 某某第十届青溪县政协副主席职务."""

_ASSEMBLY = re.compile(r"政协第[一二三四五六七八九十]{1,4}届(?P<where>[一-龥]{2,8}?)委员会")
_TERM = re.compile(r"第[一二三四五六七八九十]{1,4}届")

_JOINT = re.compile(r"(?:（[^（）]{1,6}）)?[、和]")
_WINDOW = 60

_TITLES = "副?(?:主任委员|主任|部长|局长|主席|会长|院长|行长|秘书长|检察长|署长|书记|[市县区]长)"
_BARE_ROLE = re.compile(_TITLES)
_BARE = re.compile(f"(?<=[，、]){_TITLES}$")
"""A post without its body, before the next name of a sentence."""

_TITLE = re.compile(f"(?<=[一-龥][一-龥][一-龥]){_TITLES}$")

_SENTENCE_END = re.compile(r"[。！？；\n]")


def posts_told(document: Document, offices: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """People with posts that the document tells of them beside the `offices` that stand before their names."""
    people = [mention for mention in document.mentions if mention.type == "Person"]
    yield from _after(document, people)
    yield from _left(document, people)
    yield from _carried(document, people, offices)


_IS = re.compile("(?:，|同志)?(?:生前|曾|现|时)?(?:是|系|任|担任)")


def _after(document: Document, people: Sequence[Mention]) -> Iterator[tuple[str, str]]:
    """某某是青溪县图书馆馆长: the office stands behind its holder."""
    text = document.article.text
    starts = {mention.start: mention for mention in document.mentions if mention.type == "Role"}
    for mention in people:
        if (is_ := _IS.match(text, mention.end)) and (role := starts.get(is_.end())):
            yield mention.canonical, role.canonical


def _left(document: Document, people: Sequence[Mention]) -> Iterator[tuple[str, str]]:
    text = document.article.text
    if not re.search("职务|资格|辞去", text):
        return
    run: list[Mention] = []
    for at, mention in enumerate(people):
        run.append(mention)
        if at + 1 < len(people) and _JOINT.fullmatch(text, mention.end, people[at + 1].start):
            continue
        first = run[0].start
        after = _LEFT.match(text, mention.end, mention.end + _WINDOW)
        if after and _LEAVES.search(text, max(0, first - _WINDOW), first):
            yield from ((one.canonical, post) for one in run for post in _posts(after["posts"]))
        run = []


def _posts(words: str) -> list[str]:
    """The posts of a list, those behind the first with its body where they have none (全国政协常委、委员)."""
    first, *rest = _TERM.sub("", _ASSEMBLY.sub(r"\g<where>政协", words)).split("、")
    body = organ_prefix(first)
    if not body:
        return [first] if place_prefix(first) else []
    return [first, *(post if organ_prefix(post) else body + post for post in rest)]


def _carried(
    document: Document, people: Sequence[Mention], offices: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, str]]:
    """青溪县委书记某甲、副书记某乙: the second is of the body of the first, where no other body stands between."""
    text = document.article.text
    bodies = [
        mention.end
        for mention in document.mentions
        if mention.type == "Organisation"
        or (mention.type == "Role" and not _BARE_ROLE.fullmatch(mention.text))
    ]
    held = {
        name: tuple(dict.fromkeys(roles)) for name, roles in offices.items()
    }  # each once, however often said
    body, end = "", 0
    for mention in people:
        bare = _BARE.search(text, max(0, mention.start - 8), mention.start)
        if not bare:
            found = _body(held.get(mention.canonical, ()), text, mention.start)
            body, end = (found, mention.end) if found else (body, end)
            continue
        if body and not _parted(text, bodies, end, mention.start):
            yield mention.canonical, body + bare[0]
            end = mention.end
        else:
            body = ""


def _parted(text: str, bodies: Sequence[int], end: int, start: int) -> bool:
    """Whether a sentence or another body, of those that end so, ends between two people."""
    other = bisect_right(bodies, start) > bisect_right(bodies, end)
    return other or _SENTENCE_END.search(text, end, start) is not None


def _body(offices: Sequence[str], text: str, start: int) -> str:
    """The body whose post stands right before a name."""
    for office in offices:
        if text.endswith(office, 0, start) and (title := _TITLE.search(office)):
            return office[: title.start()]
    return ""
