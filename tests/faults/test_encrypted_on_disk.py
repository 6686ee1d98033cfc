"""P6: with encryption on, nothing that was written can be read on the disk, and no bit of it changes unnoticed."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from geleit.errors import StoreError
from geleit.model.people import Person
from geleit.store import Key, open_store
from tests.faults.running import needs_crypt, needs_posix, run

KINDS = 13
needs_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="open files are listed by Linux only")


@pytest.mark.parametrize("setting", ["encrypted", "encrypted_delete"], ids=["WAL", "DELETE"])
@needs_crypt
@needs_linux
def test_no_trace_of_what_was_written_can_be_read(setting: str, tmp_path: Path) -> None:
    """Neither in the database nor in its logs, whose writer is killed in the middle, nor in the copy of an older
    version, nor in temporary files."""
    done = run("traces_on_disk", setting, tmp_path)
    assert done["log"] > 50_000
    assert (done["killed"], done["closed"]) == ({}, {})
    assert done["former"] == {"copies": 1, "read": {}}
    assert done["sort"]["rows"] == 100_000
    assert (done["sort"]["temporary files"], done["sort"]["read in them"]) == (0, [])


@needs_linux
def test_without_encryption_every_trace_can_be_read(tmp_path: Path) -> None:
    """So that the test above is seen to look in the right places, temporary files included."""
    done = run("traces_on_disk", "delete", tmp_path)
    assert len(done["killed"]) == len(done["closed"]) == KINDS
    assert done["former"]["copies"] == 1
    assert "a.db.before-0004" in done["former"]["read"]["a heading"]
    assert done["sort"]["temporary files"] > 0
    assert done["sort"]["read in them"] == ["a name"]


@needs_crypt
def test_only_the_key_itself_opens_the_file(tmp_path: Path) -> None:
    """A key that differs in one bit, another one, a passphrase, none: refused, and the file stays as it is."""
    path, key = tmp_path / "a.db", Key(bytes(range(32)))
    more = {"clock": lambda: datetime(2026, 3, 2, tzinfo=UTC), "actor": "account1"}
    with open_store(path, key=key, create=True, **more) as store, store.write() as tx:  # type: ignore[arg-type]
        tx.add(Person(id="p"))
    before = path.read_bytes()
    others = [Key(bytes([byte ^ (n == bit) for n, byte in enumerate(range(32))])) for bit in range(0, 32, 8)]
    for other in [*others, Key(bytes(32)), Key("range(32)"), Key(""), None]:
        with pytest.raises(StoreError):
            open_store(path, key=other, **more)  # type: ignore[arg-type]
        assert path.read_bytes() == before
    with open_store(path, key=key, **more) as store:  # type: ignore[arg-type]
        assert store.one(Person, "p")


@pytest.mark.parametrize("flips", [20, pytest.param(300, marks=pytest.mark.soak)])
@needs_crypt
@needs_posix
def test_no_bit_of_an_encrypted_file_changes_unnoticed(flips: int, tmp_path: Path) -> None:
    """Every page has its seal: opening or checking the pages finds each of them, without any help of the history."""
    done = run("flipped_bits", "encrypted", tmp_path, flips=flips, seed=9)
    print(f"encrypted: {done}")
    assert set(done) <= {"opening", "pages"}
    assert sum(done.values()) == flips


@pytest.mark.parametrize("flips", [20, pytest.param(300, marks=pytest.mark.soak)])
@needs_posix
def test_a_bit_of_a_plain_file_may_change_unnoticed_by_its_pages(flips: int, tmp_path: Path) -> None:
    """What cannot be promised: without encryption, opening and checking the pages overlook most of them. The history
    finds those in the records and in itself; what is left lies in indexes' and pages' unused room."""
    done = run("flipped_bits", "delete", tmp_path, flips=flips, seed=9)
    print(f"plain: {done}")
    assert sum(done.values()) == flips
    assert done.get("history", 0) + done.get("nothing", 0) > 0
