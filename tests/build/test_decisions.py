"""Decisions within a build: applied and taken back at once, incremental and exact, whatever articles come and go."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.build import build, decide, extraction, remove, undo
from kg.build.pack import pack
from kg.decisions import Decision, End
from kg.model import Article, Document, Fact, Mention, Ref
from kg.resolve import Found, bearers_of
from kg.resolve.reprints import sketch
from kg.resolve.sketch import Sketch
from kg.store import Store
from kg.store.graph import dump_lines
from tests.build.test_build import record, write

JIANGYIN, WUXI = "江阴市公安局", "无锡市教育局"
BODIES = [JIANGYIN, WUXI]
SHORT, FULL, OTHER = "多布列夫", "安东·多布列夫", "伊戈尔·多布列夫"  # one person, and one that cannot be
NAMES = {
    "Person": ["张伟", "张玮", SHORT, FULL, OTHER],
    "Place": ["水西村", "鼓楼区"],
    "Site": ["青山甲馆", "青山乙馆"],
}


def document(article: Article) -> Document:
    """Who a text like `张伟@江阴市公安局 青山甲馆` speaks of, and what body each belongs to."""
    mentions, facts, place = [], [], 0
    for word in article.text.split():
        name, _, body = word.partition("@")
        kind = next(kind for kind, names in NAMES.items() if name in names)
        start = article.text.index(word, place)
        place = start + len(word)
        mentions.append(Mention(start, start + len(name), kind, name, name, "test/1", 0.9))
        if body and kind == "Person":
            target = Ref("Organisation", body)
            facts.append(Fact(Ref(kind, name), "memberOf", target, start, place, "test/1", 0.9))
    return Document(article, article.text, mentions=tuple(mentions), facts=tuple(facts))


def documents(articles: list[Article]) -> list[tuple[bytes, Found, Sketch]]:
    made = [document(article) for article in articles]
    return [(pack(each), bearers_of(each), sketch(each.article)) for each in made]


@pytest.fixture(autouse=True, scope="module")
def _readable() -> object:
    """Articles are read as `document` does: what decisions do does not depend on extraction."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(extraction, "documents", documents)
        yield


IDS = ["甲", "乙", "丙", "丁", "戊"]
_WORDS = [f"{name}{tail}" for name in ("张伟", "张玮") for tail in ("", f"@{JIANGYIN}", f"@{WUXI}")]
_WORDS += [SHORT, f"{SHORT}@波兰外交部", f"{FULL}@波兰外交部", f"{OTHER}@波兰外交部", f"{FULL}@加纳外交部"]
_WORDS += NAMES["Place"] + NAMES["Site"]
_TEXT = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=4).map(" ".join)
_ADD = st.dictionaries(st.sampled_from(IDS), _TEXT, min_size=1, max_size=4)
_REMOVE = st.sets(st.sampled_from(IDS), min_size=1, max_size=2)
_KEYS = {
    "Person": ["张伟", "张玮", f"张伟（{JIANGYIN}）", f"张玮（{WUXI}）", "张伟（甲）"],
    "Place": ["水西村", "鼓楼区", "鼓楼区（南京市）"],
    "Site": NAMES["Site"],
}


def _ends(kind: str) -> st.SearchStrategy[End]:
    article = st.sampled_from(IDS)
    name = st.sampled_from(NAMES[kind])
    anchors = st.lists(st.tuples(name, article), max_size=2).map(tuple)
    node = st.builds(End, st.just(kind), st.sampled_from(_KEYS[kind]), st.just(""), anchors)
    return st.builds(End, st.just(kind), name, article) | node


_PAIR = st.sampled_from(sorted(NAMES)).flatmap(
    lambda kind: st.builds(Decision, _ends(kind), _ends(kind), st.sampled_from(["same", "different"]))
)
_REJECT = st.builds(
    Decision,
    _ends("Person"),
    st.sampled_from([End("Organisation", body) for body in BODIES]),
    st.just("reject"),
    st.just("memberOf"),
)
_UNDO = st.integers(0, 5)
_STEPS = st.lists(st.one_of(_ADD, _REMOVE, _PAIR, _PAIR, _REJECT, _UNDO), min_size=2, max_size=9)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(_STEPS)
def test_any_order_of_articles_and_decisions_equals_a_fresh_build(
    tmp_path_factory: pytest.TempPathFactory, steps: list[object]
) -> None:
    folder = tmp_path_factory.mktemp("decide")
    state: dict[str, str] = {}
    decided: list[Decision] = []
    with Store.write(folder / "store") as store:
        for step in steps:
            if isinstance(step, dict):
                state |= step
                build([write(folder, [record(*item) for item in sorted(step.items())])], store)
            elif isinstance(step, Decision):
                decided = [d for d in decided if d.about != step.about] + [step]
                decide([step], store)
            elif isinstance(step, int) and decided:
                undo([decided.pop(step % len(decided)).about], store)
            elif isinstance(step, set) and (known := step & state.keys()):
                state = {id_: text for id_, text in state.items() if id_ not in known}
                remove(known, store)
        grown, said = list(dump_lines(store.graph)), store.articles.names.remarks()
    with Store.write(folder / "fresh") as fresh:
        source = write(folder, [record(*item) for item in sorted(state.items(), reverse=True)], "fresh.jsonl")
        decide(reversed(decided), fresh)
        build([source], fresh)
        assert grown == list(dump_lines(fresh.graph))
        assert said == fresh.articles.names.remarks()
