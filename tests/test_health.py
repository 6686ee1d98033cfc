"""`geleit check` as the doctor: what is in order, what wants attention, what is wrong, and what to do about it."""

from __future__ import annotations

import json
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from geleit.cli import main
from geleit.labels import core_labels
from geleit.model.office import RequestKind
from geleit.model.people import Person
from geleit.programme import Programme
from geleit.programme.privacy import requests
from geleit.programme.safekeeping import backups, restoring
from geleit.programme.safekeeping.health import health
from geleit.store import health as store_health
from geleit.store.health import Finding, Status
from tests.organisations.clocks import SetClock
from tests.organisations.tiny import configuration, laid_out

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOON)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return laid_out(tmp_path, configuration(languages=["de"]))


@pytest.fixture
def programme(config: Path, clock: SetClock) -> Iterator[Programme]:
    with Programme.open(config, clock=clock) as opened:
        with opened.store.write("task") as tx:
            tx.add(Person(id="p", given_name="Rana", family_name="Name"))
        yield opened


def found(programme: Programme, code: str) -> list[Finding]:
    """The lines about one thing; each can be said in both languages, and every one but a good one has a remedy or is
    one."""
    lines = health(programme)
    for line in lines:
        for language in ("de", "en"):
            assert core_labels().text(line.sentence, language)
            assert line.remedy is None or core_labels().text(line.remedy, language)
        assert line.status is not Status.OK or line.remedy is None
    return [line for line in lines if line.code == code]


def statuses(programme: Programme, code: str) -> list[Status]:
    return [line.status for line in found(programme, code)]


def test_what_is_in_order_is_said_too(programme: Programme) -> None:
    """Rights, drive, disk, SQLite, tables, pages, history, requests and drift of a programme that was just begun."""
    assert {line.code for line in health(programme) if line.status is Status.OK} >= (
        {"protection_disk", "drive", "disk", "schema", "pages", "stated", "chain", "requests", "drift"}
        | (set() if sys.platform == "win32" else {"rights"})
    )
    assert not [line for line in health(programme) if line.status is Status.FAIL]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps the rights of files elsewhere")
def test_a_file_that_others_may_read_is_wrong(programme: Programme) -> None:
    """Named with its mode, and with the command that puts it right."""
    programme.config.database_path.chmod(0o644)
    (line,) = found(programme, "rights")
    assert line.status is Status.FAIL
    assert line.remedy is not None and "chmod go-rwx" in core_labels().text(line.remedy, "en")


def test_a_disk_that_fills_up_is_told_in_two_steps(programme: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    """Little room is worth attention, no room for a copy of the database is wrong."""
    size = programme.config.database_path.stat().st_size
    for free, status in ((size, Status.FAIL), (size * 4, Status.WARN), (10**12, Status.OK)):
        monkeypatch.setattr(shutil, "disk_usage", lambda _, free=free: SimpleNamespace(free=free))
        assert statuses(programme, "disk") == [status]


def test_a_network_drive_and_a_dangerous_journal_mode_are_wrong(
    programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both can damage a database with several who write."""
    monkeypatch.setattr(store_health, "network_type", lambda _: "cifs")
    assert statuses(programme, "drive") == [Status.FAIL]
    monkeypatch.setattr(store_health, "wal_is_safe", lambda _: False)
    if programme.store.journal_mode == "wal":
        assert statuses(programme, "sqlite") == [Status.FAIL]


def test_what_somebody_did_past_the_program_is_wrong(programme: Programme, config: Path, clock: SetClock) -> None:
    """An index that is gone, an entry of the history that was rewritten."""
    path = programme.config.database_path
    programme.close()
    foreign = sqlite3.connect(path)
    foreign.execute("DROP INDEX people_by_sort_key")
    (guard,) = foreign.execute("SELECT sql FROM sqlite_master WHERE name = 'journal_is_never_changed'").fetchone()
    foreign.execute("DROP TRIGGER journal_is_never_changed")
    foreign.execute("UPDATE journal_chain SET actor = 'nobody' WHERE seq = 1")
    foreign.execute(guard)
    foreign.commit()
    foreign.close()
    with Programme.open(config, clock=clock) as again:
        assert statuses(again, "schema") == [Status.FAIL]
        assert Status.FAIL in statuses(again, "chain")


def test_a_backup_grows_old(programme: Programme, clock: SetClock) -> None:
    """None, a fresh one, one of a week, one of three weeks."""
    assert statuses(programme, "backup") == [Status.WARN]
    backups.make_backup(programme)
    for days, status in ((0, Status.OK), (7, Status.WARN), (21, Status.FAIL)):
        clock.now = NOON + timedelta(days=days)
        assert statuses(programme, "backup") == [status]


def test_the_history_is_held_against_the_newest_backup(programme: Programme, config: Path, clock: SetClock) -> None:
    """Entries cut off at the end show only there."""
    with programme.store.write("task") as tx:
        tx.add(Person(id="q", given_name="Ben", family_name="Name"))
    backups.make_backup(programme)
    path = programme.config.database_path
    programme.close()
    foreign = sqlite3.connect(path)
    kept = foreign.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in kept:
        foreign.execute(f"DROP TRIGGER {name}")
    foreign.execute("DELETE FROM journal_chain WHERE seq >= 3")
    foreign.execute("DELETE FROM journal_payloads WHERE seq >= 3")
    foreign.execute("DELETE FROM people WHERE id = 'q'")
    for _, sql in kept:
        foreign.execute(sql)
    foreign.commit()
    foreign.close()
    with Programme.open(config, clock=clock) as again:
        (line,) = found(again, "chain")
        assert line.status is Status.FAIL
        assert "its end is missing" in core_labels().text(line.sentence, "en")


def test_after_a_restore_the_history_is_held_against_what_was_restored(programme: Programme, clock: SetClock) -> None:
    """Backups of the history that was left bear no witness against it; the next backup does again."""
    first = backups.make_backup(programme).backup
    for day, name in ((3, "q"), (4, "r")):
        clock.now = NOON.replace(day=day)
        with programme.store.write("task") as tx:
            tx.add(Person(id=name, given_name="Ben", family_name="Name"))
        backups.make_backup(programme)
    clock.now = NOON.replace(day=5)
    assert first is not None
    restoring.restore(programme, first.path)
    assert programme.store.count(Person) == 1
    assert statuses(programme, "chain") == [Status.OK]
    clock.now = NOON.replace(day=6)
    backups.make_backup(programme)
    assert statuses(programme, "chain") == [Status.OK]


def test_requests_are_warned_of_before_their_month_is_over(programme: Programme, clock: SetClock) -> None:
    """A week before, and from the day after on as wrong."""
    requests.add_request(programme, "p", RequestKind.ACCESS, received_on=date(2026, 3, 2))
    for day, status in ((2, Status.OK), (28, Status.WARN)):
        clock.now = NOON.replace(day=day)
        assert statuses(programme, "requests") == [status]
    clock.now = datetime(2026, 4, 3, 12, tzinfo=UTC)
    assert statuses(programme, "requests") == [Status.FAIL]


def test_copies_of_older_versions_are_named(programme: Programme) -> None:
    """They hold what an erasure takes away."""
    path = programme.config.database_path
    path.with_name(f"{path.name}.before-0004").write_bytes(b"")
    assert statuses(programme, "formers") == [Status.WARN]


def test_records_that_do_not_open_are_a_line_and_not_an_end(config: Path, programme: Programme) -> None:
    """Everything that can be looked at without them is still looked at; the exit code is 1."""
    programme.close()
    path = programme.config.database_path
    path.write_bytes(b"no database at all, but long enough to be looked at" * 30)
    for trace in ("-wal", "-shm"):
        path.with_name(path.name + trace).unlink(missing_ok=True)
    with Programme.open(config) as again:
        assert statuses(again, "records") == [Status.FAIL]
        assert statuses(again, "disk") == [Status.OK]
    assert main(["check", str(config)]) == 1


def test_the_command_prints_each_line_with_its_remedy(
    config: Path, programme: Programme, capsys: pytest.CaptureFixture[str]
) -> None:
    """As text in both languages, and as JSON for whoever watches many organisations."""
    programme.close()
    for language, word in (("de", "Achtung"), ("en", "warn")):
        assert main(["check", str(config), "--language", language]) == 0
        shown = capsys.readouterr().out
        assert f"{word}  " in shown and "→ geleit backup make" in shown
    assert main(["check", str(config), "--json"]) == 0
    lines = json.loads(capsys.readouterr().out)["health"]
    assert {line["status"] for line in lines} == {"ok", "warn"}
    assert all(set(line) == {"code", "status", "message", "remedy"} for line in lines)
