"""Whose a number is, and when it is nobody's."""

from __future__ import annotations

import pytest

from kg.extract.facts import all_facts
from kg.extract.facts.layout import lay_out
from kg.extract.facts.quantities import _of_another
from kg.model import Article, Document, Found, Mention, Span
from kg.read import read


def document(text: str, subject: str, figure: str, **detail: str) -> Document:
    spans = [(subject, "Place", ()), (figure, "Figure", tuple(detail.items()))]
    mentions = []
    for name, kind, more in spans:
        start = text.index(name)
        mentions.append(Mention(start, start + len(name), kind, name, name, "test/1", 1.0, detail=more))
    return read(Article("test", text, date="2024-05-08", body=(Span(0, len(text)),))).plus(
        Found(mentions=tuple(mentions))
    )


@pytest.mark.parametrize(
    ("text", "figure", "detail", "expected"),
    [
        ("甲县已设置21个安置点。", "21个", {"unit": "个", "counts": "安置点"}, 1),
        ("甲县组建了14支理论微宣讲团。", "14支", {"unit": "支", "counts": "理论"}, 0),
        ("甲县有86个旗县出现降温。", "86个", {"unit": "个", "counts": "旗县"}, 0),
        ("甲县有300人被捕。", "300人", {"unit": "人"}, 0),
        ("甲县共布置16台单机容量100万千瓦机组。", "16台", {"unit": "台", "counts": "单机容量"}, 0),
        ("甲县有资金40%用于修路。", "40%", {"unit": "%", "counts": "资金"}, 0),
        ("甲县河段水位超警戒水位1.08米。", "1.08米", {"unit": "米", "counts": "水位"}, 0),
    ],
)
def test_a_number_counts_when_the_name_of_what_it_counts_is_whole(
    text: str, figure: str, detail: dict[str, str], expected: int
) -> None:
    facts = [f for f in all_facts(document(text, "甲县", figure, **detail)) if f.predicate == "hasFigure"]
    assert len(facts) == expected


@pytest.mark.parametrize(
    ("clause", "another"),
    [("基金规模5亿元", True), ("常住人口5亿元", False), ("累计投入5亿元", False)],
)
def test_the_size_of_what_a_later_clause_begins_with_is_not_the_subjects(clause: str, another: bool) -> None:
    scene = lay_out(document(f"甲县设立基金，{clause}。", "甲县", "5亿元"), [], [])
    assert _of_another(scene, scene.nodes[-1]) is another
