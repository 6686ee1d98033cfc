"""Ending a run of the matching from another thread, with nothing left behind."""

from __future__ import annotations

import threading
from collections.abc import Callable

from geleit.errors import Cancelled
from geleit.labels import say


class Stop:
    """What a run reports its progress to, as `progress=`; asked to, it ends the run at the next report.

    Whoever makes it may ask from any thread. The run then raises Cancelled where it is, and since nothing is written
    before the last report, nothing is kept. `tell` is told of every report, in the run's own thread.
    """

    def __init__(self, tell: Callable[[int, int], None] | None = None) -> None:
        self._tell = tell
        self._asked = threading.Event()

    @property
    def asked(self) -> bool:
        """Whether the run is to end."""
        return self._asked.is_set()

    def ask(self) -> None:
        """Let the run end."""
        self._asked.set()

    def __call__(self, done: int, of: int) -> None:
        """So much of so much is done. Raises Cancelled."""
        if self.asked:
            raise Cancelled(say("matching.cancelled"))
        if self._tell is not None:
            self._tell(done, of)
