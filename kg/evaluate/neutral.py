"""What the annotation guideline leaves open: predictions that are neither right nor wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kg.evaluate.gold import GoldArticle, Item, Relation
from kg.evaluate.names import norm, same, stem

_VAGUE = frozenset(
    [
        "近日",
        "日前",
        "近期",
        "近年来",
        "近年",
        "近些年",
        "连日来",
        "目前",
        "如今",
        "当前",
        "眼下",
        "现在",
        "此前",
        "随后",
        "当天",
        "当日",
        "同时",
        "期间",
        "这几天",
        "暑期",
        "暑假",
        "这个暑期",
        "这个暑假",
        "暑假期间",
        "暑期以来",
        "去年同期",
        "今后",
        "未来",
        "新时代",
        "时期",
        "长期",
        "每年",
        "每周",
        "平日",
        "周末",
        "每到周末",
        "五年来",
        "十年间",
        "新春",
        "新时期",
        "革命战争年代",
        "改革开放新时期",
        "清明时节",
        "清明节期间",
        "春节期间",
        "之前",
        "前夕",
        "假日",
        "新征程",
        "即日",
        "当年",
        "当时",
        "昔日",
        "曾经",
        "多年来",
        "上半年",
        "下半年",
    ]
)
_DURATION = re.compile(r"(\d{1,3}|[一二三四五六七八九十百]+)(多|余)?(年|天|个月|月|小时)(多|余)?(来|间|前)?")
_COUNTRY = frozenset(
    [
        "中国",
        "我国",
        "全国",
        "新中国",
        "祖国",
        "首都",
        "日本",
        "全市",
        "全省",
        "全区",
        "当地",
        "本地",
        "各地",
        "该区",
        "该县",
        "该市",
        "该镇",
        "该村",
        "我省",
        "我市",
        "我区",
        "我县",
        "我镇",
        "我村",
        "我街道",
    ]
)


def is_neutral(item: Item, gold: GoldArticle) -> bool:
    """Whether a predicted mention is of a kind that the gold does not judge: vague dates, country words, and what
    lies in an ignored span and on no gold mention."""
    if item.start is None or not any((g.start, g.end) == (item.start, item.end) for g in gold.items):
        name = norm(item.text)
        if item.type == "Date" and (name in _VAGUE or _DURATION.fullmatch(name)):
            return True
        if item.type in ("Place", "Organisation") and name in _COUNTRY:
            return True
    if item.start is not None and item.end is not None:
        ignored = any(item.start < end and start < item.end for start, end in gold.ignore)
        return ignored and not any(overlap(item, g) for g in gold.items)
    ignored_texts = [norm(gold.text[start:end]) for start, end in gold.ignore]
    names = {norm(g.text) for g in gold.items} | {norm(g.canonical) for g in gold.items}
    return norm(item.text) not in names and any(norm(item.text) in text for text in ignored_texts if text)


def overlap(left: Item, right: Item) -> int:
    """How many characters two mentions share."""
    if left.start is None or left.end is None or right.start is None or right.end is None:
        return 0
    return max(0, min(left.end, right.end) - max(left.start, right.start))


def is_tolerated(
    predicate: str, subject: Iterable[str], target: Iterable[str], target_text: str, gold: GoldArticle
) -> bool:
    """The tolerance rules N1 to N4 of the guideline for predicted relations.

    N1: a place stands for its government where the gold has heldAt. N2: the object is read off the subject's name.
    N3: the organisation is part of a gold role of the person. N4: another sentence of a speaker whom the gold quotes.
    """
    subject, target = list(subject), list(target)
    if predicate in ("organises", "promotes", "participatesIn", "issues"):
        held = _of(gold.relations, "heldAt")
        return any(
            same(target, g.subject.names, g.subject.type) and same(subject, g.object.names, g.object.type)
            for g in held
        )
    if predicate in ("locatedIn", "commemorates", "partOf"):
        stems = [stem(name) for name in target]
        return any(len(w) >= 2 and w in norm(name) and norm(name) != w for w in stems for name in subject)
    if predicate == "memberOf":
        roles = [
            role
            for g in _of(gold.relations, "holdsRole")
            if same(subject, g.subject.names, "Person")
            for role in g.object.names
        ]
        return any(len(norm(name)) >= 2 and norm(name) in norm(role) for name in target for role in roles)
    if predicate == "says":
        quoted = any(same(subject, g.subject.names, "Person") for g in _of(gold.relations, "says"))
        return quoted and len(norm(target_text)) >= 8 and norm(target_text) in norm(gold.text)
    return False


def _of(relations: Sequence[Relation], predicate: str) -> list[Relation]:
    return [relation for relation in relations if relation.predicate == predicate]
