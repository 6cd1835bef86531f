"""Which code and data made a thing: a hash that changes when they do, so that a cache never serves the old."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

import kg
from kg.resources import folder

_CODE = Path(kg.__file__).parent
_LIBRARIES = ("opencc", "jieba", "ahocorasick_rs")
"""Packages whose own data or choices show in what is extracted."""


@cache
def extraction_version() -> str:
    """Of the stages from text to document, with their name lists, rules, model and libraries."""
    from kg.extract.facts.rules import own_files

    code = [
        _CODE / "model.py",
        _CODE / "authority",
        _CODE / "ontology",
        _CODE / "read",
        _CODE / "extract",
        _CODE / "build" / "pack.py",
    ]
    data = [path for path in sorted(folder("data").iterdir()) if path.name not in ("articles", "gold")]
    return _hash([*code, folder("ontology"), *data, *own_files()], _LIBRARIES)


@cache
def graph_version() -> str:
    """Of the stages from documents to quads."""
    return _hash(
        [
            _CODE / "authority",
            _CODE / "decisions.py",
            _CODE / "resolve",
            _CODE / "rdf",
            folder("data") / "identity",
            folder("data") / "places",
            folder("data") / "names",
        ]
    )


def _hash(paths: list[Path], libraries: tuple[str, ...] = ()) -> str:
    digest = hashlib.sha256()
    for name in libraries:
        digest.update(f"{name}=={version(name)}\0".encode())
    for root in paths:
        files = sorted(root.rglob("*")) if root.is_dir() else [root]
        for file in files:
            if file.is_file() and file.suffix != ".pyc":
                digest.update(f"{root.name}/{file.name}\0".encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
