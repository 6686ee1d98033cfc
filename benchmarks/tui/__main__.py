"""The screens at any size: first paint and key to paint in a real terminal, beside Textual's own DataTable.

`benchmarks/README.md` says what is measured and how to read it.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import attrs

from benchmarks.measuring import table
from benchmarks.tui.people import make
from benchmarks.tui.walks import Walk, data_table, product
from benchmarks.tui.window import windows

SIZES = (1_000, 10_000, 100_000)
PARTS = ("screens", "window")
_MEGABYTE = 10**6
_HEAD = ("people", "program", "first paint, s", "of it processor", "list", "end", "search", "record", "memory, MB")
_WINDOW = ("people", "order", "first page", "next", "last", "a jump", "another", "a name")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what is asked for and print tables in Markdown."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tui", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="how many people (1000 10000 100000)")
    parser.add_argument("--turns", type=int, default=3, help="how often each program takes its turn (3)")
    parser.add_argument("--parts", choices=PARTS, nargs="+", default=PARTS, help="what is measured (everything)")
    parser.add_argument(
        "--bare", action="store_true", help="people without answers and pairs: for a million in minutes"
    )
    parser.add_argument("--dir", type=Path, help="folder of the databases; those that are there are used")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every turn into a file, too, as a line")
    asked = parser.parse_args(arguments)
    print(f"{machine()}\n", flush=True)
    kept: list[dict[str, object]] = []
    with TemporaryDirectory() as temporary:
        folders = {size: _made(asked.dir or Path(temporary), size, bare=asked.bare) for size in asked.sizes}
        if "screens" in asked.parts:
            print(table(_HEAD, ()), flush=True)
            for size, folder in folders.items():
                _screens(folder, size, asked.turns, kept)
        if "window" in asked.parts:
            print(f"\nmilliseconds:\n\n{table(_WINDOW, ())}", flush=True)
            for folder in folders.values():
                for one in windows(folder):
                    kept.append({"part": "window", **attrs.asdict(one)})
                    times = (one.first, one.following, one.last, one.jump, one.again, one.name)
                    print(f"| {one.people:,} | {one.sort} | {' | '.join(map(_milliseconds, times))} |", flush=True)
    if asked.json:
        asked.json.write_text("".join(f"{json.dumps(one)}\n" for one in kept), encoding="utf-8")
    return 0


def _made(folder: Path, size: int, *, bare: bool) -> Path:
    found = folder / str(size)
    if not (found / "geleit.db").exists():
        made = make(found, size, bare=bare)
        print(f"{made.people:,} people, {made.rows:,} rows, made in {made.seconds:.0f} s", file=sys.stderr, flush=True)
    return found


def _screens(folder: Path, size: int, turns: int, kept: list[dict[str, object]]) -> None:
    """Both programs in turns: A B C A B C."""
    programs: dict[str, Callable[[], Walk]] = {
        "geleit run": lambda: product(folder, size, rest=False),
        "geleit run, at rest": lambda: product(folder, size, rest=True),
        "DataTable": lambda: data_table(folder),
    }
    walks: dict[str, list[Walk]] = {name: [] for name in programs}
    for _ in range(turns):
        for name, walk in programs.items():
            walks[name].append(walk())
            kept.append({"part": "screens", "people": size, "program": name, **attrs.asdict(walks[name][-1])})
    for name, found in walks.items():
        names = ("paint", "processor", "listed", "end", "search", "opened")
        times = " | ".join(_middle([getattr(one, each) for one in found]) for each in names)
        memory = median(one.memory for one in found) / _MEGABYTE
        print(f"| {size:,} | {name} | {times} | {memory:,.0f} |", flush=True)


def _middle(found: Sequence[float | None]) -> str:
    known = [one for one in found if one is not None]
    if not known:
        return "–"
    spread = f" ({min(known):.2g}–{max(known):.2g})" if len(known) > 1 else ""
    return f"{median(known):.2f}{spread}"


def _milliseconds(taken: float) -> str:
    return f"{taken:,.0f}" if taken >= 10 else f"{taken:.1f}"


def machine() -> str:
    """What it was measured on, in neutral words."""
    return (
        f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, Textual "
        f"{version('textual')}; load average at the start {os.getloadavg()[0]:.1f}"
    )


if __name__ == "__main__":
    sys.exit(main())
