"""Times and what is said of them: percentiles, medians, spans, ratios."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from statistics import median
from typing import TypeVar

import attrs

T = TypeVar("T")


@attrs.frozen
class Latency:
    """Milliseconds of single operations: the middle, the slowest 5 and 1 in a hundred, and the slowest."""

    p50: float
    p95: float
    p99: float
    longest: float

    @classmethod
    def of(cls, seconds: Iterable[float]) -> Latency:
        """What is said of some operations; at least one."""
        found = sorted(seconds)
        p50, p95, p99 = (1000 * _percentile(found, share) for share in (0.5, 0.95, 0.99))
        return cls(p50, p95, p99, 1000 * found[-1])


def _percentile(found: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of all does not exceed."""
    return found[max(0, -int(-len(found) * share // 1) - 1)]


@attrs.frozen
class Timed:
    """Seconds of several runs of the same thing: of the clock, and of them those that this process was working."""

    seconds: tuple[float, ...]
    working: tuple[float, ...] = ()

    @property
    def processor(self) -> str:
        """The middle of the seconds of work, for machines that do other things as well."""
        return f"{median(self.working):.3g} s" if self.working else ""

    @property
    def median(self) -> float:
        """The middle one."""
        return median(self.seconds)

    def __str__(self) -> str:
        if len(self.seconds) == 1:
            return f"{self.median:.3g} s"
        return f"{self.median:.3g} s ({min(self.seconds):.3g}–{max(self.seconds):.3g})"


def timed(work: Callable[[], T], times: int = 1) -> tuple[Timed, T]:
    """Do something several times; the seconds of each, and what the last one gave."""
    taken, working = [], []
    for _ in range(max(1, times)):
        began, worked = time.perf_counter(), time.process_time()
        found = work()
        taken.append(time.perf_counter() - began)
        working.append(time.process_time() - worked)
    return Timed(tuple(taken), tuple(working)), found


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)
