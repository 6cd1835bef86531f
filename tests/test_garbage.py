"""Garbage is looked for seldom, and afterwards as before."""

from __future__ import annotations

import gc

import pytest

from kg.garbage import SELDOM, seldom_collected


@pytest.mark.parametrize(("before", "within"), [(700, SELDOM), (SELDOM + 1, SELDOM + 1), (0, 0)])
def test_collections_are_rare_only_within(before: int, within: int) -> None:
    outside = gc.get_threshold()
    try:
        gc.set_threshold(before, *outside[1:])
        with seldom_collected():
            assert gc.get_threshold()[0] == within
        assert gc.get_threshold()[0] == before
    finally:
        gc.set_threshold(*outside)
