"""The audit of the gate says what it knows: a vulnerability fails, and no answer is not taken for a good one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

AUDIT = Path(__file__).resolve().parent.parent / ".ci" / "audit"
NOBODY = "http://127.0.0.1:9/pypi"


def audited(folder: Path, said: object, code: int, service: str = NOBODY) -> subprocess.CompletedProcess[str]:
    """Run the audit with a pip-audit that says this and ends so."""
    (folder / "said").write_text(said if isinstance(said, str) else json.dumps(said), encoding="utf-8")
    stub = folder / "pip-audit"
    stub.write_text(f'#!/bin/sh\necho "$@" > "{folder}/asked"\ncat "{folder}/said"\nexit {code}\n', encoding="utf-8")
    stub.chmod(0o755)
    environ = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}
    command = [sys.executable, str(AUDIT), "--service", service]
    return subprocess.run(command, capture_output=True, check=False, text=True, env=environ)


def one(**more: Any) -> dict[str, Any]:
    """A report about one package."""
    return {"dependencies": [{"name": "thing", "version": "1.0", "vulns": []} | more]}


@pytest.fixture
def service() -> Iterator[str]:
    """An advisory service that answers about every package."""

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'{"vulnerabilities": []}')

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing on the terminal of the tests."""

    server = HTTPServer(("127.0.0.1", 0), Answering)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_known_vulnerability_fails_with_its_name_and_its_cure(tmp_path: Path) -> None:
    """Package, version, advisory and the corrected version are named."""
    done = audited(tmp_path, one(vulns=[{"id": "PYSEC-2026-1", "fix_versions": ["1.1"]}]), 1)
    assert done.returncode == 1
    assert "thing 1.0 has PYSEC-2026-1; corrected in 1.1" in done.stderr


def test_nothing_known_passes_and_says_how_many_were_asked_about(tmp_path: Path) -> None:
    """pip-audit is asked strictly, with hashes, about the locked versions."""
    done = audited(tmp_path, one(), 0)
    assert done.returncode == 0 and "no known vulnerability in 1 packages" in done.stdout
    asked = (tmp_path / "asked").read_text(encoding="utf-8")
    assert "--strict" in asked and "--require-hashes" in asked


def test_a_package_that_was_not_looked_up_fails(tmp_path: Path) -> None:
    """A skipped package is no clean one, even if pip-audit ends well."""
    done = audited(tmp_path, {"dependencies": [{"name": "thing", "skip_reason": "not found"}]}, 0)
    assert done.returncode == 1 and "thing was not looked up: not found" in done.stderr


def test_a_service_that_cannot_be_reached_is_said_and_goes_on(tmp_path: Path) -> None:
    """One sentence says that nothing was checked; it does not say that all is well."""
    done = audited(tmp_path, "", 1)
    assert done.returncode == 0
    assert NOBODY in done.stdout and "was NOT checked" in done.stdout and "no known" not in done.stdout


def test_an_audit_that_fails_while_the_service_answers_fails(tmp_path: Path, service: str) -> None:
    """What hinders pip-audit by itself is not excused by the network."""
    done = audited(tmp_path, "it broke", 1, service)
    assert done.returncode == 1 and "it broke" in done.stderr
