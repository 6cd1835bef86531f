"""Shared by all tests: the optional folder of real articles and gold, and a deterministic Hypothesis."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import settings

settings.register_profile("hongtu", derandomize=True, deadline=None)
settings.load_profile("hongtu")

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update", action="store_true", help="rewrite the golden files from what the code gives now"
    )


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


@pytest.fixture(scope="session")
def world() -> ox.Store:
    """The graph of the small world of `tests.world`; for reading."""
    from tests.world import in_memory

    return in_memory()


@pytest.fixture(scope="session")
def world_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the small world of `tests.world`; for reading."""
    from tests.world import on_disk

    return on_disk(tmp_path_factory.mktemp("world") / "store")


@pytest.fixture(scope="session")
def samples_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store built from the sample articles; for reading."""
    from kg.build import build
    from kg.store import Store

    path = tmp_path_factory.mktemp("samples") / "store"
    with Store.write(path) as store:
        build([ROOT / "data" / "articles"], store)
    return path
