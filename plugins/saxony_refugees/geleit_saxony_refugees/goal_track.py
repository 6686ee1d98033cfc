"""Where the way leads, from what somebody has learnt."""

from __future__ import annotations

from enum import StrEnum

from geleit import Isced

_HIGHER = (Isced.SHORT_CYCLE, Isced.BACHELOR, Isced.MASTER, Isced.DOCTORAL)
_NO_TRAINING = (Isced.EARLY, Isced.PRIMARY, Isced.LOWER_SECONDARY)


class GoalTrack(StrEnum):
    """The two goals of the programme."""

    TRAINING = "training"
    ADEQUATE_JOB = "adequate_job"


def goal_track(education: Isced | None, vocational: bool | None = None) -> GoalTrack | None:
    """The goal by the highest education and whether a vocational qualification was completed.

    Completed vocational or higher education leads to an adequate, insured job; without either, to training or a
    degree-related qualification. None where that is not known: ISCED 3 and 4 are reached by school or by vocational
    training, and only the second answer tells which.
    Source: Sächsischer Flüchtlingsrat, page on the support project; arbeitsmarktmentoren-sachsen.de, target group.
    """
    if vocational or education in _HIGHER:
        return GoalTrack.ADEQUATE_JOB
    if education in _NO_TRAINING or (vocational is False and education not in (None, Isced.UNKNOWN_LEVEL)):
        return GoalTrack.TRAINING
    return None
