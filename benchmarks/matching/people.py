"""Invented people for the rules of mentor-match's README, and what its rules say of a pair."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from random import Random
from typing import Any

ORGANISATIONS = tuple(f"organisation_{number:02}" for number in range(1, 26))
PROFESSIONS = tuple(f"profession_{number:02}" for number in range(1, 26))
GRADES = range(1, 9)
POINTS: Mapping[str, int] = {"organisation": 3, "grade": 3, "unmatched": 1}
"""The points of the README's rules: 3 where the organisations differ, 3 where the grades do, and a bonus for anybody
who has nobody yet, for which the README names no number."""
GRADES_APART = 2
"""A mentor's grade must be higher by more than this for its points."""


def invented(n: int, seed: int) -> dict[str, Any]:
    """n mentees and n mentors as mentor-match reads them from its CSV files, with the rules' numbers.

    Some organisations employ many of them and most only a few; mentors stand a grade higher on the whole.
    """
    dice = Random(seed)
    sizes = [1 / place for place in range(1, len(ORGANISATIONS) + 1)]

    def people(side: str) -> list[dict[str, Any]]:
        lift = 1 if side == "mentor" else 0
        return [
            {
                "first name": "A.",
                "last name": f"B{place}",
                "email": f"{side}{place}@example.org",
                "role": "none",
                "organisation": dice.choices(ORGANISATIONS, sizes)[0],
                "grade": min(GRADES[-1], dice.choice(GRADES) + lift),
                "profession": dice.choice(PROFESSIONS),
            }
            for place in range(n)
        ]

    return {
        "mentees": people("mentee"),
        "mentors": people("mentor"),
        "points": dict(POINTS),
        "grades_apart": GRADES_APART,
    }


def worth(asked: Mapping[str, Any], pairs: Iterable[Iterable[str]]) -> int:
    """What the rules give for pairs of addresses, worked out by neither of the measured programs.

    Raises ValueError where somebody is in two pairs.
    """
    people = {one["email"]: one for one in (*asked["mentees"], *asked["mentors"])}
    points = 0
    for pair in pairs:
        mentee, mentor = (people.pop(email, None) for email in pair)
        if mentee is None or mentor is None:
            raise ValueError(f"{pair}: in two pairs, or nobody of these people")
        points += POINTS["unmatched"]
        points += POINTS["organisation"] * (mentee["organisation"] != mentor["organisation"])
        points += POINTS["grade"] * (mentor["grade"] - mentee["grade"] > GRADES_APART)
    return points


def preferences(n: int, seed: int) -> dict[str, dict[str, list[str]]]:
    """n mentees and n mentors who rank everybody on the other side, strictly and at random."""
    dice = Random(seed)
    mentees, mentors = [f"e{place}" for place in range(n)], [f"o{place}" for place in range(n)]
    return {
        "mentees": {one: dice.sample(mentors, n) for one in mentees},
        "mentors": {one: dice.sample(mentees, n) for one in mentors},
    }
