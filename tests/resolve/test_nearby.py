"""Where an article puts a place that no table settles, in texts of any size."""

from __future__ import annotations

from kg.model import Article, Document, Mention
from kg.resolve import members


def repeated(sentence: str, names: tuple[str, ...], times: int) -> Document:
    """A document that says a sentence so many times, with the places in it."""
    mentions = [
        Mention(at, at + len(name), "Place", name, name, "test/1", 0.9)
        for start in range(0, len(sentence) * times, len(sentence))
        for name in names
        for at in (start + sentence.index(name),)
    ]
    return Document(Article("a", sentence * times), sentence * times, mentions=tuple(mentions))


def test_a_sentence_tells_what_is_near() -> None:
    ((_, name, pieces),) = members(repeated("保定市转移了附近的水头镇群众。", ("保定市", "水头镇"), 1))
    assert (name, pieces) == ("水头镇", ("near:保定市",))


def test_names_said_many_times_cost_no_more_than_others() -> None:
    ((_, _, pieces),) = members(repeated("保定市转移了附近的水头镇群众，", ("保定市", "水头镇"), 20_000))
    assert pieces == ("near:保定市",)
