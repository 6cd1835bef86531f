"""How often dates and figures are right: the tables `confidence.tsv` that `python -m kg.extract.calibrate` writes."""

from __future__ import annotations

from functools import cache

from kg.errors import RuleError
from kg.resources import folder

UNMEASURED = 0.75
"""What a form is trusted with that no annotated article has."""

_COLUMNS = 4


@cache
def rates(table: str) -> dict[str, float]:
    """The precisions of `data/TABLE/confidence.tsv`.

    Raises:
        RuleError: a line is broken.
    """
    path = folder("data") / table / "confidence.tsv"
    found: dict[str, float] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != _COLUMNS or cells[0] in found:
            raise RuleError(
                f"{path}:{number}: key, right, made and precision expected, each key once: {line!r}"
            )
        try:
            found[cells[0]] = float(cells[-1])
        except ValueError as error:
            raise RuleError(f"{path}:{number}: {error}") from error
    return found
