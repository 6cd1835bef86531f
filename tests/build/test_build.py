"""The promises of a build: exact forgetting, the same graph in any order, nothing lost, nothing dropped silently."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.build import build, remove
from kg.errors import UsageError
from kg.store import Store
from kg.store.graph import dump_lines
from kg.verify import verify

TEXTS = [
    "青溪县委书记林向东4月8日到石桥乡调研。青溪县开展“红色门牌”寻访活动。林向东说：“要把每一块门牌的故事讲好。”",
    "4月9日，青溪县委宣传部组织党员走进石桥战斗纪念馆。县委书记林向东参加活动。",
    "云岭市公安局局长林向东表示，要扎实开展党史学习教育。活动在云岭市红军桥旧址举行。",
    "本报讯（记者 林向东）白沙镇水西村党支部书记方月圆带领村民修缮旧址，已有300多人次参观。",
    "石桥乡位于青溪县。青溪县石桥乡水西村的乡亲把老屋腾出来办展览，方月圆担任讲解员。",
    "",
]
IDS = ["甲", "乙", "丙", "丁"]


def record(id_: str, text: str) -> dict[str, str]:
    return {"id": id_, "text": text, "date": "2021-04-10", "source": "青溪日报"}


def write(folder: Path, records: Iterable[Mapping[str, str]], name: str = "in.jsonl") -> Path:
    path = folder / name
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")
    return path


def dump(path: Path) -> list[str]:
    with Store.read(path) as store:
        return list(dump_lines(store.graph))


def built(folder: Path, records: Iterable[Mapping[str, str]], **options: int) -> list[str]:
    """The dump of a fresh store."""
    source = write(folder, records, "fresh.jsonl")
    number = len(list(folder.iterdir()))
    with Store.write(folder / f"fresh-{number}") as store:
        build([source], store, **options)
    return dump(folder / f"fresh-{number}")


_ADD = st.dictionaries(st.sampled_from(IDS), st.sampled_from(TEXTS[:-1]), min_size=1, max_size=3)
_REMOVE = st.sets(st.sampled_from(IDS), min_size=1, max_size=2)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.one_of(_ADD, _REMOVE), min_size=1, max_size=4))
def test_any_order_of_adding_replacing_and_removing_equals_a_fresh_build(
    tmp_path_factory: pytest.TempPathFactory, steps: list[dict[str, str] | set[str]]
) -> None:
    folder = tmp_path_factory.mktemp("forget")
    state: dict[str, str] = {}
    with Store.write(folder / "store") as store:
        for step in steps:
            if isinstance(step, dict):
                state |= step
                build([write(folder, [record(*item) for item in sorted(step.items())])], store)
            elif known := step & state.keys():
                state = {id_: text for id_, text in state.items() if id_ not in known}
                remove(known, store)
        grown = list(dump_lines(store.graph))
    remaining = [record(id_, text) for id_, text in sorted(state.items(), reverse=True)]
    assert grown == (built(folder, remaining) if remaining else [])


def test_a_second_build_changes_nothing(tmp_path: Path) -> None:
    source = write(tmp_path, [record(id_, text) for id_, text in zip(IDS, TEXTS, strict=False)])
    with Store.write(tmp_path / "store") as store:
        first = build([source], store)
        second = build([source], store)
    assert (first.added, first.extracted, first.written) == (4, 4, 4)
    assert (second.unchanged, second.extracted, second.written) == (4, 0, 0)


def test_one_and_two_processes_give_the_same_graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.build.extraction.IN_PROCESS", 0)
    monkeypatch.setattr("kg.build.extraction.SHARD", 2)
    records = [record(f"{id_}{n}", text) for n in range(2) for id_, text in zip(IDS, TEXTS, strict=False)]
    one, two = built(tmp_path, records, jobs=1), built(tmp_path, reversed(records), jobs=2)
    assert one == two
    assert len(one) > 100


def test_in_place_and_bulk_give_the_same_graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    records = [record(id_, text) for id_, text in zip(IDS, TEXTS, strict=False)]
    in_place = built(tmp_path, records)
    monkeypatch.setattr("kg.build.writing.FEW", 0)
    assert built(tmp_path, records) == in_place


def test_people_of_one_name_are_told_apart_and_the_card_says_so(tmp_path: Path) -> None:
    lines = built(tmp_path, [record(id_, text) for id_, text in zip(IDS, TEXTS, strict=False)])
    people = {line.split(" ", 1)[0] for line in lines if "/person/林向东" in line.split(" ", 1)[0]}
    assert len(people) >= 2, people


def test_what_cannot_be_read_is_quarantined_and_the_rest_goes_on(tmp_path: Path) -> None:
    source = write(tmp_path, [record("甲", TEXTS[0])])
    with source.open("a", encoding="utf-8") as file:
        file.write("{broken\n" + json.dumps({"id": "乙"}) + "\n")
    with Store.write(tmp_path / "store") as store:
        summary = build([source], store)
        assert summary.articles == 1
        assert [place.rpartition(":")[2] for place, _ in summary.failures] == ["2", "3"]
        write(tmp_path, [record("甲", TEXTS[0]), record("丙", TEXTS[1]), record("乙", TEXTS[2])])
        assert build([source], store).failures == []


def test_removing_what_is_not_there_removes_nothing(tmp_path: Path) -> None:
    with Store.write(tmp_path / "store") as store:
        build([write(tmp_path, [record("甲", TEXTS[0])])], store)
        with pytest.raises(UsageError, match="no article '乙'"):
            remove(["甲", "乙"], store)
        assert store.articles.count() == 1


def test_what_was_given_up_on_is_tried_again_by_every_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = [record(id_, text) for id_, text in zip(IDS, TEXTS, strict=False)]
    source = write(tmp_path, records)

    def exhausted(articles: object) -> list[object]:
        raise MemoryError("no more")

    with Store.write(tmp_path / "store") as store:
        with monkeypatch.context() as patched:
            patched.setattr("kg.build.extraction.documents", exhausted)
            assert len(build([source], store).failures) == 4
        summary = remove(["甲"], store)
        assert (summary.failures, summary.extracted) == ([], 3)
        assert list(dump_lines(store.graph)) == built(tmp_path, records[1:])


def test_a_store_is_not_read_as_articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, [record("甲", TEXTS[0])])
    monkeypatch.chdir(tmp_path)
    with Store.write(Path("kg-store")) as store:
        build(["."], store)
        assert build(["."], store).failures == []


def test_a_quarantined_file_is_known_by_whatever_name_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").touch()
    with Store.write(tmp_path / "store") as store:
        assert [place for place, _ in build(["a.txt", "b.txt", "c.txt"], store).failures] == [
            "a.txt",
            "b.txt",
            "c.txt",
        ]
        (tmp_path / "a.txt").write_text(TEXTS[0], encoding="utf-8")
        (tmp_path / "b.txt").unlink()
        other = tmp_path / "other"
        other.mkdir()
        (other / "d.txt").write_text(TEXTS[1], encoding="utf-8")
        monkeypatch.chdir(other)
        assert [place for place, _ in build([tmp_path / "a.txt", "d.txt"], store).failures] == ["c.txt"]


def test_what_standard_input_gave_is_replaced_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def given_(data: str) -> list[tuple[str, str]]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data.encode())))
        return build(["-"], store).failures

    with Store.write(tmp_path / "store") as store:
        assert [place for place, _ in given_("{broken\n{again\n")] == ["standard input:1", "standard input:2"]
        assert given_(json.dumps(record("甲", TEXTS[0]))) == []


def test_another_file_of_the_same_name_does_not_take_the_place_of_the_first(tmp_path: Path) -> None:
    for year, text in (("2021", TEXTS[0]), ("2022", TEXTS[1]), ("2023", TEXTS[0])):
        (tmp_path / year).mkdir()
        (tmp_path / year / "001.txt").write_text(text, encoding="utf-8")
    first, second, same = (tmp_path / year / "001.txt" for year in ("2021", "2022", "2023"))
    with Store.write(tmp_path / "store") as store:
        build([first], store)
        summary = build([second], store)
        assert (summary.replaced, store.articles.article("001").text) == (0, TEXTS[0])
        ((place, reason),) = summary.failures
        assert place == str(second)
        assert str(first) in reason
        assert build([same], store).unchanged == 1

        first.write_text(TEXTS[2], encoding="utf-8")
        assert build([first], store).replaced == 1  # the same file, changed
        first.rename(tmp_path / "2021" / "old.bak")
        summary = build([second], store)
        assert (summary.replaced, summary.failures) == (1, [])
        assert store.articles.article("001").text == TEXTS[1]


def test_an_id_that_a_file_gives_is_replaced_by_whatever_file_gives_it(tmp_path: Path) -> None:
    with Store.write(tmp_path / "store") as store:
        build([write(tmp_path, [record("001", TEXTS[0])], "a.jsonl")], store)
        summary = build([write(tmp_path, [record("001", TEXTS[1])], "b.jsonl")], store)
    assert (summary.replaced, summary.failures) == (1, [])


def test_a_reader_keeps_the_texts_that_its_graph_quotes(tmp_path: Path) -> None:
    path = tmp_path / "store"
    with Store.write(path) as store:
        build([write(tmp_path, [record("甲", TEXTS[0]), record("乙", TEXTS[1])])], store)
    with Store.read(path) as reader:
        before = verify(reader.graph, reader.text_of)
        with Store.write(path) as store:
            build([write(tmp_path, [record("甲", TEXTS[2])])], store)
            remove(["乙"], store)
        assert reader.text_of("甲") == TEXTS[0]
        assert reader.text_of("乙") == TEXTS[1]
        assert verify(reader.graph, reader.text_of) == before
    with Store.write(path) as store:
        remove(["甲"], store)
    with Store.read(path) as reader, pytest.raises(UsageError, match="no article"):
        reader.text_of("乙")


def test_another_version_of_the_program_decides_anew(tmp_path: Path) -> None:
    records = [record(id_, text) for id_, text in zip(IDS, TEXTS, strict=False)]
    source = write(tmp_path, records)
    with Store.write(tmp_path / "store") as store:
        build([source], store)
        expected = list(dump_lines(store.graph))
        # As an older version might have left it, which settled every name within its article.
        for article in IDS:
            store.articles.names.replace(article)
        store.articles.set("graph_version", "older")
        summary = build([source], store)
        assert (summary.extracted, summary.written) == (0, len(records))
        assert list(dump_lines(store.graph)) == expected
