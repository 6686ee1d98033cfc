"""When somebody was last here, so that home can say what is new since then.

A file in the account's own state folder keeps, for each configuration and account, two days and nothing about people.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import platformdirs

_FILE = "visits.json"
_MOST = 200


def visit(config: Path, account: str, today: date, folder: Path | None = None) -> date | None:
    """Note that somebody is here today; returns the last day before today on which they were, None the first time.

    The whole of a day is one visit. A file that cannot be read or written is no error: then everything is new.
    """
    folder = folder or platformdirs.user_state_path("geleit")
    known = _read(folder / _FILE)
    key = sha256(f"{config.resolve()}\n{account}".encode()).hexdigest()[:32]
    before, last = (_day(known.get(key), name) for name in ("before", "last"))
    if last is not None and last < today:
        before = last
    if last != today:
        kept = {"last": today.isoformat(), "before": None if before is None else before.isoformat()}
        others = [(name, each) for name, each in known.items() if name != key][-_MOST:]
        _write(folder / _FILE, {**dict(others), key: kept})
    return before if before is None or before < today else None


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _day(entry: object, name: str) -> date | None:
    try:
        return date.fromisoformat(entry[name]) if isinstance(entry, dict) else None
    except (KeyError, TypeError, ValueError):
        return None


def _write(path: Path, known: dict[str, Any]) -> None:
    # Another window of the same account may write at the same moment: whoever replaces the file last is kept.
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f"{_FILE}.{os.getpid()}")
        beside.write_text(json.dumps(known, indent=1), encoding="utf-8")
        beside.replace(path)
