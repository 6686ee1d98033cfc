"""Where scenarios are begun: one process that has imported what they need, has opened no database, and forks each.

`python -m tests.faults.nursery` reads a line for each scenario, a list of its module and the program's arguments as
JSON, and answers with a line once it has ended: exit code, what it printed, and what it said about errors.
"""

from __future__ import annotations

import json
import os
import runpy
import signal
import sys
import tempfile
import traceback
from importlib import import_module
from pathlib import Path
from typing import IO

from geleit.labels import core_labels, number

NEEDED = (
    "geleit.demo",
    "geleit.files.csv_in",
    "geleit.matching.scoring.trial",
    "geleit.programme",
    "geleit.programme.privacy.erasure",
    "geleit.programme.safekeeping.backups",
    "geleit.programme.safekeeping.restoring",
    "geleit.programme.proposals.drafting",
    "geleit.programme.proposals.publishing",
    "geleit.store.backups.making",
    "geleit.store.erasure.ledger",
    "numpy",
    "tests.organisations.office",
)
"""Modules that most scenarios use, where each would spend more time on them than on what it is about."""

HANGING = 3600
"""Seconds after which a scenario is taken for hanging; nothing else depends on it."""


def main() -> None:
    """Serve until nobody asks any more."""
    for module in NEEDED:
        import_module(module)
    assert core_labels().codes()
    for language in ("de", "en"):
        number(1, language)
    for line in sys.stdin:
        print(json.dumps(_ended(*json.loads(line))), flush=True)


def _ended(scenario: str, arguments: list[str]) -> tuple[int, str, str]:
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        pid = os.fork()
        if pid == 0:
            _run(scenario, arguments, out, err)
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        return code, _read(out), _read(err)


def _read(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode("utf-8", "replace")


def _run(scenario: str, arguments: list[str], out: IO[bytes], err: IO[bytes]) -> None:
    """Be the program that the scenario is, in its own process group; never returns."""
    code = 1
    try:
        for descriptor, path in ((0, os.open(os.devnull, os.O_RDONLY)), (1, out.fileno()), (2, err.fileno())):
            os.dup2(path, descriptor)
        signal.alarm(HANGING)
        sys.argv = [str(Path(__file__).with_name(f"{scenario}.py")), *arguments]
        runpy.run_module(f"tests.faults.{scenario}", run_name="__main__")
        code = 0
    finally:
        if code:
            traceback.print_exc()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    main()
