"""Backups: what is in them, what proves them, what is refused, which are kept."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from base64 import b64decode
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geleit.cli import main
from geleit.config import load
from geleit.errors import Busy, NotAllowed, StoreError, UsageError
from geleit.fields import evolve
from geleit.labels import core_labels
from geleit.model.people import Person
from geleit.programme import Programme
from geleit.programme.safekeeping.backups import backups, make_backup, newest, verify_backup
from geleit.programme.safekeeping.keys import keep_key
from geleit.programme.safekeeping.restoring import LOOKED_AT, RESTORE, restore
from geleit.store import Key, entries, head, sealing, verify
from geleit.store.backups.making import manifest_path, part_of
from geleit.store.backups.manifest import Occasion, read_manifest
from geleit.store.backups.rotation import Rotation, kept
from geleit.store.erasure.ledger import ledger_path
from geleit.store.mounts import darwin_mounts, linux_mounts, type_of
from geleit.store.sealing import is_sealed, made_up, unseal
from tests.faults import organisation
from tests.faults.quick_sealing import Quick
from tests.organisations.clocks import SetClock

NOW = datetime(2026, 3, 20, 9, tzinfo=UTC)
CODE = "-".join(["00112233"] * 8)
MARK = "Zwetschkenknödel"


def deployed(folder: Path, changes: dict[str, str] | None = None) -> Path:
    """A configuration without records; returns its path."""
    organisation.make(folder, 0)
    config = folder / "organisation.toml"
    text = config.read_text(encoding="utf-8")
    for old, new in (changes or {}).items():
        assert old in text
        text = text.replace(old, new)
    config.write_text(text, encoding="utf-8")
    return config


KEYED = {'protection = "disk"': 'protection = "disk"\nkey_source = "file"\nkey_file = "a.key"'}
ENCRYPTED = {'protection = "disk"': 'protection = "sqlcipher"\nkey_file = "a.key"'}


def keyed(folder: Path, changes: dict[str, str]) -> Path:
    """A configuration with a key in a file."""
    pytest.importorskip("pyrage")
    if changes is ENCRYPTED:
        pytest.importorskip("sqlcipher3")
    config = deployed(folder, changes)
    keep_key(load(config), Key.of_code(CODE))
    return config


def opened(config: Path, clock: Callable[[], datetime] = lambda: NOW) -> Programme:
    """The programme of a configuration."""
    return Programme.open(config, clock=clock)


def fill(programme: Programme, *, people: int = 3) -> None:
    """Some people, with a word in their records that stands nowhere else."""
    with programme.store.write("fill") as tx:
        tx.add_all(Person(id=f"p{n}", given_name="Rana", family_name=f"{MARK} {n}") for n in range(people))


def phone(programme: Programme, person: str = "p1") -> str | None:
    """A person's telephone number."""
    return programme.store.one(Person, person).phone


def change(programme: Programme, number: str, person: str = "p1") -> None:
    """Give a person a telephone number."""
    with programme.store.write("call") as tx:
        tx.update(evolve(tx.one(Person, person), phone=number))


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its content."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def told(error: pytest.ExceptionInfo[StoreError] | pytest.ExceptionInfo[UsageError]) -> str:
    """The code of the sentence, which is German and English."""
    for language in ("de", "en"):
        assert "{" not in error.value.in_language(language)
    return error.value.sentence.code


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sealing that takes no time, for tests that are about something else."""
    pytest.importorskip("pyrage")
    monkeypatch.setattr(sealing, "_age", lambda: Quick)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A configuration without a key."""
    return deployed(tmp_path / "a")


@pytest.fixture
def programme(config: Path) -> Iterator[Programme]:
    with opened(config) as made:
        fill(made)
        yield made


def test_a_backup_brings_the_records_back_and_keeps_what_was_there(programme: Programme) -> None:
    """What was changed since is undone; it is in a backup of its own, and the history says what happened."""
    made = make_backup(programme).backup
    assert made is not None
    change(programme, "0316 1")
    before = head(programme.store)
    done = restore(programme, made.path)
    assert phone(programme) is None
    assert done.kept is not None
    assert done.lost == before.seq - made.manifest.witness.seq
    last = entries(programme.store, limit=1)[0]
    # The backup of what was there is noted in the history that was replaced, after `before`.
    assert last.reason == RESTORE
    assert last.after["file"] == made.path.name
    assert last.after["kept"] == done.kept.name
    assert int(last.after["replaced"].partition(":")[0]) >= before.seq
    assert verify(programme.store, made.manifest.witness).whole
    assert restore(programme, done.kept).lost is None
    assert phone(programme) == "0316 1"
    assert verify(programme.store, before).whole
    assert programme.store.journal_mode == ("wal" if sys.modules.get("sqlcipher3") else "delete")


def test_a_backup_is_noted_in_the_history(programme: Programme) -> None:
    """Who made it, under which name, and up to where it goes."""
    made = make_backup(programme).backup
    assert made is not None
    (note,) = entries(programme.store, limit=1)
    assert (note.op.value, note.reason, note.actor) == ("note", "backup", programme.signature)
    assert note.after["file"] == made.path.name
    assert note.after["witness"] == str(made.manifest.witness)


def test_the_manifest_says_what_the_backup_is_and_nothing_about_people(programme: Programme) -> None:
    """Digest, size, witness, versions and numbers of rows; no name of anybody."""
    made = make_backup(programme).backup
    assert made is not None
    text = made.manifest_path.read_text(encoding="utf-8")
    assert read_manifest(made.manifest_path) == made.manifest
    found = json.loads(text)
    assert set(found) == {
        "geleit_backup", "file", "size", "sha256", "sealed", "made_at", "witness", "database", "counts", "schema",
        "geleit", "region", "region_version", "organisation", "occasion",
    }  # fmt: skip
    assert found["counts"]["people"] == 3
    assert found["organisation"] == "Verein"
    for secret in (MARK, "Rana", "p1", programme.signature):
        assert secret not in text
    assert made.path.stat().st_mode & 0o777 == 0o600 or os.name != "posix"


def test_with_a_key_a_backup_is_sealed_and_opens_with_the_recovery_code(tmp_path: Path) -> None:
    """Any program that knows age opens it with what lies in the safe; without it nothing can be read."""
    import pyrage

    with opened(keyed(tmp_path / "a", KEYED)) as programme:
        fill(programme)
        made = make_backup(programme)
        assert made.backup is not None
        assert made.sealed
        sealed = made.backup.path.read_bytes()
    assert sealed.startswith(b"age-encryption.org/v1\n-> scrypt ")
    assert MARK.encode() not in sealed
    plain = pyrage.passphrase.decrypt(sealed, CODE)
    assert plain.startswith(b"SQLite format 3\x00")
    assert MARK.encode() in plain


SEALED = b64decode(
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCBxaWpUTkg4YmU4SkVBdk5hY3NzSXRRIDEwCm94L0QzZzJnOERTVFJKV01v"
    "WW92cXlqMjZlVHJTT05OdHFTSEJ2dGpiSzgKLS0tIGN5ZGs1N2hIdDgvUGlDUjhNaVMvKzA1cXo3di80WHl2REpITGpjWElPOGcK"
    "/YilfsZn/3HkBQaLoniI0pUP++Qd79aqsv4sbuSt8bNmR8vI6Lnp+xFcTvJbfn1pRA=="
)
"""The mark as an age file under the code, sealed with a thousandth of the usual work (2^10 rounds of scrypt)."""


def test_a_seal_notices_another_key_and_any_change() -> None:
    """A changed bit, a missing end, nothing at all: told in a sentence."""
    pytest.importorskip("pyrage")
    flipped = bytearray(SEALED)
    flipped[-3] ^= 1
    key = Key.of_code(CODE)
    assert unseal(SEALED, key) == MARK.encode()
    for content, tried in ((SEALED, Key.random()), (bytes(flipped), key), (SEALED[:-1], key), (b"", key)):
        with pytest.raises(StoreError) as error:
            unseal(content, tried)
        assert told(error) == "sealing.not_opened"


@pytest.mark.parametrize("changes", [KEYED, ENCRYPTED], ids=["on an encrypted disk", "SQLCipher"])
@pytest.mark.usefixtures("quick")
def test_a_sealed_backup_is_restored(tmp_path: Path, changes: dict[str, str]) -> None:
    """What lies inside the seal is encrypted as the records are."""
    config = keyed(tmp_path / "a", changes)
    with opened(config) as programme:
        fill(programme)
        made = make_backup(programme).backup
        assert made is not None
        content = made.path.read_bytes()
        assert is_sealed(content)
        assert (MARK.encode() in content) == (changes is KEYED)
        change(programme, "0316 1")
        restore(programme, made.path)
        assert phone(programme) is None
        assert verify(programme.store).whole


@pytest.mark.usefixtures("quick")
def test_a_new_computer_is_set_up_from_backup_manifest_and_recovery_code(tmp_path: Path) -> None:
    """There is no database, no key and no folder for it; the key comes back from its code, then the records."""
    config = keyed(tmp_path / "a", ENCRYPTED)
    with opened(config) as programme:
        fill(programme)
        change(programme, "0316 1")
        made = make_backup(programme).backup
        assert made is not None
        ledger_path(programme.config.database_path).write_bytes(b"")
    bought = deployed(tmp_path / "b", ENCRYPTED)
    with pytest.raises(StoreError) as error, opened(bought) as programme:
        restore(programme, made.path)
    assert told(error) == "keys.missing"
    keep_key(load(bought), Key.of_code(CODE.upper().replace("-", " ")))
    with opened(bought) as programme:
        done = restore(programme, made.path)
        assert (done.kept, done.lost, done.unreadable) == (None, None, None)
        assert phone(programme) == "0316 1"
        assert verify(programme.store, made.manifest.witness).whole


@pytest.mark.usefixtures("quick")
def test_a_backup_under_an_earlier_key_opens_with_that_key(tmp_path: Path) -> None:
    """The key is told; the records come under the key of now."""
    config = keyed(tmp_path / "a", KEYED)
    with opened(config) as programme:
        fill(programme)
        made = make_backup(programme).backup
        assert made is not None
    (tmp_path / "a" / "a.key").unlink()
    keep_key(load(config), Key.random())
    with opened(config) as programme:
        change(programme, "0316 1")
        with pytest.raises(StoreError) as error:
            restore(programme, made.path, dry_run=True)
        assert told(error) == "backup.wrong_key"
        restore(programme, made.path, key=Key.of_code(CODE))
        assert phone(programme) is None


def test_the_backup_of_another_database_is_refused(tmp_path: Path, programme: Programme) -> None:
    """Even one of the same organisation; where there are no records yet, the organisation's name decides."""
    other = deployed(tmp_path / "b")
    with opened(other) as elsewhere:
        fill(elsewhere)
        foreign = make_backup(elsewhere).backup
    assert foreign is not None
    before = head(programme.store)
    with pytest.raises(StoreError) as error:
        restore(programme, foreign.path)
    assert told(error) == "backup.other_database"
    assert head(programme.store) == before
    empty = deployed(tmp_path / "c", {'name = "Verein"': 'name = "Kammer"'})
    with opened(empty) as elsewhere, pytest.raises(StoreError) as error:
        restore(elsewhere, foreign.path)
    assert told(error) == "backup.other_organisation"
    assert not (tmp_path / "c" / "data" / "a.db").exists()
    into = tmp_path / "look.db"
    restore(programme, foreign.path, into=into)
    assert into.read_bytes().startswith(b"SQLite format 3\x00")
    assert entries(programme.store, limit=1)[0].reason == LOOKED_AT
    with pytest.raises(UsageError) as taken:
        restore(programme, foreign.path, into=into)
    assert told(taken) == "backups.into_taken"


HOLDING = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None) if sys.argv[2] == "plain" else None
connection.execute("BEGIN") if sys.argv[3] == "reading" else None
connection.execute("SELECT count(*) FROM people").fetchone()
print("ready", flush=True)
sys.stdin.read()
"""


def test_who_has_the_records_open_is_noticed(programme: Programme) -> None:
    """The restore is refused with exit code 3, and everything is as it was."""
    made = make_backup(programme).backup
    assert made is not None
    change(programme, "0316 1")
    path = programme.config.database_path
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, path, "plain", "reading"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "ready\n"
        from geleit.store.backups.restoring import replace_records

        with pytest.raises(Busy) as error:
            replace_records(path, made.path, target_key=None, source_key=None, timeout=0.2)
        assert error.value.exit_code == 3
        assert told(error) in ("backup.in_use", "store.busy")
        other.communicate("")
    assert phone(programme) == "0316 1"
    restore(programme, made.path)
    assert phone(programme) is None


def test_records_that_cannot_be_opened_are_replaced_and_kept_aside(programme: Programme) -> None:
    """A broken database is what backups are for; its file stays for whoever wants to look."""
    made = make_backup(programme).backup
    assert made is not None
    path = programme.config.database_path
    programme.close()
    broken = b"SQLite format 3\x00" + b"broken" * 1000
    path.write_bytes(broken)
    done = restore(programme, made.path)
    assert done.unreadable is not None
    assert done.kept is not None
    assert done.kept.read_bytes() == broken
    assert verify(programme.store, made.manifest.witness).whole
    assert not [name for name in os.listdir(path.parent) if ".new" in name or "scratch" in name]


def test_a_dry_run_changes_nothing(programme: Programme) -> None:
    """Neither making a backup nor restoring one writes anything that stays."""
    made = make_backup(programme).backup
    assert made is not None
    change(programme, "0316 1")
    programme.store.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    folder = programme.config.path.parent
    before = {name: text for name, text in files(folder).items() if not name.endswith("-shm")}
    assert make_backup(programme, dry_run=True).backup is None
    assert restore(programme, made.path, dry_run=True).lost
    assert {name: text for name, text in files(folder).items() if not name.endswith("-shm")} == before


def test_a_backup_without_its_manifest_is_taken_only_when_asked(programme: Programme) -> None:
    """Nobody could tell whether its last entries are missing."""
    made = make_backup(programme).backup
    assert made is not None
    made.manifest_path.unlink()
    with pytest.raises(StoreError) as error:
        restore(programme, made.path)
    assert told(error) == "backup.no_manifest"
    change(programme, "0316 1")
    restore(programme, made.path, without_manifest=True)
    assert phone(programme) is None


def test_backups_are_listed_and_verified(programme: Programme, config: Path) -> None:
    """By their file, their manifest or their name; the newest one without any of these."""
    assert newest(programme.config) is None
    with pytest.raises(UsageError) as error:
        verify_backup(programme)
    assert told(error) == "backups.none"
    first = make_backup(programme).backup
    change(programme, "1")
    second = make_backup(programme).backup
    assert first is not None and second is not None
    found = backups(programme)
    assert {one.path for one in found.backups} == {first.path, second.path}
    assert newest(programme.config) is not None
    for name in (Path(first.path.name), first.manifest_path, first.path):
        assert verify_backup(programme, name).witness == first.manifest.witness
    assert verify_backup(programme, first.path).since == 3
    restore(programme, first.path)
    assert verify_backup(programme, second.path).since is None
    second.path.unlink()
    (found_second,) = [one for one in backups(programme).backups if one.path == second.path]
    fault = found_second.fault()
    assert fault is not None and fault.code == "backup.gone"


def test_leftovers_of_a_killed_run_are_cleared_away(programme: Programme) -> None:
    """Parts, a manifest without its backup beside a part, and a removal that was cut off; nothing else is touched."""
    first = make_backup(programme).backup
    assert first is not None
    folder = first.path.parent
    removed = first.path.with_name(first.path.name.replace("20260320", "20260101"))
    removed.write_bytes(b"x")
    part_of(manifest_path(removed)).write_bytes(b"x")
    begun = first.path.with_name(first.path.name.replace("20260320", "20260102"))
    part_of(begun).write_bytes(b"x")
    manifest_path(begun).write_bytes(first.manifest_path.read_bytes())
    strangers = [folder / "notes.json", folder / ".other-1.part", folder / "a-20250101.db"]
    for stranger in strangers:
        stranger.write_bytes(b"{}")
    scratch = programme.config.database_path.with_name(".a.db.scratch-old")
    scratch.mkdir()
    (scratch / "lock").touch()
    (scratch / "copy.db").touch()
    second = make_backup(programme).backup
    assert second is not None
    left = {one.path.name for one in (first, second)} | {one.manifest_path.name for one in (first, second)}
    assert set(os.listdir(folder)) == left | {".backup.lock"} | {one.name for one in strangers}
    assert not scratch.exists()


def test_only_overdue_backups_that_fit_their_manifest_are_removed(tmp_path: Path) -> None:
    """One that was altered, another database's, and files that are no backups stay; what stays is said."""
    clock = SetClock(NOW)
    config = deployed(tmp_path / "a", {"[[rounds]]": "[backup]\ndaily = 2\nweekly = 0\nmonthly = 0\n[[rounds]]"})
    other = deployed(tmp_path / "b", {"data/a.db": "data/b.db"})
    made = []
    with opened(config, clock) as programme, opened(other, clock) as elsewhere:
        fill(programme)
        fill(elsewhere)
        folder = programme.config.backup_folder
        foreign = make_backup(elsewhere, folder).backup
        assert foreign is not None
        for _ in range(4):
            backup = make_backup(programme).backup
            assert backup is not None
            made.append(backup)
            clock.now += timedelta(days=1)
            if len(made) == 2:
                altered = bytearray(made[0].path.read_bytes())
                altered[5000] ^= 1
                made[0].path.write_bytes(altered)
        last = make_backup(programme)
        assert [one.path for one in last.expired.removed] == [made[2].path]
        assert [one.code for one in last.expired.left] == ["backup.not_the_file"]
        assert made[0].path.exists() and made[0].manifest_path.exists()
        assert not made[1].path.exists() and not made[1].manifest_path.exists()
        assert foreign.path.exists()
        dry = make_backup(programme, dry_run=True)
        assert dry.expired.removed == ()


def test_what_was_there_before_a_restore_is_kept_to_the_longest_day(tmp_path: Path) -> None:
    """Backups of later days do not drive it out; the day after the longest one, it goes."""
    clock = SetClock(NOW)
    config = deployed(tmp_path / "a", {"[[rounds]]": "[backup]\ndaily = 1\nweekly = 0\nmonthly = 0\n[[rounds]]"})
    with opened(config, clock) as programme:
        fill(programme)
        made = make_backup(programme).backup
        assert made is not None
        done = restore(programme, made.path)
        assert done.kept is not None
        clock.now += timedelta(days=90)
        make_backup(programme)
        found = {one.path: one.manifest.occasion for one in backups(programme).backups}
        assert found[done.kept] is Occasion.RESTORE
        assert made.path not in found
        clock.now += timedelta(days=1)
        make_backup(programme)
        assert not done.kept.exists()


MOMENTS = st.lists(
    st.datetimes(datetime(2025, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC)), min_size=1, max_size=60
)
RULES = st.builds(
    Rotation,
    daily=st.integers(1, 9),
    weekly=st.integers(0, 6),
    monthly=st.integers(0, 14),
    longest_days=st.integers(1, 400),
)
VIENNA = ZoneInfo("Europe/Vienna")


@given(MOMENTS, RULES)
def test_the_rotation_keeps_the_newest_and_nothing_beyond_the_longest_day(made: list[datetime], rule: Rotation) -> None:
    """Every one of the newest day, one of each day, week and month as told, no others; asked again, it says the same."""
    now = max(made)
    found = kept(made, rule, now, VIENNA)
    assert max(made) in found
    assert found <= set(made)
    assert all(now - moment <= timedelta(days=rule.longest_days) for moment in found)
    assert kept(found, rule, now, VIENNA) == found
    days = {moment.astimezone(VIENNA).date() for moment in found}
    last = max(days)
    assert len([one for one in found if one.astimezone(VIENNA).date() != last]) <= (
        rule.daily - 1 + rule.weekly + rule.monthly
    )
    recent = sorted({moment.astimezone(VIENNA).date() for moment in made}, reverse=True)[: rule.daily]
    reach = {day for day in recent if any(_day(one) == day and now - one <= _longest(rule) for one in made)}
    assert {day for day in reach if day in days or _newest_is_too_old(made, day, now, rule)} == reach


def _day(moment: datetime) -> date:
    return moment.astimezone(VIENNA).date()


def _longest(rule: Rotation) -> timedelta:
    return timedelta(days=rule.longest_days)


def _newest_is_too_old(made: list[datetime], day: date, now: datetime, rule: Rotation) -> bool:
    return now - max(one for one in made if _day(one) == day) > _longest(rule)


@given(MOMENTS, RULES)
def test_rotating_after_every_backup_keeps_the_same_as_rotating_once(made: list[datetime], rule: Rotation) -> None:
    """Nothing is thrown away that a later day would have kept."""
    there: frozenset[datetime] = frozenset()
    for moment in sorted(set(made)):
        there = kept({*there, moment}, rule, moment, VIENNA)
    assert there == kept(made, rule, max(made), VIENNA)


def test_a_year_of_daily_backups_leaves_days_weeks_and_months() -> None:
    """With a year's room: seven days, four weeks, twelve months, and what is counted twice once."""
    made = [datetime(2025, 1, 1, 17, tzinfo=UTC) + timedelta(days=n) for n in range(365)]
    found = sorted(kept(made, Rotation(longest_days=400), made[-1], UTC), reverse=True)
    assert [one.date().isoformat() for one in found[:8]] == [
        "2025-12-31", "2025-12-30", "2025-12-29", "2025-12-28", "2025-12-27", "2025-12-26", "2025-12-25", "2025-12-21",
    ]  # fmt: skip
    assert len(found) == 7 + 2 + 11
    assert found[-1].date() == date(2025, 1, 31)


def test_a_computer_too_busy_to_open_a_seal_is_told_apart_from_a_wrong_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """age accepts only so much work as it measures that this computer does in time; trying again helps."""
    pytest.importorskip("pyrage")
    first, line, rest = SEALED.split(b"\n", 2)
    heavy = b"\n".join((first, line.rpartition(b" ")[0] + b" 50", rest))
    pauses: list[float] = []
    monkeypatch.setattr("time.sleep", pauses.append)
    with pytest.raises(Busy) as error:
        unseal(heavy, Key.of_code(CODE))
    assert told(error) == "sealing.too_busy"
    assert error.value.exit_code == 3
    assert len(pauses) > 3


def test_a_passphrase_that_is_made_up_is_another_each_time() -> None:
    """25 letters and digits that nobody confuses, in groups."""
    made = {str(made_up().secret) for _ in range(20)}
    assert len(made) == 20
    for one in made:
        assert [len(group) for group in one.split("-")] == [5] * 5
        assert not set(one) & set("01ilo")


def test_without_the_extra_a_sentence_names_the_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is half made."""
    config = keyed(tmp_path / "a", KEYED)
    with opened(config) as programme:
        fill(programme)
        monkeypatch.setitem(sys.modules, "pyrage", None)
        with pytest.raises(StoreError) as error:
            make_backup(programme)
        assert told(error) == "sealing.not_installed"
        assert "geleit[crypt]" in str(error.value)
        assert os.listdir(programme.config.backup_folder) == [".backup.lock"]


def test_who_may_not_back_up_is_refused(tmp_path: Path) -> None:
    """An assistant makes no backups; a coordinator does, and restores none."""
    roles = '[staff]\na = { role = "assistant" }\nb = { role = "coordinator" }\n[[rounds]]'
    config = deployed(tmp_path / "a", {"[[rounds]]": roles})
    with Programme.open(config, account="a") as programme, pytest.raises(NotAllowed):
        make_backup(programme)
    with Programme.open(config, account="b") as programme:
        made = make_backup(programme).backup
        assert made is not None
        with pytest.raises(NotAllowed):
            restore(programme, made.path)


def test_the_ledger_of_erasures_travels_with_the_backups(programme: Programme, tmp_path: Path) -> None:
    """Where the disk of the records is gone, it is taken from beside the backup."""
    ledger = ledger_path(programme.config.database_path)
    line = {"step": "begun", "person": "p2", "at": NOW.isoformat(), "counts": False, "kept": {}, "request": None}
    done = {"step": "done", "person": "p2", "at": NOW.isoformat()}
    made = make_backup(programme).backup
    assert made is not None
    ledger.write_text(f"{json.dumps(line)}\n{json.dumps(done)}\n", encoding="utf-8")
    assert make_backup(programme).backup is not None
    programme.close()
    bought = deployed(tmp_path / "b")
    with opened(bought) as elsewhere:
        assert restore(elsewhere, made.path).erased == 1
        assert elsewhere.store.get(Person, "p2") is None
        assert elsewhere.store.get(Person, "p1") is not None
        assert verify(elsewhere.store, made.manifest.witness).faults == ()


MOUNT = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
devfs on /dev (devfs, local, nobrowse)
//rana@server.example/share on /Volumes/share (smbfs, nodev, nosuid, mounted by rana)
server:/export on /Volumes/two words (nfs, nodev, nosuid, mounted by rana)
rana@host: on /Volumes/far (macfuse, nodev, nosuid, synchronous, mounted by rana)
/dev/disk5s1 on /Volumes/Stick (1) (msdos, local, nodev, nosuid, noowners)
map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/Users/rana", None),
        ("/Volumes/share/geleit", "smbfs"),
        ("/Volumes/two words", "nfs"),
        ("/Volumes/far/x", "macfuse"),
        ("/Volumes/Stick (1)/x", None),
        ("/Volumes/shared", None),
    ],
)
def test_network_drives_of_macos_are_told_from_its_mounts(folder: str, kind: str | None) -> None:
    """As `mount` prints them there."""
    assert type_of(Path(folder), darwin_mounts(MOUNT)) == kind
    assert ("/Volumes/Stick (1)", "msdos") in list(darwin_mounts(MOUNT))


def test_network_drives_of_linux_are_told_from_its_mounts() -> None:
    """The later of two mounts at one place covers the other; blanks are written in octal."""
    text = "/dev/sda1 / ext4 rw 0 0\n//s/x /mnt/my\\040share cifs rw 0 0\nnone /mnt/b nfs4 rw 0 0\n/dev/b /mnt/b xfs rw 0 0\n"
    assert type_of(Path("/mnt/my share/a"), linux_mounts(text)) == "cifs"
    assert type_of(Path("/mnt/b/a"), linux_mounts(text)) is None


@attrs.frozen
class Said:
    """What a command said."""

    code: int
    out: str
    err: str


def test_the_commands_tell_what_they_did(
    config: Path, programme: Programme, capsys: pytest.CaptureFixture[str]
) -> None:
    """Make, list, verify and restore, with JSON where it is asked for, in the reader's language."""
    programme.close()

    def run(*words: str) -> Said:
        code = main([*words, "--language", "en"])
        out, err = capsys.readouterr()
        return Said(code, out, err)

    assert run("backup", "list", str(config)).err.strip() == core_labels().text("cli.said.nothing", "en")
    made = run("backup", "make", str(config), "--json")
    assert made.code == 0
    name = json.loads(made.out)["file"]
    assert core_labels().text("cli.said.backup_plain", "en") in made.err
    assert json.loads(run("backup", "list", str(config), "--json").out)[0]["file"] == name
    assert name in run("backup", "list", str(config)).out
    assert json.loads(run("backup", "verify", str(config), "--json").out)["since"] == 1
    dry = run("restore", str(config), name, "--dry-run")
    assert (dry.code, "would be restored" in dry.err) == (0, True)
    done = run("restore", str(config), name, "--json")
    assert done.code == 0
    assert json.loads(done.out)["kept"]
    assert run("restore", str(config), "nothing.db").code == 2
    (config.parent / "backups" / name).unlink()
    assert run("backup", "list", str(config)).code == 1


@pytest.mark.usefixtures("quick")
def test_an_export_is_sealed_for_sending(config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The passphrase is made up and shown once; it opens the file, which says nothing without it."""
    pytest.importorskip("pyrage")
    with opened(config) as programme:
        fill(programme)
    assert main(["export", str(config), "people", "--seal", "--language", "en"]) == 2
    capsys.readouterr()
    assert main(["export", str(config), "people", "--seal", "--out", str(tmp_path / "x.csv"), "--language", "en"]) == 0
    said = capsys.readouterr().err
    words = said.partition("Passphrase: ")[2].split()[0]
    content = unseal((tmp_path / "x.csv.age").read_bytes(), Key(words))
    assert content == b"\xef\xbb\xbf"
    assert not (tmp_path / "x.csv").exists()
