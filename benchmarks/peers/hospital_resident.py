"""`matching`'s hospital-resident game: mentees propose, strict preferences, one place each.

`python -m benchmarks.peers.hospital_resident PREFERENCES.json`, in an environment with `matching`.
"""

from __future__ import annotations

import json
import sys
import threading
from pathlib import Path

from benchmarks.peers.reporting import measure, report

_DEPTH = 10**6
_STACK = 512 * 1024**2


def main(path: Path) -> None:
    """Solve a file's game and say how long it took and who has whom."""
    from matching.games import HospitalResident  # type: ignore[import-not-found]  # in an environment of its own

    asked = json.loads(path.read_text())

    def run(_: None) -> list[tuple[str, str]]:
        places = dict.fromkeys(asked["mentors"], 1)
        game = HospitalResident.create_from_dictionaries(asked["mentees"], asked["mentors"], places)
        solved = game.solve()
        return [(mentee.name, mentor.name) for mentor, mentees in solved.items() for mentee in mentees]

    taken, made = measure(lambda: None, run, seconds=0)
    report(**taken, pairs=len(made), made=sorted(made))


if __name__ == "__main__":
    # The game copies its players deeply: under the limits a process starts with it fails from about 200 people on.
    sys.setrecursionlimit(_DEPTH)
    threading.stack_size(_STACK)
    work = threading.Thread(target=main, args=(Path(sys.argv[1]),))
    work.start()
    work.join()
