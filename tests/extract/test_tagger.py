"""The neural tagger: its files, its arithmetic against the formulas, its independence of batches, its words."""

from __future__ import annotations

import gzip
import itertools
import json
import os
import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from kg.errors import DataError
from kg.extract import lac, tagger
from kg.extract.lac.network import FINE, FUNCTIONS, GRID, exact, pack
from kg.extract.lac.viterbi import Decoder
from kg.extract.lac.weights import STATE, UNKNOWN, normal, read_tensor
from kg.model import Article, Document, Span
from kg.read.shadow import shadow

SENTENCES = (
    "中共江苏省委宣传部部长张三在南京出席会议。",
    "8月12日，国家税务总局泰州市税务局的党员到雨花台烈士陵园参观！",
    "记者 王小明 报道：叶坪革命旧址群位于瑞金。",
    "好",
    "２０２１年，ＡＢＣ公司向“希望小学”捐赠图书1.5万册……",
    "\U00020000字与☃都不认识",
)


def document(text: str, *cuts: int) -> Document:
    bounds = (0, *cuts, len(text))
    spans = tuple(Span(start, end) for start, end in itertools.pairwise(bounds))
    return Document(Article("a", text), shadow(text), spans)


def words(text: str) -> list[tuple[str, str]]:
    (found,) = tagger.tag([document(text)])
    return [(text[word.start : word.end], word.tag) for word in found.words]


def proposals(text: str) -> set[tuple[str, str]]:
    (found,) = tagger.tag([document(text)])
    return {(mention.text, mention.type) for mention in found.proposals}


def slow_emissions(text: str) -> NDArray[np.float64]:
    """The network as its formulas say, a character at a time, [characters, 57]."""
    model = lac.model()
    given = model.embedding[lac.rows_of(lac.codes_of(text))].astype(float)
    for layer in (0, 1):
        sides = []
        for direction in (0, 1):
            step = -1 if direction else 1
            inputs = (given @ model.inputs[layer][direction] + model.biases[layer][direction])[::step]
            state, states = np.zeros(128), []
            for row in inputs:
                gate = 1 / (1 + np.exp(-(row[:256] + state @ model.gates[layer][direction].astype(float))))
                update, reset = gate[:128], gate[128:]
                new = np.tanh(row[256:] + (reset * state) @ model.candidates[layer][direction].astype(float))
                state = (1 - update) * state + update * new
                states.append(state)
            sides.append(np.array(states)[::step])
        given = np.concatenate(sides, axis=1)
    return given @ model.output.astype(float) + model.output_bias


def test_the_networks_follow_the_formulas() -> None:
    network = lac.emitter()
    for text in SENTENCES:
        rows = lac.rows_of(lac.codes_of(text))
        fast = network.emissions(network.states(rows, pack(np.array([len(text)]), 1)))
        assert np.abs(fast.T - slow_emissions(text)).max() < 0.1


def test_the_weights_hold_no_numbers_that_slow_the_processor() -> None:
    model = lac.model()
    for array in (*model.inputs, *model.gates, *model.candidates, model.embedding):
        assert not ((array != 0) & (np.abs(array) < 1e-20)).any()


def tensor(shape: tuple[int, ...], kind: bytes = b"\x08\x05") -> bytes:
    description = kind + b"".join(b"\x10" + bytes([size]) for size in shape)
    values = np.arange(np.prod(shape), dtype="<f4").tobytes()
    return struct.pack("<IQIi", 0, 0, 0, len(description)) + description + values


def test_a_tensor_is_read_with_its_shape(tmp_path: Path) -> None:
    path = tmp_path / "w"
    path.write_bytes(tensor((2, 3)))
    assert read_tensor(path).tolist() == [[0, 1, 2], [3, 4, 5]]


@pytest.mark.parametrize(
    "data", [b"", b"\1" * 30, tensor((2, 3))[:-4], tensor((2, 3), b"\x08\x06"), tensor((2,)) + b"x"]
)
def test_a_damaged_tensor_is_named(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "fc_0.w_0"
    path.write_bytes(data)
    with pytest.raises(DataError, match="fc_0"):
        read_tensor(path)


def test_the_model_reads_punctuation_as_it_was_trained() -> None:
    assert (
        "".join(map(normal, "。、“”‘’「」『』—…【】〔〕∶・•ＡｂＣ１，！～ \u3000\n江"))
        == '.,""""""""-.[][]:··abc1,!~,,,江'
    )
    rows = lac.rows_of(lac.codes_of("，,Ａa\U00020000☃"))
    assert rows[0] == rows[1]
    assert rows[2] == rows[3]
    assert rows[4] == UNKNOWN
    assert len(lac.tag_names()) == 57
    assert lac.tag_names()[-1] == "O"


def test_the_decoder_finds_the_best_labelling() -> None:
    model, length = lac.model(), 3
    emissions = np.random.default_rng(7).normal(size=(57, length)).astype(np.float32) * 4
    packing = pack(np.array([length]), 1)
    first, second, third = np.meshgrid(*[np.arange(57)] * length, indexing="ij")
    scores = (
        (model.start + emissions[:, 0])[first]
        + model.transitions[first, second]
        + emissions[:, 1][second]
        + model.transitions[second, third]
        + (emissions[:, 2] + model.end)[third]
    )
    best = np.unravel_index(scores.argmax(), scores.shape)
    assert Decoder(model).decode(emissions, packing).tolist() == list(best)


def rows_of(texts: list[str]) -> list[NDArray[np.int32]]:
    return [lac.rows_of(lac.codes_of(text)) for text in texts]


def same(one: lac.Tagged, other: lac.Tagged) -> bool:
    return np.array_equal(one.tags, other.tags) and np.array_equal(one.states, other.states)


@settings(max_examples=30)
@given(st.lists(st.text(alphabet="江苏省委在南京开会，2年 。a☃新四军王明", max_size=40), max_size=12))
def test_a_sentence_has_the_same_tags_and_states_in_every_batch(texts: list[str]) -> None:
    together = lac.tag_rows(rows_of(texts))
    for text, tagged in zip(texts, together, strict=True):
        assert len(tagged.tags) == len(text)
        assert tagged.states.shape == (len(text), STATE)
        assert same(tagged, lac.tag_rows(rows_of([text]))[0])


@pytest.fixture(scope="module")
def news(shared: Path) -> list[str]:
    """A few hundred real sentences."""
    texts = []
    with gzip.open(shared / "corpus" / "xwlb-2022-2024.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in itertools.islice(lines, 0, 11000, 550):
            texts += [text for text in json.loads(line)["text"].replace("\n", "。").split("。") if text]
    return texts


def test_batches_of_one_and_of_many_agree_on_real_news(news: list[str]) -> None:
    rows = rows_of(news)
    alone = lac.tag_rows(rows[:150], lanes=1)
    many = lac.tag_rows(rows, lanes=32)
    assert all(map(same, alone, many))


def test_states_are_whole_numbers_and_kept_in_bytes() -> None:
    for text, tagged in zip(SENTENCES, lac.tag_rows(rows_of(list(SENTENCES))), strict=True):
        (row,) = rows_of([text])
        states = lac.emitter().states(row, pack(np.array([len(text)]), 1))
        assert np.abs(states).max() <= GRID
        assert (states == np.rint(states)).all()
        assert np.abs(tagged.states * (GRID / 128) - states).max() < 2 * GRID / 128
        assert tagged.states.std() > 10


def test_a_document_has_the_states_of_its_sentences() -> None:
    text = SENTENCES[0] + "\n" + SENTENCES[1]
    seen = Document(
        Article("a", text), shadow(text), (Span(0, len(SENTENCES[0])), Span(len(SENTENCES[0]) + 1, len(text)))
    )
    (found,) = tagger.tag([seen])
    first, second = (tagged.states for tagged in lac.tag_rows(rows_of(list(SENTENCES[:2]))))
    assert found.states is not None
    assert np.array_equal(found.states, np.concatenate([first, np.zeros((1, STATE), np.int8), second]))


def test_no_sum_of_weights_can_be_rounded() -> None:
    model = lac.model()
    for array in (*model.gates, *model.candidates, model.inputs[1], model.output):
        rounded = exact(array).astype(np.float64)
        assert np.abs(rounded - array).max() < np.abs(array).max() / 200
        most = np.maximum(np.abs(rounded).sum(axis=-2, keepdims=True), 1e-9) * GRID
        unit = np.ldexp(1.0, np.ceil(np.log2(most / 2**24)).astype(int))  # in which it is at most 2^24
        assert (rounded / unit == np.rint(rounded / unit)).all()
    arguments = np.abs(model.embedding @ model.inputs[0] + model.biases[0]).max(axis=1)
    recurrent = [np.concatenate(both, axis=2) for both in zip(model.gates, model.candidates, strict=True)]
    first = arguments + np.abs(recurrent[0]).sum(axis=1)
    second = (
        np.abs(model.biases[1][:, 0]) + np.abs(model.inputs[1]).sum(axis=1) + np.abs(recurrent[1]).sum(axis=1)
    )
    assert max(first.max(), second.max()) < 47


def test_the_tables_do_not_depend_on_the_last_bits_of_a_function() -> None:
    for values in FUNCTIONS:
        assert np.abs(np.abs(values * FINE - np.rint(values * FINE)) - 0.5).min() > 1e-8


SCRIPT = """
import hashlib, sys
from kg.extract import lac
rows = [lac.rows_of(lac.codes_of(text)) for text in sys.argv[1:]]
print(hashlib.sha256(b"".join(
    own.tags.tobytes() + own.states.tobytes() for own in lac.tag_rows(rows)
)).hexdigest())
"""


def test_an_old_processor_gives_the_same_bits() -> None:
    given = [sys.executable, "-c", SCRIPT, *SENTENCES]
    old = {"OPENBLAS_CORETYPE": "Prescott", "NPY_DISABLE_CPU_FEATURES": "X86_V3 X86_V4 AVX2 FMA3 AVX512F"}
    ours, theirs = (
        subprocess.run(given, check=True, capture_output=True, text=True, env=os.environ | more).stdout
        for more in ({}, old)
    )
    assert ours == theirs


def test_words_and_proposals() -> None:
    assert words("党员到雨花台烈士陵园参观。") == [
        ("党员", "n"),
        ("到", "v"),
        ("雨花台烈士陵园", "LOC"),
        ("参观", "v"),
        ("。", "w"),
    ]
    assert ("中共江苏省委宣传部", "Organisation") in proposals(SENTENCES[0])
    assert ("张三", "Person") in proposals(SENTENCES[0])
    assert {
        ("国家税务总局泰州市税务局", "Organisation"),
        ("雨花台烈士陵园", "Place"),
        ("8月12日", "Date"),
    } <= proposals(SENTENCES[1])


def test_white_space_stays_outside_of_names() -> None:
    assert ("王小明", "Person") in proposals("记者 王小明 报道：叶坪革命旧址群位于瑞金。")


def test_traditional_characters_are_read_simplified_and_quoted_as_written() -> None:
    assert ("雨花臺烈士陵園", "Place") in proposals("黨員到雨花臺烈士陵園參觀。")


def test_full_width_text_and_unknown_characters_keep_their_places() -> None:
    text = "\U00020000☃，张三在南京ＡＢＣ公司工作。"
    (found,) = tagger.tag([document(text)])
    assert "".join(text[word.start : word.end] for word in found.words) == text
    assert ("张三", "Person") in proposals(text)


@pytest.mark.parametrize("comma", ["，", ""])
def test_an_overlong_sentence_is_cut(comma: str) -> None:
    text = f"新四军老战士到南京参观{comma}" * 300
    pieces = tagger._pieces(document(text))
    assert max(end - start for start, end in pieces) <= tagger.LONGEST
    assert [start for start, _ in pieces[1:]] == [end for _, end in pieces[:-1]]
    if comma:
        assert all(text[end - 1] == comma for _, end in pieces)
    assert "".join(word for word, _ in words(text)) == text


@settings(max_examples=30)
@given(st.text(max_size=60), st.integers(0, 60))
def test_words_cover_the_sentences_without_gaps(text: str, cut: int) -> None:
    (found,) = tagger.tag([document(text, min(cut, len(text)))])
    assert "".join(text[word.start : word.end] for word in found.words) == text
    for mention in found.proposals:
        assert mention.text == text[mention.start : mention.end]
    assert list(found.proposals) == sorted(found.proposals, key=lambda mention: mention.start)


def test_every_document_gets_its_own_words() -> None:
    texts = ["", "南京市在江苏省。", "好。", "张三和李四到上海参观中共一大会址。"]
    found = tagger.tag([document(text) for text in texts])
    for text, own in zip(texts, found, strict=True):
        assert own == tagger.tag([document(text)])[0]
        assert "".join(text[word.start : word.end] for word in own.words) == text
