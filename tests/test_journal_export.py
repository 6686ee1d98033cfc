"""The exported history can be checked by anybody who reads how, without this program."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from random import Random

from geleit.demo.running import run


def framed(*parts: bytes | str | int | None) -> bytes:
    """The documented form of values in a hash: the length before each, a dash for null."""
    made = b""
    for part in parts:
        if part is None:
            made += b"-;"
        else:
            raw = part if isinstance(part, bytes) else str(part).encode()
            made += str(len(raw)).encode() + b":" + raw + b";"
    return hashlib.sha256(made).digest()


def test_an_exported_history_is_checked_by_what_the_documentation_says(tmp_path: Path) -> None:
    """Digests and hashes of a whole round, computed from the page's description alone."""
    from geleit.cli import main

    run("austria_wko", tmp_path / "demo", 1, lambda _: None)
    file = tmp_path / "history.jsonl"
    assert main(["journal", "export", str(tmp_path / "demo" / "organisation.toml"), "--out", str(file)]) == 0
    previous = bytes(32)
    lines = file.read_text(encoding="utf-8").splitlines()
    assert len(lines) > 1000
    for line in lines:
        entry = json.loads(line)
        digest, kept = bytes.fromhex(entry["digest"]), bytes.fromhex(entry["hash"])
        assert framed(bytes.fromhex(entry["salt"]), entry["before"], entry["after"]) == digest
        said = [entry[name] for name in ("seq", "at", "actor", "reason", "op", "table", "key", "rev")]
        assert framed(previous, *said, digest) == kept
        previous = kept
    altered = json.loads(lines[Random(1).randrange(len(lines))])
    assert framed(bytes.fromhex(altered["salt"]), altered["before"], "{}") != bytes.fromhex(altered["digest"])
