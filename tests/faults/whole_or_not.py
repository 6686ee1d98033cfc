"""Operations that are whole or not there: each is killed at moments spread over its length.

An operation starts from a database that is made once. What it may leave is what was there before or what it leaves
undisturbed, and nothing else.
"""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from typing import Any

import attrs

from geleit.fields import evolve
from geleit.model.people import Person, Role
from geleit.programme import applications
from geleit.programme.privacy import erasure
from geleit.store import Key, verify
from geleit.store.converting import convert
from geleit.store.driver import driver
from geleit.store.erasure.ledger import Ledger, ledger_path
from geleit.store.former import formers
from geleit.store.integrity import faults_of
from geleit.store.keys import is_plain
from tests.faults import old_database, organisation
from tests.faults.crew import Setting, answered, ended, forked, killed, serve
from tests.faults.traces import bare, copied, looked_at, signature

State = Callable[[Setting, Path], str]


def database(folder: Path) -> Path:
    return folder / "data" / "a.db"


def content(setting: Setting, folder: Path) -> str:
    """Every value in the database."""
    return looked_at(setting, database(folder))


@attrs.frozen
class Operation:
    """What is made before, what is done, what of it is looked at, and what must hold of everything else afterwards.

    Each is told the folder; the database is `data/a.db` in it. `beside` is told what the state was before and after
    an undisturbed run. `cut` are functions of the operating system after each of which it is killed once more.
    """

    before: Callable[[Setting, Path, int], None]
    doing: Callable[[Setting, Path], None]
    state: State = content
    beside: Callable[[Setting, Path, str, str], None] = lambda setting, folder, before, after: None
    cut: tuple[str, ...] = ()


def people(setting: Setting, folder: Path, rows: int) -> None:
    """So many people."""
    with setting.opened(database(folder)) as store, store.write("begin") as tx:
        tx.add_all(Person(id=f"p{n}", given_name="Amal", family_name=f"Nr {n}") for n in range(rows))


def update_all(setting: Setting, folder: Path) -> None:
    """Change every person and add another one for each, in one unit of work."""
    with setting.opened(database(folder)) as store, store.write("all") as tx:
        for person in tx.all(Person):
            tx.update(evolve(person, phone="+43 316 1"))
            tx.add(Person(id=f"{person.id} again", given_name=person.given_name))


def deployment(setting: Setting, folder: Path, rows: int) -> None:
    """An organisation with an empty database, and a list of so many people."""
    organisation.make(folder, rows, setting.key)
    with organisation.opened(folder) as programme:
        assert programme.store.count(Person) == 0


def import_list(setting: Setting, folder: Path) -> None:
    """Take the list in."""
    with organisation.opened(folder) as programme:
        found = applications.import_people(programme, programme.round(), Role.MENTEE, folder / "mentees.csv")
        assert not found.problems


def imported(setting: Setting, folder: Path, rows: int) -> None:
    """An organisation with so many people in its records."""
    deployment(setting, folder, rows)
    import_list(setting, folder)


def old(setting: Setting, folder: Path, rows: int) -> None:
    """A database of an older version."""
    old_database.make(setting, database(folder), rows)


def upgrade(setting: Setting, folder: Path) -> None:
    """Open it, which brings it to the present version."""
    setting.opened(database(folder)).close()


def former_is_whole(setting: Setting, folder: Path, before: str, after: str) -> None:
    """A copy of the older version is what there was before; of a copy that was cut off, no name is a whole one's."""
    for copy in formers(database(folder)):
        assert signature(setting, copied(copy, folder / "former")) == before


ERASED, MARKER = "Amal 0", "351 0000000"


def erase_one(setting: Setting, folder: Path) -> None:
    """Erase one of the people, unless an earlier try has; opening the records has finished it then."""
    with organisation.opened(folder) as programme:
        if programme.store.count(Person, given_name=ERASED):
            erasure.erase(programme, next(iter(programme.store.all(Person, given_name=ERASED))).id, "asked for it")


def erased(setting: Setting, folder: Path) -> str:
    """How many rows there are of each table, and in how many entries of the history the person can still be read.

    Figures that were frozen before are no part of it: they say the same before and after.
    """
    connection = bare(setting, copied(database(folder), folder / "seen"))
    assert faults_of(connection) == ()
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")]
    counts = {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
        for name in names
        if not name.startswith(("journal", "sqlite", "frozen"))
    }
    payloads = "SELECT count(*) FROM journal_payloads WHERE instr(coalesce(after, '') || coalesce(before, ''), ?)"
    read = connection.execute(payloads, [MARKER]).fetchone()[0]
    connection.close()
    return f"{counts} {read}"


def erasure_is_finished(setting: Setting, folder: Path, before: str, after: str) -> None:
    """Whoever opens the records next finishes what was begun; then no byte of it stands in any of their files."""
    begun = ledger_path(database(folder)).exists() and Ledger(database(folder)).entries()
    gone = erased(setting, folder) == after
    assert begun or not gone
    with organisation.opened(folder) as programme:
        assert programme.store.count(Person, given_name=ERASED) == (0 if begun else 1)
    if begun:
        assert not Ledger(database(folder)).unfinished()
        assert erased(setting, folder) == after
        assert not [path for path in database(folder).parent.glob("a.db*") if MARKER.encode() in path.read_bytes()]


OTHER = Key(bytes(32))


def convert_it(setting: Setting, folder: Path) -> None:
    """Encrypt what is plain, and put what is encrypted under another key."""
    path = database(folder)
    if _is_converted(setting, path):
        setting_of(setting, path).opened(path).close()
        return
    convert(setting.opened(path), OTHER)


@attrs.frozen
class Converted(Setting):
    """The same with the other key."""

    @property
    def key(self) -> Key | None:
        return OTHER


def _is_converted(setting: Setting, path: Path) -> bool:
    if is_plain(path) is not False:
        return False
    connection = bare(Converted(setting.name), path)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master")
    except driver().DatabaseError:
        return False
    finally:
        connection.close()
    return True


def setting_of(setting: Setting, path: Path) -> Setting:
    return Converted(setting.name) if _is_converted(setting, path) else setting


def converted(setting: Setting, folder: Path) -> str:
    """Every value in the database, and which key opens it."""
    at = copied(database(folder), folder / "seen")
    here = setting_of(setting, at)
    return f"{signature(here, at)} {type(here).__name__}"


def nothing_under_the_old_key(setting: Setting, folder: Path, before: str, after: str) -> None:
    """Whoever opens a converted database next finds nothing beside it that the old key, or none, would open."""
    path = database(folder)
    if _is_converted(setting, path):
        setting_of(setting, path).opened(path).close()
        left = sorted(file.name for file in path.parent.iterdir() if file.name not in ("a.db", "a.db.lock"))
        assert left == []


OPERATIONS: Mapping[str, Operation] = {
    "import": Operation(deployment, import_list),
    "update": Operation(people, update_all),
    "migration": Operation(old, upgrade, beside=former_is_whole),
    "erasure": Operation(imported, erase_one, erased, erasure_is_finished),
    "protection": Operation(people, convert_it, converted, nothing_under_the_old_key, cut=("link", "replace")),
}


def scenario(setting: Setting, folder: Path, *, operation: str, kills: int, rows: int, seed: int) -> Mapping[str, Any]:
    """Kill an operation so many times; returns what was found afterwards each time."""
    what = OPERATIONS[operation]
    origin, undisturbed, work = folder / "origin", folder / "undisturbed", folder / "work"
    answered(lambda: what.before(setting, origin, rows))
    before = answered(lambda: what.state(setting, origin))
    shutil.copytree(origin, undisturbed)
    began = time.perf_counter()
    answered(lambda: what.doing(setting, undisturbed))
    length = time.perf_counter() - began
    after = answered(lambda: what.state(setting, undisturbed))
    assert before != after
    dice = Random(seed)
    found = {"before": 0, "after": 0, "else": 0, "killed": 0}
    for number in range(kills + len(what.cut)):
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(origin, work)
        if number < kills:
            # A run's length differs from run to run, so the last moments lie around the end.
            moment = 1.2 * length * (number + dice.uniform(0.2, 1.0)) / kills
            found["killed"] += killed(forked(lambda: what.doing(setting, work)), moment)
        else:
            function = what.cut[number - kills]
            assert ended(forked(lambda: doing_until(function, what, setting, work))) == -signal.SIGKILL  # noqa: B023
        seen_now = answered(lambda: what.state(setting, work))
        found["before" if seen_now == before else "after" if seen_now == after else "else"] += 1
        answered(lambda: what.beside(setting, work, before, after))
    done = answered(lambda: again(setting, what, work, after))
    in_the_end = answered(lambda: what.state(setting, work))
    assert in_the_end == after, (found, in_the_end, before, after)
    return {**found, **done, "seconds": length}


def doing_until(function: str, what: Operation, setting: Setting, folder: Path) -> None:
    """Do it, and be killed when a function of the operating system has done its part."""
    original = getattr(os, function)

    def last(*told: Any, **more: Any) -> None:
        original(*told, **more)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(os, function, last)
    what.doing(setting, folder)


def again(setting: Setting, what: Operation, folder: Path, after: str) -> dict[str, Any]:
    """Do what was cut off once more from the beginning, and check the history."""
    if what.state(setting, folder) != after:
        what.doing(setting, folder)
    here = setting_of(setting, database(folder)) if what.doing is convert_it else setting
    with here.opened(database(folder)) as store:
        return {"faults": [str(fault) for fault in verify(store).faults]}


if __name__ == "__main__":
    serve(scenario)
