"""Load: a large organisation is built, read and written to by many at once, beside bare SQLite in the same run.

`python -m benchmarks.load --help` says how. The databases lie in a temporary folder, or where `--dir` says.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sqlite3
import sys
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

import attrs

from benchmarks.building import Built, build, build_peer
from benchmarks.measuring import table
from benchmarks.organisation import DATABASE
from benchmarks.reading import Reading, read_all
from benchmarks.size import Size
from benchmarks.writing import WRITERS, Throughput, write_all
from geleit.store.driver import driver

_MIB = 1024 * 1024
PARTS = ("build", "read", "write")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what is asked for and print tables, or, with `--json`, one object per line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("--people", type=int, default=100_000, help="how many people (100,000)")
    parser.add_argument("--sessions", type=int, default=1_000_000, help="how many sessions (1,000,000)")
    parser.add_argument("--rounds", type=int, default=20, help="in how many rounds (20); the newest has a fifth")
    parser.add_argument("--operations", type=int, default=2_000, help="units of work of each crew of writers (2,000)")
    parser.add_argument("--writers", type=int, nargs="+", default=WRITERS, help="how many write at once (1 8 50)")
    parser.add_argument("--readers", type=int, nargs="+", default=(0, 2), help="how many scan meanwhile (0 2)")
    parser.add_argument("--parts", choices=PARTS, nargs="+", default=PARTS, help="what is measured (everything)")
    parser.add_argument("--dir", type=Path, help="folder of the databases; without `build`, they are there already")
    parser.add_argument("--seed", type=int, default=1, help="decides who is made up and who is written to")
    parser.add_argument("--json", action="store_true", help="one JSON object per line instead of tables")
    asked = parser.parse_args(arguments)
    size = Size(people=asked.people, sessions=asked.sessions, rounds=asked.rounds)
    with TemporaryDirectory() as temporary:
        folder = asked.dir or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        if "build" in asked.parts and (folder / DATABASE).exists():
            parser.error(f"{folder / DATABASE} is there already")
        if not asked.json:
            print(machine(), flush=True)
        if "build" in asked.parts:
            product = build(folder, size, asked.seed)
            show_built(product, build_peer(folder), as_json=asked.json)
        if "read" in asked.parts:
            show_read(read_all(folder), as_json=asked.json)
        if "write" in asked.parts:
            crews = write_all(folder, asked.operations, asked.seed, asked.writers, asked.readers)
            show_written(crews, as_json=asked.json)
    return 0


def machine() -> str:
    """What it was measured on, in neutral words."""
    return (
        f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, SQLite "
        f"{driver().sqlite_version} for WAL and {sqlite3.sqlite_version} for the rollback journal; "
        f"load average at the start {os.getloadavg()[0]:.1f}\n"
    )


def show_built(product: Built, peer: Built, *, as_json: bool) -> None:
    """What keeping the records took, beside the same rows without a history."""
    if as_json:
        _lines([("built", product), ("built_by_peer", peer)])
        return
    rows = [
        (name, f"{one.rows:,}", f"{one.pace:,.0f}", f"{one.size / _MIB:,.0f}", f"{one.payloads / _MIB:,.0f}")
        for name, one in (("store", product), ("executemany", peer))
    ]
    print(table(("kept by", "rows", "rows/s", "file, MiB", "of it payloads"), rows))
    print(f"\nstore : executemany = {product.pace / peer.pace:.3f}\n", flush=True)


def show_read(found: Iterable[Reading], *, as_json: bool) -> None:
    """How long was waited for what."""
    if as_json:
        _lines(("read", one) for one in found)
        return
    rows = [
        (
            one.what,
            one.time,
            one.time.processor,
            "" if one.amount is None else f"{one.amount:,}",
            one.promise,
        )
        for one in found
    ]
    print(table(("what", "time (median, span)", "of it processor", "how many", "promise"), rows))
    print(flush=True)


def show_written(crews: Iterable[Throughput], *, as_json: bool) -> None:
    """Throughput and latency of each crew, with its ratios to one writer and to the peer."""
    if as_json:
        _lines(("written", one) for one in crews)
        return
    found = [*crews]
    alone = {(one.setting, one.readers, one.product): one.pace for one in found if one.writers == 1}
    peers = {(one.setting, one.readers, one.writers): one.pace for one in found if not one.product}
    rows = []
    for _, group in groupby(found, lambda one: (one.setting, one.readers)):
        for one in (crew for crew in group if crew.product):
            single = alone.get((one.setting, one.readers, True))
            late = one.latency
            rows.append(
                (
                    f"{one.setting}{', 2 readers' if one.readers else ''}",
                    one.writers,
                    f"{one.pace:,.0f}",
                    "" if single is None else f"{one.pace / single:.2f}",
                    f"{one.pace / peers[one.setting, one.readers, one.writers]:.2f}",
                    f"{late.p50:.1f} / {late.p95:.0f} / {late.p99:.0f} / {late.longest:,.0f}",
                    one.busy,
                )
            )
    head = ("setting", "writers", "per second", ": 1 writer", ": peer", "p50 / p95 / p99 / longest, ms", "busy")
    print(table(head, rows), flush=True)


def _lines(found: Iterable[tuple[str, object]]) -> None:
    for kind, one in found:
        json.dump({"kind": kind, **attrs.asdict(one)}, sys.stdout)  # type: ignore[arg-type]  # each is an attrs value
        print(flush=True)


if __name__ == "__main__":
    sys.exit(main())
