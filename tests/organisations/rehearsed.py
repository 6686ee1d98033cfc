"""Rehearsals that tests look at: each is played once for a whole run of the tests, whichever process asks first."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from random import Random
from typing import Any, TypeVar

import attrs
import pytest

from geleit.demo import running as demo
from geleit.demo.stage import RehearsalClock, Stage
from geleit.programme import Programme

SEED = 1
T = TypeVar("T")


@attrs.frozen
class Rehearsal:
    """A rehearsal that has been played: where it lies, and what was told. Who changes anything copies the folder."""

    name: str
    folder: Path
    lines: tuple[str, ...]
    facts: dict[str, int]
    round_id: str
    clock: RehearsalClock

    @property
    def config(self) -> Path:
        """The organisation's configuration."""
        return self.folder / "organisation.toml"

    def stage(self, language: str | None = None) -> Stage:
        """As it was left after the last step, with dice of its own; its programme is closed by whoever asked."""
        programme = Programme.open(self.config, clock=self.clock, randomness=Random(SEED), language=language)
        return Stage(programme, self.clock, Random(SEED), self.folder, lambda _: None, self.round_id, self.facts)


def played(name: str, folder: Path, language: str | None = None) -> Rehearsal:
    """Play a region's rehearsal in a folder that is made."""
    lines: list[str] = []
    stage = demo.run(name, folder, SEED, lines.append, language=language)
    stage.programme.close()
    return Rehearsal(name, folder, tuple(lines), stage.facts, stage.round_id, stage.clock)


def rehearsal(name: str, factory: pytest.TempPathFactory) -> Rehearsal:
    """A region's rehearsal in its organisation's language; it is played if nobody has played it in this run."""

    def play(folder: Path) -> dict[str, Any]:
        new = played(name, folder / name)
        return {"lines": new.lines, "facts": new.facts, "round": new.round_id, "day": new.clock.day.isoformat()}

    folder, known = once(f"rehearsal-{name}", factory, play)
    clock = RehearsalClock(date.fromisoformat(known["day"]))
    return Rehearsal(name, folder / name, tuple(known["lines"]), known["facts"], known["round"], clock)


def once(name: str, factory: pytest.TempPathFactory, make: Callable[[Path], T]) -> tuple[Path, T]:
    """What is made once for a whole run of the tests, whichever process asks first: `make` fills the folder that is
    told and returns what else is to be known, as JSON can hold it."""
    shared = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder = shared / name
    known = folder / "known.json"
    with _alone(shared / f"{name}.lock"):
        if not known.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            known.write_text(json.dumps(make(folder)), encoding="utf-8")
    found: T = json.loads(known.read_text(encoding="utf-8"))
    return folder, found


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Nobody else is in this block meanwhile, where the system has such locks."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
