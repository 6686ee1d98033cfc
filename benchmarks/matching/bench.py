"""What a run of the benchmark has at hand: how large, how often, where the peers and the instances lie."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import attrs

from benchmarks.matching.environments import Unreachable, python_of
from benchmarks.matching.processes import Program

GIGABYTE = 10**9


@attrs.frozen
class Bench:
    """`folder` holds the invented instances, `environments` the peers' environments (None: no such peers), `library`
    the files of the OR-Library. `largest`: nobody is measured with more people a side. `turns`: how often both sides
    take their turn where a turn is short."""

    folder: Path
    environments: Path | None
    library: Path | None
    seed: int = 1
    quick: bool = False
    largest: int | None = None
    turns: int = 5

    def sizes(self, full: tuple[int, ...], quick: tuple[int, ...]) -> tuple[int, ...]:
        """The sizes of this run, none twice."""
        asked = quick if self.quick else full
        return tuple(dict.fromkeys(min(size, self.largest or size) for size in asked))

    def times(self, most: int) -> int:
        """How many turns, at most `most` where they are long; one in a quick run."""
        return 1 if self.quick else min(self.turns, most)

    def kept(self, name: str, made: Any) -> str:
        """A file with an instance both sides read."""
        path = self.folder / name
        path.write_text(json.dumps(made))
        return str(path)

    def scores(self, n: int, m: int) -> str:
        """A file with the scores of n invented mentees and m mentors, made by a process of its own."""
        path = self.folder / f"scores_{n}_{m}.npy"
        if not path.exists():
            made = Program("", "benchmarks.matching.invented", (str(n), str(m), str(self.seed), str(path)))
            made.run(silent=True)
        return str(path)

    def forget(self, path: str) -> None:
        """Remove a file of scores; the large ones have hundreds of megabytes."""
        Path(path).unlink(missing_ok=True)

    def peer(self, name: str, module: str, path: str) -> Program:
        """A peer from the registry. Raises Unreachable where it cannot be had."""
        if self.environments is None:
            raise Unreachable("no peer from the registry was asked for")
        return Program(name, module, (path,), python_of(name, self.environments))


def ours(task: str, path: str, *more: str) -> Program:
    """The product's side."""
    return Program("geleit", "benchmarks.matching.ours", (task, path, *more))
