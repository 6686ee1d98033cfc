"""Matching beside its peers, in one run on one machine: one table, ratios first.

Each row is printed as soon as it is measured. `benchmarks/README.md` says what is measured and how to read it.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.matching.bench import Bench
from benchmarks.matching.environments import default_folder
from benchmarks.matching.row import HEAD
from benchmarks.matching.rows import ROWS
from benchmarks.measuring import table


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what is asked for; 1 where a total, a pair or a proof is not what it must be."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.matching", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes, one turn each: about a minute")
    parser.add_argument("--only", choices=ROWS, nargs="+", metavar="ROW", help=f"only these of: {', '.join(ROWS)}")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write each row into a file, too, an object per line")
    parser.add_argument("--or-library", type=Path, metavar="DIR", help="folder with the files of the OR-Library")
    parser.add_argument("--environments", type=Path, metavar="DIR", help="where the peers are or will be installed")
    parser.add_argument("--no-peers", action="store_true", help="without peers that come from the registry")
    parser.add_argument("--largest", type=int, metavar="N", help="nobody is measured with more people a side")
    parser.add_argument(
        "--turns", type=int, default=5, help="how many turns both sides take (5; fewer if they are long)"
    )
    parser.add_argument("--seed", type=int, default=1, help="decides who is made up")
    asked = parser.parse_args(arguments)
    if asked.or_library is not None and not asked.or_library.is_dir():
        parser.error(f"{asked.or_library} is no folder")
    sound = True
    with ExitStack() as stack:
        bench = Bench(
            folder=Path(stack.enter_context(TemporaryDirectory())),
            environments=None if asked.no_peers else asked.environments or default_folder(),
            library=asked.or_library,
            seed=asked.seed,
            quick=asked.quick,
            largest=asked.largest,
            turns=asked.turns,
        )
        lines = stack.enter_context(asked.json.open("w", encoding="utf-8")) if asked.json else None
        print(f"{machine()}\n\n{table(HEAD, ())}", flush=True)
        for name in asked.only or ROWS:
            for row in ROWS[name](bench):
                print(f"| {' | '.join(row.cells())} |", flush=True)
                sound &= not row.wrong
                if lines is not None:
                    json.dump({"row": name, **row.to_json()}, lines)
                    print(file=lines, flush=True)
    return 0 if sound else 1


def machine() -> str:
    """What it was measured on, in neutral words."""
    libraries = ", ".join(f"{name} {version(name)}" for name in ("numpy", "scipy", "ortools"))
    load = f"; load average at the start {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, {libraries}{load}"


if __name__ == "__main__":
    sys.exit(main())
