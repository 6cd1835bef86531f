"""The arbiter: the best choice, never overlapping, nothing inside doctrines, figures where names leave room."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import RuleError
from kg.extract import arbiter
from kg.extract.arbiter import Candidate, best, candidates, choose, probability
from kg.extract.learned import CHOSEN, RATED
from kg.model import Article, Document, Mention, Span

TEXT = "在白河县“一村一课”宣讲活动中，3200余名学员走进白河县革命纪念馆。"


def document(*proposals: Mention) -> Document:
    return Document(Article("1", TEXT), TEXT, (Span(0, len(TEXT)),), proposals=proposals)


def mention(words: str, kind: str, by: str, sure: float = 0.99, canonical: str = "") -> Mention:
    start = TEXT.index(words)
    return Mention(start, start + len(words), kind, words, canonical or words, by, sure)


def chosen(*proposals: Mention) -> list[tuple[str, str]]:
    return [(m.text, m.type) for m in choose([document(*proposals)])[0].mentions]


spans = st.lists(st.tuples(st.integers(0, 12), st.integers(1, 6), st.integers(0, 100)), max_size=8).map(
    lambda rows: [(p / 100, Candidate(s, s + n, "Site", (), (), 0.0)) for s, n, p in rows]
)


@given(spans)
def test_the_choice_is_the_best_there_is(rated: list[tuple[float, Candidate]]) -> None:
    def worth(some: list[tuple[float, Candidate]]) -> float:
        return sum(sure - 0.4 for sure, _ in some)

    def apart(some: list[tuple[float, Candidate]]) -> bool:
        ordered = sorted(some, key=lambda item: item[1].start)
        return all(left[1].end <= right[1].start for left, right in itertools.pairwise(ordered))

    picked = best(rated, 0.4)
    assert apart(picked)
    assert picked == sorted(picked, key=lambda item: item[1].start)
    subsets = itertools.chain.from_iterable(itertools.combinations(rated, n) for n in range(len(rated) + 1))
    assert worth(picked) == pytest.approx(max(worth(list(some)) for some in subsets if apart(list(some))))


def test_the_outermost_name_wins_when_the_tagger_believes_it() -> None:
    inner = mention("白河县", "Place", CHOSEN)
    outer = mention("白河县革命纪念馆", "Site", CHOSEN)
    sight = Mention(
        TEXT.rindex("白河县"), TEXT.rindex("白河县") + 3, "Place", "白河县", "白河县", "tagger/1", 0.8
    )
    assert chosen(inner, outer, sight) == [("白河县", "Place"), ("白河县革命纪念馆", "Site")]


def test_a_mention_takes_the_canonical_name_from_who_knows_it() -> None:
    known = mention("白河县", "Place", "gazetteer.place/1", canonical="白河县（陕西省）")
    seen = mention("白河县", "Place", CHOSEN)
    (found,) = choose([document(seen, known)])[0].mentions
    assert (found.canonical, found.by) == ("白河县（陕西省）", "gazetteer.place/1")
    assert 0.5 < found.confidence <= 1


def test_nothing_inside_a_doctrine_is_a_name_but_what_contains_it_is() -> None:
    doctrine = mention("“一村一课”", "Doctrine", "gazetteer.doctrine/1")
    inside = mention("一村一课", "Campaign", CHOSEN)
    across = mention("白河县“一村", "Place", CHOSEN)
    around = mention("“一村一课”宣讲活动", "Campaign", CHOSEN)
    assert chosen(doctrine, inside, across) == []
    assert chosen(doctrine, inside, around) == [("“一村一课”宣讲活动", "Campaign")]


def test_figures_take_what_names_leave() -> None:
    figure = mention("3200余名学员", "Figure", "figures/1")
    shorter = mention("3200余名", "Figure", "figures/1")
    cut = mention("名学员走进白河县", "Figure", "figures/1")
    site = mention("白河县革命纪念馆", "Site", CHOSEN)
    assert chosen(shorter, figure, cut, site) == [
        ("3200余名学员", "Figure"),
        ("白河县革命纪念馆", "Site"),
    ]


def test_what_the_tagger_passed_over_needs_a_rule_to_speak_for_it() -> None:
    table = arbiter.weights()
    rated = mention("白河县革命纪念馆", "Site", RATED, 0.3)
    lone = candidates(document(rated))[0]
    backed = candidates(document(rated, mention("白河县革命纪念馆", "Site", "grammar.site.placed/1")))[0]
    assert probability(lone, table) < probability(backed, table)


def test_order_of_proposals_changes_nothing() -> None:
    proposals = (
        mention("白河县", "Place", "gazetteer.place/1", canonical="白河县（陕西省）"),
        mention("白河县", "Place", "tagger/1"),
        mention("“一村一课”宣讲活动", "Campaign", CHOSEN, 0.9),
        mention("一村一课", "Campaign", RATED, 0.08),
        mention("白河县革命纪念馆", "Site", CHOSEN),
    )
    expected = choose([document(*proposals)])
    for order in itertools.permutations(proposals):
        assert choose([document(*order)]) == expected


def test_a_broken_table_is_named_with_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "model").mkdir()
    monkeypatch.setattr(arbiter, "folder", lambda name: tmp_path)
    arbiter.weights.cache_clear()
    with pytest.raises(RuleError, match="make train"):
        arbiter.weights()
    (tmp_path / "model" / "arbiter.tsv").write_text("# so\nbelief\t1.0\nthreshold\tmuch\n", encoding="utf-8")
    with pytest.raises(RuleError, match=r"arbiter\.tsv:3"):
        arbiter.weights()
    monkeypatch.undo()
    arbiter.weights.cache_clear()


def test_no_name_holds_one_mark_of_a_pair() -> None:
    assert chosen(mention("一村一课”宣讲活动", "Campaign", CHOSEN)) == []
