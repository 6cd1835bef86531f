"""Data flows one way: a module imports only from its own stage or from stages above it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT

LAYERS = [
    "errors",
    "values",
    "model",
    "resources",
    "garbage",
    "authority",
    "ontology",
    "load",
    "read",
    "extract",
    "present",
    "decisions",
    "resolve",
    "rdf",
    "store",
    "build",
    "query",
    "graph",
    "backend",
    "verify",
    "validate",
    "export",
    "report",
    "serve",
    "evaluate",
    "train",
    "api",
    "cli",
    "__main__",
]


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted((ROOT / "kg").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


def imported(path: Path) -> Iterator[str]:
    """The kg modules that a file imports anywhere, in functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def stage(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def test_every_stage_is_in_the_list() -> None:
    stages = {stage(name) for name, _ in modules()} - {""}
    assert stages == set(LAYERS)


def test_no_module_imports_from_below() -> None:
    upward = []
    for name, path in modules():
        for target in imported(path):
            known = target.startswith("kg.") and stage(target) in LAYERS and stage(name)
            if known and LAYERS.index(stage(target)) > LAYERS.index(stage(name)):
                upward.append(f"{name} imports {target}")
    assert upward == []


def test_no_cycles_within_a_stage() -> None:
    names = {name for name, _ in modules()}
    graph = {name: {t for t in imported(path) if t in names and t != name} for name, path in modules()}
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " → ".join((*trail, name))
        if name not in done:
            for target in sorted(graph[name]):
                # A package that lists its modules is imported by them in name only (`from kg.x import y`).
                if not name.startswith(target + "."):
                    visit(target, (*trail, name))
            done.add(name)

    for name in sorted(graph):
        visit(name, ())


def test_every_plug_in_is_listed() -> None:
    from kg.export import EXPORTERS
    from kg.extract import EXTRACTORS
    from kg.report import REPORTS

    listed = {
        function.__module__ for table in (EXPORTERS, EXTRACTORS, REPORTS) for function in table.values()
    }
    folders = {"kg.export", "kg.report"}
    found = {name for name, _ in modules() if name.rpartition(".")[0] in folders} - {
        "kg.report.charts",
        "kg.report.connect",
        "kg.report.map",
        "kg.report.picture",
        "kg.report.reading",
        "kg.report.sections",
        "kg.report.show",
        "kg.report.svg",
        "kg.report.verbs",
        "kg.report.words",
    }
    assert found <= listed
