"""Who is who within a build: the names that articles or decisions touched are decided again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from kg.decisions import Decision, line_of, parse, with_decision, without
from kg.errors import DataError, UsageError
from kg.resolve import Remark, Word, decide_unit, families, rejected, settle, units
from kg.store import Store, files

_BATCH = 1000
"""Names decided in one commit."""


def decisions_path(store: Store) -> Path:
    """The file of decisions that a store goes by: its own, or the one that a build was given."""
    return Path(store.articles.setting("decisions") or store.path / "decisions.tsv")


def text_of_decisions(store: Store) -> str:
    """The file as it is, "" where there is none.

    Raises:
        DataError: the file that a build was given is gone, or cannot be read.
    """
    path = decisions_path(store)
    if path.exists():
        return _text(path)
    if not store.articles.setting("decisions"):
        return ""
    raise DataError(
        f"{path}: the decisions that this store goes by are gone; put the file back, or name another with "
        "`kg build … --decisions FILE`"
    )


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read as UTF-8 text: {error}") from error


def read_decisions(store: Store) -> list[Decision]:
    """The decisions that a store goes by, in the order of their file.

    Raises:
        RuleError: a line is broken.
        DataError: the file is gone, or cannot be read.
    """
    return parse(text_of_decisions(store), str(decisions_path(store)))


def adopt_file(store: Store, path: Path | None) -> None:
    """Let a store go by this file of decisions from now on, by its own where it is that.

    Raises:
        UsageError: there is no such file.
        RuleError: a line is broken.
        DataError: it cannot be read.
    """
    if path is None:
        return
    if not path.is_file():
        raise UsageError(f"{path}: no such file; an empty one will do to begin with")
    parse(_text(path), str(path))
    own = path.absolute() == (store.path / "decisions.tsv").absolute()
    store.articles.set("decisions", "" if own else str(path.absolute()))


def write_decisions(
    store: Store, fresh: Iterable[Decision] = (), gone: Iterable[tuple[str, ...]] = ()
) -> None:
    """Put decisions into the file, and take others out, by what they are about."""
    path = decisions_path(store)
    text = without(text_of_decisions(store), gone, str(path))
    for decision in fresh:
        text = with_decision(text, decision, str(path))
    files.replace(path, text)


def decide_touched(
    store: Store, decisions: Iterable[Decision], progress: Callable[[int, int], None]
) -> list[Remark]:
    """Decide again what articles or decisions touched; remarks on rejected facts of which an end is nowhere."""
    names = store.articles.names
    decisions = list(decisions)
    found = families(decisions, names)
    touched = _adopt(store, decisions, {word for family in found for word in family.words})
    again = [family for family in found if not family.words.isdisjoint(touched)]
    names.assign((family.words, settle(family, names)) for family in again)
    plain = touched.difference(*(family.words for family in again))
    decided = list(units(sorted(plain), names))
    for start in range(0, len(decided), _BATCH):
        batch = decided[start : start + _BATCH]
        names.assign((unit, decide_unit(unit, names)) for unit in batch)
        progress(start + len(batch), len(decided))
    facts, remarks = rejected(decisions, names, names.key_of)
    names.reject(facts)
    return remarks


def _adopt(store: Store, decisions: Iterable[Decision], words: set[Word]) -> set[Word]:
    """All that is to be decided again; what decisions came and went have to do with is among it from now on."""
    names = store.articles.names
    identity = [decision for decision in decisions if decision.verdict in ("same", "different")]
    by_line = {line_of(Decision(d.left, d.right, d.verdict)): d for d in identity}
    applied = names.applied()
    gone = parse("\n".join(sorted(applied - by_line.keys())), "decisions applied")
    fresh = [decision for line, decision in by_line.items() if line not in applied]
    changed = {word for family in families([*gone, *fresh], names) for word in family.words}
    names.adopt(by_line.keys(), words, changed)
    return set(names.touched())
