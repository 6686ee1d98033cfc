"""A bar for work that takes longer than a second, on the terminal's stderr and nowhere else."""

from __future__ import annotations

import sys
import threading
import time
from types import TracebackType
from typing import Self

from geleit.cli.door import Door
from geleit.display import safe
from geleit.labels import say

_PATIENCE = 1.0
_PAUSE = 0.2
_WIDTH = 30


class Bar:
    """While it is open, work reports to it how much of how much is done. `doing` and `then` are the codes of what is
    said while something is left to do, and after that.

    A thread of its own draws it, so that it moves while a solver is at work that reports nothing.
    """

    def __init__(self, door: Door, doing: str, then: str) -> None:
        self._door, self._doing, self._then = door, doing, then
        self._done, self._of = 0, 0
        self._over = threading.Event()
        self._thread: threading.Thread | None = None

    def __call__(self, done: int, of: int) -> None:
        """So much of so much is done."""
        self._done, self._of = done, of

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            self._thread = threading.Thread(target=self._draw, daemon=True)
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        if self._thread is not None:
            self._thread.join()

    def _draw(self) -> None:
        began, length = time.monotonic(), 0
        pause = _PATIENCE
        while not self._over.wait(pause):
            line = self._line(time.monotonic() - began)
            sys.stderr.write("\r" + safe(line).ljust(length))
            sys.stderr.flush()
            length, pause = len(line), _PAUSE
        if length:
            sys.stderr.write("\r" + " " * length + "\r")
            sys.stderr.flush()

    def _line(self, seconds: float) -> str:
        done, of = self._done, self._of
        share = min(done / of, 1.0) if of else 0.0
        filled = round(share * _WIDTH)
        bar = "#" * filled + "-" * (_WIDTH - filled)
        what = self._door.text(say(self._doing if share < 1 else self._then))
        return f"[{bar}] {share:4.0%} {what} ({seconds:.0f} s)"
