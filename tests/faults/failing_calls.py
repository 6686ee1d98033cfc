"""A use case whose n-th call of the database fails, for every n, as on a disk that does not answer."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial, wraps
from pathlib import Path
from typing import Any

import attrs

from geleit.errors import GeleitError
from geleit.labels import core_labels
from geleit.model.people import Role
from geleit.programme import Programme, applications
from geleit.programme.proposals import drafting, publishing
from geleit.store import verify
from geleit.store.driver import driver
from tests.faults import organisation
from tests.faults.crew import Setting, answered, serve
from tests.faults.traces import looked_at

IO_ERROR = 10


@attrs.define
class Plan:
    """At which call the database fails, whether it goes on failing from there, and how many calls there have been."""

    at: int | None = None
    lasting: bool = False
    calls: int = 0

    def call(self) -> None:
        """One call; raises what SQLite raises if the disk does not answer."""
        self.calls += 1
        if self.at is not None and (self.calls == self.at or (self.lasting and self.calls > self.at)):
            error = driver().OperationalError("disk I/O error")
            error.sqlite_errorcode = IO_ERROR
            raise error


def install(plan: Plan) -> None:
    """Let every connection of this process ask the plan before each call."""

    class Failing(driver().Connection):  # type: ignore[misc]
        def execute(self, *told: Any) -> Any:
            plan.call()
            return super().execute(*told)

        def executemany(self, *told: Any) -> Any:
            plan.call()
            return super().executemany(*told)

        def executescript(self, *told: Any) -> Any:
            plan.call()
            return super().executescript(*told)

    original = driver().connect

    @wraps(original)
    def connect(*told: Any, **more: Any) -> Any:
        return original(*told, **{**more, "factory": Failing})

    driver().connect = connect


def take_in(programme: Programme, folder: Path) -> None:
    """Take a list in."""
    found = applications.import_people(programme, programme.round(), Role.MENTEE, folder / "mentees.csv")
    assert not found.problems


def publish(programme: Programme, folder: Path) -> None:
    """Decide on the drafted pairs."""
    assert len(publishing.publish(programme, programme.round(), drafting.latest(programme, programme.round()).id)) == 2


USE_CASES: Mapping[str, Callable[[Programme, Path], None]] = {"take_in": take_in, "publish": publish}


def beginning(setting: Setting, folder: Path, use_case: str) -> None:
    """What there is before: a list of three people, and for the pairs a draft of them."""
    organisation.make(folder, 3, setting.key)
    with organisation.opened(folder) as programme:
        assert programme.store.journal_mode
        if use_case == "publish":
            organisation.propose(programme, folder)


def trials(setting: Setting, folder: Path, use_case: str, step: int) -> dict[str, Any]:
    """Every so many-th call fails, once and from then on; what is there afterwards, and what was said."""
    plan = Plan()
    install(plan)
    origin, work = folder / "origin", folder / "work"
    before = looked_at(setting, origin / "data" / "a.db")
    states: Counter[str] = Counter()
    sentences: set[str] = set()

    def trial() -> tuple[str, int]:
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(origin, work)
        with organisation.opened(work) as programme:
            assert programme.store
            plan.at, plan.calls = wanted, 0
            try:
                USE_CASES[use_case](programme, work)
            except GeleitError as error:
                sentences.add(core_labels().text(error.sentence, "en"))
            calls, plan.at = plan.calls, None
            seen = looked_at(setting, work / "data" / "a.db")
            if seen == before:
                # The same door stays open: whoever tries again after a while succeeds.
                USE_CASES[use_case](programme, work)
            assert verify(programme.store).whole
            return seen, calls

    wanted: int | None = None
    after, total = trial()
    assert after != before
    for lasting in (False, True):
        plan.lasting = lasting
        for number in range(1, total + 1, step):
            wanted = number
            seen, calls = trial()
            assert calls >= number
            states["before" if seen == before else "after" if seen == after else "else"] += 1
    return {"calls": total, "states": states, "sentences": sorted(sentences)}


def scenario(setting: Setting, folder: Path, *, step: int) -> Mapping[str, Any]:
    """Count the calls of each use case, and let each of them fail."""
    done: dict[str, Any] = {}
    for use_case in USE_CASES:
        answered(partial(beginning, setting, folder / use_case / "origin", use_case))
        done[use_case] = answered(partial(trials, setting, folder / use_case, use_case, step))
    return done


if __name__ == "__main__":
    serve(scenario)
