"""The change history: one entry for every changed row, with what changed, and no way past it."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geleit.errors import StoreError
from geleit.model.lifecycle import PairState, PartState
from geleit.model.office import Contact
from geleit.model.partnerships import Partnership
from geleit.model.people import Participation, Person, Role
from geleit.model.rounds import RoundRecord
from geleit.model.sessions import Session
from geleit.standard.fields import Mentee
from geleit.store import JournalEntry, Store, entries, open_store
from geleit.store.journal.entries import Operation, belonging
from geleit.store.journal.triggers import tables

T = TypeVar("T")

DAY = date(2026, 3, 2)


def changed(record: T, **fields: Any) -> T:
    """The record with other values in some fields."""
    made: T = attrs.evolve(cast("Any", record), **fields)
    return made


class Clock:
    """A clock that is set by hand; it shows Vienna's time, so that the history has to turn it into UTC."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now.astimezone(ZoneInfo("Europe/Vienna"))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    with open_store(tmp_path / "a.db", clock=clock, actor="account1", create=True, timeout=5.0) as made:
        made.derive(Mentee, "mentee_fields")
        yield made


def part(id_: str, who: str, role: Role = Role.MENTEE) -> Participation:
    return Participation(
        id=id_, person=who, round="r", role=role, state=PartState.APPLIED, since=DAY, applied_on=DAY
    )  # fmt: skip


def pair(id_: str, mentee: str, predecessor: str | None = None) -> Partnership:
    return Partnership(
        id=id_, round="r", mentee=mentee, mentor="t", mentee_part=f"p{mentee}", mentor_part="pt", state=PairState.ACTIVE,
        decided_on=DAY, decided_by="account1", predecessor=predecessor,
    )  # fmt: skip


def fill(store: Store) -> None:
    """Mentees `m` and `n`, one after the other with the mentor `t`."""
    with store.write("import") as tx:
        tx.add_all([RoundRecord(id="r", title="R"), *(Person(id=who, family_name="X") for who in "mnt")])
        tx.add_all([part("pm", "m"), part("pn", "n"), part("pt", "t", Role.MENTOR)])
        tx.add_all([pair("1", "m"), pair("2", "n", "1")])
        tx.add_all(Session(id=f"s{number}", partnership=number, held_on=DAY, by="account1") for number in "12")
        tx.save_fields("mentee_fields", "pm", Mentee(territory="AT21"))


def test_every_changed_row_has_one_entry_with_what_changed_only(store: Store, clock: Clock) -> None:
    """Added, changed, deleted: who, when, why, before and after; what stayed the same is not repeated."""
    with store.write("phone call") as tx:
        made = tx.add(Person(id="m", family_name="Haddad", phone="1"))
        now = tx.update(changed(made, phone=None, email="a@b.c"))
        assert tx.update(now) == now
        tx.delete(now)
    when: dict[str, Any] = {"at": clock.now, "actor": "account1", "reason": "phone call", "table": "people", "key": "m"}
    assert entries(store) == (
        JournalEntry(
            seq=3, op=Operation.DELETE, rev=2, before={"given_name": "", "family_name": "Haddad", "email": "a@b.c"},
            after={}, **when,
        ),
        JournalEntry(
            seq=2, op=Operation.UPDATE, rev=2, before={"phone": "1", "email": None}, after={"phone": None, "email": "a@b.c"},
            **when,
        ),
        JournalEntry(
            seq=1, op=Operation.INSERT, rev=1, before={}, after={"given_name": "", "family_name": "Haddad", "phone": "1"},
            **when,
        ),
    )  # fmt: skip


names = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=8)
people = st.fixed_dictionaries(
    {"given_name": names, "phone": st.none() | names, "birth_year": st.none() | st.integers(-(2**63), 2**63 - 1)}
)
numbers = st.none() | st.floats(allow_nan=False, allow_infinity=False)


class Undo(Exception):
    """Ends a unit of work so that nothing of it stays."""


@settings(deadline=None, max_examples=100, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.tuples(st.sampled_from("ab"), st.booleans(), people, numbers), max_size=12))
def test_the_history_replayed_is_what_is_there(
    store: Store, steps: list[tuple[str, bool, dict[str, Any], Any]]
) -> None:
    """Whatever is done, the entries in their order give every row as it stands, to the last digit."""
    with pytest.raises(Undo), store.write() as tx:
        tx.add(RoundRecord(id="r", title="R"))
        for id_, delete, values, number in steps:
            found = tx.get(Person, id_)
            if found is None:
                tx.add(Person(id=id_, **values))
                tx.add(part(id_, id_))
            elif delete:
                tx.delete(tx.one(Participation, id_))
                tx.delete(found)
                continue
            else:
                tx.update(changed(found, **values))
            tx.save_fields("mentee_fields", id_, Mentee(experience_years=number))
        replayed: dict[tuple[str, str], dict[str, Any]] = {}
        for entry in reversed(entries(tx)):
            at = entry.table, entry.key
            if entry.op is Operation.DELETE:
                assert {k: v for k, v in replayed.pop(at).items() if v is not None} == {
                    **entry.before,
                    "rev": entry.rev,
                }
            else:
                row = replayed.setdefault(at, {})
                assert {name: row.get(name) for name in entry.before} == entry.before
                row.update(entry.after, rev=entry.rev)
        live: dict[tuple[str, str], dict[str, Any]] = {}
        for table in tables(store.link()):
            columns = [name for (name,) in tx.rows("SELECT name FROM pragma_table_info(?)", [table])]
            for values_ in tx.rows(f'SELECT * FROM "{table}"'):
                row = dict(zip(columns, values_, strict=True))
                key = row.pop("participation") if table == "mentee_fields" else row.pop("id")
                live[table, key] = {
                    k: v for k, v in row.items() if v is not None and k not in ("sort_key", "search_key")
                }
        assert {at: {k: v for k, v in row.items() if v is not None} for at, row in replayed.items()} == live
        raise Undo


def test_no_way_of_writing_gets_past_the_history(store: Store) -> None:
    """Raw SQL, a replacement, a deletion that takes others with it."""
    fill(store)
    with store.write() as tx:
        tx._open.change("UPDATE people SET phone = '1'")
        tx._open.change("INSERT OR REPLACE INTO tasks (id, rev, title, owner) VALUES ('a', 1, 'x', 'o')")
        tx._open.change("INSERT OR REPLACE INTO tasks (id, rev, title, owner) VALUES ('a', 2, 'y', 'o')")
        tx._open.change("DELETE FROM sessions")
        tx._open.change("DELETE FROM partnerships WHERE id = '2'")
        tx._open.change("DELETE FROM partnerships")
        tx._open.change("DELETE FROM participations WHERE id = 'pm'")
    found = Counter((entry.op.value, entry.table) for entry in entries(store) if entry.reason != "import")
    assert found == {
        ("update", "people"): 3,
        ("insert", "tasks"): 2,
        ("delete", "tasks"): 1,
        ("delete", "sessions"): 2,
        ("delete", "partnerships"): 2,
        ("delete", "participations"): 1,
        ("delete", "mentee_fields"): 1,
    }


def test_the_history_cannot_be_changed(store: Store) -> None:
    """Neither from here nor with another program; both fail by themselves."""
    fill(store)
    before = entries(store)
    for sql in (
        "UPDATE journal_chain SET actor = 'x'",
        "DELETE FROM journal_chain",
        "DELETE FROM journal_chain WHERE seq = 1",
        "UPDATE journal_payloads SET after = NULL",
        "DELETE FROM journal_payloads",
    ):
        with pytest.raises(StoreError, match=r"never|by an erasure only"), store.write() as tx:
            tx._open.change(sql)
    foreign = sqlite3.connect(store.path)
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        foreign.execute("UPDATE journal_chain SET actor = 'x'")
    with pytest.raises(sqlite3.OperationalError, match="no such function: geleit_erasing"):
        foreign.execute("DELETE FROM journal_payloads")
    with pytest.raises(sqlite3.OperationalError, match="no such function: geleit_now"):
        foreign.execute("UPDATE people SET phone = '1'")
    foreign.close()
    assert entries(store) == before


@pytest.mark.parametrize(
    "tampering",
    [
        "DROP TRIGGER journal_people_update",
        "DROP TRIGGER journal_is_never_deleted",
        "CREATE TRIGGER other AFTER INSERT ON people BEGIN DELETE FROM tasks; END",
        "DROP TRIGGER journal_tasks_insert; CREATE TRIGGER journal_tasks_insert AFTER INSERT ON tasks BEGIN SELECT 1; END",
        "ALTER TABLE people ADD COLUMN hidden TEXT",
        "CREATE TABLE more (id TEXT PRIMARY KEY, rev INTEGER)",
    ],
)
def test_a_file_whose_triggers_were_touched_is_not_opened(store: Store, clock: Clock, tampering: str) -> None:
    """A trigger less, one more, another one, or a table and a column without any."""
    store.close()
    foreign = sqlite3.connect(store.path)
    foreign.executescript(tampering)
    foreign.close()
    with pytest.raises(StoreError, match="change history is no longer fully protected"):
        open_store(store.path, clock=clock, actor="account1")


def test_every_table_has_its_triggers(store: Store) -> None:
    """Three each, derived tables included."""
    watched = tables(store.link())
    assert "mentee_fields" in watched
    found: dict[str, int] = dict(
        store.rows("SELECT tbl_name, count(*) FROM sqlite_master WHERE type = 'trigger' GROUP BY 1")
    )
    assert found == dict.fromkeys(watched, 3) | {"journal": 1, "journal_chain": 2, "journal_payloads": 2}


def test_a_new_sort_key_alone_is_no_change_of_a_person(store: Store) -> None:
    """The keys follow from the names; when the rule for them changes, nobody's history grows."""
    fill(store)
    before = entries(store)
    with store.write() as tx:
        tx._open.change("UPDATE people SET sort_key = 'z', search_key = 'z'")
    assert entries(store) == before


def test_a_persons_history_has_what_belongs_to_them_and_nothing_else(store: Store, clock: Clock) -> None:
    """Participation, fields, partnership, sessions, and what was deleted; not the successor of the pair."""
    fill(store)
    with store.write() as tx:
        tx.add(Contact(id="c", person="m", on=DAY, kind="call", by="account1"))
        tx.delete(tx.one(Contact, "c"))
        tx.delete(tx.one(Session, "s1"))
    mine = {
        ("people", "m"), ("participations", "pm"), ("mentee_fields", "pm"), ("partnerships", "1"), ("sessions", "s1"),
        ("contacts", "c"),
    }  # fmt: skip
    assert belonging(store, "m") == mine
    found = entries(store, person="m")
    assert {(entry.table, entry.key) for entry in found} == mine
    assert len(found) == 8
    both = {("partnerships", "1"), ("partnerships", "2"), ("sessions", "s1"), ("sessions", "s2")}
    assert belonging(store, "t") == both | {("people", "t"), ("participations", "pt")}


def test_the_history_is_listed_by_record_actor_and_day(store: Store, clock: Clock) -> None:
    """The day is one of the organisation's time zone: half past midnight in Vienna is the day before in UTC."""
    fill(store)
    clock.now = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    with open_store(store.path, clock=clock, actor="account2") as other, other.write("late") as tx:
        tx.update(changed(tx.one(Person, "m"), phone="1"))
    (late,) = entries(store, actor="account2")
    assert (late.reason, late.at) == ("late", clock.now)
    vienna = ZoneInfo("Europe/Vienna")
    assert entries(store, day=DAY + timedelta(days=1), zone=vienna) == (late,)
    assert late in entries(store, day=DAY)
    assert late not in entries(store, day=DAY, zone=vienna)
    first = entries(store, record=("people", "m"))
    assert [entry.op for entry in first] == [Operation.UPDATE, Operation.INSERT]
    assert entries(store, record=("people", "m"), before=late.seq) == first[1:]
    assert entries(store, record=("people", "m"), limit=1) == first[:1]
    assert entries(store, record=("tasks", "m")) == ()


def test_ten_thousand_applications_are_journalled_in_one_unit_of_work(store: Store) -> None:
    """Every row has its entry, at the one time of the unit of work."""
    with store.write("import") as tx:
        tx.add(RoundRecord(id="r", title="R"))
        tx.add_all(Person(id=f"{number}", family_name="X") for number in range(10_000))
        tx.add_all(part(f"p{number}", f"{number}") for number in range(10_000))
    assert store.rows('SELECT "op", count(*), count(DISTINCT "at"), count(DISTINCT "key") FROM journal') == [
        ("insert", 20_001, 1, 20_001)
    ]
    ((kept,),) = store.rows('SELECT "after" FROM journal WHERE "key" = \'p77\'')
    assert json.loads(kept)["person"] == "77"
