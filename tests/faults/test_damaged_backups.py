"""P7: a backup that is damaged, altered, somebody else's or of another time is refused, and nothing is touched."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import attrs
import pytest

from geleit.config import load
from geleit.errors import StoreError
from geleit.fields import evolve
from geleit.model.people import Person
from geleit.programme import Programme
from geleit.programme.safekeeping.backups import make_backup, verify_backup
from geleit.programme.safekeeping.keys import keep_key
from geleit.programme.safekeeping.restoring import restore
from geleit.store import Key, head, open_store, sealing, verify
from geleit.store.backups.making import About, Backup
from geleit.store.backups.making import make_backup as back_up
from geleit.store.backups.manifest import digest_of
from geleit.store.migrations import VERSIONS
from tests.faults import organisation
from tests.faults.crew import NOON
from tests.faults.quick_sealing import Quick
from tests.faults.running import needs_crypt

PEOPLE = 40


def opened(config: Path) -> Programme:
    """The programme of a configuration."""
    return Programme.open(config, clock=lambda: NOON)


def deployed(folder: Path, protection: str = 'protection = "disk"', *, code: str = "") -> Path:
    """A configuration with people in its records; with `code` there is a key."""
    organisation.make(folder, 0)
    config = folder / "organisation.toml"
    text = config.read_text(encoding="utf-8").replace('protection = "disk"', protection)
    config.write_text(text, encoding="utf-8")
    if code:
        keep_key(load(config), Key.of_code(code))
    with opened(config) as programme, programme.store.write("begin") as tx:
        tx.add_all(Person(id=f"p{n}", given_name="Rana", family_name=f"Nr {n}") for n in range(PEOPLE))
    return config


def made(programme: Programme) -> Backup:
    """A backup."""
    found = make_backup(programme).backup
    assert found is not None
    return found


def forged(backup: Backup, **changes: Any) -> None:
    """Let the manifest fit the file as it is now, and say what else is wanted, as somebody would who knows how."""
    content = backup.path.read_bytes()
    found = json.loads(backup.manifest_path.read_text(encoding="utf-8"))
    found |= {"size": len(content), "sha256": digest_of(content), **changes}
    backup.manifest_path.write_text(json.dumps(found), encoding="utf-8")


def altered(backup: Backup, *statements: str, keep: bool = True) -> None:
    """Change what a plain backup holds, past the triggers, which are put back unless told otherwise."""
    with closing(sqlite3.connect(backup.path, isolation_level=None)) as db:
        triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            db.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            db.execute(statement)
        for _, sql in triggers if keep else triggers[1:]:
            db.execute(sql)


@attrs.frozen
class Damage:
    """What happens to a backup, and how it is told."""

    name: str
    do: Callable[[Backup, Backup], None]
    told: str


def cut(part: float) -> Callable[[Backup, Backup], None]:
    def do(backup: Backup, other: Backup) -> None:
        content = backup.path.read_bytes()
        backup.path.write_bytes(content[: int(len(content) * part)])

    return do


def flipped(place: float) -> Callable[[Backup, Backup], None]:
    def do(backup: Backup, other: Backup) -> None:
        content = bytearray(backup.path.read_bytes())
        content[int((len(content) - 1) * place)] ^= 1
        backup.path.write_bytes(content)

    return do


def with_manifest(**changes: Any) -> Callable[[Backup, Backup], None]:
    return lambda backup, other: forged(backup, **changes)


def with_statements(*statements: str, keep: bool = True, **changes: Any) -> Callable[[Backup, Backup], None]:
    def do(backup: Backup, other: Backup) -> None:
        altered(backup, *statements, keep=keep)
        forged(backup, **changes)

    return do


def other_manifest(backup: Backup, other: Backup) -> None:
    backup.manifest_path.write_bytes(other.manifest_path.read_bytes())


def other_file(backup: Backup, other: Backup) -> None:
    backup.path.write_bytes(other.path.read_bytes())
    forged(backup)


def no_database(backup: Backup, other: Backup) -> None:
    backup.path.write_bytes(b"SQLite format 3\x00" + bytes(5000))
    forged(backup)


def half_a_manifest(backup: Backup, other: Backup) -> None:
    text = backup.manifest_path.read_text(encoding="utf-8")
    found = json.loads(text)
    del found["witness"]
    backup.manifest_path.write_text(json.dumps(found), encoding="utf-8")


DAMAGES = (
    *(Damage(f"cut to {part:.0%}", cut(part), "backup.not_the_file") for part in (0, 0.25, 0.5, 0.75, 0.999)),
    *(Damage(f"flipped at {place:.0%}", flipped(place), "backup.not_the_file") for place in (0, 0.2, 0.4, 0.7, 1)),
    Damage("manifest of another", other_manifest, "backup.not_the_file"),
    Damage("file of another", other_file, "backup.not_as_promised"),
    Damage("no database", no_database, "backup.foreign"),
    Damage("manifest without its witness", half_a_manifest, "backup.bad_manifest"),
    Damage("manifest with another witness", with_manifest(witness="3:" + "00" * 32), "backup.not_as_promised"),
    Damage("manifest with other counts", with_manifest(counts={"people": 1}), "backup.not_as_promised"),
    Damage("manifest of another database", with_manifest(database="00" * 32), "backup.not_as_promised"),
    Damage("manifest of a newer version", with_manifest(geleit_backup=99), "backup.newer_manifest"),
    Damage(
        "newer tables",
        with_statements(f"PRAGMA user_version = {len(VERSIONS) + 1}", schema=len(VERSIONS) + 1),
        "backup.newer",
    ),
    Damage("another program's", with_statements("PRAGMA application_id = 7"), "backup.foreign"),
    Damage(
        "a changed record", with_statements("UPDATE people SET phone = '1' WHERE id = 'p3'"), "backup.broken_history"
    ),
    Damage(
        "a changed history",
        with_statements("UPDATE journal_chain SET actor = 'x' WHERE seq = 5"),
        "backup.broken_history",
    ),
    Damage(
        "a history without its end",
        with_statements("DELETE FROM journal_chain WHERE seq = (SELECT max(seq) FROM journal_chain)"),
        "backup.not_as_promised",
    ),
    Damage("a missing trigger", with_statements(keep=False), "backup.damaged"),
    Damage(
        "a broken reference",
        with_statements("INSERT INTO contacts VALUES ('x', 1, 'nobody', NULL, '2026-01-01', 'phone', NULL, 'a')"),
        "backup.damaged",
    ),
)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A configuration with records that are plain."""
    return deployed(tmp_path / "a")


@pytest.fixture
def programme(config: Path) -> Iterator[Programme]:
    with opened(config) as found:
        yield found


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.name)
def test_a_damaged_backup_is_refused(programme: Programme, damage: Damage) -> None:
    """Each is told in a sentence, by the check and by the restore; the records are not touched, nor backed up again."""
    backup = made(programme)
    with programme.store.write("on") as tx:
        tx.update(evolve(tx.one(Person, "p1"), phone="now"))
    other = made(programme)
    assert verify_backup(programme, backup.path).entries == backup.manifest.witness.seq
    damage.do(backup, other)
    before = head(programme.store)
    there = set(backup.path.parent.iterdir())
    for trying in (lambda: verify_backup(programme, backup.path), lambda: restore(programme, backup.path)):
        with pytest.raises(StoreError) as error:
            trying()
        assert error.value.sentence.code == damage.told
    assert head(programme.store) == before
    assert programme.store.one(Person, "p1").phone == "now"
    assert set(backup.path.parent.iterdir()) == there
    restore(programme, other.path)
    assert verify(programme.store, other.manifest.witness).faults == ()


CODE, OTHER = "ab" * 32, "cd" * 32
SEALED = 'protection = "disk"\nkey_source = "file"\nkey_file = "a.key"'
ENCRYPTED = 'protection = "sqlcipher"\nkey_file = "a.key"'


@pytest.mark.parametrize("protection", [SEALED, ENCRYPTED], ids=["sealed", "SQLCipher"])
@needs_crypt
def test_a_sealed_backup_is_opened_by_its_own_key_only(
    tmp_path: Path, protection: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wrong key, a bit that was flipped in a file without manifest, an end that is missing: refused."""
    monkeypatch.setattr(sealing, "_age", lambda: Quick)
    config = deployed(tmp_path / "a", protection, code=CODE)
    with opened(config) as programme:
        backup = made(programme)
        before = head(programme.store)
        with pytest.raises(StoreError) as error:
            restore(programme, backup.path, key=Key.of_code(OTHER))
        assert error.value.sentence.code == "backup.wrong_key"
        content = backup.path.read_bytes()
        backup.manifest_path.rename(tmp_path / "manifest.json")
        for damage in (content[:-1], content[:-9] + b"x" + content[-8:], b""):
            backup.path.write_bytes(damage)
            with pytest.raises(StoreError) as error:
                restore(programme, backup.path, without_manifest=True)
            assert error.value.sentence.code in ("sealing.not_opened", "backup.foreign")
        assert head(programme.store) == before
        backup.path.write_bytes(content)
        restore(programme, backup.path, without_manifest=True)
        assert verify(programme.store, backup.manifest.witness).faults == ()


@needs_crypt
def test_a_seal_around_records_under_another_key_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both the seal and what lies in it must open."""
    monkeypatch.setattr(sealing, "_age", lambda: Quick)
    with opened(deployed(tmp_path / "a", ENCRYPTED, code=CODE)) as programme:
        inner = sealing.unseal(made(programme).path.read_bytes(), Key.of_code(CODE))
    with opened(deployed(tmp_path / "b", ENCRYPTED, code=OTHER)) as programme:
        backup = made(programme)
        backup.path.write_bytes(sealing.seal(inner, Key.of_code(OTHER)))
        forged(backup)
        with pytest.raises(StoreError) as error:
            restore(programme, backup.path)
        assert error.value.sentence.code == "backup.wrong_key"


def test_a_backup_of_an_older_version_is_brought_to_the_present_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its tables are migrated before it takes the records' place; the history is the same up to there."""
    old = len(VERSIONS) - 1
    config = deployed(tmp_path / "new")
    path = tmp_path / "new" / "data" / "a.db"
    with monkeypatch.context() as patched:
        for module in ("migrations", "backups.examining"):
            patched.setattr(f"geleit.store.{module}.VERSIONS", VERSIONS[:old])
        path.unlink()
        with open_store(path, clock=lambda: NOON, actor="a", create=True) as store:
            with store.write("old") as tx:
                tx.add(Person(id="p1", given_name="Amal"))
            about = About(organisation="Verein", region="tiny", region_version="0", geleit="0")
            backup = back_up(store, tmp_path / "new" / "backups", key=None, about=about, clock=lambda: NOON)
    assert backup.manifest.schema == old
    path.unlink()
    with opened(config) as programme:
        restore(programme, backup.path)
        assert programme.store.one(Person, "p1").given_name == "Amal"
        assert programme.store.rows("PRAGMA user_version") == [(len(VERSIONS),)]
        assert verify(programme.store, backup.manifest.witness).faults == ()


def test_a_database_from_a_backup_of_plain_records_is_never_put_under_a_key_unseen(tmp_path: Path) -> None:
    """Plain records do not become encrypted ones by being restored, nor the other way round: a sentence says how."""
    with opened(deployed(tmp_path / "a")) as programme:
        backup = made(programme)
    from geleit.store.backups.restoring import replace_records

    with pytest.raises(StoreError) as error:
        replace_records(tmp_path / "b.db", backup.path, target_key=Key.of_code(CODE), source_key=None)
    assert error.value.sentence.code == "backup.is_not_encrypted"
    assert not (tmp_path / "b.db").exists()
