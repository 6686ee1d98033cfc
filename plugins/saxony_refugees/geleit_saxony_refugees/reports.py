"""What ministry, ZEFAS and parliament read, and the standard reports; every print carries the publicity line.

A round is a funding phase, so every report is of one phase; its tables go by sex, qualification and district.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs

from geleit import (
    Answer,
    Cefr,
    Gender,
    Isced,
    Recipient,
    Report,
    Round,
    Table,
    When,
    compute,
    count,
    hookimpl,
    standard,
)
from geleit_saxony_refugees.goal_track import GoalTrack, goal_track
from geleit_saxony_refugees.outcomes import EMPLOYMENT, PLACEMENTS
from geleit_saxony_refugees.settings import Settings

PUBLICITY = "note.sn_publicity"
"""The label of the line that acknowledges the money of the state."""

_GROUPS: Mapping[str, Mapping[str, Any]] = {
    "": {},
    "_women": {"gender": Gender.FEMALE},
    "_unqualified": {"education": (Isced.EARLY, Isced.PRIMARY, Isced.LOWER_SECONDARY)},
}
"""All, women, and people without a qualification: by ISCED level, which stands beside every kind of record."""


@hookimpl
def geleit_reports(round_: Round[Settings]) -> tuple[Report, ...]:
    """The funder's report, the parliament's, the goals, and the standard's."""
    own = (_funder(), _parliament(), _goals(round_.settings.german_target))
    return tuple(attrs.evolve(report, note=PUBLICITY) for report in (*own, *standard.reports(round_)))


def _funder() -> Report:
    """For ministry and ZEFAS: started and accompanied are two figures, as carried cases are in the second only."""
    placed = [_placed(group) for group in _GROUPS]
    sustained = [_sustained(group) for group in _GROUPS]
    return Report(
        code="sn_funder",
        recipient=Recipient.FUNDER,
        tables=(
            Table(
                code="sn_cases",
                figures=(
                    *(_started(group) for group in _GROUPS),
                    *(_accompanied(group) for group in _GROUPS),
                    count("sn_carried", "partnerships", distinct="mentee", carried=True, has_started=True),
                ),
            ),
            Table(code="sn_cases_by_district", rows="territory", figures=(_started(""), _accompanied(""))),
            Table(code="sn_cases_by_phase", rows="round", figures=(_started(""), _accompanied(""))),
            Table(code="sn_employers", figures=(_employers(),)),
            Table(code="sn_employers_by_district", rows="territory", figures=(_employers(),)),
            Table(code="sn_placements", rows="category", figures=(*placed, *_job_details())),
            Table(code="sn_placements_by_district", rows="territory", figures=placed),
            Table(code="sn_sustained", figures=sustained),
            Table(code="sn_sustained_by_district", rows="territory", figures=sustained),
        ),
    )


def _parliament() -> Report:
    """For questions in parliament: how many found work, how many of these insured, by district and by sex."""
    figures = (
        count(
            "sn_employed", "outcomes", distinct="person", when=When.IN_PERIOD, before_start=False, category=EMPLOYMENT
        ),
        count(
            "sn_employed_insured",
            "outcomes",
            distinct="person",
            when=When.IN_PERIOD,
            before_start=False,
            category=EMPLOYMENT,
            insured=Answer.YES,
        ),
    )
    return Report(
        code="sn_parliament",
        recipient=Recipient.PUBLIC,
        tables=(
            Table(code="sn_employed_by_district", rows="territory", figures=figures),
            Table(code="sn_employed_by_sex", rows="gender", figures=figures),
        ),
    )


def _goals(target: Cefr) -> Report:
    """For the project: where the admitted are heading, and who has the German that work asks for."""
    return Report(
        code="sn_goals",
        tables=(
            Table(
                code="sn_goal_tracks",
                figures=(
                    compute("sn_track_training", _on_track(GoalTrack.TRAINING), reads=("applications",)),
                    compute("sn_track_job", _on_track(GoalTrack.ADEQUATE_JOB), reads=("applications",)),
                    compute("sn_track_unknown", _on_track(None), reads=("applications",)),
                ),
            ),
            Table(
                code="sn_german",
                figures=(
                    count("sn_german_target", "people", host_level=tuple(level for level in Cefr if level >= target)),
                    count("sn_german_below", "people", host_level=tuple(level for level in Cefr if level < target)),
                    count("sn_german_unknown", "people", host_level=None),
                ),
            ),
        ),
    )


def _started(group: str) -> Any:
    # Who goes on with another mentor has not started a second time, even in another period.
    begun = {"carried": False, "succeeds": False, "has_started": True}
    return count(
        f"sn_started{group}", "partnerships", distinct="mentee", when=When.IN_PERIOD, **begun, **_GROUPS[group]
    )


def _accompanied(group: str) -> Any:
    found = _GROUPS[group]
    return count(f"sn_accompanied{group}", "partnerships", distinct="mentee", when=When.DURING, **found)


def _employers() -> Any:
    return count("sn_employers", "employers", distinct="employer", when=When.IN_PERIOD)


def _placed(group: str, **where: Any) -> Any:
    return count(
        f"sn_placed{group}",
        "outcomes",
        distinct="person",
        when=When.IN_PERIOD,
        before_start=False,
        category=PLACEMENTS,
        **_GROUPS.get(group, {}),
        **where,
    )


def _job_details() -> tuple[Any, ...]:
    return (
        _placed("_insured", insured=Answer.YES),
        _placed("_adequate", adequate=Answer.YES),
        _placed("_insured_adequate", insured=Answer.YES, adequate=Answer.YES),
    )


def _sustained(group: str) -> Any:
    return count(f"sn_sustained{group}", "people", started=True, counted="sustained", **_GROUPS[group])


def _on_track(track: GoalTrack | None) -> Callable[[Mapping[str, Mapping[str, Sequence[Any]]]], int]:
    """A function that counts the admitted mentees on a track, or (None) those whose track is not known."""

    def function(populations: Mapping[str, Mapping[str, Sequence[Any]]]) -> int:
        columns = populations["applications"]
        unanswered = [None] * len(columns["role"])
        vocational = columns.get("vocational_qualification", unanswered)
        rows = zip(columns["role"], columns["admitted"], columns["education"], vocational, strict=True)
        return sum(
            role == "mentee" and bool(admitted) and _track(education, trained) is track
            for role, admitted, education, trained in rows
        )

    return function


def _track(education: str | None, vocational: bool | int | None) -> GoalTrack | None:
    level = None if education is None else Isced(education)
    return goal_track(level, None if vocational is None else bool(vocational))
