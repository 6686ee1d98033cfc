"""Measured processes: each side of a comparison runs in one of its own, in turns with the other."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from statistics import median
from typing import Any

import attrs

ROOT = Path(__file__).parent.parent.parent
_SHOWN = 400


class Failed(Exception):
    """A measured process ended with an error; its last words."""


@attrs.frozen
class Program:
    """What one side runs: a module with arguments, in an environment's Python."""

    name: str
    module: str
    arguments: tuple[str, ...]
    python: str = sys.executable

    def run(self, *, silent: bool = False) -> dict[str, Any]:
        """What one process says of itself; nothing if it is a silent one. Raises Failed."""
        told = subprocess.run(
            [self.python, "-m", self.module, *self.arguments], cwd=ROOT, capture_output=True, text=True, check=False
        )
        if told.returncode:
            raise Failed(f"{self.module} ended with {told.returncode}: {told.stderr.strip()[-_SHOWN:]}")
        found: dict[str, Any] = {} if silent else json.loads(told.stdout.splitlines()[-1])
        return found


@attrs.frozen
class Sample:
    """What a program said in all its turns: seconds of the clock and of the processor, bytes (None where several share a process), and its last result."""

    name: str
    wall: tuple[float, ...]
    cpu: tuple[float, ...]
    peak: int | None = None
    said: dict[str, Any] = attrs.field(factory=dict)

    @property
    def seconds(self) -> float:
        """The median of the clock's."""
        return median(self.wall)

    @property
    def working(self) -> float:
        """The median of the processor's."""
        return median(self.cpu)


def sample(program: Program, told: Iterable[dict[str, Any]]) -> Sample:
    """One program's turns, in their order; the memory is the median's."""
    turns = [*told]
    wall, cpu = (tuple(float(one[key]) for one in turns) for key in ("wall", "cpu"))
    said = {key: value for key, value in turns[-1].items() if key not in ("wall", "cpu", "peak")}
    return Sample(program.name, wall, cpu, round(median(one["peak"] for one in turns)), said)


def in_turns(ours: Program, theirs: Program, times: int) -> tuple[Sample, Sample]:
    """Both programs, one after the other, so often: A B A B. Raises Failed."""
    told = [(ours.run(), theirs.run()) for _ in range(times)]
    return sample(ours, (first for first, _ in told)), sample(theirs, (second for _, second in told))
