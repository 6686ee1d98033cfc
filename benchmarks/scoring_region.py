"""A region with eight criteria worth 23 points, written as any region's author would, and people to score by it."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import Any

import numpy as np

from geleit.fields import participant
from geleit.matching.columns.people import Candidate
from geleit.model.people import Person
from geleit.model.rounds import Round
from geleit.questions.hooks import hookimpl
from geleit.questions.matching import Criterion, MatchingPolicy, Scorer
from geleit.standard import fields as standard
from geleit.standard.scorers import closeness, overlap, prefers, similarity
from geleit.vocabulary.answer import Slot
from geleit.vocabulary.cefr import Cefr
from geleit.vocabulary.spoken import Spoken

KINDS = 25
Organisation = StrEnum("Organisation", {f"O{at}": f"organisation_{at}" for at in range(KINDS)})  # type: ignore[misc]
Profession = StrEnum("Profession", {f"P{at}": f"profession_{at}" for at in range(KINDS)})  # type: ignore[misc]
Interest = StrEnum("Interest", {f"I{at}": f"interest_{at}" for at in range(40)})  # type: ignore[misc]
Manner = StrEnum("Manner", {name: name.lower() for name in ("CALLS", "MEETINGS", "BOTH")})  # type: ignore[misc]
LANGUAGES = ("ar", "de", "en", "es", "fa", "fr", "ku", "prs", "ru", "so", "tr", "uk")
WEIGHTS = {
    "organisation": 2.0,
    "profession": 5.0,
    "grade": 2.0,
    "languages": 3.0,
    "interests": 4.0,
    "availability": 3.0,
    "near": 3.0,
    "wishes": 1.0,
}
GRADES, INTERESTS, SLOTS, KILOMETRES = 8, 4, 3, 25
"""At which distance of grades nothing is left, how many shared interests and hours are enough, and the distance in
kilometres that leaves a pair 1/e."""


@participant
class Mentee(standard.Mentee):
    """A mentee; x and y in kilometres."""

    organisation: Organisation | None = None
    profession: Profession | None = None
    grade: int | None = None
    interests: tuple[Interest, ...] | None = None
    x: float | None = None
    y: float | None = None
    manner: Manner | None = None
    wishes: tuple[Manner, ...] | None = None


@participant
class Mentor(standard.Mentor):
    """A mentor; x and y in kilometres."""

    organisation: Organisation | None = None
    profession: Profession | None = None
    grade: int | None = None
    interests: tuple[Interest, ...] | None = None
    x: float | None = None
    y: float | None = None
    manner: Manner | None = None
    wishes: tuple[Manner, ...] | None = None


def other_organisation(mentee: Any, mentor: Any) -> Any:
    """1 where the two work in different organisations."""
    known = mentee.organisation_known & mentor.organisation_known
    return np.where(known, mentee.organisation != mentor.organisation, np.nan)


def near(mentee: Any, mentor: Any) -> Any:
    """exp(-distance / 25 km); single precision is more than a hundredth of the unit in which scores are counted."""
    east = mentee.x.astype(np.float32) - mentor.x.astype(np.float32)
    north = mentee.y.astype(np.float32) - mentor.y.astype(np.float32)
    return np.exp(np.sqrt(east * east + north * north) * np.float32(-1 / KILOMETRES))


def both_wishes(mentee: Any, mentor: Any) -> Any:
    """The mean of both sides' wishes about the other's manner; without a wish 1."""
    mine, theirs = (
        prefers("wishes", "manner")(mentee, mentor),
        prefers("wishes", "manner", of_mentor=True)(mentee, mentor),
    )
    return (np.nan_to_num(mine, nan=1.0) + np.nan_to_num(theirs, nan=1.0)) / 2


@lru_cache(1)
def professions() -> Any:
    """How close each two professions are: (25, 25), from 0 to 1, in quarters."""
    close = np.random.default_rng(25).integers(0, 5, (KINDS, KINDS)) / 4
    np.fill_diagonal(close, 1)
    return close


class Region:
    """The plugin."""

    def __init__(self) -> None:
        every = list(Profession)
        self._table = {
            (every[one], every[other]): float(value) for (one, other), value in np.ndenumerate(professions())
        }

    @hookimpl
    def geleit_matching(self, round_: Round[Any]) -> MatchingPolicy:
        """Eight criteria, no veto."""
        scorers: dict[str, Scorer] = {
            "organisation": other_organisation,
            "profession": similarity("profession", table=self._table),
            "grade": closeness("grade", within=GRADES),
            "languages": overlap("languages"),
            "interests": overlap("interests", enough=INTERESTS),
            "availability": overlap("availability", enough=SLOTS),
            "near": near,
            "wishes": both_wishes,
        }
        return MatchingPolicy(criteria=[Criterion(code, scorer, WEIGHTS[code]) for code, scorer in scorers.items()])


@lru_cache(8)
def invented(n: int, seed: int) -> tuple[list[Candidate], list[Candidate]]:
    """n mentees and n mentors who answered everything, drawn independently."""
    dice = np.random.default_rng(seed)
    sides = []
    for letter, cls in (("e", Mentee), ("o", Mentor)):
        several = {name: _some(dice, n, kinds, share) for name, kinds, share in _SEVERAL}
        one = {
            name: [members[at] for at in dice.integers(0, len(members), n)]
            for name, members in (
                ("organisation", list(Organisation)),
                ("profession", list(Profession)),
                ("grade", range(1, 10)),
                ("manner", list(Manner)),
            )
        }
        places = {axis: (dice.random(n) * 100).tolist() for axis in "xy"}
        sides.append(
            [
                Candidate(
                    id=f"{letter}{row}",
                    person=Person(id=f"{letter}{row}"),
                    participant=cls(**{name: values[row] for name, values in (several | one | places).items()}),
                )
                for row in range(n)
            ]
        )
    return sides[0], sides[1]


_SEVERAL: tuple[tuple[str, list[Any], float], ...] = (
    ("languages", [Spoken(code, Cefr.B1) for code in LANGUAGES], 0.2),
    ("interests", list(Interest), 0.15),
    ("availability", list(Slot), 0.3),
    ("wishes", list(Manner), 0.3),
)


def _some(dice: np.random.Generator, size: int, members: list[Any], share: float) -> list[tuple[Any, ...]]:
    return [tuple(members[at] for at in np.flatnonzero(row)) for row in dice.random((size, len(members))) < share]
