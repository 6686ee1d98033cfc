"""How the records are kept from strangers: encrypted, on a stated disk, or refused; and where the key is."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from geleit.cli import main
from geleit.config import load
from geleit.errors import Busy, StoreError
from geleit.fields import evolve
from geleit.model.office import Employer
from geleit.model.people import Person
from geleit.programme import Programme
from geleit.programme.safekeeping import keys
from geleit.store import Key, open_store, verify
from geleit.store.converting import convert
from geleit.store.driver import can_encrypt
from geleit.store.leftovers import new_path, old_path
from tests.organisations.tiny import REGION, configuration, laid_out

MARKER = "Unverwechselbar"

encrypting = pytest.mark.skipif(not can_encrypt(), reason="the extra crypt (sqlcipher3) is not installed")


@pytest.fixture
def configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """A configuration with some more lines in [database]; keys lie in the test's own folder."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))

    def made(*lines: str) -> Path:
        return laid_out(tmp_path, configuration(languages=["de"], kept=lines))

    return made


def keep(programme: Programme) -> None:
    """Somebody whose name and origin no stranger may read."""
    with programme.store.write("somebody") as tx:
        tx.add(Person(id="p", given_name=MARKER, family_name="Name", origin="SY"))


def readable(folder: Path) -> bool:
    """Whether the name stands in clear in any file."""
    return any(MARKER.encode() in file.read_bytes() for file in folder.rglob("*") if file.is_file())


def test_without_protection_special_fields_are_refused_with_the_remedy(configured: Callable[..., Path]) -> None:
    """A record without them is kept; nobody's origin lies about in an open file."""
    with Programme.open(configured()) as programme:
        with pytest.raises(StoreError) as refused:
            keep(programme)
        for language in ("de", "en"):
            assert 'protection = "disk"' in refused.value.in_language(language)
            assert "geleit protect" in refused.value.in_language(language)
        with programme.store.write() as tx:
            tx.add(Employer(id="e", name="Betrieb"))
            added = tx.add(Person(id="q", given_name="A", family_name="B"))
        with pytest.raises(StoreError, match="special"), programme.store.write() as tx:
            tx.update(evolve(added, origin="SY"))
        assert programme.store.one(Person, "q").origin is None


def test_a_stated_disk_is_noted_once_with_who_stated_it(configured: Callable[..., Path]) -> None:
    """The first account that opens the records under the statement; not every opening."""
    path = configured('protection = "disk"')
    for account in ("anna", "ben"):
        with Programme.open(path, account=account) as programme:
            programme.store.count(Person)
    with Programme.open(path) as programme:
        noted = programme.store.rows("SELECT actor, after FROM journal WHERE op = 'note' AND reason = 'protection'")
        assert [(actor, json.loads(after)) for actor, after in noted] == [("anna", {"before": None, "now": "disk"})]
        keep(programme)


def test_sample_is_for_the_demo_alone(configured: Callable[..., Path]) -> None:
    """Neither new records nor real ones may be called made-up."""
    path = configured('protection = "sample"')
    with Programme.open(path) as programme, pytest.raises(StoreError, match="geleit demo"):
        programme.store.count(Person)
    assert not (path.parent / "data").exists()
    with Programme.open(configured('protection = "disk"')) as programme:
        keep(programme)
    with (
        Programme.open(configured('protection = "sample"')) as programme,
        pytest.raises(StoreError, match="geleit demo"),
    ):
        programme.store.count(Person)


@encrypting
def test_an_encrypted_database_has_its_key_in_a_file_of_its_own(configured: Callable[..., Path]) -> None:
    """A key is made once, is for its owner alone, and stands neither in the configuration nor beside the records."""
    path = configured('protection = "sqlcipher"')
    assert main(["key", "new", str(path)]) == 0
    (key,) = (path.parent / "settings").rglob("*.key")
    assert key.stat().st_mode & 0o777 == 0o600 or sys.platform == "win32"
    with Programme.open(path) as programme:
        keep(programme)
    assert not readable(path.parent / "data")
    assert main(["key", "new", str(path)]) == 2
    key.chmod(0o644)
    if sys.platform != "win32":
        with Programme.open(path) as programme, pytest.raises(StoreError, match="Every account"):
            programme.store.count(Person)


@encrypting
def test_a_lost_key_comes_back_from_its_recovery_code(
    configured: Callable[..., Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The code is tried on the records first; another one is refused, and one that is no code too."""
    path = configured('protection = "sqlcipher"')
    assert main(["key", "new", str(path)]) == 0
    with Programme.open(path) as programme:
        keep(programme)
    capsys.readouterr()
    assert main(["key", "show", str(path)]) == 0
    code = capsys.readouterr().out.strip()
    shutil.rmtree(path.parent / "settings")
    with Programme.open(path) as programme, pytest.raises(StoreError, match="key restore"):
        programme.store.count(Person)
    for wrong, status in ((Key.random().code, 1), ("nonsense", 1), (code.upper().replace("-", " "), 0)):
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(isatty=lambda: False, readline=lambda wrong=wrong: wrong))
        assert main(["key", "restore", str(path)]) == status
    with Programme.open(path) as programme:
        assert programme.store.one(Person, "p").given_name == MARKER
        noted = programme.store.rows("SELECT 1 FROM journal WHERE reason = 'recovery_code'")
        assert len(noted) == 1


@encrypting
def test_a_passphrase_is_asked_for_twice_when_new_and_kept_nowhere(configured: Callable[..., Path]) -> None:
    """Too short a one is refused, a wrong one does not open, and where nobody can be asked that is said."""
    path = configured('protection = "sqlcipher"', 'key_source = "passphrase"')
    asked: list[bool] = []

    def answering(phrase: str) -> Callable[[bool], str]:
        def answer(new: bool) -> str:
            asked.append(new)
            return phrase

        return answer

    with Programme.open(path, passphrase=answering("kurz")) as programme, pytest.raises(StoreError, match="12"):
        programme.store.count(Person)
    with Programme.open(path, passphrase=answering("vier leise Lärchen im Wind")) as programme:
        keep(programme)
    wrong = answering("vier laute Lärchen im Wind")
    with Programme.open(path, passphrase=wrong) as programme, pytest.raises(StoreError, match="does not fit"):
        programme.store.count(Person)
    with Programme.open(path, passphrase=answering("vier leise Lärchen im Wind")) as programme:
        assert programme.store.count(Person) == 1
    assert asked == [True, True, False, False]
    with Programme.open(path) as programme, pytest.raises(StoreError, match="nobody here to ask"):
        programme.store.count(Person)
    assert not readable(path.parent)


class Keyring:
    """The operating system's keyring, as the library shows it."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, entry: str) -> str | None:
        return self.kept.get((service, entry))

    def set_password(self, service: str, entry: str, secret: str) -> None:
        self.kept[service, entry] = secret


@encrypting
def test_the_keyring_keeps_the_key_under_the_databases_own_name(
    configured: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And a keyring that does not answer is a sentence with what to do."""
    path = configured('protection = "sqlcipher"', 'key_source = "keyring"')
    ring = Keyring()
    monkeypatch.setitem(sys.modules, "keyring", ring)
    assert main(["key", "new", str(path)]) == 0
    with Programme.open(path) as programme:
        keep(programme)
    assert [entry for _, entry in ring.kept] == [str((path.parent / "data" / "tiny.db").resolve())]
    assert not readable(path.parent / "data")

    def locked(*_: str) -> str:
        raise RuntimeError("locked")

    monkeypatch.setattr(ring, "get_password", locked)
    with Programme.open(path) as programme, pytest.raises(StoreError, match=r"locked.*key_source"):
        programme.store.count(Person)


@encrypting
def test_switching_over_keeps_every_record_and_the_history_both_ways(
    configured: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """The records, the chain up to its last entry, and a note of who switched; no readable copy is left behind."""
    path = configured('protection = "disk"')
    with Programme.open(path, account="anna") as programme:
        keep(programme)
        before = verify(programme.store)
    assert readable(path.parent / "data")
    assert main(["protect", str(path), "--to", "sqlcipher", "--dry-run"]) == 0
    assert readable(path.parent / "data")
    assert main(["protect", str(path), "--to", "sqlcipher"]) == 0
    assert not readable(path.parent / "data")
    with Programme.open(path) as programme:
        assert programme.store.one(Person, "p").given_name == MARKER
        assert verify(programme.store, before.head).whole
        assert programme.store.rows("SELECT count(*) FROM journal WHERE reason = 'protection'") == [(2,)]
    assert main(["protect", str(path), "--to", "sqlcipher"]) == 2
    assert main(["protect", str(path), "--to", "disk"]) == 0
    with Programme.open(path) as programme:
        assert load(path).database.protection == "disk"
        assert verify(programme.store, before.head).whole
    assert readable(path.parent / "data")
    assert sorted(file.name for file in (path.parent / "data").iterdir()) == ["tiny.db", "tiny.db.lock"]


@encrypting
def test_nobody_elses_open_records_are_switched_under_them(configured: Callable[..., Path]) -> None:
    """Another program that has them open keeps them; exit code 3 says to try again."""
    path = configured('protection = "disk"')
    with Programme.open(path) as other:
        keep(other)
        if other.store.journal_mode == "wal":
            assert main(["protect", str(path), "--to", "sqlcipher"]) == Busy.exit_code
        other.store.count(Person)
    assert main(["protect", str(path), "--to", "sqlcipher"]) == 0


@encrypting
def test_day_one_is_encrypted_where_that_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`init` makes the key, says where it is and what to do with it; the next organisation gets another one."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    (tmp_path / "tiny.py").write_text(REGION, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "b").mkdir()
    shutil.copy("tiny.py", "b/tiny.py")
    for path in (Path("verein.toml"), Path("b/verein.toml")):
        assert main(["init", str(path), "--region", "./tiny.py", "--name", "Verein"]) == 0
        assert "key show" in capsys.readouterr().err
        with Programme.open(path) as programme:
            keep(programme)
    assert not readable(tmp_path)
    assert sorted(one.name for one in (tmp_path / "settings").rglob("*.key")) == ["verein-2.key", "verein.key"]


def test_an_encryption_that_is_not_installed_is_said_before_anything_is_written(
    configured: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sentence names the extra; no open file takes the place of a closed one."""
    path = configured('protection = "sqlcipher"')
    keys.keep_key(load(path), Key.random())
    monkeypatch.setattr("geleit.store.unlocking.can_encrypt", lambda: False)
    with Programme.open(path) as programme, pytest.raises(StoreError, match=r"geleit\[crypt\]"):
        programme.store.count(Person)
    assert not (path.parent / "data" / "tiny.db").exists() or not (path.parent / "data" / "tiny.db").stat().st_size


@encrypting
def test_a_refused_switch_leaves_alone_what_another_one_has_beside_the_records(
    configured: Callable[..., Path],
) -> None:
    """Two who switch at once: the one who comes too late takes nothing away from the other."""
    path = configured('protection = "disk"')
    with Programme.open(path) as other:
        keep(other)
        if other.store.journal_mode != "wal":
            pytest.skip("others who are idle cannot be noticed without WAL")
        late = open_store(other.store.path, clock=other.clock, actor="late")
        theirs = (new_path(late.path), old_path(late.path))
        for file in theirs:
            file.write_bytes(b"theirs")
        with pytest.raises(Busy):
            convert(late, Key.random())
        assert [file.read_bytes() for file in theirs] == [b"theirs", b"theirs"]
