"""Who bears which name in which article, and what decisions make of it: the tables that identities are computed from."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from kg.resolve import TIE, Decided, Found, Member, Named, Outcome, Rejected, Word
from kg.store.bearers import Known
from kg.store.database import Transaction

NOBODY = Found()

Tie = tuple[str, str, str]
"""Type, piece of evidence and name."""


class Names(Known):
    """The bearers of all names; those whose names articles settle alone, and *members*, for which others have a say.
    Names are *touched* when they are to be decided anew: an article that bears them was added, changed or removed, or
    a decision was."""

    def __init__(self, database: sqlite3.Connection) -> None:
        super().__init__(database)
        self._known: Decided | None = None  # of `decided`, until something is decided anew

    # what articles say

    def replace(self, article_id: str, found: Found = NOBODY) -> None:
        """Bearers of an article in the place of those before, within the caller's transaction; the names that are
        borne by others or for other reasons now are touched."""
        self._replace_members(article_id, found.members)
        self._replace_settled(article_id, set(found.settled))

    def _replace_members(self, article_id: str, members: Sequence[Member]) -> None:
        db = self._db
        old = {
            (kind, name): evidence
            for kind, name, evidence in db.execute(
                "SELECT type, name, evidence FROM member WHERE article = ?", (article_id,)
            )
        }
        new = {(kind, name): json.dumps(evidence, ensure_ascii=False) for kind, name, evidence in members}
        if old == new:
            return
        changed = sorted(pair for pair in old.keys() | new.keys() if old.get(pair) != new.get(pair))
        db.executemany("INSERT OR IGNORE INTO touched VALUES (?, ?)", changed)
        self._replace_ties(article_id, _ties(old, changed), _ties(new, changed))
        db.executemany(
            "DELETE FROM member WHERE type = ? AND name = ? AND article = ?",
            [(*pair, article_id) for pair in changed if pair in old],
        )
        db.executemany(
            "INSERT INTO member (type, name, article, evidence) VALUES (?, ?, ?, ?)",
            [(*pair, article_id, new[pair]) for pair in changed if pair in new],
        )

    def _replace_ties(self, article_id: str, old: set[Tie], new: set[Tie]) -> None:
        """Whom a tie that comes or goes has to do with is touched as well."""
        db = self._db
        db.executemany(
            "INSERT OR IGNORE INTO touched SELECT type, name FROM tie WHERE type = ? AND piece = ?",
            sorted({(kind, piece) for kind, piece, _ in old ^ new}),
        )
        db.executemany(
            "DELETE FROM tie WHERE type = ? AND piece = ? AND name = ? AND article = ?",
            [(*tie, article_id) for tie in sorted(old - new)],
        )
        db.executemany(
            "INSERT OR IGNORE INTO tie VALUES (?, ?, ?, ?)", [(*tie, article_id) for tie in sorted(new - old)]
        )

    def _replace_settled(self, article_id: str, new: Collection[tuple[str, str, str]]) -> None:
        db = self._db
        old = {
            (kind, name, key): word
            for word, kind, name, key in db.execute(
                "SELECT word, type, name, key FROM settled JOIN word ON id = word WHERE article = ?",
                (article_id,),
            )
        }
        gone = sorted(old.keys() - new)
        fresh = sorted(new - old.keys())
        db.executemany(
            "DELETE FROM settled WHERE word = ? AND article = ?", [(old[word], article_id) for word in gone]
        )
        db.executemany("INSERT OR IGNORE INTO word (type, name, key) VALUES (?, ?, ?)", fresh)
        db.executemany(
            "INSERT INTO settled SELECT id, ? FROM word WHERE type = ? AND name = ? AND key = ?",
            [(article_id, *word) for word in fresh],
        )
        if db.execute("SELECT 1 FROM watched LIMIT 1").fetchone():
            db.executemany(
                "INSERT OR IGNORE INTO touched SELECT type, name FROM watched WHERE type = ? AND name IN (?, ?)",
                gone + fresh,
            )

    def touch_all(self) -> None:
        """Every name is to be decided anew, within the caller's transaction."""
        self._db.execute("INSERT OR IGNORE INTO touched SELECT DISTINCT type, name FROM member")
        self._db.execute("INSERT OR IGNORE INTO touched SELECT type, name FROM watched")

    def touched(self) -> list[Word]:
        """(type, name) of those to be decided, sorted."""
        return self._db.execute("SELECT type, name FROM touched ORDER BY type, name").fetchall()

    # what is decided

    def adopt(self, lines: Collection[str], watched: Collection[Word], touched: Collection[Word]) -> None:
        """The decisions that are from now on applied, by their lines, the words that they have to do with, and those
        among them that are to be decided anew since a decision about them came or went."""
        before = set(self._db.execute("SELECT type, name FROM watched"))
        changed = before ^ set(watched)
        if not (changed or touched or self.applied() != set(lines)):
            return
        with Transaction(self._db):
            self._db.executemany(
                "INSERT OR IGNORE INTO touched VALUES (?, ?)", sorted(changed.union(touched))
            )
            self._db.execute("DELETE FROM watched")
            self._db.executemany("INSERT INTO watched VALUES (?, ?)", sorted(watched))
            self._db.execute("DELETE FROM applied")
            self._db.executemany("INSERT INTO applied VALUES (?)", [(line,) for line in sorted(lines)])

    def applied(self) -> set[str]:
        """The lines of the decisions that were applied last."""
        return {row[0] for row in self._db.execute("SELECT decision FROM applied")}

    def assign(self, decided: Iterable[tuple[Collection[Word], Outcome]]) -> None:
        """What has been decided of some words, in the place of what was; the articles of which something changed become
        dirty, and the words are no longer touched."""
        self._known = None
        with Transaction(self._db):
            for words, outcome in decided:
                dirty: set[str] = set()
                for word in sorted(words):
                    dirty |= self._assign_members(word, outcome.keys.get(word, {}))
                    dirty |= self._assign_placed(word, outcome.keys.get(word, {}))
                    dirty |= self._assign_merged(word, outcome.into.get(word))
                self._dirty(dirty)
                self._note(words, outcome)
                self._db.executemany("DELETE FROM touched WHERE type = ? AND name = ?", sorted(words))

    def _assign_members(self, word: Word, named: Mapping[str, Named]) -> set[str]:
        old = dict(self._db.execute("SELECT article, key FROM member WHERE type = ? AND name = ?", word))
        changed = sorted(article for article, key in old.items() if named[article][0] != key)
        self._db.executemany(
            "UPDATE member SET key = ? WHERE type = ? AND name = ? AND article = ?",
            [(named[article][0], *word, article) for article in changed],
        )
        return set(changed)

    def _assign_placed(self, word: Word, named: Mapping[str, Named]) -> set[str]:
        """Bearers that are shown by another name, or taken out of what their articles settle."""
        old = {
            article: (key, label)
            for article, key, label in self._db.execute(
                "SELECT article, key, label FROM placed WHERE type = ? AND name = ?", word
            )
        }
        members = "SELECT 1 FROM member WHERE type = ? AND name = ? AND article = ?"
        new = {
            article: one
            for article, one in named.items()
            if one[1] or not self._db.execute(members, (*word, article)).fetchone()
        }
        if old == new:
            return set()
        self._db.execute("DELETE FROM placed WHERE type = ? AND name = ?", word)
        self._db.executemany(
            "INSERT INTO placed VALUES (?, ?, ?, ?, ?)",
            [(*word, article, *one) for article, one in sorted(new.items())],
        )
        return {article for article in old.keys() | new.keys() if old.get(article) != new.get(article)}

    def _assign_merged(self, word: Word, named: Named | None) -> set[str]:
        old = self._db.execute(
            "SELECT becomes, label FROM merged WHERE type = ? AND key = ?", word
        ).fetchone()
        if old == named:
            return set()
        self._db.execute("DELETE FROM merged WHERE type = ? AND key = ?", word)
        if named:
            self._db.execute("INSERT INTO merged VALUES (?, ?, ?, ?)", (*word, *named))
        return {article for _, article in self.settled(*word)}

    def _note(self, words: Collection[Word], outcome: Outcome) -> None:
        self._db.executemany("DELETE FROM remark WHERE type = ? AND name = ?", sorted(words))
        self._db.executemany(
            "INSERT INTO remark VALUES (?, ?, ?, ?, ?, ?)",
            [
                (*min(words), number, remark.kind, "\n".join(map(str, remark.decisions)), remark.text)
                for number, remark in enumerate(outcome.remarks)
            ],
        )

    def remarks(self) -> list[tuple[str, list[str], str]]:
        """What is to be said of the decisions that are applied, as (kind, the decisions, words), sorted."""
        rows = self._db.execute("SELECT DISTINCT kind, decisions, text FROM remark ORDER BY 1, 2, 3")
        return [(kind, decisions.split("\n"), text) for kind, decisions, text in rows]

    def reject(self, facts: Collection[Rejected]) -> None:
        """The facts that are not to be believed, in the place of those before."""
        self._known = None
        old = set(self._rejected())
        if old == set(facts):
            return
        with Transaction(self._db):
            for fact in sorted(old ^ set(facts)):
                self._dirty({fact[5]} if fact[5] else self._articles(fact))
            self._db.execute("DELETE FROM rejected")
            self._db.executemany("INSERT INTO rejected VALUES (?, ?, ?, ?, ?, ?)", sorted(facts))

    def _articles(self, fact: Rejected) -> set[str]:
        """Those that may say so."""
        subjects = {article for _, _, article in self.bearers(*fact[:2])}
        objects = {article for _, _, article in self.bearers(*fact[3:5])}
        return subjects if fact[3] == "Quote" else subjects & objects

    def _rejected(self) -> Iterator[Rejected]:
        yield from self._db.execute("SELECT * FROM rejected")

    def _dirty(self, articles: Iterable[str]) -> None:
        self._db.executemany(
            "UPDATE article SET written = 0 WHERE id = ?", [(article,) for article in sorted(articles)]
        )

    # what comes of it

    def keys(self, article_id: str) -> dict[Word, Named]:
        """What the names of this article mean that were decided across articles, or by a person."""
        rows = self._db.execute("SELECT type, name, key, '' FROM member WHERE article = ?", (article_id,))
        found: dict[Word, Named] = {(kind, name): (key, label) for kind, name, key, label in rows}
        placed = self._db.execute(
            "SELECT type, name, key, label FROM placed WHERE article = ?", (article_id,)
        )
        return found | {(kind, name): (key, label) for kind, name, key, label in placed}

    def decided(self) -> Decided:
        """What decisions make of all articles alike."""
        if self._known is None:
            rows = self._db.execute("SELECT type, key, becomes, label FROM merged")
            into: dict[Word, Named] = {(kind, key): (new, label) for kind, key, new, label in rows}
            self._known = Decided(into, frozenset(self._rejected()))
        return self._known


def _ties(evidence: Mapping[Word, str], words: Iterable[Word]) -> set[Tie]:
    """The evidence of some members that counts for all names."""
    return {
        (kind, piece, name)
        for kind, name in words
        for piece in json.loads(evidence.get((kind, name), "[]"))
        if piece.startswith(TIE)
    }
