"""What can be read on the disk of what was written: in the database, in everything beside it, in temporary files."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from geleit.fields import participant
from geleit.model.evidence import Evidence
from geleit.model.lifecycle import PartState
from geleit.model.office import Contact, Task
from geleit.model.people import Interview, Participant, Participation, Person, Role
from geleit.model.rounds import RoundRecord
from geleit.store import Store, Transaction
from geleit.store.former import formers
from tests.faults import old_database
from tests.faults.crew import Setting, answered, ended, forked, serve
from tests.faults.traces import bare

TEMPORARY = "etilqs_"
"""How SQLite calls its temporary files, wherever it puts them; nobody else sees them, since it deletes them at once."""
DAY = date(2026, 3, 2)
TABLE = "asked_fields"
BORN = date(4711, 11, 29)
NUMBER = 7391826455

MARKERS: Mapping[str, bytes] = {
    "a name": b"zqname",
    "a search key": b"zqsuche zqruf",
    "a date": BORN.isoformat().encode(),
    "a number in the history": str(NUMBER).encode(),
    "a code": b"zqherkunft",
    "a note": b"zqnotiz",
    "a paper's wording": b"zqwortlaut",
    "a mapping": b"zqbewertung",
    "a region's text": b"zqgebiet",
    "a region's list": b"zqberuf",
    "a reason in the history": b"zqgrund",
    "a detail in the history": b"zqeinzelheit",
    "a heading": b"zqtitel",
}
"""What is looked for, whatever the case of its letters, by the kind of column that has it."""


@participant
class Asked(Participant):
    """What a region asks."""

    territory: str | None = None
    occupations: tuple[str, ...] | None = None


def write(store: Store, number: int) -> None:
    """One person with a marker in every kind of column."""
    with store.write("ZQGRUND") as tx:
        _write(tx, f"p{number}")


def _write(tx: Transaction, id_: str) -> None:
    person = Person(
        id=id_, given_name="ZQSuche", call_name="ZQRuf", family_name="ZQName", birth_date=BORN, birth_year=NUMBER,
        origin="ZQHERKUNFT",
    )  # fmt: skip
    part = Participation(
        id=id_, person=id_, round="r", role=Role.MENTEE, state=PartState.APPLIED, since=DAY, applied_on=DAY
    )
    tx.add_all([person, part])
    tx.add(Contact(id=id_, person=id_, on=DAY, kind="call", note="ZQNotiz", by="a"))
    tx.add(Evidence(id=id_, person=id_, kind="card", seen_on=DAY, by="a", wording="ZQWortlaut"))
    tx.add(Interview(id=id_, participation=id_, held_on=DAY, by="a", ratings={"x": "ZQBewertung"}))
    tx.save_fields(TABLE, id_, Asked(territory="ZQGebiet", occupations=("ZQBeruf",)))
    tx.add(Task(id=id_, title="ZQTitel", owner="a"))
    tx.note("shown", "people", id_, what="ZQEinzelheit")


def seen(files: Iterator[tuple[str, bytes]]) -> dict[str, list[str]]:
    """Kind of column → the files in which its marker can be read."""
    found: dict[str, list[str]] = {}
    for name, content in files:
        lowered = content.lower()
        for kind, marker in MARKERS.items():
            if marker in lowered:
                found.setdefault(kind, []).append(name)
    return found


def files_in(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of a folder."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.name, path.read_bytes()


def working(setting: Setting, path: Path) -> None:
    """Write, look at the files while they are open and full, and be killed in the middle of a large unit of work."""
    store = setting.opened(path)
    store.derive(Asked, TABLE)
    with store.write("begin") as tx:
        tx.add(RoundRecord(id="r", title="R"))
    for number in range(5):
        write(store, number)
    # So small that a unit of work has to write to the disk before its end.
    store.link().rows("PRAGMA cache_size = 5")
    with store.write("ZQGRUND") as tx:
        for number in range(5, 60):
            _write(tx, f"p{number}")
        os.kill(os.getpid(), signal.SIGKILL)


def sorting(setting: Setting, path: Path) -> dict[str, Any]:
    """Sort more than fits into the cache, and look into every file that this process has open meanwhile."""
    spilt: set[str] = set()
    found: set[str] = set()

    def look() -> int:
        for number in os.listdir("/proc/self/fd"):
            handle = Path("/proc/self/fd", number)
            # The handle of this very listing is closed again.
            target = os.readlink(handle) if handle.is_symlink() else ""
            if Path(target).name.startswith(TEMPORARY):
                spilt.add(target)
                with handle.open("rb") as file:
                    found.update(seen(iter([(target, file.read(1 << 20))])))
        return 0

    with setting.opened(path) as store:
        connection = store.link().db.conn
        connection.execute("PRAGMA cache_size = 50")
        connection.set_progress_handler(look, 500_000)
        numbers = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) "
        rows = connection.execute(numbers + "SELECT random() AS r, family_name FROM n, people ORDER BY r, 2")
        count = sum(1 for _ in rows)
    return {"rows": count, "temporary files": len(spilt), "read in them": sorted(found)}


def former(setting: Setting, path: Path) -> dict[str, Any]:
    """The copy that is kept of an older version."""
    old_database.make(setting, path, 50)
    connection = bare(setting, path)
    connection.execute("UPDATE tasks SET title = 'ZQTitel'")
    connection.close()
    setting.opened(path).close()
    return {"copies": len(formers(path)), "read": seen(files_in(path.parent))}


def scenario(setting: Setting, folder: Path) -> Mapping[str, Any]:
    """Write and be killed, look; open again, look; sort, look; upgrade, look."""
    path = folder / "data" / "a.db"
    assert ended(forked(lambda: working(setting, path))) == -signal.SIGKILL
    logs = [file.stat().st_size for file in path.parent.glob("a.db-*") if not file.name.endswith("-shm")]
    killed = seen(files_in(path.parent))
    sort = answered(lambda: sorting(setting, path))
    closed = seen(files_in(folder))
    upgraded = answered(lambda: former(setting, folder / "old" / "a.db"))
    return {"log": max(logs), "killed": killed, "closed": closed, "sort": sort, "former": upgraded}


if __name__ == "__main__":
    serve(scenario)
