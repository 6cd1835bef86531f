"""Which articles of a store copy one another: groups of copies, each known by its *original*, the earliest of them.

A group is a connected component of the copies that `kg.resolve.reprints` tells, so it depends on nothing but the
articles that are there. When an article comes, it joins the groups that it has a copy in, and they become one; when it
goes or changes, its group is dissolved and each of its members is placed again.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence

from kg.resolve.sketch import DAYS, UNDATED, Sketch
from kg.store.database import Transaction

_LAST = 10_000_000
"""A day after every day; articles without a date come last in a group."""


class Copies:
    """The tables `copy` and `band` of a store. An article whose `original` is empty is still to be placed."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._db = database

    def replace(self, article_id: str, sketch: Sketch | None) -> None:
        """The sketch of an article in the place of the one before, or none where it goes, within the caller's
        transaction. Whoever was in its group is to be placed again."""
        db = self._db
        old = db.execute(
            "SELECT number, day, text, bands, original FROM copy WHERE article = ?", (article_id,)
        ).fetchone()
        if old is not None:
            number, day, text, bands, original = old
            if sketch is not None and (day, text) == (sketch.day, sketch.text):
                return
            if original:
                db.execute("UPDATE copy SET original = '' WHERE original = ?", (original,))
            keys = [(band, day, number) for band in _unpacked(bands)]
            db.executemany("DELETE FROM band WHERE value = ? AND day = ? AND number = ?", keys)
            if sketch is None:
                db.execute("DELETE FROM copy WHERE number = ?", (number,))
        if sketch is not None:
            self._insert(article_id, sketch)

    def _insert(self, article_id: str, sketch: Sketch) -> None:
        db = self._db
        (number,) = db.execute(
            "INSERT INTO copy (article, day, text, bands) VALUES (?, ?, ?, ?) ON CONFLICT (article) DO UPDATE SET "
            "day = excluded.day, text = excluded.text, bands = excluded.bands, original = '' RETURNING number",
            (article_id, sketch.day, sketch.text, array("I", sketch.bands).tobytes()),
        ).fetchone()
        keys = sorted((band, sketch.day, number) for band in set(sketch.bands))
        db.executemany("INSERT INTO band VALUES (?, ?, ?)", keys)

    def clear(self) -> None:
        """Forget all sketches, within the caller's transaction; what the graph says stays known."""
        self._db.execute("DELETE FROM band")
        self._db.execute("UPDATE copy SET day = ?, text = 0, bands = x'', original = ''", (_LAST,))

    def unplaced(self) -> list[str]:
        """The articles that are to be placed, the earliest first, so that few groups change their original."""
        rows = self._db.execute(
            "SELECT article FROM copy WHERE original = '' ORDER BY CASE day WHEN ? THEN ? ELSE day END, article",
            (UNDATED, _LAST),
        )
        return [row[0] for row in rows]

    def place(self, ids: Iterable[str], alike: Callable[[str, str], bool]) -> None:
        """Put articles into the groups of their copies among those that are placed. `alike` tells of two articles
        whether their texts are copies."""
        with Transaction(self._db):
            for article_id in ids:
                self._place(article_id, alike)

    def _place(self, article_id: str, alike: Callable[[str, str], bool]) -> None:
        day, text, bands = self._db.execute(
            "SELECT day, text, bands FROM copy WHERE article = ?", (article_id,)
        ).fetchone()
        groups = self._groups(article_id, day, text, bands, alike)
        original = min([*groups, article_id], key=self._rank)
        for group in groups:
            if group != original:
                self._db.execute("UPDATE copy SET original = ? WHERE original = ?", (original, group))
        self._db.execute("UPDATE copy SET original = ? WHERE article = ?", (original, article_id))

    def _groups(
        self, article_id: str, day: int, text: int, bands: bytes, alike: Callable[[str, str], bool]
    ) -> list[str]:
        """The originals of the groups that hold a copy of an article."""
        if not bands:
            return []
        # Where the same text of the same day is placed, it has found all that this one could find.
        same = self._db.execute(
            "SELECT original FROM copy WHERE text = ? AND day = ? AND original != '' AND article != ? LIMIT 1",
            (text, day, article_id),
        ).fetchone()
        if same:
            return [str(same[0])]
        found: dict[str, bool] = {}
        for original, rival, its_text in self._rivals(article_id, day, _unpacked(bands)):
            if not found.get(original):
                found[original] = its_text == text or alike(article_id, rival)
        return [original for original, holds in found.items() if holds]

    def _rivals(self, article_id: str, day: int, bands: Sequence[int]) -> list[tuple[str, str, int]]:
        """(original, article, text) of each text that may be a copy, once for each group that holds it."""
        first, last = (day - DAYS, day + DAYS) if day != UNDATED else (0, _LAST)
        marks = ",".join("?" * len(bands))
        return self._db.execute(
            "SELECT original, min(article), text FROM copy WHERE number IN ("
            f"SELECT number FROM band WHERE value IN ({marks}) AND day BETWEEN ? AND ? UNION "
            f"SELECT number FROM band WHERE value IN ({marks}) AND day = ?"
            ") AND original != '' AND article != ? GROUP BY original, text ORDER BY original, text",
            (*bands, first, last, *bands, UNDATED, article_id),
        ).fetchall()

    def _rank(self, article_id: str) -> tuple[int, str]:
        (day,) = self._db.execute("SELECT day FROM copy WHERE article = ?", (article_id,)).fetchone()
        return (_LAST if day == UNDATED else day), article_id

    def tell(self) -> None:
        """When all are placed: each article whose original is no longer the one in the graph becomes dirty."""
        with Transaction(self._db):
            changed = "SELECT article FROM copy WHERE original != shown"
            self._db.execute(f"UPDATE article SET written = 0 WHERE id IN ({changed})")
            self._db.execute("UPDATE copy SET shown = original WHERE original != shown")

    def original(self, article_id: str) -> str:
        """The earliest of the articles that copy one another with this one; itself where none does."""
        row = self._db.execute("SELECT original FROM copy WHERE article = ?", (article_id,)).fetchone()
        return str(row[0]) if row and row[0] else article_id

    def groups(self) -> Iterator[tuple[str, list[str]]]:
        """(original, all copies with it, by date and id) of each group of two or more, by the original's date."""
        rows = self._db.execute(
            "SELECT original FROM copy WHERE original != '' GROUP BY original HAVING count(*) > 1"
        )
        for original in sorted((row[0] for row in rows), key=self._rank):
            members = self._db.execute("SELECT article FROM copy WHERE original = ?", (original,))
            yield original, sorted((row[0] for row in members), key=self._rank)


def _unpacked(bands: bytes) -> array[int]:
    return array("I", bands)
