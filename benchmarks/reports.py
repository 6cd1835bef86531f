"""How long each report on a store takes, as a command does: opening the store, computing, writing.

    python benchmarks/reports.py STORE [FORMAT]

Prints processor seconds and seconds on the clock for each report; the second time is that of a machine with other work.
"""

from __future__ import annotations

import sys
from pathlib import Path
from time import perf_counter, process_time

from kg.report import REPORTS, render
from kg.store import Store


def main(path: Path, format_: str = "text") -> None:
    print(f"{'report':<16}{'processor s':>12}{'clock s':>10}{'characters':>12}")
    for name, report in REPORTS.items():
        began, used = perf_counter(), process_time()
        with Store.read(path) as store:
            size = len(render(report(store), format_))
        print(f"{name:<16}{process_time() - used:>12.2f}{perf_counter() - began:>10.2f}{size:>12,}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:3])
