"""What counts as a result: work that fits the qualification, work in the own field, a qualification on the way."""

from __future__ import annotations

from geleit import CountedResult, Moment, Offset, Outcomes, Round, hookimpl, standard
from geleit_munich_migranet.eligibility import ASSUMED
from geleit_munich_migranet.settings import Settings

EMPLOYMENT = ("EMP_QUAL", "EMP_FIELD", "EMP_SV", "EMP_OTHER")
LEARNING = ("QUAL_DEGREE", "STUDY", "FURTHER_ED")
STEPS = (
    *("INTERNSHIP", "RECOG_APPLIED", "RECOG_PARTIAL", "RECOG_FULL"),
    *("INTERVIEW", "CAREER_PLAN", "BUSINESS_PLAN", "CONTACT", "CONFIDENCE"),
)
"""Results on the way; an internship is no employment."""

END_STATES = ("SEARCHING", "LEFT_EARLY", "MOVED", "NO_CONTACT")
CATEGORIES = (*EMPLOYMENT, *LEARNING, *STEPS, *END_STATES)

RESULTS = {
    "adequate": ("EMP_QUAL",),
    "own_field": ("EMP_FIELD",),
    "in_qualification": LEARNING,
    "orienting": ("SEARCHING",),
    "employed": EMPLOYMENT,
}
"""What the programme publishes: the result and the kinds of outcome that make it."""

_ROUND_2020 = "migranet.org, Munich closing 2020"
_YEAR_2025 = "follows from migranet.org, annual celebration 2025: results after 6 to 12 months"


@hookimpl
def geleit_outcomes(round_: Round[Settings]) -> Outcomes:
    """Counted up to a year after the end; people are asked at the end, after six months and after twelve."""
    used = {category.code: category for category in standard.outcomes(round_).categories}
    return Outcomes(
        categories=tuple(used[code] for code in CATEGORIES),
        counted=tuple(
            CountedResult(
                code,
                categories=categories,
                within_months=12,
                counted_from=Moment.EXIT,
                source=ASSUMED if code == "employed" else f"{_ROUND_2020}; {_YEAR_2025}",
            )
            for code, categories in RESULTS.items()
        ),
        follow_ups=(
            Offset("exit", days=28, source=_YEAR_2025),
            Offset("six_months", months=6, source=_YEAR_2025),
            Offset("twelve_months", months=12, source=_YEAR_2025),
        ),
    )
