"""P5: every change leaves an entry in the history, and whoever falsifies one or the other is found out."""

from __future__ import annotations

import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from geleit.errors import StoreError
from geleit.fields import evolve, participant
from geleit.model.lifecycle import PartState
from geleit.model.office import Task
from geleit.model.people import Participant, Participation, Person, Role
from geleit.model.rounds import RoundRecord
from geleit.store import RecordConflict, Store, Transaction, Witness, head, open_store, verify
from geleit.store.driver import driver
from geleit.store.journal.chain import verify_chain
from geleit.store.journal.triggers import tables
from tests.faults.forging import KINDS, OUT_OF_BAND, unguarded
from tests.organisations.clocks import TickingClock

DAY = date(2026, 3, 2)
TABLE = "small_fields"


@participant
class Small(Participant):
    """What a region asks."""

    weeks: float | None = None
    territory: str | None = None


@participant
class Large(Participant):
    """The same region a year later."""

    weeks: float | None = None
    territory: str | None = None
    told: bool = False


def opened(path: Path) -> Store:
    store = open_store(path, clock=TickingClock(), actor="account1", create=True)
    store.derive(Small, TABLE)
    return store


def fill(store: Store) -> None:
    """Five people with their parts and fields, five tasks; the last entry is a change of a person."""
    with store.write("begin") as tx:
        tx.add(RoundRecord(id="r", title="R"))
        for n in range(5):
            tx.add(Person(id=f"p{n}", given_name="Rana", family_name=f"Nr {n}", phone="1"))
            tx.add(part(f"p{n}"))
            tx.save_fields(TABLE, f"p{n}", Small(weeks=n / 3))
            tx.add(Task(id=f"t{n}", title="x", owner="a"))
    for n in range(5):
        with store.write("phone call") as tx:
            tx.update(evolve(tx.one(Person, f"p{n}"), phone=f"0316 {n}"))


def part(person: str) -> Participation:
    return Participation(
        id=person, person=person, round="r", role=Role.MENTEE, state=PartState.APPLIED, since=DAY, applied_on=DAY
    )


# Every way of writing


def add(tx: Transaction, dice: Random, new: str) -> None:
    tx.add(Person(id=new, given_name="Ada", birth_year=dice.randrange(2**63)))


def add_all(tx: Transaction, dice: Random, new: str) -> None:
    tx.add_all([Person(id=new), part(new), Task(id=new, title="ring", owner="a", person=new)])
    tx.save_fields(TABLE, new, Small(weeks=dice.random()))


def update(tx: Transaction, dice: Random, new: str) -> None:
    tx.update(evolve(any_of(tx, dice, Person), phone=f"{dice.random()}", email=dice.choice([None, "a@b.c"])))


def update_merged(tx: Transaction, dice: Random, new: str) -> None:
    read = any_of(tx, dice, Person)
    tx.update(evolve(read, call_name=f"{dice.random()}"))
    tx.update(evolve(read, phone=f"{dice.random()}"), base=read)
    with pytest.raises(RecordConflict):
        tx.update(evolve(read, phone="too late"))


def delete(tx: Transaction, dice: Random, new: str) -> None:
    tx.delete(tx.add(Task(id=new, title="short", owner="a")))
    tx.delete(any_of(tx, dice, Task))


def delete_with_fields(tx: Transaction, dice: Random, new: str) -> None:
    add_all(tx, dice, new)
    tx.delete(any_of(tx, dice, Participation))


def save_fields(tx: Transaction, dice: Random, new: str) -> None:
    owner = any_of(tx, dice, Participation).id
    read = tx.fields(TABLE, Small, owner)
    kept = tx.save_fields(TABLE, owner, Small(weeks=dice.uniform(-1e9, 1e-9)), base=read)
    tx.save_fields(TABLE, owner, evolve(kept, territory=f"{dice.random()}"))


def replace(tx: Transaction, dice: Random, new: str) -> None:
    id_ = dice.choice([new, any_of(tx, dice, Task).id])
    tx._open.change("REPLACE INTO tasks (id, rev, title, owner) VALUES (?, 1, 'replaced', 'a')", [id_])


def upsert(tx: Transaction, dice: Random, new: str) -> None:
    tx._open.change(
        "INSERT INTO tasks (id, rev, title, owner) VALUES (?, 1, 'new', 'a') "
        "ON CONFLICT DO UPDATE SET title = 'there', rev = rev + 1",
        [dice.choice([new, any_of(tx, dice, Task).id])],
    )


def library_call(tx: Transaction, dice: Random, new: str) -> None:
    row = {"id": new, "rev": 1, "title": "by the library", "owner": "a"}
    tx._open.db.table("tasks").insert_all([row])
    tx._open.db.table("tasks").upsert_all([row | {"title": "again"}], pk="id")


def renamed(tx: Transaction, dice: Random, new: str) -> None:
    tx._open.change("UPDATE tasks SET id = ? WHERE id = ?", [new, any_of(tx, dice, Task).id])


def broken_off(tx: Transaction, dice: Random, new: str) -> None:
    with pytest.raises(StoreError):
        tx.add_all([Task(id=new, title="x", owner="a"), Task(id=new, title="x", owner="a")])


PATHS: tuple[Callable[[Transaction, Random, str], None], ...] = (
    add, add_all, update, update_merged, delete, delete_with_fields, save_fields, replace, upsert, library_call, renamed,
    broken_off,
)  # fmt: skip


def any_of(tx: Transaction, dice: Random, cls: type[Any]) -> Any:
    return dice.choice(tx.all(cls))


@pytest.mark.parametrize("operations", [160, pytest.param(1000, marks=pytest.mark.soak)])
def test_the_history_leads_to_what_is_there_whichever_way_it_was_written(operations: int, tmp_path: Path) -> None:
    """Random operations through every path, some units of work given up: replay equals live after each batch."""
    dice, used = Random(17), Counter[str]()
    with opened(tmp_path / "a.db") as store:
        fill(store)
        witnesses: list[Witness] = []
        for start in range(0, operations, 20):
            for number in range(start, start + 20):
                path = dice.choice(PATHS)
                used[path.__name__] += 1
                before = head(store)
                try:
                    with store.write(path.__name__) as tx:
                        path(tx, dice, f"n{number}")
                        if dice.random() < 0.1:
                            raise KeyboardInterrupt
                except KeyboardInterrupt:
                    assert head(store) == before
            witnesses.append(head(store))
            assert verify(store, *witnesses).faults == ()
        entries = witnesses[-1].seq
    assert set(used) == {path.__name__ for path in PATHS}
    assert entries > operations
    print(f"{operations} operations, {entries} entries, replay equals live {len(witnesses)} times")


# Tampering


@pytest.mark.parametrize("each", [3, pytest.param(50, marks=pytest.mark.soak)])
def test_every_tampering_is_found(each: int, tmp_path: Path) -> None:
    """Eight kinds: by the chain, by the witness, by playing the history again; no one of them finds all."""
    origin = tmp_path / "origin.db"
    with opened(origin) as store:
        fill(store)
        witness = head(store)
    dice, by = Random(23), {name: Counter[str]() for name in KINDS}
    for name, forge in KINDS.items():
        for number in range(each):
            path = tmp_path / f"{name}-{number}.db"
            shutil.copyfile(origin, path)
            with unguarded(path) as connection:
                forge(connection, dice.randrange(2, witness.seq - 1), witness.seq, dice)
            with opened(path) as store:
                by[name]["chain"] += not verify_chain(store).whole
                by[name]["witness"] += not verify_chain(store, witness).whole
                by[name]["all"] += not verify(store, witness).whole
    print({kind: sum(found[kind] for found in by.values()) for kind in ("chain", "witness", "all")}, by)
    assert {name for name, found in by.items() if found["all"] != each} == set()
    assert {name for name, found in by.items() if found["witness"] != each} == {"live_row_edited"}
    unseen = {"tail_deleted", "everything_rechained", "live_row_edited"}
    assert {name for name, found in by.items() if found["chain"] != each} == unseen
    assert all(by[name]["chain"] == 0 for name in unseen)


def test_other_programs_cannot_write(tmp_path: Path) -> None:
    """Ten ways, with either SQLite that may be there: all refused by the file itself, and nothing changed."""
    path = tmp_path / "a.db"
    with opened(path) as store:
        fill(store)
        before = head(store)
    libraries = {sqlite3, driver()}
    for library in libraries:
        for sql in OUT_OF_BAND:
            with closing(library.connect(str(path), isolation_level=None)) as foreign:
                # As the tools that people use do it: references are not looked after.
                with pytest.raises(library.Error, match=r"geleit|history"):
                    foreign.execute(sql)
                assert not foreign.in_transaction
    with opened(path) as store:
        assert verify(store, before).whole
        assert head(store) == before
    assert len(OUT_OF_BAND) == 10


# Triggers


def triggers_of(store: Store) -> dict[str, int]:
    return dict(store.rows("SELECT tbl_name, count(*) FROM sqlite_master WHERE type = 'trigger' GROUP BY 1"))


def test_a_table_that_has_grown_has_its_triggers_for_the_new_column_too(tmp_path: Path) -> None:
    """What is written into the new column afterwards is in the history."""
    with opened(tmp_path / "a.db") as store:
        fill(store)
        store.derive(Large, TABLE)
        assert triggers_of(store).items() >= dict.fromkeys(tables(store.link()), 3).items()
        with store.write("told") as tx:
            tx.save_fields(TABLE, "p1", Large(weeks=1.0, told=True))
        assert store.rows('SELECT "after" FROM journal ORDER BY seq DESC LIMIT 1') == [('{"weeks":1.0,"told":1}',)]
        assert verify(store).whole
    opened(tmp_path / "a.db").close()


def test_a_table_that_was_rebuilt_by_another_program_is_noticed(tmp_path: Path) -> None:
    """sqlite-utils' own transform drops all triggers of a table: such a file is not opened."""
    path = tmp_path / "a.db"
    with opened(path) as store:
        fill(store)
    driver()
    from sqlite_utils import Database

    foreign = Database(path)
    foreign.table("tasks").transform(types={"title": str}, not_null={"title"})
    foreign.close()
    with pytest.raises(StoreError, match="journal_tasks_delete, journal_tasks_insert"):
        opened(path)
