"""The manifest of a backup: what it is, what it must be when it is read again, and of whom; nothing about people."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import attrs

from geleit.errors import GeleitError, StoreError
from geleit.labels import say
from geleit.store.journal.chain import Witness

FORMAT = 1
SUFFIX = ".json"
_FORMAT_KEY = "geleit_backup"
_MOST_BYTES = 1024 * 1024
_DIGEST = re.compile(r"[0-9a-f]{64}")


class Occasion(StrEnum):
    """Why a backup was made: by itself, or before another one was put in the records' place."""

    ROUTINE = "routine"
    RESTORE = "restore"


@attrs.frozen(kw_only=True)
class Manifest:
    """What is known of a backup without opening it.

    `size` in bytes and `sha256` are those of the file, sealed or not; `witness` is the last entry of its history;
    `database` is the hash of the history's first entry, which no other database has (None for a history without
    entries); `counts` maps tables to numbers of rows; `schema` is the version of the tables.
    """

    file: str
    size: int
    sha256: str
    sealed: bool
    made_at: datetime
    witness: Witness
    database: str | None
    counts: Mapping[str, int]
    schema: int
    geleit: str
    region: str
    region_version: str
    organisation: str
    occasion: Occasion = Occasion.ROUTINE

    def text(self) -> str:
        """The manifest as JSON."""
        found = attrs.asdict(self, recurse=False) | {
            "made_at": self.made_at.astimezone(UTC).isoformat(timespec="seconds"),
            "witness": str(self.witness),
            "counts": dict(self.counts),
        }
        return json.dumps({_FORMAT_KEY: FORMAT, **found}, ensure_ascii=False, indent=2) + "\n"


def read_manifest(path: Path) -> Manifest | None:
    """The manifest of a file; None for JSON of another kind.

    Raises StoreError for a manifest that lacks something, or that a newer version has written; OSError.
    """
    if path.stat().st_size > _MOST_BYTES:
        return None
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or _FORMAT_KEY not in found:
        return None
    version = found.pop(_FORMAT_KEY)
    if isinstance(version, int) and version > FORMAT:
        raise StoreError(say("backup.newer_manifest", file=path.name))
    try:
        return _made(found)
    except (KeyError, TypeError, ValueError, GeleitError) as error:
        raise StoreError(say("backup.bad_manifest", file=path.name)) from error


def digest_of(content: bytes) -> str:
    """SHA-256 in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def _made(found: dict[str, Any]) -> Manifest:
    counts = {str(table): _whole(count) for table, count in dict(found["counts"]).items()}
    made_at = datetime.fromisoformat(_text(found["made_at"]))
    if made_at.tzinfo is None:
        raise ValueError("a moment without a zone")
    name = _text(found["file"])
    if name != Path(name).name or "\\" in name:
        raise ValueError("not a name of a file")
    return Manifest(
        file=name,
        size=_whole(found["size"]),
        sha256=_hash(found["sha256"]),
        sealed=found["sealed"] is True,
        made_at=made_at,
        witness=Witness.read(_text(found["witness"])),
        database=None if found["database"] is None else _hash(found["database"]),
        counts=counts,
        schema=_whole(found["schema"]),
        occasion=Occasion(_text(found["occasion"])),
        **{name: _text(found[name]) for name in ("geleit", "region", "region_version", "organisation")},
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError(value)
    return value


def _hash(value: Any) -> str:
    if not _DIGEST.fullmatch(_text(value)):
        raise ValueError(value)
    return _text(value)
