"""Cards from the edge table are the cards of the graph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg.query.card import Card, card
from kg.query.find import shorten
from kg.serve.cards import _asserted, _claimed, card_of
from kg.serve.reading import View
from kg.store import Store


@pytest.fixture(params=["world_path", "samples_path"])
def view(request: pytest.FixtureRequest) -> Iterator[View]:
    path: Path = request.getfixturevalue(request.param)
    opened = View(path)
    yield opened
    opened.close()


def days_only(found: Card) -> Card:
    """The table has the days of articles without their hours."""
    sources = tuple(replace(source, date=source.date[:10]) for source in found.articles)
    return replace(found, articles=tuple(sorted(sources, key=lambda source: (source.date, source.id))))


def test_all_cards_are_the_same(view: View) -> None:
    solutions = view.graph.query(
        "SELECT ?e { ?e a ?t ; <http://www.w3.org/2004/02/skos/core#prefLabel> ?l } ORDER BY ?e"
    )
    count = 0
    for (entity,) in solutions:  # type: ignore[union-attr, misc]
        expected = card(view.graph, entity.value, base=view.base)
        found = card_of(view, shorten(entity.value, view.base))
        assert days_only(found) == days_only(expected)
        count += 1
    assert count > 15


def test_what_somebody_says_is_found_by_facts_as_by_claims(world_path: Path) -> None:
    view = View(world_path)
    speaker = f"{view.base}person/林远山（松岭市委）"
    said = list(_claimed(view, speaker))
    assert _asserted(view, speaker, len(said)) == said != []
    assert _asserted(view, speaker, len(said) + 1) == [], "one is denied, or said twice: the claims tell"
    view.close()


def test_a_store_without_copies_says_so(world_path: Path) -> None:
    with Store.read(world_path) as store:
        found = card(store.graph, "何清", base=store.base)
    assert all(source.original == source.id for source in found.articles)
