"""Who is to blame: what failed in a region or an extension, with name, distribution, version and question, and how
often."""

from __future__ import annotations

import threading

import attrs

from geleit.labels import Sentence, say
from geleit.regions.loading import Loaded

SLOW = 2.0
"""How many seconds a question may take before the coordinator is told what the program waited for."""


@attrs.frozen
class Fault:
    """One thing that went wrong in what a region or an extension brought; `code` is that of the rule or the report,
    empty where it is the answer as a whole. `sentence` is how it went wrong the last time, `count` how often."""

    region: str
    distribution: str
    version: str
    hook: str
    code: str
    sentence: Sentence
    count: int


@attrs.frozen
class Slow:
    """A question that took long to answer, in seconds the longest time."""

    region: str
    distribution: str
    version: str
    hook: str
    seconds: float

    @property
    def sentence(self) -> Sentence:
        """The warning."""
        who = {"region": self.region, "distribution": self.distribution, "version": self.version}
        return say("regions.slow", **who, hook=self.hook, seconds=round(self.seconds, 1))


class FaultTable:
    """What went wrong in one programme since it was opened. Can be used from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._faults: dict[tuple[str, str, str, str, str], Fault] = {}
        self._slow: dict[tuple[str, str, str, str], Slow] = {}

    def failed(self, loaded: Loaded, hook: str, code: str, sentence: Sentence) -> None:
        """Keep a fault."""
        key = loaded.name, loaded.distribution, loaded.version, hook, code
        with self._lock:
            before = self._faults.get(key)
            self._faults[key] = Fault(*key, sentence, 1 + (before.count if before else 0))

    def took(self, loaded: Loaded, hook: str, seconds: float) -> None:
        """Keep how long a question took, if that was long."""
        key = loaded.name, loaded.distribution, loaded.version, hook
        with self._lock:
            before = self._slow.get(key)
            if seconds > max(SLOW, before.seconds if before else 0):
                self._slow[key] = Slow(*key, seconds)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The faults, in the order in which they first appeared."""
        with self._lock:
            return tuple(self._faults.values())

    @property
    def slow(self) -> tuple[Slow, ...]:
        """The questions that took long."""
        with self._lock:
            return tuple(self._slow.values())
