"""What a coordinator and the organisation's IT person wait for, on the database of the full size."""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import attrs

from benchmarks.building import now
from benchmarks.measuring import Timed, timed
from benchmarks.organisation import CONFIG, DATABASE
from geleit.model.lifecycle import PartState
from geleit.model.people import Participation, Person, Role
from geleit.model.rounds import Round
from geleit.programme import Programme
from geleit.programme.due import due_in_round
from geleit.programme.reporting.reports import every_report, report, reports
from geleit.programme.roster import roster
from geleit.programme.upkeep import check_programme
from geleit.store import entries, open_store, verify
from geleit.store.copying import copy_whole
from geleit.store.integrity import faults_of
from geleit.store.journal.chain import verify_chain
from geleit.store.people import search

_TIMES = 5
_KIB = 1024


@attrs.frozen
class Reading:
    """One thing that was waited for: what, how long, how much of it (rows, people …), and what is promised (seconds,
    or things a second for what is checked as a whole)."""

    what: str
    time: Timed
    amount: int | None = None
    promise: str = ""


def read_all(folder: Path) -> Iterator[Reading]:
    """Everything that is read, from opening to the check of the whole history."""
    config, path = folder / CONFIG, folder / DATABASE
    taken, _ = timed(lambda: _opened(path), _TIMES)
    yield Reading("open the database", taken, promise="< 1 s")
    taken, _ = timed(lambda: _first_read(config), _TIMES)
    yield Reading("open the programme and read the first record", taken, promise="< 1 s")
    with Programme.open(config, clock=now, account="benchmark") as programme:
        yield from _of_programme(programme, config)
        yield from _of_store(programme, path)
    yield _replayed(path)


def _opened(path: Path) -> None:
    open_store(path, clock=lambda: datetime.now(UTC), actor="benchmark").close()


def _first_read(config: Path) -> None:
    with Programme.open(config, clock=now, account="benchmark") as programme:
        programme.store.all(Participation, round=programme.rounds()[-1].id, state=PartState.WAITING)


def _of_programme(programme: Programme, config: Path) -> Iterator[Reading]:
    biggest: Round[Any] = programme.rounds()[-1]
    taken, found = timed(lambda: search(programme.store, "müller 12"), _TIMES)
    yield Reading("look for a person by name", taken, len(found))
    taken, members = timed(lambda: roster(programme, biggest.id, Role.MENTEE), 3)
    yield Reading("the list of a round's mentees, with papers", taken, len(members))
    taken, due = timed(lambda: due_in_round(programme, biggest), 3)
    yield Reading("what is due in a round", taken, len(due))
    for declared in reports(programme, biggest):
        taken, _ = timed(partial(report, programme, biggest, declared.code), 3)
        yield Reading(f"report {declared.code}", taken, promise="< 5 s")
    taken, results = timed(lambda: every_report(programme, biggest), 3)
    yield Reading("all reports of a round", taken, len(results))
    taken, _ = timed(lambda: check_programme(programme, config))
    yield Reading("geleit check", taken)


def _of_store(programme: Programme, path: Path) -> Iterator[Reading]:
    store = programme.store
    somebody = store.all(Person, given_name="Amal")[0]
    taken, found = timed(lambda: entries(store, person=somebody.id), 3)
    yield Reading("the change history of a person", taken, len(found))
    taken, checked = timed(lambda: verify_chain(store))
    yield Reading("check the chain of the change history", taken, checked.entries, "≥ 50,000 rows/s")
    with TemporaryDirectory(dir=path.parent) as beside:
        taken, _ = timed(lambda: copy_whole(store.link(), Path(beside) / "copy.db"))
        yield Reading("a backup, checked", taken, path.stat().st_size)
    taken, faults = timed(lambda: faults_of(store.link().db.conn))
    yield Reading("SQLite's own check of the file", taken, len(faults))


def _replayed(path: Path) -> Reading:
    """In a process of its own, so that the memory is its own."""
    import subprocess

    output = subprocess.run(
        [sys.executable, "-m", "benchmarks.reading", str(path)], check=True, capture_output=True, text=True
    ).stdout
    seconds, worked, entries_, peak, faults = json.loads(output)
    assert not faults
    what = f"check the history and play it again (memory: {peak:,} MiB)"
    return Reading(what, Timed((seconds,), (worked,)), entries_)


def _replay(path: Path) -> None:
    with open_store(path, clock=now, actor="benchmark") as store:
        taken, found = timed(lambda: verify(store))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // _KIB
    json.dump([*taken.seconds, *taken.working, found.entries, peak, len(found.faults)], sys.stdout)


if __name__ == "__main__":
    _replay(Path(sys.argv[1]))
