"""Shared by all tests: the optional folder of real articles and gold, and a deterministic Hypothesis."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("hongtu", derandomize=True, deadline=None)
settings.load_profile("hongtu")

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite the golden files from what the code gives now")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be rewritten."""
    return bool(request.config.getoption("--update"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real articles and gold files, which the repository may not contain; skips without it."""
    if not SHARED.is_dir():
        pytest.skip("the folder of real articles is not beside the checkout")
    return SHARED
