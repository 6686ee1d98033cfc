"""What a measured process says of itself: seconds, memory and result, as JSON on standard output."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, TypeVar

Made = TypeVar("Made")
Found = TypeVar("Found")
_MOST = 30
"""So often a short run is repeated within a turn."""


def peak() -> int:
    """The most memory this process has had at once, in bytes.

    `getrusage` alone would count the parent as well, whose memory a process shares until it runs its own program.
    """
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return largest if sys.platform == "darwin" else largest * 1024


def turn(work: Callable[[], Found]) -> tuple[tuple[float, float], Found]:
    """Do something once: seconds of the clock and of the processor, and what it found."""
    began, worked = time.perf_counter(), time.process_time()
    found = work()
    return (time.perf_counter() - began, time.process_time() - worked), found


def measure(
    prepare: Callable[[], Made], work: Callable[[Made], Found], *, times: int = 1, seconds: float = 1.0
) -> tuple[dict[str, Any], Found]:
    """Do something `times` times, or more often while all runs together took less than `seconds`.

    What a run works on is prepared anew each time, outside the clock. Gives the medians of wall and processor
    seconds, and what the last run found.
    """
    wall: list[float] = []
    working: list[float] = []
    while True:
        taken, found = turn(partial(work, prepare()))
        wall.append(taken[0])
        working.append(taken[1])
        if len(wall) >= times and (sum(wall) >= seconds or len(wall) >= _MOST):
            return {"wall": median(wall), "cpu": median(working), "runs": len(wall)}, found


def report(**said: Any) -> None:
    """Print what was measured, with the memory."""
    json.dump({**said, "peak": peak()}, sys.stdout)
    print(flush=True)
