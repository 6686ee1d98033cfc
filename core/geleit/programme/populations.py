"""A round's records as the populations over which figures are declared. Nobody's name is in them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from geleit.model.rounds import Round
from geleit.programme import population_course as course
from geleit.programme import population_people as people
from geleit.programme.context import Programme
from geleit.programme.population_records import RoundRecords
from geleit.questions.reports import Columns


def populations(programme: Programme, round_: Round[Any], on: date) -> Mapping[str, Columns]:
    """Every population of a round, by name, as it stood on a day; `geleit.figures.POPULATIONS` says what the columns
    mean."""
    records = RoundRecords(programme, round_, on)
    return {
        "applications": people.applications(records),
        "people": people.people(records),
        "partnerships": course.partnerships(records),
        "sessions": course.sessions(records),
        "outcomes": course.outcomes(records),
        "follow_ups": course.follow_ups(records),
        "employers": course.employers(records),
        "events": course.events(records),
        "mentors": people.mentors(records),
    }
