"""What ÖIF, AMS and chambers read, and the line for the chamber's news."""

from __future__ import annotations

from geleit import Recipient, Report, Round, Share, Table, When, count, hookimpl, standard, total
from geleit_austria_wko.outcomes import WORK
from geleit_austria_wko.settings import Settings
from geleit_austria_wko.vocabularies import EducationLevel

ACADEMIC = (EducationLevel.BACHELOR, EducationLevel.MASTER, EducationLevel.PHD)

_BREAKDOWNS = ("gender", "origin", "education_level", "sector", "ams_registration", "ams_at_end")


@hookimpl
def geleit_reports(round_: Round[Settings]) -> tuple[Report, ...]:
    """The standard reports, the report for the partners, and the news line."""
    return (*standard.reports(round_), partners(), news())


def partners() -> Report:
    """The report for ÖIF, AMS and WKO. Its form is ours: theirs are not published."""
    return Report(
        code="at_partners",
        recipient=Recipient.FUNDER,
        note="report_note.at_partners",
        tables=(
            Table(
                code="at_course",
                figures=(
                    count("at_applications", "applications", role="mentee"),
                    count("at_eligible", "applications", role="mentee", decision="eligible"),
                    count("at_admitted", "applications", role="mentee", admitted=True),
                    count("at_paired", "people", paired=True),
                    count("at_completed", "partnerships", completed=True),
                    count("at_ended_early", "partnerships", early=True),
                ),
            ),
            Table(
                code="at_hours_events",
                figures=(
                    total("at_hours", "partnerships", "minutes"),
                    count("at_events", "events", when=When.IN_PERIOD),
                    total("at_attendances", "events", "present", when=When.IN_PERIOD),
                ),
            ),
            Table(
                code="at_outcomes",
                rows="category",
                figures=(
                    count("at_people_with_outcome", "outcomes", distinct="person", before_start=False),
                    count(
                        "at_outcome_in_period",
                        "outcomes",
                        distinct="person",
                        when=When.IN_PERIOD,
                        before_start=False,
                    ),
                    count("at_outcome_before", "outcomes", distinct="person", before_start=True),
                ),
            ),
            *(
                Table(
                    code=f"at_by_{group}",
                    rows=group,
                    figures=(
                        count("at_applications", "applications", role="mentee"),
                        count("at_admitted", "applications", role="mentee", admitted=True),
                    ),
                )
                for group in _BREAKDOWNS
            ),
        ),
    )


def news() -> Report:
    """The line that the chambers print about a round, of mentees who were admitted and do not wait."""
    role, state = "mentee", "admitted"
    mentees = count("at_mentees", "applications", distinct="person", role=role, state=state)
    women = count("at_women", "applications", distinct="person", role=role, state=state, gender="female")
    academics = count(
        "at_academics", "applications", distinct="person", role=role, state=state, education_level=ACADEMIC
    )
    return Report(
        code="at_news",
        recipient=Recipient.PUBLIC,
        note="report_note.at_news",
        tables=(
            Table(
                code="at_news",
                figures=(
                    count("at_tandems", "partnerships", has_started=True),
                    count("at_countries", "applications", distinct="origin", role=role, state=state),
                    Share(code="at_women_share", numerator=women, of=mentees),
                    Share(code="at_academics_share", numerator=academics, of=mentees),
                    count("at_jobs", "outcomes", distinct="person", category=WORK, before_start=False),
                    count("at_permanent_jobs", "people", counted="permanent_job"),
                ),
            ),
            Table(code="at_news_sectors", rows="sector", figures=(mentees,)),
        ),
    )
