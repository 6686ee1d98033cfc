"""A round's records as the populations over which figures are declared. Nobody's name is in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.reporting import population_course as course
from geleit.programme.reporting import population_people as people
from geleit.programme.reporting.population_records import RoundRecords
from geleit.programme.staff.permits import needs
from geleit.questions.reports import Columns

_MAKERS: Mapping[str, Callable[[RoundRecords], Columns]] = {
    "applications": people.applications,
    "people": people.people,
    "partnerships": course.partnerships,
    "sessions": course.sessions,
    "outcomes": course.outcomes,
    "follow_ups": course.follow_ups,
    "employers": course.employers,
    "events": course.events,
    "mentors": people.mentors,
}


class Populations(Mapping[str, Columns]):
    """A round's populations by name; each is laid out, and what it needs is read, when somebody asks for it."""

    def __init__(self, records: RoundRecords) -> None:
        self._records = records
        self._laid_out: dict[str, Columns] = {}

    def __getitem__(self, name: str) -> Columns:
        if name not in self._laid_out:
            self._laid_out[name] = _MAKERS[name](self._records)
        return self._laid_out[name]

    def __iter__(self) -> Iterator[str]:
        return iter(_MAKERS)

    def __len__(self) -> int:
        return len(_MAKERS)


@needs(Action.REPORT)
def populations(programme: Programme, round_: Round[Any], on: date) -> Mapping[str, Columns]:
    """Every population of a round, by name, as it stood on a day; `geleit.figures.POPULATIONS` says what the columns
    mean."""
    return Populations(RoundRecords(programme, round_, on))
