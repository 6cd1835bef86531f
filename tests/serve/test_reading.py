"""What is kept of a snapshot: the few things that all need, and pages while there is room."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.serve import reading
from kg.serve.reading import View


def test_pages_are_kept_while_there_is_room(world_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_ROOM", 10_000)
    view = View(world_path)
    made: list[str] = []

    def page(name: str, size: int) -> str:
        def make() -> str:
            made.append(name)
            return "x" * size

        return view.page(name, make)

    view.once("names", lambda: "y" * 100_000)
    for name in "abcd":
        assert len(page(name, 2000)) == 2000
    page("a", 2000)
    assert made == list("abcd")
    page("e", 2400)  # for which the one goes that nobody asked for the longest
    page("a", 2000)
    assert made == list("abcde")
    page("b", 2000)
    assert made == list("abcdeb")
    for _ in range(2):
        page("large", 3000)  # a quarter of the room, and more
    assert made == [*"abcdeb", "large", "large"]
    assert sum(size for _, size in view._pages.values()) + view._room == 10_000
    assert view.once("names", lambda: "") == "y" * 100_000
    view.close()
