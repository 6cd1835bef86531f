"""Peak memory and time of building N articles of a JSON Lines file, in a process of its own for each N.

    python benchmarks/memory.py corpus.jsonl.gz 1000 11749 [--jobs 2]

Peak memory is the sum of the peaks of the building process and of its largest worker times the number of workers:
an upper bound of what was used at once.
"""

from __future__ import annotations

import argparse
import gzip
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

_BUILD = """
import resource, sys
from kg.cli import run
code = run(sys.argv[1:])
own = resource.getrusage(resource.RUSAGE_SELF)
workers = resource.getrusage(resource.RUSAGE_CHILDREN)
print(own.ru_maxrss, workers.ru_maxrss, own.ru_utime + own.ru_stime + workers.ru_utime + workers.ru_stime, file=sys.stderr)
sys.exit(code)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("counts", type=int, nargs="+")
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    print(f"{'articles':>9}{'wall s':>9}{'CPU s':>9}{'build MB':>10}{'worker MB':>11}{'bound MB':>10}")
    for count in arguments.counts:
        with tempfile.TemporaryDirectory() as folder:
            part = Path(folder) / "part.jsonl"
            opened = gzip.open if arguments.corpus.suffix == ".gz" else open
            with opened(arguments.corpus, "rb") as source, part.open("wb") as target:
                target.writelines(islice(source, count))
            command = [
                sys.executable,
                "-c",
                _BUILD,
                "build",
                str(part),
                "--store",
                f"{folder}/store",
                "--jobs",
                str(arguments.jobs),
            ]
            start = time.perf_counter()
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            wall = time.perf_counter() - start
        own, worker, cpu = map(float, done.stderr.strip().splitlines()[-1].split())
        scale = 1024 if sys.platform != "darwin" else 1024 * 1024  # ru_maxrss is in bytes there
        bound = (own + arguments.jobs * worker) / scale
        print(f"{count:9,}{wall:9.1f}{cpu:9.1f}{own / scale:10,.0f}{worker / scale:11,.0f}{bound:10,.0f}")


if __name__ == "__main__":
    main()
