"""mentor-match on the rules of its own README: three criteria, one round.

`python -m benchmarks.peers.mentor_match PEOPLE.json`, in an environment with mentor-match.
"""

from __future__ import annotations

import json
import operator
import sys
from pathlib import Path
from typing import Any

from benchmarks.peers.reporting import measure, report


def main(path: Path) -> None:
    """Match the people of a file and say how long it took and what the pairs are worth."""
    from matching import process  # type: ignore[import-not-found]  # stands in an environment of its own
    from matching.mentee import Mentee  # type: ignore[import-not-found]
    from matching.mentor import Mentor  # type: ignore[import-not-found]
    from matching.rules.rule import Generic, Grade, UnmatchedBonus  # type: ignore[import-not-found]

    asked = json.loads(path.read_text())
    points = asked["points"]

    def rules() -> list[Any]:
        return [
            Generic(
                {True: points["organisation"], False: 0},
                lambda match: match.mentee.organisation != match.mentor.organisation,
            ),
            Grade(asked["grades_apart"], operator.gt, {True: points["grade"], False: 0}),
            UnmatchedBonus(points["unmatched"]),
        ]

    def people(most: int | None = None) -> tuple[list[Any], list[Any]]:
        mentors = [Mentor(**one) for one in asked["mentors"][:most]]
        return mentors, [Mentee(**one) for one in asked["mentees"][:most]]

    def run(sides: tuple[list[Any], list[Any]]) -> list[tuple[str, str]]:
        _, mentees = process.process_data(*sides, [rules()])
        return [(mentee.email, mentor.email) for mentee in mentees for mentor in mentee.mentors]

    run(people(20))
    taken, pairs = measure(people, run, seconds=0)
    report(**taken, pairs=len(pairs), made=sorted(pairs))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
