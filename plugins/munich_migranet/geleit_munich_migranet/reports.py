"""What the city and the DGM read, the IQ monitoring where it is switched on, and the standard reports.

A share stands as numerator and denominator, and people who could not be reached stand apart.
"""

from __future__ import annotations

from geleit import NotReached, Recipient, Report, Round, Share, Table, When, count, hookimpl, standard, total
from geleit_munich_migranet.outcomes import EMPLOYMENT, LEARNING, RESULTS
from geleit_munich_migranet.settings import Settings

IQ_NOTE = "note.mu_iq_monitoring"
"""The label of the line that says under which condition mentoring is counted there."""


@hookimpl
def geleit_reports(round_: Round[Settings]) -> tuple[Report, ...]:
    """The report for city and DGM, the IQ monitoring by its switch, and the standard's."""
    own = (_city(), _iq_monitoring()) if round_.settings.iq_monitoring else (_city(),)
    return (*own, *standard.reports(round_))


def _city() -> Report:
    """Mentees, mentors and tandems; jobs by kind; results as shares of all mentees; events."""
    mentees = count("mu_mentees", "people", started=True)
    return Report(
        code="mu_city",
        recipient=Recipient.FUNDER,
        tables=(
            Table(
                code="mu_tandems",
                figures=(
                    mentees,
                    count("mu_mentors", "partnerships", distinct="mentor", has_started=True),
                    count("mu_tandems", "partnerships", place="lead", has_started=True),
                    count("mu_completed", "partnerships", place="lead", completed=True),
                    count("mu_ended_early", "partnerships", place="lead", early=True),
                    total("mu_hours", "partnerships", "minutes"),
                ),
            ),
            Table(
                code="mu_jobs_by_kind",
                rows="category",
                figures=(
                    count("mu_jobs", "outcomes", distinct="person", before_start=False, category=EMPLOYMENT),
                    count("mu_jobs_before", "outcomes", distinct="person", before_start=True, category=EMPLOYMENT),
                ),
            ),
            Table(
                code="mu_results",
                figures=(
                    *(
                        Share(
                            code=f"mu_share_{code}",
                            numerator=count(f"mu_{code}", "people", started=True, counted=code),
                            of=mentees,
                            not_reached=NotReached.APART,
                        )
                        for code in RESULTS
                    ),
                    count("mu_not_reached", "people", started=True, not_reached=True),
                ),
            ),
            Table(
                code="mu_events",
                rows="milestone",
                figures=(count("mu_events_held", "events"), total("mu_attendance", "events", "present")),
            ),
        ),
    )


def _iq_monitoring() -> Report:
    """Per quarter: people counselled, people in qualification, people in a tandem."""
    return Report(
        code="mu_iq_monitoring",
        recipient=Recipient.FUNDER,
        note=IQ_NOTE,
        tables=(
            Table(
                code="mu_iq_quarter",
                figures=(
                    count("mu_iq_counselling", "applications", when=When.IN_PERIOD, role="mentee"),
                    count(
                        "mu_iq_qualification",
                        "outcomes",
                        distinct="person",
                        when=When.IN_PERIOD,
                        before_start=False,
                        category=LEARNING,
                    ),
                    count("mu_iq_participants", "partnerships", distinct="mentee", when=When.AT_END),
                ),
            ),
        ),
    )
