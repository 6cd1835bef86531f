"""The progress bar: a stage whose end was not known is full when the next begins; off a terminal nothing is drawn."""

from __future__ import annotations

import io

from rich.console import Console

from kg.cli.build import STAGES, Bar


def drawn(terminal: bool) -> tuple[Bar, str]:
    out = io.StringIO()
    bar = Bar(Console(file=out, force_terminal=terminal, width=100))
    with bar.progress:
        bar("load", 300, 0)
        bar("load", 500, 0)
        bar("extract", 700, 1400)
    return bar, out.getvalue()


def test_stages_follow_one_another() -> None:
    bar, text = drawn(terminal=True)
    assert [(task.completed, task.total) for task in bar.progress.tasks] == [(500, 500), (700, 1400)]
    assert STAGES["extract"] in text


def test_nothing_is_drawn_off_a_terminal() -> None:
    assert drawn(terminal=False)[1].strip() == ""
