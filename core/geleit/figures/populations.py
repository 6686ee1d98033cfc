"""The populations over which figures are declared: their columns, what these mean, and by which dates they are judged.

Populations hold no names and no contact data. Every row belongs to the round that is reported.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import attrs

from geleit.figures.results import Unit
from geleit.questions.reports import Columns


@attrs.frozen
class Derived:
    """A column's values, each worked out from the value of the column `source` in the same row."""

    source: str
    function: Callable[[Any], Any]


@attrs.frozen
class Column:
    """What a column means. `minutes`: a number of minutes, reported in hours. `labels`: the beginning of the label
    codes of its values (`outcome` for `outcome.EMP_QUAL`). `derived`: how it follows from other columns, so that
    nobody has to supply it."""

    meaning: str
    unit: Unit = attrs.field(default=Unit.NUMBER, kw_only=True)
    minutes: bool = attrs.field(default=False, kw_only=True)
    labels: str | None = attrs.field(default=None, kw_only=True)
    derived: Derived | None = attrs.field(default=None, kw_only=True)


@attrs.frozen(kw_only=True)
class Dates:
    """The date columns by which a population is judged.

    `in_period`: the record belongs to the period if this day lies in it, both ends included. `begins`, `ends`: on the
    period's last day the record is open if it began on that day or before and did not end on that day or before
    (an unknown end is none). `begins` also decides what lies beyond a report's cut-off day. None: not judged.
    """

    in_period: str | None = None
    begins: str | None = None
    ends: str | None = None


@attrs.frozen(kw_only=True)
class Population:
    """One kind of record. `who` is the column that tells the people apart of whom the records speak, None if none."""

    meaning: str
    columns: Mapping[str, Column]
    dates: Dates
    who: str | None = None

    def complete(self, given: Columns) -> Columns:
        """The columns with those that follow from them and were not given."""
        columns = dict(given)
        for name, column in self.columns.items():
            rule = column.derived
            if rule is not None and name not in given and rule.source in given:
                columns[name] = [rule.function(value) for value in given[rule.source]]
        return columns


def _present(source: str) -> Derived:
    return Derived(source, lambda value: value is not None)


def _equal(source: str, wanted: object) -> Derived:
    return Derived(source, lambda value: None if value is None else value == wanted)


def _copy(source: str) -> Derived:
    return Derived(source, lambda value: value)


_GROUPS = {
    "gender": Column("the mentee's gender", labels="Gender"),
    "host_level": Column("CEFR level of the country's language at entry", labels="Cefr"),
    "education": Column("highest completed level, ISCED 2011", labels="Isced"),
    "territory": Column("code of the place where the person lives", labels="territory"),
}

POPULATIONS: Mapping[str, Population] = {
    "applications": Population(
        meaning="one row per application, of mentees and of mentors, whatever became of it; "
        "with every field of the region's class that is not of a special category",
        who="person",
        dates=Dates(in_period="applied_on", begins="applied_on", ends="left_on"),
        columns={
            "person": Column("who applied"),
            "round": Column("the round"),
            "role": Column("mentee or mentor", labels="Role"),
            "state": Column("where the application stands now", labels="PartState"),
            "applied_on": Column("day of the application"),
            "decision": Column(
                "what the screening said at the decision: eligible, open, not_eligible", labels="Outlook"
            ),
            "admitted_on": Column("day of the admission"),
            "admitted": Column("whether there ever was an admission", derived=_present("admitted_on")),
            "left_on": Column("day on which the part in the round ended"),
            "origin": Column("country of origin, only where the region may report it", labels="country"),
            **_GROUPS,
        },
    ),
    "partnerships": Population(
        meaning="one row per pair or case that was offered or decided, with the mentee's groups",
        who="mentee",
        dates=Dates(in_period="started", begins="started", ends="ended"),
        columns={
            "partnership": Column("the partnership"),
            "mentee": Column("the mentee"),
            "mentor": Column("the mentor"),
            "round": Column("the round"),
            "state": Column("where the partnership stands now", labels="PairState"),
            "place": Column("lead or second mentor", labels="Place"),
            "started": Column("day on which the clock began"),
            "has_started": Column("whether the clock ever began", derived=_present("started")),
            "ended": Column("day of the closing"),
            "carried": Column("whether it already ran when the round began: accompanied here, not started here"),
            "succeeds": Column("whether it goes on from one that had begun in the same round, with another mentor"),
            "end_reason": Column("why it ended", labels="end"),
            "completed": Column("whether it ran to its planned end or reached its goal"),
            "early": Column("whether it ended early"),
            "goal_reached": Column("whether the goal was reached", labels="Answer"),
            "minutes": Column("minutes logged", minutes=True, unit=Unit.HOURS),
            "meetings": Column("meetings logged"),
            "expected_least": Column("minutes expected at least by today", minutes=True, unit=Unit.HOURS),
            "expected_most": Column("minutes expected at most by today", minutes=True, unit=Unit.HOURS),
            "boundary_notes": Column("tasks noted as not the mentor's"),
            **_GROUPS,
        },
    ),
    "sessions": Population(
        meaning="one row per logged session or monthly statement",
        who="partnership",
        dates=Dates(in_period="held_on", begins="held_on"),
        columns={
            "partnership": Column("the partnership"),
            "held_on": Column("day of the session"),
            "minutes": Column("its length", minutes=True, unit=Unit.HOURS),
            "counted": Column("whether it counts (sessions of a month with a statement do not)"),
            "topic": Column("its first topic", labels="topic"),
        },
    ),
    "outcomes": Population(
        meaning="one row per outcome",
        who="person",
        dates=Dates(in_period="began_on", begins="began_on"),
        columns={
            "outcome": Column("the outcome"),
            "person": Column("whose it is"),
            "partnership": Column("the partnership"),
            "category": Column("kind of outcome", labels="outcome"),
            "standard_class": Column("what it means to a European funder", labels="StandardClass"),
            "soft": Column("whether it is a step on the way"),
            "end_state": Column("whether it says how somebody left and is no result"),
            "began_on": Column("day of the outcome"),
            "before_start": Column("whether it lies before the person's start, so that it is not the programme's"),
            "insured": Column("whether the job is subject to social insurance", labels="Answer"),
            "adequate": Column("whether the job fits the qualification", labels="Answer"),
            "permanent": Column("what the contract says", labels="Answer"),
            "follow_up": Column("the follow-up in which it became known"),
            "counted": Column("the counted results it fulfils (several)", labels="counted"),
            "result": Column(
                "the same as counted, for the rows of a table whose shares are of all mentees",
                labels="counted",
                derived=_copy("counted"),
            ),
            **_GROUPS,
        },
    ),
    "people": Population(
        meaning="one row per mentee of the round who was admitted at some time",
        who="person",
        dates=Dates(in_period="exited_on"),
        columns={
            "person": Column("the mentee"),
            "paired": Column("whether there ever was a partnership that both sides accepted"),
            "started": Column("whether a partnership of theirs has started"),
            "exited_on": Column("day of the exit"),
            "exited": Column("whether there was an exit", derived=_present("exited_on")),
            "counted": Column("the counted results the person fulfils (several)", labels="counted"),
            "not_reached": Column("whether the person could not be reached when last asked"),
            "waiting_days": Column("days from admission to the start, or until today", unit=Unit.DAYS),
            **_GROUPS,
        },
    ),
    "follow_ups": Population(
        meaning="one row per time a person is to be asked again",
        who="person",
        dates=Dates(in_period="due_on", begins="due_on"),
        columns={
            "follow_up": Column("the follow-up"),
            "person": Column("who is asked"),
            "offset": Column("how long after", labels="follow_up"),
            "due_on": Column("day on which it is due"),
            "status": Column("due, answered or not reached", labels="FollowUpStatus"),
            "not_reached": Column("whether nobody was reached", derived=_equal("status", "not_reached")),
            "asked_on": Column("day of the asking"),
        },
    ),
    "employers": Population(
        meaning='one row per contact with a firm; count `distinct="employer"` to count a firm once',
        dates=Dates(in_period="on", begins="on"),
        columns={
            "employer": Column("the firm"),
            "on": Column("day of the contact"),
            "kind": Column("kind of contact", labels="employer_contact"),
            "territory": Column("where the firm is", labels="territory"),
        },
    ),
    "events": Population(
        meaning="one row per event",
        dates=Dates(in_period="held_on", begins="held_on"),
        columns={
            "event": Column("the event"),
            "milestone": Column("the milestone it fulfils", labels="milestone"),
            "held_on": Column("its day"),
            "invited": Column("people invited"),
            "present": Column("people present"),
        },
    ),
    "mentors": Population(
        meaning="one row per mentor of the round who was available at some time",
        who="mentor",
        dates=Dates(),
        columns={
            "mentor": Column("the mentor"),
            "running": Column("partnerships running today"),
            "capacity": Column("partnerships possible at a time"),
            "share": Column("the mentor's own share that the places are multiplied by, where the policy names one"),
        },
    ),
}
"""Every population by name."""
