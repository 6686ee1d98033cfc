"""What counts as a result, and what is counted at the end of a round."""

from __future__ import annotations

from geleit import Answer, Category, CountedResult, Moment, Outcomes, Round, hookimpl, standard
from geleit_austria_wko.settings import Settings

WORK = ("EMP_QUAL", "EMP_SV", "EMP_OTHER", "SELF_EMP")
"""What counts as work. An internship or Volontariat never does, though the pilot of 2008 counted them in (derstandard.at 2008)."""

_OF_OTHER_PROGRAMMES = ("EMP_FIELD", "QUAL_DEGREE", "EQ")
_END_OF_ROUND = "APA-OTS, 11.11.2019"
_KAERNTEN_NEWS = "Wirtschaftskammer Kärnten, news of rounds 11 and 12"


@hookimpl
def geleit_outcomes(round_: Round[Settings]) -> Outcomes:
    """Published rates refer to the end of the round; people are asked again after six and twelve months."""
    common = standard.outcomes(round_)
    return Outcomes(
        categories=tuple(category for category in common.categories if _is_ours(category)),
        counted=(
            CountedResult("work_at_end", categories=WORK, within_months=0, source=_END_OF_ROUND),
            CountedResult(
                "permanent_job",
                categories=("EMP_QUAL", "EMP_SV", "EMP_OTHER"),
                where={"permanent": Answer.YES},
                within_months=0,
                source=_KAERNTEN_NEWS,
            ),
            CountedResult("self_employed", categories=("SELF_EMP",), within_months=0, source=_KAERNTEN_NEWS),
            CountedResult("practice", categories=("INTERNSHIP",), within_months=0, source=_KAERNTEN_NEWS),
            CountedResult(
                "employed", categories=WORK, within_months=12, counted_from=Moment.EXIT, source="geleit.standard"
            ),
        ),
        follow_ups=common.follow_ups,
    )


def _is_ours(category: Category) -> bool:
    return category.code not in _OF_OTHER_PROGRAMMES
