"""TOML files of rules, read strictly: a mistake stops with the file, the line and the reason."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from kg.errors import RuleError


@dataclass(frozen=True, slots=True)
class Row:
    """One table of a file with the line that it starts on, the lines on which its keys are, and all its lines."""

    path: Path
    line: int
    values: Mapping[str, Any]
    lines: Mapping[str, int] = field(default_factory=dict)
    source: Sequence[str] = ()

    def line_of(self, key: str) -> int:
        """Where a key is, or else the table."""
        return self.lines.get(key, self.line)

    def fail(self, reason: str, key: str = "") -> NoReturn:
        """Stop, naming the file and the line, that of `key` where it has one.

        Raises:
            RuleError: always.
        """
        self.fail_at(self.line_of(key), reason)

    def fail_at(self, line: int, reason: str) -> NoReturn:
        """Stop, naming the file and this line.

        Raises:
            RuleError: always.
        """
        raise RuleError(f"{self.path}:{line}: {reason}")

    def line_holding(self, words: str, key: str) -> int:
        """The first line of the table that holds these words, from the line of `key` on; that of `key` if none does."""
        first = self.line_of(key)
        places = range(first, self.line + len(self.source))
        return next((number for number in places if words in self.source[number - self.line]), first)

    def only(self, known: Iterable[str], required: Iterable[str] = ()) -> None:
        """Fail on a key that is not known or on one that is missing."""
        known = sorted(known)
        for key in self.values:
            if key not in known:
                self.fail(f"unknown key {key!r}; known are {', '.join(known)}", key)
        for key in required:
            if key not in self.values:
                self.fail(f"key {key!r} is missing")

    def text(self, key: str, default: str = "") -> str:
        """A string."""
        value = self.values.get(key, default)
        if not isinstance(value, str):
            self.fail(f"{key} must be a string, not {value!r}", key)
        return value

    def choice(self, key: str, known: Sequence[str], default: str = "") -> str:
        """A string out of a known set."""
        value = self.text(key, default)
        if value not in known:
            self.fail(f"{key} = {value!r}; known are {', '.join(known)}", key)
        return value

    def number(self, key: str, default: int = 0) -> int:
        """A whole number."""
        value = self.values.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool):
            self.fail(f"{key} must be a whole number, not {value!r}", key)
        return value

    def flag(self, key: str, default: bool = False) -> bool:
        """true or false."""
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            self.fail(f"{key} must be true or false, not {value!r}", key)
        return value

    def child(self, key: str) -> Row:
        """A table inside this one; an empty one when it is absent."""
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            self.fail(f"{key} must be a table, not {value!r}", key)
        return Row(self.path, self.line_of(key), value)


@dataclass(frozen=True, slots=True)
class Table:
    """A whole file."""

    path: Path
    source: str
    values: Mapping[str, Any]

    @property
    def top(self) -> Row:
        """The keys outside any list of tables."""
        return Row(self.path, 1, self.values, _key_lines(self.source, 1, 0))

    def rows(self, name: str, required: Iterable[str] = ()) -> list[Row]:
        """The tables `[[name]]` in order, each with its line."""
        lines = [
            number
            for number, line in enumerate(self.source.splitlines(), 1)
            if re.match(rf"\s*\[\[\s*{name}\s*\]\]", line)
        ]
        values = self.values.get(name, [])
        if not isinstance(values, list) or len(values) != len(lines):
            self.top.fail(f"{name} must be written as [[{name}]] tables")
        rows = [
            Row(
                self.path,
                line,
                value,
                _key_lines(self.source, line + 1, end),
                self.source.splitlines()[line - 1 : end - 1 if end else None],
            )
            for line, end, value in zip(lines, [*lines[1:], 0], values, strict=True)
        ]
        for row in rows:
            for key in required:
                if key not in row.values:
                    row.fail(f"key {key!r} is missing")
        return rows


_KEY = re.compile(r"\s*([A-Za-z_]+)\s*=")


def _key_lines(source: str, first: int, last: int) -> dict[str, int]:
    """The line of each key from line `first` up to, not including, `last` (0: the end). A key inside a list that
    spans lines may be among them; the first of a name counts, which is the table's own wherever it is written first."""
    lines = source.splitlines()[: last - 1 if last else None]
    found: dict[str, int] = {}
    for number, line in enumerate(lines[first - 1 :], first):
        if match := _KEY.match(line):
            found.setdefault(match[1], number)
    return found


def read_table(path: Path) -> Table:
    """A TOML file.

    Raises:
        RuleError: it cannot be read or is not TOML; the message names the line.
    """
    try:
        source = path.read_text(encoding="utf-8")
        return Table(path, source, tomllib.loads(source))
    except OSError as error:
        raise RuleError(f"{path}:1: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        found = re.search(r"line (\d+)", str(error))
        raise RuleError(f"{path}:{found[1] if found else 1}: {error}") from error


def strings(row: Row, key: str, default: Sequence[str] = ()) -> tuple[str, ...]:
    """A list of strings."""
    value = row.values.get(key, list(default))
    if not isinstance(value, list) or any(not isinstance(item, str) for item in value):
        row.fail(f"{key} must be a list of strings, not {value!r}", key)
    return tuple(value)
