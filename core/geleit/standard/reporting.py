"""The reports that every region gets without saying anything: funnel, hours, outcomes, caseload, equity.

Each of them is internal; a region that hands one out says so with `attrs.evolve(report, recipient=…)`.
"""

from __future__ import annotations

from geleit.questions.reports import Count, NotReached, Report, Share, Table, When, count, mean, total

EQUITY_GROUPS = ("gender", "host_level", "education")
"""The groups by which the standard looks for people who are passed over."""

AGREED = ("accepted", "active", "paused", "closed")
"""The states of a partnership to which every side that was asked has said yes."""


def standard_reports() -> tuple[Report, ...]:
    """The five standard reports."""
    return (funnel(), hours(), outcomes(), caseload(), equity())


def funnel() -> Report:
    """How applications became partnerships: mentees, mentors, and the partnerships themselves."""
    mentees = (
        count("mentee_applications", "applications", role="mentee"),
        count("mentee_eligible", "applications", role="mentee", decision="eligible"),
        count("mentee_admitted", "applications", role="mentee", admitted=True),
        count("mentee_waiting", "applications", role="mentee", state="waiting"),
        count("mentee_refused", "applications", role="mentee", state="refused"),
        count("mentee_withdrawn", "applications", role="mentee", state=("withdrawn", "unreachable")),
        count("mentee_carried_over", "applications", role="mentee", state="carried_over"),
        count("mentees_paired", "people", paired=True),
        count("mentees_started", "people", started=True),
        count("mentees_completed", "partnerships", distinct="mentee", completed=True),
        count("mentees_ended_early", "partnerships", distinct="mentee", early=True),
    )
    mentors = (
        count("mentor_applications", "applications", role="mentor"),
        count("mentor_admitted", "applications", role="mentor", admitted=True),
        count("mentor_refused", "applications", role="mentor", state="refused"),
        count("mentor_left", "applications", role="mentor", state="left"),
        count("mentors_paired", "partnerships", distinct="mentor", state=AGREED),
        count("mentors_started", "partnerships", distinct="mentor", has_started=True),
        count("mentors_completed", "partnerships", distinct="mentor", completed=True),
        count("mentors_ended_early", "partnerships", distinct="mentor", early=True),
    )
    partnerships = (
        count("partnerships_agreed", "partnerships", state=AGREED),
        count("partnerships_started", "partnerships", has_started=True, carried=False),
        count("partnerships_carried", "partnerships", has_started=True, carried=True),
        count("partnerships_running", "partnerships", when=When.AT_END),
        count("partnerships_completed", "partnerships", completed=True),
        count("partnerships_ended_early", "partnerships", early=True),
    )
    return Report(
        code="funnel",
        tables=(
            Table(code="funnel_mentees", figures=mentees),
            Table(code="funnel_mentors", figures=mentors),
            Table(code="funnel_partnerships", figures=partnerships),
        ),
    )


def hours() -> Report:
    """What the partnerships have put in beside what is expected of them, and what of it lies in the period."""
    whole = (
        count("partnerships_begun", "partnerships", has_started=True),
        total("hours_logged", "partnerships", "minutes", has_started=True),
        total("hours_expected_least", "partnerships", "expected_least", has_started=True),
        total("hours_expected_most", "partnerships", "expected_most", has_started=True),
        mean("hours_mean", "partnerships", "minutes", has_started=True),
        total("meetings", "partnerships", "meetings", has_started=True),
        total("boundary_notes", "partnerships", "boundary_notes", has_started=True),
    )
    period = (
        count("sessions_in_period", "sessions", when=When.IN_PERIOD, counted=True),
        total("hours_in_period", "sessions", "minutes", when=When.IN_PERIOD, counted=True),
    )
    return Report(
        code="hours", tables=(Table(code="hours_so_far", figures=whole), Table(code="hours_in_period", figures=period))
    )


def outcomes() -> Report:
    """Results by category, what came before the start apart; counted results as shares; how people left; who could
    be asked again."""
    by_category = (
        count("people_with_outcome", "outcomes", distinct="person", before_start=False, end_state=False),
        count("people_with_outcome_before", "outcomes", distinct="person", before_start=True, end_state=False),
    )
    counted = Share(
        code="counted_share",
        numerator=Count(code="counted", population="outcomes", distinct="person", where={"before_start": False}),
        of=Count(code="started", population="people", where={"started": True}),
    )
    left = (count("people_left", "outcomes", distinct="person", before_start=False, end_state=True),)
    asked = (
        count("follow_ups_due", "follow_ups", when=When.IN_PERIOD),
        count("follow_ups_open", "follow_ups", when=When.IN_PERIOD, status="due"),
        count("follow_ups_answered", "follow_ups", when=When.IN_PERIOD, status="answered"),
        count("follow_ups_not_reached", "follow_ups", when=When.IN_PERIOD, status="not_reached"),
    )
    return Report(
        code="outcomes",
        tables=(
            Table(code="outcomes_by_category", rows="category", figures=by_category),
            Table(code="outcomes_counted", rows="result", figures=(counted,)),
            Table(code="outcomes_left", rows="category", figures=left),
            Table(code="follow_ups", rows="offset", figures=asked),
        ),
    )


def caseload() -> Report:
    """What runs on the last day, in all and for each mentor."""
    cases = (
        count("cases_running", "partnerships", when=When.AT_END),
        count("cases_running_carried", "partnerships", when=When.AT_END, carried=True),
        count("cases_started_in_period", "partnerships", when=When.IN_PERIOD, carried=False),
    )
    return Report(
        code="caseload",
        tables=(
            Table(
                code="caseload",
                figures=(
                    count("mentors_available", "mentors"),
                    count("mentors_running", "partnerships", distinct="mentor", when=When.AT_END),
                    *cases,
                    mean("cases_per_mentor", "mentors", "running"),
                    total("capacity", "mentors", "capacity"),
                ),
            ),
            Table(code="caseload_by_mentor", rows="mentor", figures=cases),
        ),
    )


def equity() -> Report:
    """Whether some groups find a mentor less often, or wait longer, than others: one table for each group."""
    figures = (
        Share(
            code="match_rate",
            numerator=Count(code="paired", population="people", where={"paired": True}),
            of=Count(code="mentees", population="people"),
            not_reached=NotReached.IN_DENOMINATOR,
        ),
        mean("waiting_days_mean", "people", "waiting_days"),
    )
    return Report(
        code="equity",
        tables=tuple(Table(code=f"equity_{group}", rows=group, figures=figures) for group in EQUITY_GROUPS),
    )
