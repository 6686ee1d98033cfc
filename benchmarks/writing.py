"""Several people saving at once: one, eight and fifty writers in each way of keeping the file, beside bare SQLite."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import attrs

from benchmarks.building import PEER
from benchmarks.crew import Crew, Shift
from benchmarks.measuring import Latency
from benchmarks.organisation import DATABASE
from geleit.store import Key
from geleit.store.driver import can_encrypt, driver
from geleit.store.keys import is_plain, salt_of

WRITERS = (1, 8, 50)


@attrs.frozen
class Setting:
    """A way of keeping the file: `cipher` with the SQLite of the extra `crypt`, else Python's own; `encrypted`."""

    name: str
    cipher: bool
    wal: bool
    encrypted: bool


WAL = Setting("WAL", cipher=True, wal=True, encrypted=False)
DELETE = Setting("rollback journal", cipher=False, wal=False, encrypted=False)
SEALED = Setting("WAL, encrypted", cipher=True, wal=True, encrypted=True)


@attrs.frozen
class Throughput:
    """What a crew did: units of work a second from the first beginning to the last end, their latency, and how many
    were refused because the database was busy."""

    setting: str
    product: bool
    writers: int
    readers: int
    operations: int
    pace: float
    latency: Latency
    busy: int


def settings() -> tuple[Setting, ...]:
    """The settings that can be measured here: all three with the extra `crypt`."""
    return (WAL, DELETE, SEALED) if can_encrypt() else (DELETE,)


def write_all(
    folder: Path, operations: int, seed: int, writers: Sequence[int], scanning: Sequence[int]
) -> Iterator[Throughput]:
    """Every crew in every setting, beside some readers that scan all sessions; product and peer take turns.

    Works on copies of the databases in the folder, which it removes.
    """
    for setting in settings():
        files = {product: _copied(folder, setting, product) for product in (True, False)}
        for readers in scanning:
            for count in writers:
                for product, (path, key) in files.items():
                    crew = Crew(
                        database=str(path),
                        product=product,
                        cipher=setting.cipher,
                        wal=setting.wal,
                        writers=count,
                        readers=readers,
                        operations=max(operations, count),
                        seed=seed,
                        key=key,
                    )
                    yield _summed(setting, crew, _work(crew))
        for path, _ in files.values():
            for trace in path.parent.glob(f"{path.name}*"):
                trace.unlink()


def _work(crew: Crew) -> list[Shift]:
    """The crew at work, in a process of its own."""
    asked = json.dumps(attrs.asdict(crew))
    output = subprocess.run(
        [sys.executable, "-m", "benchmarks.crew", asked], check=True, stdout=subprocess.PIPE, text=True
    ).stdout
    return [Shift(began, ended, tuple(seconds), busy) for began, ended, seconds, busy in json.loads(output)]


def _summed(setting: Setting, crew: Crew, shifts: list[Shift]) -> Throughput:
    seconds = [one for shift in shifts for one in shift.seconds]
    busy = sum(shift.busy for shift in shifts)
    span = max(shift.ended for shift in shifts) - min(shift.began for shift in shifts)
    done = len(seconds) - busy
    return Throughput(
        setting.name, crew.product, crew.writers, crew.readers, done, done / span, Latency.of(seconds), busy
    )


def _copied(folder: Path, setting: Setting, product: bool) -> tuple[Path, str | None]:
    """A copy of the product's or the peer's database in a setting's journal mode, and its key, if it is encrypted."""
    source = folder / (DATABASE if product else PEER)
    target = folder / f"writers-{source.name}"
    for trace in folder.glob(f"{target.name}*"):
        trace.unlink()
    key = Key.random() if setting.encrypted else None
    if key is None:
        shutil.copyfile(source, target)
    else:
        _seal(source, target, key)
    with closing(driver().connect(target, isolation_level=None)) as connection:
        if key is not None:
            connection.execute(f'PRAGMA key = "{key.literal(salt_of(target))}"')
        connection.execute(f"PRAGMA journal_mode = {'WAL' if setting.wal else 'DELETE'}")
    target.chmod(0o600)
    return target, None if key is None else key.code


def _seal(source: Path, target: Path, key: Key) -> None:
    """An encrypted copy of a plain database, with all that stands in its header."""
    assert is_plain(source)
    with closing(driver().connect(source, isolation_level=None)) as connection:
        literal = key.literal(salt_of(target))
        connection.execute(f'ATTACH DATABASE ? AS sealed KEY "{literal}"', [str(target)])
        connection.execute("SELECT sqlcipher_export('sealed')")
        for pragma in ("application_id", "user_version"):
            (value,) = connection.execute(f"PRAGMA {pragma}").fetchone()
            connection.execute(f"PRAGMA sealed.{pragma} = {value}")
        connection.execute("DETACH DATABASE sealed")
