"""Several processes that change the same record at the same time."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from geleit.fields import evolve
from geleit.model.office import Task
from geleit.model.people import Person
from geleit.store import RecordConflict, Store, verify
from geleit.store.driver import driver
from tests.faults.crew import Setting, answered, serve, together
from tests.faults.traces import bare

CREW = 8
FIELDS = ("phone", "email", "call_name", "origin")


def beginning(setting: Setting, path: Path) -> None:
    """A record that counts, and a person."""
    with setting.opened(path) as store, store.write() as tx:
        tx.add(Task(id="count", title="0", owner="everybody"))
        tx.add(Person(id="p", given_name="Amal"))


def incremented(task: Task) -> Task:
    return evolve(task, title=str(int(task.title) + 1))


def counting(setting: Setting, path: Path, times: int) -> None:
    """Count on, reading again whenever somebody else was quicker; note how often that was."""
    conflicts = 0
    with setting.opened(path) as store:
        for _ in range(times):
            while True:
                read = store.one(Task, "count")
                try:
                    with store.write() as tx:
                        tx.update(incremented(read))
                    break
                except RecordConflict:
                    conflicts += 1
    _tell(path, "conflicts", conflicts)


def counting_blindly(setting: Setting, path: Path, times: int) -> None:
    """The same without looking at the revision: what was read is written back, whatever happened meanwhile."""
    with setting.opened(path) as store:
        for _ in range(times):
            read = store.one(Task, "count")
            time.sleep(0.001)  # as long as a person would need to type, only shorter
            with store.write() as tx:
                tx._open.change("UPDATE tasks SET title = ? WHERE id = 'count'", [incremented(read).title])


def editing(setting: Setting, path: Path, field: str, times: int) -> None:
    """Change a field of a person again and again, each time from what was read before."""
    conflicts = 0
    with setting.opened(path) as store:
        for number in range(times):
            read = store.one(Person, "p")
            time.sleep(0.001)
            try:
                with store.write() as tx:
                    tx.update(evolve(read, **{field: f"{field} {number + 1}"}), base=read)
            except RecordConflict:
                conflicts += 1
    _tell(path, "conflicts", conflicts)


def _tell(path: Path, name: str, value: int) -> None:
    with path.with_name(name).open("a", encoding="utf-8") as file:
        file.write(f"{value}\n")


def _told(path: Path, name: str) -> int:
    return sum(map(int, path.with_name(name).read_text(encoding="utf-8").split()))


def clashing(setting: Setting, path: Path, times: int) -> dict[str, int]:
    """Two who have both read the same and change the same field: how often the second one is told, with both versions."""
    told = 0
    with setting.opened(path) as one, setting.opened(path, actor="account2") as other:
        for number in range(times):
            read = one.one(Person, "p")
            assert other.one(Person, "p") == read
            _edit(one, evolve(read, phone=f"first {number}"), read)
            try:
                _edit(other, evolve(read, phone=f"second {number}"), read)
            except RecordConflict as conflict:
                both = conflict.current.phone, conflict.mine.phone, conflict.base.phone, conflict.fields
                told += both == (f"first {number}", f"second {number}", read.phone, ("phone",))
            assert one.one(Person, "p").phone == f"first {number}"
    return {"conflicts": told}


def _edit(store: Store, mine: Person, base: Person) -> None:
    with store.write() as tx:
        tx.update(mine, base=base)


def left(setting: Setting, path: Path) -> dict[str, Any]:
    with setting.opened(path) as store:
        person, count = store.one(Person, "p"), store.one(Task, "count")
        return {
            "count": int(count.title),
            "edited": [getattr(person, field) for field in FIELDS],
            "edits": person.rev - 1,
            "faults": [str(fault) for fault in verify(store).faults],
        }


def holding(setting: Setting, path: Path) -> dict[str, Any]:
    """Whether somebody else can begin to write while one writes, and this same process opens the file once more."""
    (first, second), (third, fourth) = os.pipe(), os.pipe()

    def holder() -> None:
        with setting.opened(path) as store, store.write() as tx:
            tx.update(incremented(tx.one(Task, "count")))
            setting.opened(path, actor="account2").close()
            os.write(second, b"x")
            os.read(third, 1)

    def intruder() -> None:
        os.read(first, 1)
        connection = bare(setting, path, timeout=0.2)
        try:
            connection.execute("BEGIN IMMEDIATE")
            _tell(path, "intruders", 1)
        except driver().OperationalError:
            _tell(path, "intruders", 0)
        connection.close()
        os.write(fourth, b"x")

    return {"codes": together([holder, intruder]), "intruders": _told(path, "intruders")}


def leaving(setting: Setting, path: Path) -> dict[str, Any]:
    """Whether somebody else who closes the file takes this process for gone, after it has opened the file twice and
    closed it once, and looked into all of its files byte by byte: then the log into which it writes would be deleted."""
    (first, second), (third, fourth) = os.pipe(), os.pipe()

    def staying() -> None:
        from geleit.store.erasure.cleaning import files_of, traces

        store = setting.opened(path)
        count_on(store)
        setting.opened(path, actor="account2").close()
        assert {found for found, _ in traces(store, ["everybody"])} <= set(files_of(store))
        os.write(second, b"x")
        os.read(third, 1)
        count_on(store)
        os._exit(0)  # as if killed: nothing is closed in good order

    def passing() -> None:
        os.read(first, 1)
        with setting.opened(path) as store:
            count_on(store)
        os.write(fourth, b"x")

    return {"codes": together([staying, passing])}


def count_on(store: Store) -> None:
    with store.write() as tx:
        tx.update(incremented(tx.one(Task, "count")))


def scenario(setting: Setting, folder: Path, *, ways: Mapping[str, int]) -> Mapping[str, Any]:
    """Ways to meet, each so many times, and what is there after each of them."""
    return {what: meeting(setting, folder / what / "a.db", what, times) for what, times in ways.items()}


def meeting(setting: Setting, path: Path, what: str, times: int) -> dict[str, Any]:
    """One of the ways."""
    answered(lambda: beginning(setting, path))
    done: dict[str, Any] = {}
    if what == "holding":
        done = holding(setting, path)
    elif what == "leaving":
        done = leaving(setting, path)
    elif what == "clashing":
        done = answered(lambda: clashing(setting, path, times))
    elif what == "counting":
        done = {"codes": together([lambda: counting(setting, path, times)] * CREW)}
    elif what == "blindly":
        done = {"codes": together([lambda: counting_blindly(setting, path, times)] * CREW)}
    else:
        done = {"codes": together([partial(editing, setting, path, field, times) for field in FIELDS])}
    if path.with_name("conflicts").exists():
        done["conflicts"] = _told(path, "conflicts")
    return {**done, **answered(lambda: left(setting, path))}


if __name__ == "__main__":
    serve(scenario)
