"""What counts as a result: insured work that fits the qualification, training, and that it lasts."""

from __future__ import annotations

from geleit import Answer, CountedResult, Moment, Offset, Outcomes, Round, hookimpl, standard
from geleit_saxony_refugees.settings import Settings

EMPLOYMENT = ("EMP_SV", "EMP_QUAL", "EMP_OTHER", "SELF_EMP")
LEARNING = ("VET", "QUAL_DEGREE", "EQ", "STUDY")
PLACEMENTS = (*EMPLOYMENT, *LEARNING)
"""The kinds of placement, work first."""

STEPS = ("FURTHER_ED", "INTERNSHIP", "RECOG_APPLIED", "RECOG_PARTIAL", "RECOG_FULL", "SELF_EMP_PLANNED")
"""Results on the way; an internship is no employment."""

END_STATES = ("SEARCHING", "LEFT_EARLY", "MOVED", "NO_CONTACT")

_FLUECHTLINGSRAT = "Sächsischer Flüchtlingsrat, page on the support project"
_ZWICKAU = "Euro-Schulen Zwickau, review of 2020-2022"


@hookimpl
def geleit_outcomes(round_: Round[Settings]) -> Outcomes:
    """Placements by kind; insured and adequate are said of each job by itself; asked again, after-care included."""
    usual = standard.outcomes(round_)
    used = {category.code: category for category in usual.categories}
    lasting = round_.settings.sustained_months
    insured = {"insured": Answer.YES}
    return Outcomes(
        categories=tuple(used[code] for code in (*PLACEMENTS, *STEPS, *END_STATES)),
        counted=(
            CountedResult("placed", categories=PLACEMENTS, source=_ZWICKAU),
            CountedResult("in_employment", categories=EMPLOYMENT, source="Sächsischer Landtag, Kleine Anfrage 6/13030"),
            CountedResult(
                "insured_job",
                categories=("EMP_SV", "EMP_QUAL"),
                where=insured,
                source="Sächsischer Landtag, Kleine Anfrage 6/13030",
            ),
            CountedResult(
                "adequate_insured_job",
                categories=("EMP_SV", "EMP_QUAL"),
                where={**insured, "adequate": Answer.YES},
                source=_FLUECHTLINGSRAT,
            ),
            CountedResult("in_training", categories=LEARNING, source=_FLUECHTLINGSRAT),
            CountedResult(
                "sustained",
                categories=PLACEMENTS,
                lasting_months=lasting,
                source=f"{_ZWICKAU}; the months: assumption",
            ),
        ),
        follow_ups=(
            *usual.follow_ups,
            Offset("after_care", months=lasting, counted_from=Moment.JOB_START, source="assumption"),
        ),
    )
