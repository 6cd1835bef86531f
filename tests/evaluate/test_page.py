"""The page of errors: whole in itself, well formed, escaped; every link leads somewhere."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

from kg.evaluate import evaluate
from kg.evaluate.page import page
from tests.evaluate.sample import GOLD, TEXT, entity, found

HOSTILE = "<script>alert(1)</script>\"'\x1b[31m&amp;"


class _Tags(HTMLParser):
    """Checks that tags are closed in turn; keeps ids, links and what is shown."""

    VOID = ("meta", "br")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.names: set[str] = set()
        self.shown = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "src"):
                self.links.append(value or "")
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.shown += data


def made(gold: dict[str, Any], *predictions: dict[str, Any]) -> tuple[str, _Tags]:
    scores = evaluate([gold], predictions)
    html = "".join(page([gold], predictions, scores))
    tags = _Tags()
    tags.feed(html)
    tags.close()
    assert tags.open == []
    return html, tags


ENTITIES = [
    entity("甲市市委书记", "Role"),
    entity("张三", "Place"),
    entity("山纪念馆", "Site"),
    entity("红色故事", "Work"),
    entity("近日", "Date"),
]


def test_errors_are_grouped_and_every_link_leads_somewhere() -> None:
    wrong = {"subject": "张三", "predicate": "visits", "object": "甲市", "start": 6, "end": 14}
    html, tags = made(GOLD, found(*ENTITIES, relations=[wrong]))
    for heading in ("missed (1)", "wrong boundary (1)", "wrong type (1)", "spurious (1)", "visits (1)"):
        assert heading in tags.shown
    assert tags.links
    assert all(link.startswith("#") for link in tags.links)
    assert {link[1:] for link in tags.links} <= set(tags.ids)
    assert len(tags.ids) == len(set(tags.ids))
    assert "script" not in tags.names
    assert "http" not in html.replace("<!doctype html>", "")


def test_the_text_stands_whole_on_both_sides_and_open_mentions_are_no_errors() -> None:
    html, tags = made(GOLD, found(*ENTITIES))
    assert tags.shown.rpartition(" errors")[2].count(TEXT) == 2
    assert re.search(r'class="Date open"[^>]*>近日<', html)
    assert "spurious-Date" not in html


def test_articles_without_an_error_are_left_out() -> None:
    right = [dict(e) for e in GOLD["entities"]]
    relations = [dict(r) for r in GOLD["relations"]]
    html, _ = made(GOLD, found(*right, relations=relations))
    assert "<h4>" not in html


def test_nothing_of_the_data_becomes_markup() -> None:
    gold = dict(GOLD, id=HOSTILE, title=HOSTILE, text=TEXT + HOSTILE)
    gold["entities"] = [dict(e, canonical=HOSTILE) for e in GOLD["entities"]]
    gold["entities"].append(dict(entity("张三", "Person"), type=f"X{HOSTILE}", id="e9"))
    bad = dict(ENTITIES[1], by=HOSTILE, canonical=HOSTILE)
    relation = {
        "subject": HOSTILE,
        "predicate": "visits",
        "object": HOSTILE,
        "start": len(TEXT),
        "end": len(TEXT) + 9,
    }
    html, tags = made(gold, dict(found(bad, relations=[relation]), id=HOSTILE))
    assert "script" not in tags.names
    assert "\x1b" not in html
