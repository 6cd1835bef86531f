"""Copies in a store: the graph counts them as one source, and forgets them exactly."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.build import build, remove
from kg.store import Store
from kg.store.graph import dump_lines
from tests.build.test_build import built, dump, write
from tests.resolve.test_reprints import PARAGRAPHS, TEXT

TEXTS = (TEXT, "\n".join(PARAGRAPHS[:3]), "\n".join(PARAGRAPHS[:2]), PARAGRAPHS[1], PARAGRAPHS[2])
DATES = ("2021-04-09", "2021-04-20", "2021-06-30", "")
_ADD = st.dictionaries(
    st.sampled_from("甲乙丙丁"),
    st.tuples(st.sampled_from(TEXTS), st.sampled_from(DATES)),
    min_size=1,
    max_size=3,
)
_REMOVE = st.sets(st.sampled_from("甲乙丙丁"), min_size=1, max_size=2)


def record(id_: str, text: str, date: str = "2021-04-09") -> dict[str, str]:
    return {"id": id_, "text": text, "date": date, "source": f"{id_}报"}


def originals(lines: list[str]) -> dict[str, str]:
    """The original of each article, by their ids, as a dump says."""
    found = [line.split(" ") for line in lines if "#original> " in line]
    return {words[0][:-1].rpartition("/")[2]: words[2][:-1].rpartition("/")[2] for words in found}


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.one_of(_ADD, _REMOVE), min_size=2, max_size=4))
def test_any_order_with_copies_equals_a_fresh_build(
    tmp_path_factory: pytest.TempPathFactory, steps: list[dict[str, tuple[str, str]] | set[str]]
) -> None:
    folder = tmp_path_factory.mktemp("copies")
    state: dict[str, tuple[str, str]] = {}
    with Store.write(folder / "store") as store:
        for step in steps:
            if isinstance(step, dict):
                state |= step
                build([write(folder, [record(id_, *given_) for id_, given_ in sorted(step.items())])], store)
            elif known := step & state.keys():
                state = {id_: given_ for id_, given_ in state.items() if id_ not in known}
                remove(known, store)
        grown = list(dump_lines(store.graph))
    remaining = [record(id_, *given_) for id_, given_ in sorted(state.items(), reverse=True)]
    assert grown == (built(folder, remaining) if remaining else [])


def test_copies_have_one_original_until_it_goes(tmp_path: Path) -> None:
    path = tmp_path / "store"
    records = [record("甲", TEXTS[1], "2021-04-10"), record("乙", TEXT), record("丙", TEXTS[4])]
    with Store.write(path) as store:
        build([write(tmp_path, records)], store)
    assert originals(dump(path)) == {"甲": "乙", "乙": "乙", "丙": "丙"}
    with Store.write(path) as store:
        assert remove(["乙"], store).written == 2  # the one that goes, and its copy
    assert originals(dump(path)) == {"甲": "甲", "丙": "丙"}


def test_another_version_of_the_program_compares_anew(tmp_path: Path) -> None:
    source = write(tmp_path, [record("甲", TEXT), record("乙", TEXTS[1], "2021-04-10")])
    with Store.write(tmp_path / "store") as store:
        build([source], store)
        expected = list(dump_lines(store.graph))
        for id_ in ("甲", "乙"):
            store.articles.copies.replace(id_, None)
        store.articles.set("graph_version", "older")
        assert build([source], store).extracted == 0
        assert list(dump_lines(store.graph)) == expected
    assert originals(expected) == {"甲": "甲", "乙": "甲"}
