"""Quality: what the graph rests on, and where it is thin: sources, copies, facts of one source, doubtful facts, names
that several bear, articles that say nothing."""

from __future__ import annotations

from collections import Counter, defaultdict

import numpy as np

from kg.ontology import ontology
from kg.report.reading import Reading
from kg.report.sections import Cell, Chart, Report, Section
from kg.store import Store
from kg.store.edges import CERTAIN, STATUSES

_SHOWN = 30
_DOUBTFUL = 0.7
"""Confidence below which a fact is listed as doubtful when no other source supports it."""


def report(store: Store) -> Report:
    """How well supported a store is."""
    reading = Reading(store.edges)
    sections = (
        _summary(store, reading),
        _predicates(reading),
        _confidence(reading),
        _doubtful(reading),
        _namesakes(reading),
        _sources(store),
    )
    return Report("质量 · Quality", tuple(section for section in sections if section.rows), reading.note)


def _summary(store: Store, reading: Reading) -> Section:
    table, ties = reading.table, reading.ties
    silent = len(table.articles) - len(np.unique(table.claims[:, 0]))
    status = Counter(table.claims[:, 4].tolist())
    rows: list[tuple[Cell, ...]] = [
        ("文章 articles", len(table.articles), ""),
        ("独立来源 independent sources", len(set(table.origins)), "articles that copy one another are one"),
        ("隔离 quarantined", len(store.articles.quarantined()), "kg articles --quarantined"),
        ("无日期 without a date", sum(not day for day in table.days), ""),
        ("没有事实 without a fact", silent, "kg gaps shows what could be read"),
        ("事实 facts", len(ties.source), ""),
        (
            "单一来源 of one source",
            int((ties.origins == 1).sum()),
            _share((ties.origins == 1).sum(), len(ties.source)),
        ),
    ]
    rows += [(f"主张 claims {name}", status.get(index, 0), "") for index, name in enumerate(STATUSES)]
    return Section("概况 Summary", ("what", "count", "remark"), tuple(rows))


def _share(part: float, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else ""


def _predicates(reading: Reading) -> Section:
    """Facts by predicate, and what they rest on."""
    ties = reading.ties
    rows = []
    for kind, name in enumerate(reading.table.predicates):
        mask = ties.kind == kind
        number = int(mask.sum())
        if not number or name not in ontology().predicates:
            continue
        one = int((ties.origins[mask] == 1).sum())
        rows.append(
            (
                f"{ontology().predicates[name].label_zh} {name}",
                number,
                _share(one, number),
                round(float(ties.confidence[mask].mean()), 2),
            )
        )
    rows.sort(key=lambda row: -row[1])
    columns = ("predicate", "facts", "of one source", "mean confidence")
    return Section("谓词 Predicates", columns, tuple(rows), chart=Chart("bars"))


def _confidence(reading: Reading) -> Section:
    """How sure the sentences are."""
    claims = reading.table.claims
    sure = claims[claims[:, 4] == 0][:, 5] / CERTAIN
    edges = [0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0001]
    counts, _ = np.histogram(sure, edges)
    rows = tuple(
        (f"{low:.2f}–{min(high, 1):.2f}", int(number))
        for low, high, number in zip(edges, edges[1:], counts, strict=False)
    )
    note = "the confidence of a claim is how often such claims proved right on annotated articles"
    return Section("置信度 Confidence", ("confidence", "claims"), rows, note, Chart("bars"))


def _doubtful(reading: Reading) -> Section:
    """Facts that rest on one source and are not sure, the best known entities' first."""
    ties = reading.ties
    mask = (ties.origins == 1) & (ties.confidence < _DOUBTFUL)
    rows = []
    for row in np.flatnonzero(mask).tolist():
        subject, target = int(ties.source[row]), int(ties.target[row])
        weight = min(reading.articles[subject], reading.articles[target])
        predicate = reading.table.predicates[int(ties.kind[row])]
        rows.append(
            (
                -weight,
                reading.name(subject),
                predicate,
                reading.name(target),
                round(float(ties.confidence[row]), 2),
            )
        )
    rows.sort()
    note = f"{len(rows)} of one source and below {_DOUBTFUL}; kg why opens them, kg decide --reject takes one out"
    columns = ("subject", "predicate", "object", "confidence")
    return Section("存疑 Doubtful", columns, tuple(row[1:] for row in rows[:_SHOWN]), note)


def _namesakes(reading: Reading) -> Section:
    """Names that several entities of a type bear."""
    bearers: dict[tuple[str, str], list[int]] = defaultdict(list)
    for node, (kind, label) in enumerate(zip(reading.table.types, reading.table.labels, strict=True)):
        if kind not in ("Figure", "Date") and reading.articles[node]:
            bearers[kind, label].append(node)
    several = [(kind, label, nodes) for (kind, label), nodes in bearers.items() if len(nodes) > 1]
    several.sort(key=lambda item: (-len(item[2]), item[0], item[1]))
    rows = tuple(
        (label, kind, len(nodes), sum(reading.articles[node] for node in nodes))
        for kind, label, nodes in several
    )
    note = (
        f"{len(rows):,} names of several entities that articles speak of: namesakes, or one whom nothing joins yet; "
        "kg candidates asks which of them are one"
    )
    return Section("同名 Namesakes", ("name", "type", "entities", "articles"), rows[:_SHOWN], note)


def _sources(store: Store) -> Section:
    """Articles by the medium that they name."""
    media = Counter(
        row.source or "(来源不详 unknown)" for row in store.articles.rows() if row.state != "leaving"
    )
    rows = tuple(sorted(media.items(), key=lambda item: (-item[1], item[0]))[:_SHOWN])
    return Section("媒体 Media", ("source", "articles"), rows, chart=Chart("bars"))
