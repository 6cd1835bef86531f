"""Organisations: their members, what they belong to, what they run and promote, where they went."""

from __future__ import annotations

from collections import Counter

from kg.graph import ALL
from kg.graph.ties import Projection
from kg.report.reading import TIMES, Reading
from kg.report.sections import Chart, Report, Section
from kg.store import Store

_SHOWN = 60


def report(store: Store, projection: Projection = ALL) -> Report:
    """The organisations of a store."""
    reading = Reading(store.edges, projection)
    bodies = reading.of_type("Organisation")
    active = sorted(bodies, key=lambda node: (-_doings(reading, node), -reading.articles[node], node))
    listed = Section(
        "组织 Organisations",
        ("organisation", "articles", "members", "成员 who", "属于 part of", "位于 in"),
        tuple(
            (
                reading.name(node),
                reading.articles[node],
                len(members := reading.back("memberOf", node)),
                reading.names(members, 4),
                reading.names(reading.facts("partOf", node), 1),
                reading.names(reading.facts("locatedIn", node), 2),
            )
            for node in bodies[:_SHOWN]
        ),
        f"{len(bodies):,} in all, the most mentioned first; members: whom an article counts among them at some time; in: "
        f"a seat, or where it is active. {TIMES}",
        blocks=True,
    )
    doing = Section(
        "作为 What they do",
        (
            "organisation",
            "组织 organises",
            "推动 promotes",
            "参加 takes part in",
            "发布 issues",
            "到访 visits",
        ),
        tuple(
            (
                reading.name(node),
                *(
                    reading.names(reading.facts(predicate, node))
                    for predicate in ("organises", "promotes", "participatesIn", "issues", "visits")
                ),
            )
            for node in active[:_SHOWN]
            if _doings(reading, node)
        ),
        f"those of whom most is said first. {TIMES}",
        blocks=True,
    )
    return Report(
        "组织 · Organisations",
        tuple(section for section in (listed, doing, _together(reading)) if section.rows),
        reading.note,
    )


def _doings(reading: Reading, node: int) -> int:
    predicates = ("organises", "promotes", "participatesIn", "issues", "visits")
    return sum(len(reading.facts(predicate, node)) for predicate in predicates)


def _together(reading: Reading) -> Section:
    """Who ran something together: organisations that one campaign or event has in common."""
    pairs: Counter[tuple[int, int]] = Counter()
    for kind in ("Campaign", "Event"):
        for event in reading.of_type(kind):
            hosts = sorted(said.other for said in reading.back("organises", event))[:12]
            pairs.update((a, b) for index, a in enumerate(hosts) for b in hosts[index + 1 :])
    rows = tuple(
        (f"{reading.name(a)} + {reading.name(b)}", number)
        for (a, b), number in sorted(pairs.items(), key=lambda item: (-item[1], item[0]))[:20]
    )
    note = "of how many events and campaigns articles name both as organisers"
    return Section("合办 Run together", ("organisations", "events and campaigns"), rows, note, Chart("bars"))
