"""People by family name and what they are called: 廖主任 after 党史研究室主任廖文澜, 刁大爷 beside 刁长顺."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from kg.authority.address import CALLED, called
from kg.model import Mention

_KIN = re.compile("大[爷娘妈伯叔姐哥嫂婶]|老[汉人伯]|爷爷|奶奶|阿姨|叔叔|伯伯|女士|先生|同学|师傅|老爷子")
"""What anybody is called; the others are called so who hold the office."""

_BEFORE = re.compile(r"\s*")
_AFTER = re.compile("|现?任|担任|是|为")
"""What stands between an office and the name of its holder after it, or before it."""

_LINEAGES = frozenset(("班禅", "达赖", "哲布尊丹巴", "章嘉"))
_FAMILY, _GIVEN = 2, 2
"""Characters of a family name, and of a given name, at most."""


class People:
    """The people of an article by their full names, each with the offices that stand beside the name."""

    def __init__(self, mentions: Sequence[Mention], shadow: str) -> None:
        self.offices: dict[str, set[str]] = {}
        for mention in mentions:
            if mention.type == "Person" and not called(mention.canonical):
                self.offices[mention.canonical] = set()
        for first, second in pairwise(mentions):
            gap = _BEFORE if first.type == "Role" else _AFTER
            role, person = (first, second) if first.type == "Role" else (second, first)
            if (
                (role.type, person.type) == ("Role", "Person")
                and person.canonical in self.offices
                and gap.fullmatch(shadow, first.end, max(first.end, second.start))
            ):
                self.offices[person.canonical].add(role.canonical)
        self._called: dict[str, str] = {}
        self._by_family: dict[str, list[str]] = {}
        for name in self.offices:
            for size in range(max(1, len(name) - _GIVEN), min(len(name), _FAMILY + 1)):
                self._by_family.setdefault(name[:size], []).append(name)

    def full_name(self, words: str) -> str:
        """The full name of who is called so; empty where the article does not tell it.

        Where several bear the family name, it must be the only one who holds such an office.
        """
        if words not in self._called:
            match = CALLED.fullmatch(words)
            self._called[words] = (
                self._named(match["family"], match["title"]) if match else self._lineage(words)
            )
        return self._called[words]

    def _lineage(self, words: str) -> str:
        """Who bears the title of a lineage, named in full elsewhere: 班禅 beside 班禅额尔德尼·确吉杰布."""
        if words not in _LINEAGES:
            return ""
        bearers = [name for name in self.offices if name.startswith(words) and "·" in name]
        return bearers[0] if len(bearers) == 1 else ""

    def _named(self, family: str, title: str) -> str:
        bearers = self._by_family.get(family, [])
        if len(bearers) > 1 and not _KIN.fullmatch(title):
            office = title.removeprefix("副")
            bearers = [name for name in bearers if any(o.endswith(office) for o in self.offices[name])]
        return bearers[0] if len(bearers) == 1 else ""
