"""The rules of mentor-match's README as a policy's criteria, and one whole run of them by the product."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from benchmarks.matching.people import GRADES_APART, ORGANISATIONS, POINTS, PROFESSIONS
from geleit.fields import participant
from geleit.matching import Assignment, Candidate, Scores, Sides, assign, build, score
from geleit.model.people import Participant, Person
from geleit.questions.matching import Criterion, MatchingPolicy

Organisation = StrEnum("Organisation", list(ORGANISATIONS))  # type: ignore[misc]  # the members are made up
Profession = StrEnum("Profession", list(PROFESSIONS))  # type: ignore[misc]  # the same
People = tuple[list[Candidate], list[Candidate]]


@participant
class Mentee(Participant):
    """What mentor-match keeps of a mentee."""

    organisation: Organisation | None = None
    grade: int | None = None
    profession: Profession | None = None
    role: str | None = None


@participant
class Mentor(Participant):
    """What mentor-match keeps of a mentor."""

    organisation: Organisation | None = None
    grade: int | None = None
    profession: Profession | None = None
    role: str | None = None


def other_organisation(mentee: Any, mentor: Any) -> Any:
    """Whether they work for different organisations."""
    return mentee.organisation != mentor.organisation


def higher_grade(mentee: Any, mentor: Any) -> Any:
    """Whether the mentor stands higher by more grades than the rule says."""
    return mentor.grade - mentee.grade > GRADES_APART


def nobody_yet(mentee: Any, mentor: Any) -> Any:
    """Whether one of both has nobody yet; mentees who have somebody are not in the pool."""
    return (mentor.load == 0) | (mentee.each_index >= 0)


POLICY = MatchingPolicy(
    criteria=[
        Criterion("organisation", other_organisation, POINTS["organisation"]),
        Criterion("grade", higher_grade, POINTS["grade"]),
        Criterion("unmatched", nobody_yet, POINTS["unmatched"]),
    ]
)


def people(asked: dict[str, Any]) -> People:
    """Both sides as the product has them in memory."""
    mentees, mentors = _side(asked["mentees"], Mentee), _side(asked["mentors"], Mentor)
    return mentees, mentors


def _side(asked: list[dict[str, Any]], cls: type[Any]) -> list[Candidate]:
    return [
        Candidate(
            id=one["email"],
            person=Person(id=one["email"], given_name=one["first name"], family_name=one["last name"]),
            participant=cls(
                organisation=Organisation(one["organisation"]),
                grade=one["grade"],
                profession=Profession(one["profession"]),
                role=one["role"],
            ),
        )
        for one in asked
    ]


def whole_run(sides: People) -> tuple[Assignment, Scores]:
    """Columns, scores through the policy, the assignment with its ties, prices and certificate."""
    scores = score(POLICY, columns(sides))
    ids = scores.sides.mentees.ids, scores.sides.mentors.ids
    return assign(scores.combined, allowed=scores.allowed, ids=ids), scores


def columns(sides: People) -> Sides:
    """The columns of both sides; nobody has anybody yet."""
    mentees, mentors = sides
    return build(mentees, mentors, Mentee, Mentor, loads={mentor.id: 0.0 for mentor in mentors})
