"""The store: its tables, its file, its units of work, and what happens when two write at once."""

from __future__ import annotations

import importlib
import os
import pkgutil
import random
import re
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar, cast, get_args

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import geleit.model
import geleit.store.connection
import geleit.store.place
from geleit.errors import Busy, Conflict, StoreError, UsageError
from geleit.fields import Field, fields_of, participant, table_of
from geleit.labels import core_labels
from geleit.model.lifecycle import OPEN_PAIRS, PairState, PartState
from geleit.model.partnerships import Partnership
from geleit.model.people import Participant, Participation, Person, Role
from geleit.model.rounds import RoundRecord
from geleit.model.sessions import Session
from geleit.standard.fields import Mentee
from geleit.store import RecordConflict, Store, new_id, open_store, verify
from geleit.store.driver import driver, wal_is_safe
from geleit.store.migrations import APPLICATION_ID, VERSIONS
from geleit.store.mounts import network_type
from geleit.store.partnerships import by_mentor, sessions_of
from geleit.store.people import roster, search
from geleit.vocabulary.cefr import Cefr
from geleit.vocabulary.spoken import Spoken

ROOT = Path(__file__).parents[1]
T = TypeVar("T")

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = date(2026, 3, 2)
UNIX = pytest.mark.skipif(os.name != "posix", reason="file modes and signals are Unix's")

WRITTEN = st.characters(codec="utf-8", exclude_characters="\x00")
"""What a text may hold: NUL is refused, since SQLite's own functions end there."""


def clock() -> datetime:
    return NOON


def opened(path: Path, **more: Any) -> Store:
    return open_store(path, clock=clock, actor="account1", **{"create": True, "timeout": 5.0, **more})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path / "data" / "a.db") as made:
        yield made


def changed(record: T, **fields: Any) -> T:
    """The record with other values in some fields."""
    made: T = attrs.evolve(cast("Any", record), **fields)
    return made


def person(id_: str, given: str = "Amal", family: str = "Haddad", **more: Any) -> Person:
    return Person(id=id_, given_name=given, family_name=family, **more)


def part(id_: str, who: str, role: Role = Role.MENTEE, state: PartState = PartState.APPLIED) -> Participation:
    return Participation(id=id_, person=who, round="r", role=role, state=state, since=DAY, applied_on=DAY)


def pair(id_: str, state: PairState = PairState.ACTIVE, mentor: str = "t") -> Partnership:
    return Partnership(
        id=id_, round="r", mentee="m", mentor=mentor, mentee_part="pm", mentor_part="pt", state=state, decided_on=DAY,
        decided_by="account1",
    )  # fmt: skip


@pytest.fixture
def filled(store: Store) -> Store:
    """A round with a mentee `m` and a mentor `t`, their parts `pm` and `pt`."""
    store.derive(Mentee, "mentee_fields")
    with store.write() as tx:
        tx.add_all([RoundRecord(id="r", title="R"), person("m"), person("t", "Zoë", "Łukasz")])
        tx.add_all([part("pm", "m"), part("pt", "t", Role.MENTOR, PartState.AVAILABLE)])
    return store


def record_classes() -> list[type[Any]]:
    modules = [importlib.import_module(f"geleit.model.{m.name}") for m in pkgutil.iter_modules(geleit.model.__path__)]
    found = {v for module in modules for v in vars(module).values() if "__geleit_table__" in getattr(v, "__dict__", {})}
    return sorted(found, key=table_of)


# Tables


def test_every_record_class_has_a_table_with_exactly_its_fields(store: Store) -> None:
    """Names, types and what may be unknown agree; nothing is kept that no class has, but for the kept keys."""
    watched = {"journal_chain", "journal_payloads", "_sqlite_migrations"}
    tables = {name for (name,) in store.rows("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert {name for name in tables if not name.startswith("sqlite_")} - watched == set(map(table_of, record_classes()))
    for cls in record_classes():
        table = table_of(cls)
        info = store.rows('SELECT name, type, "notnull" FROM pragma_table_info(?)', [table])
        kept = {("sort_key", "TEXT", 1), ("search_key", "TEXT", 1)} if table == "people" else set()
        assert set(info) - kept == {(f.name, f.kind.sql, int(not f.optional)) for f in fields_of(cls)}, table
        assert store.rows('SELECT "strict" FROM pragma_table_list WHERE name = ?', [table]) == [(1,)]


def test_the_checks_of_enumerations_are_their_values(store: Store) -> None:
    """A member that is new in the code and missing in the table's CHECK is noticed here."""
    for cls in record_classes():
        ((sql,),) = store.rows("SELECT sql FROM sqlite_master WHERE name = ?", [table_of(cls)])
        checks = {
            name: set(re.findall(r"'(\w+)'", inside))
            for name, inside in re.findall(r'"(\w+)" IN \(([^)]*\'[^)]*)\)', sql)
        }
        enums = {
            f.name: {m.value for m in f.type}
            for f in fields_of(cls)
            if isinstance(f.type, type) and issubclass(f.type, StrEnum)
        }
        assert checks == enums, cls


def test_every_reference_has_an_index(store: Store) -> None:
    """Otherwise each deletion would read the whole of every table that refers to it."""
    links = store.rows(
        "SELECT m.name, f.\"from\" FROM sqlite_master m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table'"
    )
    leading = store.rows(
        "SELECT m.name, c.name FROM sqlite_master m, pragma_index_list(m.name) i, pragma_index_info(i.name) c "
        "WHERE m.type = 'table' AND c.seqno = 0"
    )
    assert links
    assert set(links) <= set(leading)


def test_the_database_refuses_what_the_classes_would_not_hold(filled: Store) -> None:
    """A date that is none, an enumeration's stranger, half a JSON and a dangling reference never get in."""
    for table, column, value in (
        ("participations", "since", "'2026-02-30'"),
        ("participations", "role", "'chef'"),
        ("participations", "priority", "7"),
        ("participations", "at_entry", "'{'"),
        ("participations", "person", "'nobody'"),
        ("rounds", "opened_at", "'2026-01-01T10:00:00+02:00'"),
    ):
        with pytest.raises(StoreError), filled.write() as tx:
            tx._open.change(f'UPDATE "{table}" SET "{column}" = {value}', table=table)


def values(field: Field, references: dict[str, str]) -> st.SearchStrategy[Any]:
    """Any value of a field; references point at what is there."""
    if field.name in references:
        known: st.SearchStrategy[Any] = st.just(references[field.name])
    elif field.name == "month":
        known = st.dates().map(lambda day: day.replace(day=1))
    else:
        known = of_type(field.type)
    return st.none() | known if field.optional else known


def of_type(type_: Any) -> st.SearchStrategy[Any]:
    if isinstance(type_, type) and issubclass(type_, StrEnum):
        return st.sampled_from(type_)
    if get_args(type_) and get_args(type_)[-1] is Ellipsis:
        return st.lists(of_type(get_args(type_)[0]), max_size=3).map(tuple)
    if get_args(type_):
        return st.dictionaries(
            st.text(WRITTEN, max_size=5), st.none() | st.booleans() | st.integers() | st.text(WRITTEN), max_size=3
        )
    simple: dict[Any, st.SearchStrategy[Any]] = {
        str: st.text(WRITTEN, max_size=20),
        bool: st.booleans(),
        int: st.integers(0, 2**63 - 1),
        float: st.floats(allow_nan=False, allow_infinity=False),
        date: st.dates(),
        datetime: st.datetimes(timezones=st.just(UTC)),
        Spoken: st.builds(Spoken, st.sampled_from(["ar", "de"]), st.none() | st.sampled_from(Cefr)),
    }
    return simple[type_]


class Undo(Exception):
    """Ends a unit of work so that nothing of it stays."""


@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_record_comes_back_as_it_was_kept(filled: Store, data: st.DataObject) -> None:
    """Round trip of every class with values of every kind, unknown ones included."""
    references: dict[tuple[str, str], str] = {
        ("people", "other"): "t", ("people", "mentor"): "t", ("participations", "mentor_part"): "pt", ("people", ""): "m",
        ("participations", ""): "pm", ("rounds", ""): "r",
    }  # fmt: skip
    pending = record_classes()
    with pytest.raises(Undo), filled.write() as tx:
        while pending:
            cls = pending.pop(0)
            table = table_of(cls)
            links = tx.rows('SELECT "from", "table" FROM pragma_foreign_key_list(?)', [table])
            if any(parent != table and (parent, "") not in references for _, parent in links):
                pending.append(cls)
                continue
            known = {
                column: references.get((parent, column), references.get((parent, ""), table))
                for column, parent in links
            } | {"id": table}
            record = cls(**{f.name: data.draw(values(f, known), label=f"{table}.{f.name}") for f in fields_of(cls)})
            tx.add(record)
            assert tx.get(cls, table) == record
            assert tx.all(cls, id=table) == (record,)
            references.setdefault((table, ""), table)
        raise Undo


# Files


@UNIX
def test_a_new_database_is_readable_by_its_owner_alone(store: Store) -> None:
    """File, folder, lock and rollback journal: nobody else reads any of them."""
    assert stat.S_IMODE(store.path.parent.stat().st_mode) == 0o700
    with store.write() as tx:
        tx.add(person("m"))
        files = list(store.path.parent.iterdir())
        assert len(files) > 2
        assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


@UNIX
def test_a_database_shared_with_a_group_is_the_groups(tmp_path: Path) -> None:
    """2770 and 0660, so that every colleague's account may write and nobody else."""
    import grp

    path = tmp_path / "shared" / "a.db"
    with opened(path, group=grp.getgrgid(os.getgid()).gr_name):
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o2770
        assert {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()} == {0o660}
    with pytest.raises(StoreError, match="no group"):
        opened(tmp_path / "other" / "a.db", group="no-such-group")


def test_a_missing_database_is_not_made_by_accident(tmp_path: Path) -> None:
    """A mistyped path must not look like an empty organisation."""
    with pytest.raises(StoreError, match="no database"):
        opened(tmp_path / "a.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_foreign_and_newer_files_are_refused_untouched(tmp_path: Path) -> None:
    """Another program's database, a text, a symbolic link, an empty file, one from a later version."""
    foreign, text, newer, empty = (tmp_path / name for name in ("foreign.db", "text.db", "newer.db", "empty.db"))
    with sqlite3.connect(foreign) as connection:
        connection.execute("CREATE TABLE t (x)")
    connection.close()
    text.write_text("no database at all, but long enough to be looked at" * 30)
    empty.touch()
    opened(newer).close()
    connection = sqlite3.connect(newer)
    connection.execute(f"PRAGMA user_version = {len(VERSIONS) + 1}")
    connection.close()
    for path, sentence in (
        (foreign, "no database of this"),
        (text, "or no database of this"),
        (newer, "newer version"),
    ):
        before = path.read_bytes()
        with pytest.raises(StoreError, match=sentence):
            opened(path)
        assert path.read_bytes() == before
    with pytest.raises(StoreError, match="empty"):
        opened(empty, create=False)
    if os.name == "posix":
        link = tmp_path / "link.db"
        link.symlink_to(newer)
        with pytest.raises(StoreError, match="symbolic link"):
            opened(link)


def test_an_open_file_is_marked_as_ours(store: Store) -> None:
    """The marks by which the next opening knows it."""
    assert store.rows("PRAGMA application_id") == [(APPLICATION_ID,)]
    assert store.rows("PRAGMA user_version") == [(len(VERSIONS),)]


def test_connections_are_set_up_for_safety(store: Store) -> None:
    """What SQLite leaves off by default is on, in every thread."""
    wanted = {
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "secure_delete": 1,
        "cell_size_check": 1,
        "synchronous": 2,
        "mmap_size": 0,
    }
    found: list[dict[str, Any]] = []

    def look() -> None:
        found.append({name: store.link().pragma(name) for name in wanted})

    look()
    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert found == [wanted, wanted]


@pytest.mark.parametrize(
    ("version", "safe"),
    [((3, 40, 1), False), ((3, 44, 5), False), ((3, 44, 6), True), ((3, 45, 0), False), ((3, 50, 6), False), ((3, 50, 7), True),
     ((3, 51, 2), False), ((3, 51, 3), True), ((3, 52, 0), False), ((3, 53, 0), True)],
)  # fmt: skip
def test_wal_is_used_only_where_sqlite_can_be_trusted_with_it(version: tuple[int, int, int], safe: bool) -> None:
    """The fault that corrupts WAL files with several writers is known by version."""
    assert wal_is_safe(version) is safe


def test_a_wal_file_is_taken_back_unless_others_have_it_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that was written with a newer SQLite is usable with an older one, one after the other."""
    path = tmp_path / "a.db"
    monkeypatch.setattr(geleit.store.connection, "wal_is_safe", lambda _: True)
    with opened(path) as newer:
        assert newer.journal_mode == "wal"
        with newer.write() as tx:
            tx.add(person("m"))
        monkeypatch.setattr(geleit.store.connection, "wal_is_safe", lambda _: False)
        with pytest.raises(Busy, match="another version of SQLite"):
            opened(path, timeout=0.1)
    with opened(path) as older:
        assert older.journal_mode == "delete"
        assert older.get(Person, "m") == person("m")


def test_network_drives_are_known_by_their_mounts(tmp_path: Path) -> None:
    """The longest mount point above a folder decides, and blanks in its name do not hide it."""
    mounts = tmp_path / "mounts"
    share, inside = tmp_path / "my share", tmp_path / "my share" / "disk"
    escaped = str(share).replace(" ", "\\040")
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nsrv:/x {escaped} nfs4 rw 0 0\n/dev/sdb1 {escaped}/disk ext4 rw 0 0\n")
    found = [network_type(folder, mounts) for folder in (share, share / "deep" / "er", inside, tmp_path)]
    assert found == ["nfs4", "nfs4", None, None]


def test_a_network_drive_is_refused_unless_told_and_then_for_one_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Locks cannot be relied on there, so nobody else gets in at the same time."""
    monkeypatch.setattr(geleit.store.place, "network_type", lambda _: "cifs")
    with pytest.raises(StoreError, match="network drive"):
        opened(tmp_path / "a.db")
    assert not (tmp_path / "a.db").exists()
    with opened(tmp_path / "a.db", allow_network=True) as alone:
        assert alone.journal_mode == "delete"
        with pytest.raises(Busy, match="for itself"):
            opened(tmp_path / "a.db", allow_network=True, timeout=0.1)
    opened(tmp_path / "a.db", allow_network=True).close()


SCRIPT = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from geleit.model.people import Person
from geleit.standard.fields import Mentee
from geleit.store import open_store
store = open_store(Path(sys.argv[1]), clock=lambda: datetime.now(UTC), actor="account1", create=True)
store.derive(Mentee, "mentee_fields")
"""


def started(path: Path, body: str, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", SCRIPT + body, str(path), *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_eight_processes_may_open_a_new_database_at_once(tmp_path: Path) -> None:
    """Each finds, or makes, the same whole database, and all of them write to it."""
    path = tmp_path / "new" / "a.db"
    body = "with store.write() as tx:\n    tx.add(Person(id=sys.argv[2], family_name='X'))\n"
    children = [started(path, body, str(number)) for number in range(8)]
    for child in children:
        _, errors = child.communicate(timeout=120)
        assert (child.returncode, errors) == (0, "")
    with opened(path, create=False) as store:
        assert [found.id for found in store.all(Person)] == [str(number) for number in range(8)]
        assert store.rows("SELECT count(*) FROM _sqlite_migrations") == [(len(VERSIONS),)]


@UNIX
@pytest.mark.parametrize("units", [0, 1, 4])
def test_a_kill_in_the_middle_leaves_whole_units_of_work_only(tmp_path: Path, units: int) -> None:
    """After kill -9 exactly what was committed is there; the open unit of work, larger than the cache, has left nothing."""
    path = tmp_path / "a.db"
    body = """
for unit in range(int(sys.argv[2]) + 1):
    with store.write() as tx:
        tx.add_all(Person(id=f"{unit}-{n}", email="x" * 2000) for n in range(2000))
        if unit == int(sys.argv[2]):
            print("inside", flush=True)
            sys.stdin.read()
"""
    command = [sys.executable, "-c", SCRIPT + body, str(path), str(units)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "inside\n"
        assert path.with_name("a.db-journal").exists() or path.with_name("a.db-wal").exists()
        child.send_signal(signal.SIGKILL)
    assert child.returncode == -signal.SIGKILL
    with opened(path, create=False) as store:
        assert store.count(Person) == units * 2000
        assert store.rows("SELECT count(*) FROM journal") == [(units * 2000,)]
        assert store.rows("PRAGMA integrity_check") == [("ok",)]


# Units of work


def test_a_unit_of_work_is_kept_whole_or_not_at_all(store: Store) -> None:
    """Whatever ends it, an interrupt included, nothing of it stays, neither record nor history."""
    for error in (ValueError, KeyboardInterrupt, SystemExit):
        with pytest.raises(error), store.write() as tx:
            tx.add(person("m"))
            tx.add_all([person("n"), person("o")])
            raise error
    assert store.count(Person) == 0
    assert store.rows("SELECT count(*) FROM journal") == [(0,)]
    assert not store.link().in_transaction


def test_a_failed_bulk_leaves_nothing_even_if_the_failure_is_caught(store: Store) -> None:
    """The third of four people has the first one's id."""
    with store.write() as tx:
        tx.add(person("kept"))
        with pytest.raises(StoreError, match="does not fit"):
            tx.add_all([person("a"), person("b"), person("a"), person("c")])
    assert [found.id for found in store.all(Person)] == ["kept"]


def test_units_of_work_do_not_nest_and_do_not_outlive_their_block(store: Store) -> None:
    """Both would make it unclear what is kept."""
    with pytest.raises(StoreError, match="inside of another"), store.write(), store.write():
        pass
    with store.write() as tx:
        pass
    with pytest.raises(StoreError, match="after its end"):
        tx.add(person("m"))
    with pytest.raises(driver().OperationalError, match="user-defined function"):
        store.link().change("INSERT INTO tasks (id, rev, title, owner) VALUES ('a', 1, 'b', 'c')")
    assert store.rows("SELECT count(*) FROM tasks") == [(0,)]


def test_whoever_waits_too_long_is_told_to_try_again(store: Store) -> None:
    """The command ends with 3, nothing is changed, and afterwards it works."""
    with opened(store.path, timeout=0.1) as other:
        with store.write(), pytest.raises(Busy, match="Nothing was changed") as caught, other.write():
            pass
        assert caught.value.exit_code == 3
        with other.write() as tx:
            tx.add(person("m"))
    assert store.count(Person) == 1


def test_threads_write_without_losing_anything(store: Store) -> None:
    """Eight threads count one record up; each reads and writes inside of a unit of work."""
    with store.write() as tx:
        tx.add(person("m", birth_year=0))

    def count_up() -> None:
        for _ in range(10):
            with store.write() as tx:
                found = tx.one(Person, "m")
                tx.update(changed(found, birth_year=(found.birth_year or 0) + 1))

    threads = [threading.Thread(target=count_up) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (store.one(Person, "m").birth_year, store.one(Person, "m").rev) == (80, 81)


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    """Instead of opening the file again."""
    made = opened(tmp_path / "a.db")
    made.close()
    with pytest.raises(StoreError, match="already been closed"):
        made.get(Person, "m")


# Records


def test_an_outdated_change_is_a_conflict_with_both_versions(store: Store) -> None:
    """Nothing is overwritten, and the one who comes second sees both."""
    with store.write() as tx:
        read = tx.add(person("m"))
        theirs = tx.update(changed(read, phone="1"))
    assert theirs.rev == 2
    mine = changed(read, email="a@b.c")
    with pytest.raises(RecordConflict) as caught, store.write() as tx:
        tx.update(mine)
    assert isinstance(caught.value, Conflict)
    assert (caught.value.current, caught.value.mine, caught.value.exit_code) == (theirs, mine, 3)
    with pytest.raises(RecordConflict), store.write() as tx:
        tx.delete(read)
    assert store.get(Person, "m") == theirs


def test_changes_of_different_fields_join(store: Store) -> None:
    """One corrects the phone number while another adds the address: both stay."""
    with store.write() as tx:
        read = tx.add(person("m"))
        tx.update(changed(read, phone="1"))
    with store.write() as tx:
        both = tx.update(changed(read, email="a@b.c"), base=read)
    assert both == person("m", phone="1", email="a@b.c", rev=3)
    assert store.get(Person, "m") == both


def test_the_same_field_changed_differently_is_a_conflict(store: Store) -> None:
    """Changed to the same value it is none."""
    with store.write() as tx:
        read = tx.add(person("m"))
        now = tx.update(changed(read, phone="1"))
        assert tx.update(changed(read, phone="1"), base=read) == now
        with pytest.raises(RecordConflict) as caught:
            tx.update(changed(read, phone="2", email="x"), base=read)
    assert (caught.value.fields, caught.value.base) == (("phone",), read)
    assert store.get(Person, "m") == now


def test_a_deleted_record_is_a_conflict_and_a_referred_one_cannot_be_deleted(filled: Store) -> None:
    """What others refer to stays; what is gone is not made again by changing it."""
    with pytest.raises(StoreError, match="still depend"), filled.write() as tx:
        tx.delete(tx.one(Person, "m"))
    with filled.write() as tx:
        lone = tx.add(person("x"))
        tx.delete(lone)
    with pytest.raises(RecordConflict, match="deleted") as caught, filled.write() as tx:
        tx.update(changed(lone, phone="1"))
    assert caught.value.current is None


def test_records_are_found_by_what_their_fields_equal(filled: Store) -> None:
    """A value, one of several, unknown; in the order asked for; counted alike."""
    with filled.write() as tx:
        tx.add_all([person("a", "Bo", "Öz", phone="1"), person("b", "Bo", "Oz", phone="2")])
    found = filled.all(Person, order=("sort_key", "-id"), given_name=("Bo", "Zoë"), id=["a", "b", "t"])
    assert [each.id for each in found] == ["t", "b", "a"]
    assert [each.id for each in filled.all(Person, phone=None)] == ["m", "t"]
    assert [each.id for each in filled.all(Person, phone=(None, "2"))] == ["b", "m", "t"]
    assert filled.all(Person, phone=()) == ()
    assert filled.count(Participation, role=Role.MENTEE, since=DAY) == 1
    with pytest.raises(UsageError, match="xyz"):
        filled.one(Person, "xyz")


@pytest.mark.parametrize("column", ["nope", "rowid", 'id" --', "id DESC"])
def test_only_columns_of_the_class_can_be_asked_for(store: Store, column: str) -> None:
    """Neither a filter nor an order is ever raw SQL."""
    with pytest.raises(UsageError):
        store.all(Person, order=column)
    with pytest.raises(UsageError):
        store.count(Person, **{column: "1"})


def test_values_that_no_column_can_hold_are_refused_in_words(store: Store) -> None:
    """Half a character, a number without end, an infinite one."""
    for more in ({"phone": "\ud800"}, {"birth_year": 2**63}):
        with pytest.raises(StoreError, match="does not fit"), store.write() as tx:
            tx.add(person("m", **more))
    store.derive(Mentee, "mentee_fields")
    with pytest.raises(StoreError, match="finite"), store.write() as tx:
        tx.save_fields("mentee_fields", "pm", Mentee(experience_years=float("inf")))


def test_names_are_found_in_any_spelling_and_sorted_as_people_do(store: Store) -> None:
    """Müller by Mueller, in part, in any order; Ö with O; never by nothing."""
    with store.write() as tx:
        tx.add_all([person("a", "Jürgen", "Müller"), person("b", "Anna", "Özil"), person("c", "Olaf", "Zander")])
        tx.update(changed(tx.one(Person, "c"), family_name="Oxen"))
    assert [each.id for each in search(store, "mueller jur")] == ["a"]
    assert [each.id for each in search(store, "muller")] == ["a"]
    assert [each.id for each in search(store, "o")] == ["c", "b"]
    assert search(store, "  ") == ()
    assert search(store, "%") == ()


# Regions' classes


class Level(StrEnum):
    LOW = "low"
    HIGH = "it's high"


class Grown(StrEnum):
    LOW = "low"
    HIGH = "it's high"
    TOP = "top"


class Shrunk(StrEnum):
    LOW = "low"


@participant
class Small(Participant):
    level: Level | None = None
    spoken: tuple[Spoken, ...] | None = None


@participant
class Large(Participant):
    level: Grown | None = None
    spoken: tuple[Spoken, ...] | None = None
    weeks: float | None = None
    told: bool = False


@participant
class Narrow(Participant):
    level: Shrunk | None = None


@participant
class Taken(Participant):
    rev: int | None = None


def test_a_class_that_grows_keeps_its_rows_and_its_history(filled: Store) -> None:
    """A new field, a larger enumeration: the table is made anew with what it held, and its triggers with it."""
    table = "small_fields"
    filled.derive(Small, table)
    small = Small(level=Level.HIGH, spoken=(Spoken("ar", Cefr.C2),))
    with filled.write() as tx:
        tx.save_fields(table, "pm", small)
    filled.derive(Large, table)
    assert filled.fields(table, Large, "pm") == Large(level=Grown.HIGH, spoken=small.spoken, told=False)
    large = Large(level=Grown.TOP, weeks=0.1, told=True)
    with filled.write() as tx:
        tx.save_fields(table, "pm", large)
    assert filled.fields(table, Large, "pm") == large
    changes = filled.rows('SELECT "op", "rev", "after" FROM journal WHERE "table" = ? ORDER BY seq', [table])
    assert [row[:2] for row in changes] == [("insert", 1), ("update", 1), ("update", 2)]
    assert changes[1][2] == '{"told":0}'
    assert "weeks" in changes[2][2]
    assert verify(filled).faults == ()
    opened(filled.path).close()


def test_a_class_as_it_was_writes_nothing(filled: Store) -> None:
    """Deriving happens at every start; neither the same class nor an older one may rebuild the table."""
    filled.derive(Large, "small_fields")
    ((before,),) = filled.rows("PRAGMA schema_version")
    filled.derive(Large, "small_fields")
    assert filled.rows("PRAGMA schema_version") == [(before,)]


def test_a_field_that_the_class_lost_keeps_its_column(filled: Store) -> None:
    """An older version of the region beside a newer one must not delete what the newer has asked."""
    filled.derive(Large, "small_fields")
    with filled.write() as tx:
        tx.save_fields("small_fields", "pm", Large(weeks=2.5))
    filled.derive(Narrow, "small_fields")
    with filled.write() as tx:
        tx.save_fields("small_fields", "pt", Narrow(level=Shrunk.LOW))
    assert filled.rows('SELECT "weeks", "told" FROM small_fields ORDER BY participation') == [(2.5, 0), (None, 0)]


def test_a_value_that_the_class_lost_stops_the_change_of_the_table(filled: Store) -> None:
    """The sentence names table and class, and table and rows stay as they were."""
    filled.derive(Large, "small_fields")
    with filled.write() as tx:
        tx.save_fields("small_fields", "pm", Large(level=Grown.TOP))
    with pytest.raises(StoreError, match=r"small_fields.*Narrow"):
        filled.derive(Narrow, "small_fields")
    assert filled.fields("small_fields", Large, "pm") == Large(level=Grown.TOP)
    opened(filled.path).close()


def test_names_that_the_table_needs_itself_are_refused(store: Store) -> None:
    """As is a table's name that would need quoting, and reading from a table that nobody derived."""
    with pytest.raises(StoreError, match="rev"):
        store.derive(Taken, "taken")
    with pytest.raises(StoreError, match="name of a table"):
        store.derive(Small, 'x"; DROP TABLE people')
    with pytest.raises(StoreError, match="people"):
        store.fields("people", Small, "m")


def test_fields_join_and_go_with_their_participation(filled: Store) -> None:
    """Two people edit different fields; what belongs to a participation is deleted with it, and journalled."""
    with filled.write() as tx:
        read = tx.save_fields("mentee_fields", "pm", Mentee(territory="AT21"))
        tx.save_fields("mentee_fields", "pm", changed(read, experience_years=3.0))
        joined = tx.save_fields("mentee_fields", "pm", changed(read, may_work=True), base=read)
        assert joined == Mentee(territory="AT21", experience_years=3.0, may_work=True)
        with pytest.raises(RecordConflict, match="meanwhile"):
            tx.save_fields("mentee_fields", "pm", changed(read, experience_years=4.0), base=read)
    assert filled.all_fields("mentee_fields", Mentee) == {"pm": joined}
    assert filled.all_fields("mentee_fields", Mentee, ["pt"]) == {}
    with filled.write() as tx:
        tx.delete(tx.one(Participation, "pm"))
    assert filled.fields("mentee_fields", Mentee, "pm") is None
    assert filled.rows('SELECT "op" FROM journal WHERE "table" = \'mentee_fields\' ORDER BY seq DESC LIMIT 1') == [
        ("delete",)
    ]


# Queries


def test_the_roster_has_everybody_of_a_round_with_their_fields(filled: Store) -> None:
    """Sorted by name, with None where nothing was asked yet, narrowed by state."""
    with filled.write() as tx:
        tx.add_all([person("b", "Ali", "Aydın"), part("pb", "b", state=PartState.ADMITTED)])
        tx.save_fields("mentee_fields", "pb", Mentee(host_level=Cefr.B1))
    found = roster(filled, "r", Role.MENTEE, "mentee_fields", Mentee)
    assert [(each.person.id, each.participation.id) for each in found] == [("b", "pb"), ("m", "pm")]
    assert [each.fields for each in found] == [Mentee(host_level=Cefr.B1), None]
    admitted = roster(filled, "r", Role.MENTEE, "mentee_fields", Mentee, states={PartState.ADMITTED})
    assert [each.person for each in admitted] == [filled.one(Person, "b")]


def test_open_partnerships_and_sessions_are_grouped(filled: Store) -> None:
    """What is declined or closed takes up no place."""
    with filled.write() as tx:
        tx.add_all([pair("1"), pair("2", PairState.DECLINED), pair("3", PairState.OFFERED)])
        days = [DAY, DAY - timedelta(days=1)]
        tx.add_all(Session(id=str(n), partnership="1", held_on=day, by="account1") for n, day in enumerate(days))
    assert {mentor: [each.id for each in pairs] for mentor, pairs in by_mentor(filled).items()} == {"t": ["1", "3"]}
    assert by_mentor(filled, round_="other") == {}
    assert filled.count(Partnership, state=OPEN_PAIRS) == 2
    assert {key: [each.id for each in found] for key, found in sessions_of(filled, ["1", "2"]).items()} == {
        "1": ["1", "0"]
    }


# Ids


def test_ids_sort_by_the_time_they_were_made() -> None:
    """To the microsecond; and they are UUIDs of version 7 whatever the random bits."""
    times = [NOON + timedelta(microseconds=step) for step in (0, 1, 2, 999, 1000, 10**6, 10**12)]
    made = [new_id(lambda time=time: time, random.Random(seed)) for seed, time in enumerate(times)]  # type: ignore[misc]
    assert made == sorted(made)
    assert all(
        re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", each) for each in made
    )
    assert int(made[0].replace("-", "")[:12], 16) == int(NOON.timestamp() * 1000)


# Sources


def test_nobody_but_the_store_connects_or_commits() -> None:
    """Bulk calls that commit by themselves, and connections without the journal's functions, stay in one room."""
    forbidden = re.compile(r"insert_all|upsert_all|with db\.conn|conn\.commit|executescript|sqlite3\.connect")
    sources = [path for folder in ("core", "tui") for path in (ROOT / folder).rglob("*.py")]
    outside = [path for path in sources if ROOT / "core" / "geleit" / "store" not in path.parents]
    assert len(outside) > 20
    assert [str(path) for path in outside if forbidden.search(path.read_text(encoding="utf-8"))] == []


def test_every_sentence_of_the_store_is_there_in_both_languages() -> None:
    """And every table has a name for people."""
    said = {
        code
        for path in (ROOT / "core" / "geleit" / "store").rglob("*.py")
        for code in re.findall(r'"(store\.[a-z_]+)"', path.read_text(encoding="utf-8"))
    }
    said |= {f"store.table.{table_of(cls)}" for cls in record_classes()}
    assert len(said) > 50
    assert {code for code in said if not core_labels().languages_of(code) >= {"de", "en"}} == set()
