"""The chain of the change history: what is linked, what an erasure leaves, what a tampering shows."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from geleit.errors import StoreError
from geleit.fields import evolve
from geleit.labels import core_labels
from geleit.model.people import Person
from geleit.store import Key, Store, Witness, entries, head, open_store, verify
from geleit.store.journal.entries import Operation
from geleit.store.journal.triggers import GUARDS
from tests.organisations.clocks import TickingClock


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "a.db", clock=TickingClock(), actor="account1", create=True) as made:
        with made.write("first") as tx:
            tx.add_all([Person(id=f"p{n}", given_name="Rana", family_name=f"Nr {n}") for n in range(4)])
        with made.write("second") as tx:
            tx.update(evolve(tx.one(Person, "p1"), phone="0316 1"))
        with made.write("third") as tx:
            tx.delete(tx.one(Person, "p3"))
        yield made


def tampered(store: Store, *statements: str) -> None:
    """Change the file as somebody would who knows how: with the guards dropped first, and put back afterwards."""
    foreign = sqlite3.connect(store.path)
    for function, arity in (("geleit_now", 0), ("geleit_actor", 0), ("geleit_reason", 0)):
        foreign.create_function(function, arity, lambda: "2026-01-01T00:00:00.000000+00:00")
    kept = foreign.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in kept:
        foreign.execute(f'DROP TRIGGER "{name}"')
    for statement in statements:
        foreign.execute(statement)
    for _, sql in kept:
        foreign.execute(sql)
    foreign.commit()
    foreign.close()


def test_a_history_that_nobody_touched_is_whole(store: Store) -> None:
    """Chain, witness of now and of before, and the live records agree."""
    before = head(store)
    with store.write() as tx:
        tx.update(evolve(tx.one(Person, "p0"), phone="1"))
    found = verify(store, before, head(store))
    assert found.whole
    assert (found.entries, found.erased, found.head) == (7, 0, head(store))
    assert Witness.read(str(before)) == before


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE journal_chain SET actor = 'somebody else' WHERE seq = 2", "does not follow"),
        ("UPDATE journal_chain SET at = '2020-01-01T00:00:00.000000+00:00' WHERE seq = 2", "does not follow"),
        ("UPDATE journal_payloads SET after = '{}' WHERE seq = 2", "altered since"),
        ("DELETE FROM journal_payloads WHERE seq = 2", "without any erasure"),
        ("DELETE FROM journal_chain WHERE seq = 2", "Entries 2 to 2"),
        ("DELETE FROM journal_chain WHERE seq >= 6", "its end is missing"),
        ("UPDATE people SET phone = '0' WHERE id = 'p1'", "not what the change history leads to"),
        ("DELETE FROM people WHERE id = 'p0'", "not what the change history leads to"),
        ("UPDATE people SET rev = 7 WHERE id = 'p0'", "not what the change history leads to"),
        (
            "INSERT INTO people (id, rev, given_name, family_name, sort_key, search_key) VALUES ('x', 1, '', '', '', '')",
            "not what the change history leads to",
        ),
    ],
)
def test_each_tampering_is_told(store: Store, statement: str, told: str) -> None:
    """By the chain, by the witness, or by playing the history again."""
    witness = head(store)
    tampered(store, statement)
    found = verify(store, witness)
    assert any(told in core_labels().text(sentence, "en") for sentence in found.faults)


def test_an_erasure_leaves_the_chain_whole_and_nothing_to_read(store: Store) -> None:
    """Who did when what to which record stays; what was before and after is gone, and the erasure is noted."""
    before = head(store)
    with store.write("erasure") as tx:
        tx.delete(tx.one(Person, "p1"))
        assert tx.forget([("people", "p1")]) == 3
    found = verify(store, before, head(store))
    assert found.whole
    assert found.erased == 3
    kept = entries(store, record=("people", "p1"))
    assert [entry.op for entry in kept] == [Operation.DELETE, Operation.UPDATE, Operation.INSERT]
    assert all(entry.erased and not entry.before and not entry.after for entry in kept)
    assert not store.rows(
        "SELECT 1 FROM journal_payloads WHERE instr(coalesce(after, '') || coalesce(before, ''), 'Nr 1')"
    )


def test_a_note_is_an_entry_that_changes_nothing(store: Store) -> None:
    """What somebody saw or took is in the history, and plays no part in what it leads to."""
    with store.write() as tx:
        tx.note("export", "people", "p0", file="list.csv", fields=["origin"])
    (entry, *_) = entries(store)
    assert (entry.op, entry.reason, entry.key) == (Operation.NOTE, "export", "p0")
    assert entry.after == {"file": "list.csv", "fields": ["origin"]}
    assert verify(store).whole


def test_the_history_of_an_older_version_is_chained_in_its_order(tmp_path: Path) -> None:
    """A database from before the chain is brought to it, after a verified copy was made of it as it was."""
    from geleit.store import migrations
    from geleit.store.former import formers

    path = tmp_path / "old.db"
    old_versions = migrations.VERSIONS[:4]
    foreign = sqlite3.connect(path, isolation_level=None)
    for name in old_versions:
        sql = (Path(migrations.__file__).parent / "schema" / f"{name}.sql").read_text(encoding="utf-8")
        foreign.executescript(sql)
    foreign.execute(
        "CREATE TABLE _sqlite_migrations (id INTEGER PRIMARY KEY, migration_set TEXT, name TEXT, applied_at TEXT)"
    )
    foreign.executemany(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('geleit', ?, '')",
        [(name,) for name in old_versions],
    )
    foreign.execute("INSERT INTO tasks (id, rev, title, owner) VALUES ('t', 2, 'now', 'a')")
    at = "2026-01-0{}T00:00:00.000000+00:00"
    foreign.executemany(
        'INSERT INTO journal (at, actor, reason, op, "table", "key", rev, before, after) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
        [
            (at.format(1), "a", "task", "insert", "tasks", "t", 1, None, '{"title":"then","owner":"a"}'),
            (at.format(2), "b", None, "update", "tasks", "t", 2, '{"title":"then"}', '{"title":"now"}'),
        ],
    )
    foreign.execute(f"PRAGMA application_id = {migrations.APPLICATION_ID}")
    foreign.execute("PRAGMA user_version = 4")
    foreign.close()
    with open_store(path, clock=TickingClock(), actor="account1") as store:
        assert verify(store).whole
        assert [(entry.seq, entry.actor, entry.after) for entry in entries(store)] == [
            (2, "b", {"title": "now"}),
            (1, "a", {"title": "then", "owner": "a"}),
        ]
    (former,) = formers(path)
    with sqlite3.connect(former) as copy:
        assert copy.execute("SELECT count(*) FROM journal").fetchone() == (2,)
        assert copy.execute("PRAGMA user_version").fetchone() == (4,)
    copy.close()


def test_guards_are_part_of_what_is_checked_on_opening() -> None:
    """The trigger that chains is one of them: without it, entries would not be linked."""
    assert "journal_is_chained" in GUARDS


def test_a_key_shows_itself_nowhere() -> None:
    """Neither in its own representation nor in one of something that holds it."""
    key = Key.random()
    assert str(key.secret) not in repr(key)
    assert Key.of_code(key.code.upper().replace("-", " ")) == key
    with pytest.raises(StoreError, match="no recovery code"):
        Key.of_code("12345")


def opening(path: Path, key: Key | None) -> Callable[[], Store]:
    return lambda: open_store(path, clock=TickingClock(), actor="account1", create=True, key=key)


def test_an_encrypted_database_opens_with_its_key_alone(tmp_path: Path) -> None:
    """Random key or passphrase; another one, none, and a plain file with a key are refused with what to do."""
    pytest.importorskip("sqlcipher3", reason="the extra crypt is not installed")
    for name, key, other in (("raw.db", Key.random(), Key.random()), ("phrase.db", Key("leise Lärche"), Key("x"))):
        path = tmp_path / name
        with opening(path, key)() as store, store.write() as tx:
            tx.add(Person(id="p", given_name="Unverwechselbar", family_name="Name"))
        with opening(path, key)() as store:
            assert verify(store).whole
            assert store.one(Person, "p").given_name == "Unverwechselbar"
        assert b"Unverwechselbar" not in b"".join(file.read_bytes() for file in tmp_path.iterdir())
        with pytest.raises(StoreError, match="does not fit"):
            opening(path, other)()
        with pytest.raises(StoreError, match="is encrypted"):
            opening(path, None)()
    plain = tmp_path / "plain.db"
    opening(plain, None)().close()
    with pytest.raises(StoreError, match="is not encrypted"):
        opening(plain, Key.random())()
