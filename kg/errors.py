"""Every error that Hongtu raises on purpose.

KgError                      one line for the user, and an exit code
├── UsageError      (2)      the command was given something that does not exist: known names are listed
├── ArticleError    (1)      one article cannot be read: it is quarantined, the rest go on
└── DataError       (3)      something that everything stands on is broken
    ├── RuleError            an ontology, rule, query or name list: the message names file and line
    └── StoreError           the store is missing, locked, newer than this program, or the disk is full
"""

from __future__ import annotations


class KgError(Exception):
    """An error whose text tells the user what is wrong, where, and what to do."""

    exit_code = 3


class UsageError(KgError, ValueError):
    """An argument names something that is not there."""

    exit_code = 2


class ArticleError(KgError, ValueError):
    """An article that cannot be read. `place` is the file, with line number where there is one."""

    exit_code = 1

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}")
        self.place = place
        self.reason = reason


class DataError(KgError, ValueError):
    """Data that everything else stands on is broken."""


class RuleError(DataError):
    """A file of the ontology, the rules, the queries or the name lists is broken."""


class StoreError(DataError):
    """The store cannot be opened, read or written."""
