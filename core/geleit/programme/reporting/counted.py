"""Which outcomes are results the programme is measured by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import attrs

from geleit.model.outcomes import Outcome
from geleit.model.partnerships import Partnership
from geleit.programme.roster import Applicant
from geleit.progress.calendar_months import add_months
from geleit.questions.outcomes import CountedResult, Moment, Outcomes


@attrs.frozen
class Results:
    """The outcomes of a round, judged by the region's counted results as they stand on a day.

    `pairs` are the agreed partnerships of each mentee.
    """

    policy: Outcomes
    outcomes: Sequence[Outcome]
    pairs: Mapping[str, Sequence[Partnership]]
    on: date

    _of: Mapping[str, Sequence[Outcome]] = attrs.field(init=False, repr=False)

    @_of.default
    def _by_person(self) -> Mapping[str, Sequence[Outcome]]:
        found: dict[str, list[Outcome]] = {}
        for outcome in self.outcomes:
            found.setdefault(outcome.person, []).append(outcome)
        return found

    def of_outcome(self, outcome: Outcome, one: Applicant | None) -> tuple[str, ...]:
        """The counted results that an outcome fulfils."""
        return tuple(result.code for result in self.policy.counted if self.counts(result, outcome, one))

    def of_person(self, one: Applicant) -> tuple[str, ...]:
        """The counted results that somebody fulfils by any of their outcomes."""
        own = self._of.get(one.person.id, ())
        return tuple(
            result.code for result in self.policy.counted if any(self.counts(result, outcome, one) for outcome in own)
        )

    def start_of(self, person: str) -> date | None:
        """The day on which somebody's first partnership started."""
        return min((pair.started for pair in self.pairs.get(person, ()) if pair.started), default=None)

    def before_start(self, outcome: Outcome) -> bool:
        """Whether a result lies before the person's start; without any start, nothing is the programme's."""
        start = self.start_of(outcome.person)
        return start is None or outcome.began_on < start

    def counts(self, result: CountedResult, outcome: Outcome, one: Applicant | None) -> bool:
        """Whether an outcome is a counted result: category, fields, time, and how long it has lasted by the day."""
        if outcome.category not in result.categories or self.before_start(outcome) or one is None:
            return False
        if any(getattr(outcome, name) != value for name, value in result.where.items()):
            return False
        moments = {
            Moment.START: self.start_of(outcome.person),
            Moment.EXIT: one.part.left_on,
            Moment.JOB_START: outcome.began_on,
        }
        counted_from = moments[result.counted_from]
        within = result.within_months
        if within is not None and counted_from is not None and outcome.began_on > add_months(counted_from, within):
            return False
        if result.lasting_months is not None:
            until = min(outcome.ended_on or self.on, self.on)
            return until >= add_months(outcome.began_on, result.lasting_months)
        return outcome.began_on <= self.on
