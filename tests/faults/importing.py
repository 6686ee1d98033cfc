"""One import in a process of its own, to be killed: `importing.py CONFIG LIST`."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from geleit.model.people import Role
from geleit.programme import Programme, applications


def main(config: str, path: str) -> None:
    """Take the list in and say how many people were accepted."""
    with Programme.open(config, clock=lambda: datetime(2026, 3, 20, 9, tzinfo=UTC)) as programme:
        done = applications.import_people(programme, programme.round(), Role.MENTEE, Path(path))
    print(done.accepted, done.unchanged, len(done.problems), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
