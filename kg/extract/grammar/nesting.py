"""Names inside names: the outermost wins, so what stands inside a sure one goes, inside a likely one is marked."""

from __future__ import annotations

from collections.abc import Iterable

from kg.extract.grammar.context import Candidate

# Rules whose spans hold no further names (their measured precision is above 0.85).
_SURE = frozenset((
    "grammar.role.named", "grammar.role.listed", "grammar.role.spaced", "grammar.policy.title.long",
    "grammar.policy.title.short", "grammar.work.title", "grammar.campaign.quoted", "grammar.campaign.opened",
    "grammar.campaign.modified", "grammar.event.modified", "grammar.route.quoted", "grammar.route.modified",
    "grammar.site.quoted", "grammar.policy.quoted.version",
))  # fmt: skip
# Rules that are mostly right: what they cover is mostly not a name of its own.
_LIKELY = frozenset((
    "grammar.site.placed", "grammar.site.named", "grammar.organisation.placed", "grammar.organisation.opened",
    "grammar.event.session", "grammar.event.dated", "grammar.event.quoted", "grammar.policy.quoted",
))  # fmt: skip
_FREE = ("grammar.person.office", "grammar.person.list", "grammar.person.byline", "grammar.role.after")


def nest(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates, sorted. Those strictly inside a sure one are left out; those that a longer candidate of the
    same type or an unattached office covers are marked `.nested`, as they have a precision of their own."""
    ordered = sorted(candidates, key=lambda each: (each.start, -each.end, each.type, each.rule))
    open_: list[Candidate] = []
    kept: list[Candidate] = []
    for each in ordered:
        open_ = [outer for outer in open_ if outer.end > each.start]
        outers = [
            outer
            for outer in open_
            if outer.end >= each.end and (outer.start, outer.end) != (each.start, each.end)
        ]
        # What runs on to a border, whatever it holds, covers nothing.
        if not each.rule.endswith(".wide") and ".framed." not in each.rule:
            open_.append(each)
        if each.rule.startswith(_FREE) or not outers:
            kept.append(each)
        elif not any(outer.rule in _SURE for outer in outers):
            same = any(outer.type in (each.type, "Role") or outer.rule in _LIKELY for outer in outers)
            if not same:
                kept.append(each)
            elif each.type != "Place" and ".vote." not in each.rule:
                kept.append(each._replace(rule=f"{each.rule}.nested"))
    return sorted(kept)
