"""`progress`: the clocks, months and hours, milestones, certificates, silence, and what is never counted twice."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geleit.errors import RegionError
from geleit.labels import core_labels
from geleit.model.lifecycle import PairState
from geleit.model.partnerships import Agreement, Partnership, Pause, Side
from geleit.model.sessions import BoundaryNote, Event, MilestoneDone, Session, Statement
from geleit.progress import (
    DueKind,
    Gathering,
    History,
    MonthSource,
    Progress,
    Silence,
    WorkingDays,
    blocked_among,
    ends_on,
    follow_up_dates,
    planned_end,
    progress,
    started_on,
    sums,
    working_day,
)
from geleit.progress.calendar_months import add_months, first_of_month, last_day, last_of_month
from geleit.progress.stretches import Stretch, active_days, days_after, paused
from geleit.questions.outcomes import Moment, Offset
from geleit.questions.region import HolidayCalendar
from geleit.questions.sessions import (
    Blocked,
    Certificate,
    Clock,
    Dose,
    Due,
    From,
    Interval,
    Milestone,
    Per,
    SessionPolicy,
    Stage,
    Who,
)
from geleit.vocabulary.territory import Territories, Territory
from tests.organisations.ada_and_ben import pair

START = date(2024, 1, 22)
KICK_OFF = Milestone("kick_off", Due(days=14), group=True)
CLOSING = Milestone("closing", Due(counted_from=From.END), group=True)
SIX_MONTHS = SessionPolicy(months=6, clock=Clock.ROUND, dose=Dose(5, 7), interval=Interval(14, 28))
MUNICH = HolidayCalendar(country="DE", subdivision="BY", categories=("public", "catholic"), territories=("09162",))
BAVARIA = HolidayCalendar(country="DE", subdivision="BY")
SAXONY = HolidayCalendar(country="DE", subdivision="SN")


def history(*sessions: Session, partnership: Partnership | None = None, **known: Any) -> History:
    """The pair's history in a round from 22 January."""
    return History(partnership=partnership or pair(), sessions=sessions, **{"round_start": START, **known})


def met(day: date, minutes: int | None = 60, *, id_: str | None = None, rev: int = 1) -> Session:
    return Session(id=id_ or f"s-{day}", rev=rev, partnership="t1", held_on=day, minutes=minutes, by="ben")


def stated(month: date, minutes: int | None, meetings: int | None = 2, **more: Any) -> Statement:
    given: dict[str, Any] = {"id": f"m-{month}", "partnership": "t1", "by": "ben", **more}
    return Statement(month=month, minutes=minutes, meetings=meetings, **given)


def pause(began: date, ended: date | None = None, until: date | None = None, *, id_: str | None = None) -> Pause:
    named = id_ or f"p-{began}"
    return Pause(id=named, partnership="t1", began_on=began, ended_on=ended, expected_until=until, reason="ill")


def event(code: str, day: date, *present: str, id_: str = "") -> Gathering:
    held = Event(id=id_ or f"e-{code}-{day}", round="r1", title="Evening", held_on=day, milestone=code, by="cora")
    return Gathering(held, frozenset(present))


def noted(code: str, day: date, side: Side | None = None) -> MilestoneDone:
    return MilestoneDone(id=f"d-{code}-{day}-{side}", partnership="t1", milestone=code, side=side, done_on=day, by="c")


def milestone_of(policy: SessionPolicy, seen: History, on: date) -> Any:
    return progress(policy, seen, on=on).milestones[0]


# Clocks


def test_the_round_starts_the_pairs_that_were_decided_before_it() -> None:
    """By the round's clock, time runs from the round's first day."""
    assert started_on(SIX_MONTHS, history()) == START


def test_a_pair_decided_during_its_round_starts_with_the_decision() -> None:
    """A late pair is not asked for hours before it existed."""
    assert started_on(SIX_MONTHS, history(partnership=pair(decided_on=date(2024, 3, 4)))) == date(2024, 3, 4)


def test_a_round_without_a_date_starts_nobody() -> None:
    """An open start stays unknown, and with it the end, the months and what is expected."""
    seen = progress(SIX_MONTHS, history(met(date(2024, 2, 1)), round_start=None), on=date(2024, 5, 1))
    assert (seen.start, seen.end, seen.months, seen.longest_gap) == (None, None, (), None)
    assert (seen.met_minutes, seen.before_start_minutes, seen.expected_least) == (0, 60, 0)


def test_the_first_meeting_starts_the_clock() -> None:
    """By the first meeting's clock, the earliest session is the first day."""
    policy = attrs.evolve(SIX_MONTHS, clock=Clock.FIRST_MEETING)
    assert started_on(policy, history(met(date(2024, 2, 9)), met(date(2024, 2, 2)))) == date(2024, 2, 2)
    assert started_on(policy, history()) is None


def test_a_statement_alone_starts_the_first_meetings_clock_with_its_month() -> None:
    """Where only a statement tells of meetings, the month's first day stands for the first meeting."""
    policy = attrs.evolve(SIX_MONTHS, clock=Clock.FIRST_MEETING)
    assert started_on(policy, history(statements=(stated(date(2024, 3, 1), 60),))) == date(2024, 3, 1)
    assert started_on(policy, history(statements=(stated(date(2024, 1, 1), 60),))) == date(2024, 1, 10)
    assert started_on(policy, history(statements=(stated(date(2024, 3, 1), 0, 0),))) is None


def test_the_signature_starts_a_case() -> None:
    """By the agreement's clock, time runs from the day it was signed."""
    policy = SessionPolicy(months=None, clock=Clock.AGREEMENT)
    signed = Agreement(id="a1", partnership="t1", signed_on=date(2024, 2, 5), by="cora")
    assert started_on(policy, history(agreement=signed)) == date(2024, 2, 5)
    assert progress(policy, history(agreement=signed), on=date(2024, 2, 4)).start is None


def test_a_carried_case_keeps_its_own_start() -> None:
    """A case that runs on into the next funding phase started when it started."""
    carried = pair(carried=True, started=date(2023, 5, 2))
    assert started_on(SIX_MONTHS, history(partnership=carried)) == date(2023, 5, 2)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2024, 1, 22), date(2024, 7, 21)),
        (date(2025, 3, 1), date(2025, 8, 31)),
        (date(2025, 8, 31), date(2026, 2, 28)),
        (date(2025, 8, 29), date(2026, 2, 28)),
        (date(2023, 8, 31), date(2024, 2, 29)),
    ],
)
def test_six_months_end_the_day_before_the_same_day(start: date, end: date) -> None:
    """The last day is included, and a month too short for the same day ends with its own last day."""
    assert ends_on(SIX_MONTHS, start) == end


def test_no_length_means_no_end() -> None:
    """A policy without months names no last day."""
    assert ends_on(attrs.evolve(SIX_MONTHS, months=None), START) is None
    assert ends_on(SIX_MONTHS, None) is None


def test_a_late_pair_ends_with_its_round() -> None:
    """Where the round is the clock, its last day is the last day of all its pairs."""
    late = pair(decided_on=date(2024, 4, 2))
    assert planned_end(SIX_MONTHS, history(partnership=late, round_end=date(2024, 7, 12))) == date(2024, 7, 12)
    assert planned_end(SIX_MONTHS, history(partnership=late)) == date(2024, 10, 1)
    case = attrs.evolve(SIX_MONTHS, clock=Clock.FIRST_MEETING)
    seen = history(met(date(2024, 7, 1)), round_end=date(2024, 7, 12))
    assert planned_end(case, seen) == date(2024, 12, 31)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 60))
def test_consecutive_stretches_of_months_leave_no_day_out_at_month_starts(day: date, months: int) -> None:
    """From the first of a month, a stretch ends on a month's last day and the next begins the day after."""
    first = day.replace(day=1)
    assert last_day(first, months) + timedelta(days=1) == add_months(first, months)


# Months and hours


def test_the_months_of_a_partnership_are_cut_at_its_ends() -> None:
    """From 22 January to 21 July, ten days of January and 21 of July belong to it, and expect their share."""
    seen = progress(SIX_MONTHS, history(), on=date(2024, 12, 1))
    assert [(m.first, m.last, m.days) for m in (seen.months[0], seen.months[-1])] == [
        (date(2024, 1, 22), date(2024, 1, 31), 10),
        (date(2024, 7, 1), date(2024, 7, 21), 21),
    ]
    assert [m.expected_least for m in seen.months] == [97, 300, 300, 300, 300, 300, 203]
    assert (seen.expected_least, seen.expected_most) == (1800, 2520)
    assert (seen.planned_least, seen.planned_most) == (1800, 2520)


def test_a_weekly_dose_is_counted_by_sevenths() -> None:
    """Two to three hours a week are 4 weeks and a day in February 2024."""
    policy = attrs.evolve(SIX_MONTHS, dose=Dose(2, 3, Per.WEEK))
    february = progress(policy, history(), on=date(2024, 4, 1)).months[1]
    assert (february.expected_least, february.expected_most) == (round(120 * 29 / 7), round(180 * 29 / 7))


def test_only_days_up_to_today_are_expected_so_far() -> None:
    """The running month shows what the whole of it expects; so far only its days until today are expected."""
    seen = progress(SIX_MONTHS, history(), on=date(2024, 2, 14))
    assert [m.expected_least for m in seen.months] == [97, 300]
    assert seen.expected_least == 97 + round(300 * 14 / 29)


def test_meetings_as_needed_expect_nothing_known() -> None:
    """Without a dose the expectation is unknown, not zero."""
    seen = progress(SessionPolicy(dose=None), history(met(date(2024, 2, 1))), on=date(2024, 3, 1))
    assert (seen.expected_least, seen.planned_most, seen.missing_minutes) == (None, None, None)
    assert {m.expected_most for m in seen.months} == {None}
    assert seen.met_minutes == 60


def test_nothing_is_expected_in_a_pause() -> None:
    """A pause takes its days out; the day it ended on counts again."""
    seen = progress(SIX_MONTHS, history(pauses=(pause(date(2024, 2, 1), date(2024, 2, 15)),)), on=date(2024, 4, 1))
    assert seen.months[1].days == 15
    assert seen.months[1].expected_least == round(300 * 15 / 29)


def test_a_lasting_pause_takes_out_the_days_it_was_announced_for() -> None:
    """What is announced is not expected, and what goes on beyond it neither."""
    lasting = history(pauses=(pause(date(2024, 2, 1), until=date(2024, 2, 20)),))
    assert progress(SIX_MONTHS, lasting, on=date(2024, 2, 5)).months[1].days == 9
    assert progress(SIX_MONTHS, lasting, on=date(2024, 2, 25)).months[1].days == 4


def test_overlapping_pauses_are_taken_out_once() -> None:
    """Two records of the same weeks pause them once."""
    twice = paused([pause(date(2024, 2, 1), date(2024, 2, 15)), pause(date(2024, 2, 10), date(2024, 2, 20))], START)
    assert twice == (Stretch(date(2024, 2, 1), date(2024, 2, 19)),)


def test_early_end_stops_the_expectation() -> None:
    """A pair that was closed in March is not asked for April."""
    closed = pair(state=PairState.CLOSED, ended=date(2024, 3, 15))
    seen = progress(SIX_MONTHS, history(partnership=closed), on=date(2024, 12, 1))
    assert [m.last for m in seen.months] == [date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 15)]
    assert seen.expected_least == 97 + 300 + round(300 * 15 / 31)
    assert seen.end == date(2024, 7, 21)


def test_a_meeting_after_the_end_counts_and_is_not_expected() -> None:
    """Two people who go on meeting have met; their extra month expects nothing."""
    seen = progress(SIX_MONTHS, history(met(date(2024, 8, 5))), on=date(2024, 12, 1))
    assert (seen.months[-1].met_minutes, seen.months[-1].days, seen.months[-1].expected_least) == (60, 0, 0)
    assert (seen.months[-1].first, seen.months[-1].last) == (date(2024, 8, 1), date(2024, 8, 31))
    assert seen.expected_least == seen.planned_least


def test_in_a_month_with_a_statement_the_statement_counts_and_its_sessions_are_shown() -> None:
    """The same hours are never counted twice."""
    seen = progress(
        SIX_MONTHS,
        history(
            met(date(2024, 2, 5)),
            met(date(2024, 2, 19)),
            met(date(2024, 3, 4)),
            statements=(stated(date(2024, 2, 1), 330, 3),),
        ),
        on=date(2024, 4, 1),
    )
    february, march = seen.months[1:3]
    assert (february.source, february.met_minutes, february.meetings, february.sessions_only_shown) == (
        MonthSource.STATEMENT,
        330,
        3,
        2,
    )
    assert (march.source, march.met_minutes, march.sessions_only_shown) == (MonthSource.SESSIONS, 60, 0)
    assert seen.months[0].source is MonthSource.NONE
    assert (seen.met_minutes, seen.meetings) == (390, 4)


def test_of_two_statements_for_a_month_the_exact_one_counts() -> None:
    """A month stated twice counts once, and an estimate gives way."""
    both = (stated(date(2024, 2, 1), 300, id="z", estimated=True), stated(date(2024, 2, 1), 250, id="a"))
    assert progress(SIX_MONTHS, history(statements=both), on=date(2024, 3, 1)).met_minutes == 250


def test_a_session_given_twice_counts_once_in_its_newest_form() -> None:
    """A record is itself, however often it is handed over."""
    old = met(date(2024, 2, 5), 60, id_="s")
    new = met(date(2024, 2, 5), 90, id_="s", rev=2)
    assert progress(SIX_MONTHS, history(new, old, new), on=date(2024, 3, 1)).met_minutes == 90


def test_an_unknown_length_is_no_zero() -> None:
    """A meeting without a noted length is a meeting, and the month says that its minutes are not all known."""
    seen = progress(SIX_MONTHS, history(met(date(2024, 2, 5), None), met(date(2024, 2, 6), 45)), on=date(2024, 3, 1))
    assert (seen.meetings, seen.met_minutes, seen.unknown_length) == (2, 45, 1)
    vague = history(statements=(stated(date(2024, 2, 1), None, 3),))
    assert progress(SIX_MONTHS, vague, on=date(2024, 3, 1)).unknown_length == 3


def test_hours_stated_without_a_number_of_meetings_are_a_meeting() -> None:
    """Whoever states hours has met at least once."""
    seen = progress(SIX_MONTHS, history(statements=(stated(date(2024, 2, 1), 120, None),)), on=date(2024, 3, 1))
    assert (seen.meetings, seen.met_minutes) == (1, 120)


def test_what_happened_before_the_start_is_kept_apart() -> None:
    """Meetings before the start are noted and in no sum."""
    seen = progress(SIX_MONTHS, history(met(date(2024, 1, 21)), met(START, 30)), on=date(2024, 3, 1))
    assert (seen.before_start_minutes, seen.before_start_meetings) == (60, 1)
    assert (seen.met_minutes, seen.mentee_minutes) == (30, 30)


def test_boundary_notes_are_counted_and_outside_the_hours() -> None:
    """A task that is not the mentor's adds a note and no minute."""
    asked = BoundaryNote(
        id="b1", partnership="t1", on=date(2024, 2, 2), blocked="N05", referred_to="debt advice", by="ben"
    )
    seen = progress(SIX_MONTHS, history(boundary_notes=(asked,)), on=date(2024, 3, 1))
    assert (seen.boundary_notes, seen.met_minutes, seen.meetings) == (1, 0, 0)


def test_blocked_topics_are_found_among_a_sessions_topics() -> None:
    """What is not the mentor's task is named, everything else is a topic."""
    policy = SessionPolicy(blocked=(Blocked("N04"), Blocked("N05")))
    assert blocked_among(policy, ("T01", "N05")) == (Blocked("N05"),)
    assert blocked_among(policy, ("T01",)) == ()


def test_the_missing_minutes_are_those_below_the_least() -> None:
    """Five hours a month from the start, less what was met, and never below zero."""
    seen = progress(SIX_MONTHS, history(met(date(2024, 2, 1), 100)), on=date(2024, 2, 29))
    assert seen.missing_minutes == 397 - 100
    assert progress(SIX_MONTHS, history(met(date(2024, 2, 1), 900)), on=date(2024, 2, 29)).missing_minutes == 0


# Gaps and silence


def test_the_longest_gap_counts_days_that_were_not_paused() -> None:
    """From meeting to meeting, from the start and until today; a pause is no silence."""
    seen = history(met(date(2024, 2, 1)), met(date(2024, 3, 1)), pauses=(pause(date(2024, 2, 5), date(2024, 2, 25)),))
    assert progress(SIX_MONTHS, seen, on=date(2024, 3, 8)).longest_gap == 10
    unpaused = attrs.evolve(seen, pauses=())
    later = progress(SIX_MONTHS, unpaused, on=date(2024, 3, 8))
    assert (later.longest_gap, later.gap_noticed) == (29, True)


def test_a_stated_month_is_no_gap() -> None:
    """Meetings of unknown days in a month count against nobody."""
    seen = progress(SIX_MONTHS, history(met(START), statements=(stated(date(2024, 2, 1), 120),)), on=date(2024, 3, 5))
    assert (seen.longest_gap, seen.last_meeting) == (10, date(2024, 2, 29))


def test_a_stated_month_whose_meetings_are_all_logged_leaves_the_days_as_they_are() -> None:
    """Where each stated meeting has its day, the days speak."""
    days = (met(date(2024, 2, 1)), met(date(2024, 2, 2)))
    seen = progress(SIX_MONTHS, history(*days, statements=(stated(date(2024, 2, 1), 120, 2),)), on=date(2024, 3, 5))
    assert (seen.last_meeting, seen.longest_gap) == (date(2024, 2, 2), 32)


@pytest.mark.parametrize(
    ("days", "colour"), [(0, Silence.GREEN), (44, Silence.GREEN), (45, Silence.YELLOW), (60, Silence.RED)]
)
def test_a_silent_pair_turns_yellow_and_red(days: int, colour: Silence) -> None:
    """The two thresholds are days since the last meeting."""
    last = date(2024, 2, 1)
    assert progress(SIX_MONTHS, history(met(last)), on=last + timedelta(days=days)).silence is colour


@pytest.mark.parametrize("state", [PairState.PAUSED, PairState.CLOSED, PairState.OFFERED])
def test_nobody_is_silent_who_need_not_meet(state: PairState) -> None:
    """Paused, closed and merely offered pairs have no colour."""
    assert progress(SIX_MONTHS, history(partnership=pair(state=state)), on=date(2024, 6, 1)).silence is Silence.NONE


def test_nobody_is_silent_before_the_start_or_after_the_end() -> None:
    """Meetings are expected between the first and the last planned day."""
    assert progress(SIX_MONTHS, history(), on=date(2024, 1, 21)).silence is Silence.NONE
    assert progress(SIX_MONTHS, history(), on=date(2024, 7, 22)).silence is Silence.NONE
    assert progress(SIX_MONTHS, history(), on=date(2024, 7, 21)).silence is Silence.RED


def test_a_stage_with_rarer_contacts_moves_the_thresholds_back() -> None:
    """Who is expected to talk every 90 days is not called silent after 60."""
    policy = SessionPolicy(stages=(Stage("after_care", contact_days=90),))
    quiet = history(met(START), partnership=pair(stage="after_care"))
    assert progress(policy, quiet, on=START + timedelta(days=89)).silence is Silence.GREEN
    assert progress(policy, quiet, on=START + timedelta(days=90)).silence is Silence.YELLOW
    assert progress(policy, quiet, on=START + timedelta(days=105)).silence is Silence.RED


# Milestones


def test_an_event_fulfils_its_milestone_for_all_present() -> None:
    """Both were there, so both have had their kick-off."""
    policy = attrs.evolve(SIX_MONTHS, milestones=(KICK_OFF,))
    state = milestone_of(policy, history(events=(event("kick_off", START, "ada", "ben"),)), date(2024, 5, 1))
    assert (state.due_on, state.done_times, state.done_on, state.late) == (date(2024, 2, 5), 1, START, False)


def test_the_two_sides_may_attend_different_events() -> None:
    """A milestone for both is done when the later of the two has been there."""
    policy = attrs.evolve(SIX_MONTHS, milestones=(KICK_OFF,))
    first, second = event("kick_off", START, "ada"), event("kick_off", date(2024, 3, 1), "ben", "eve")
    half = milestone_of(policy, history(events=(first,)), date(2024, 2, 1))
    assert (half.done_times, half.done_on, half.missing, half.late) == (0, None, (Side.MENTOR,), False)
    whole = milestone_of(policy, history(events=(first, second)), date(2024, 5, 1))
    assert (whole.done_times, whole.done_on, whole.missing, whole.late) == (1, date(2024, 3, 1), (), True)


def test_a_milestone_of_one_side_needs_nobody_else() -> None:
    """A workshop for mentees is done when the mentee was there, as often as asked."""
    policy = attrs.evolve(SIX_MONTHS, milestones=(Milestone("workshop", Due(months=5), who=Who.MENTEE, times=2),))
    events = (event("workshop", date(2024, 2, 8), "ada"), event("workshop", date(2024, 2, 8), "ada", id_="second"))
    state = milestone_of(policy, history(events=events), date(2024, 3, 1))
    assert (state.done_times, state.times, state.done_on) == (2, 2, date(2024, 2, 8))


def test_a_note_of_what_an_event_fulfilled_is_not_counted_again() -> None:
    """The same evening, noted by hand and by attendance, is one time."""
    policy = attrs.evolve(SIX_MONTHS, milestones=(Milestone("workshop", Due(months=5), who=Who.MENTEE, times=2),))
    day = date(2024, 2, 8)
    twice = history(
        events=(event("workshop", day, "ada"),), done=(noted("workshop", day, Side.MENTEE), noted("workshop", day))
    )
    assert milestone_of(policy, twice, date(2024, 3, 1)).done_times == 1


def test_a_note_without_a_side_holds_for_both() -> None:
    """One talk with both is done for both; a talk with one is not."""
    policy = attrs.evolve(SIX_MONTHS, milestones=(Milestone("mid_term", Due(months=3)),))
    day = date(2024, 4, 20)
    assert milestone_of(policy, history(done=(noted("mid_term", day),)), day).done_on == day
    assert milestone_of(policy, history(done=(noted("mid_term", day, Side.MENTEE),)), day).missing == (Side.MENTOR,)


def test_the_organisations_milestone_is_done_by_holding_it() -> None:
    """Nobody's attendance is needed for what the organisation owes."""
    policy = attrs.evolve(SIX_MONTHS, milestones=(Milestone("exchange", Due(months=3), who=Who.ORGANISATION),))
    assert milestone_of(policy, history(events=(event("exchange", START),)), START).done_times == 1


def test_a_milestone_is_late_only_after_its_day_and_only_if_compulsory() -> None:
    """The day itself is in time; what is offered is never late; after an early end nothing falls due."""
    policy = attrs.evolve(SIX_MONTHS, milestones=(KICK_OFF, Milestone("tour", Due(days=1), compulsory=False)))
    on_time, after = (progress(policy, history(), on=date(2024, 2, day)) for day in (5, 6))
    assert [state.late for state in on_time.milestones] == [False, False]
    assert [state.late for state in after.milestones] == [True, False]
    closed = pair(state=PairState.CLOSED, ended=date(2024, 2, 1))
    assert not milestone_of(policy, history(partnership=closed), date(2024, 9, 1)).late


def test_milestones_may_be_counted_from_the_end() -> None:
    """The closing is due on the last day; without an end its day is open."""
    policy = attrs.evolve(SIX_MONTHS, milestones=(CLOSING, Milestone("outlook", Due(months=1, counted_from=From.END))))
    assert [state.due_on for state in progress(policy, history(), on=START).milestones] == [
        date(2024, 7, 21),
        date(2024, 6, 21),
    ]
    assert milestone_of(attrs.evolve(policy, months=None), history(), START).due_on is None


# Certificates and the mentee's hours


def test_any_one_condition_earns_the_certificate() -> None:
    """Four months with a meeting, or twenty hours."""
    policy = attrs.evolve(SIX_MONTHS, certificates=(Certificate("award", months_met=4, hours=20),))
    months = history(*(met(date(2024, month, 5), 30) for month in (2, 3, 4, 5)))
    hours = history(met(date(2024, 2, 5), 1200))
    little = history(met(date(2024, 2, 5), 1199))
    for seen, earned in ((months, True), (hours, True), (little, False)):
        states = progress(policy, seen, on=date(2024, 7, 1)).certificates
        assert [(state.side, state.earned) for state in states] == [(Side.MENTEE, earned), (Side.MENTOR, earned)]


def successor() -> History:
    """Ada with Cem from 1 April, after Ben had left; three hours with Ben, two with Cem."""
    first = pair(state=PairState.CLOSED, ended=date(2024, 3, 15))
    next_ = pair(id="t2", mentor="cem", predecessor="t1", decided_on=date(2024, 4, 1))
    before = history(
        met(date(2024, 2, 5), 120), met(date(2024, 3, 5), 60), met(date(2024, 1, 2), 500), partnership=first
    )
    return history(met(date(2024, 4, 5), 120), partnership=next_, predecessors=(before,))


def test_hours_add_up_for_the_mentee_over_successor_partnerships() -> None:
    """The mentee keeps what was met with the first mentor; the pair itself starts anew."""
    seen = progress(SIX_MONTHS, successor(), on=date(2024, 6, 1))
    assert (seen.met_minutes, seen.mentee_minutes, seen.hours_of_mentee) == (120, 300, 5.0)
    assert seen.months[0].first == date(2024, 4, 1)


def test_the_mentees_certificate_counts_all_mentors_and_the_mentors_only_this_mentee() -> None:
    """Five hours in three months for the mentee, two hours in one month for the second mentor."""
    policy = attrs.evolve(SIX_MONTHS, certificates=(Certificate("award", hours=5),))
    mentee, mentor = progress(policy, successor(), on=date(2024, 6, 1)).certificates
    assert (mentee.earned, mentee.minutes, mentee.months_met, mentee.meetings) == (True, 300, 3, 3)
    assert (mentor.earned, mentor.minutes, mentor.months_met, mentor.meetings) == (False, 120, 1, 1)


def test_a_mentors_earlier_mentee_adds_no_hours_to_the_next() -> None:
    """A predecessor with another mentee is no part of this mentee's hours."""
    seen = successor()
    other = attrs.evolve(seen.predecessors[0], partnership=pair(mentee="eve"))
    assert progress(SIX_MONTHS, attrs.evolve(seen, predecessors=(other,)), on=date(2024, 6, 1)).mentee_minutes == 120


def test_a_chain_of_predecessors_counts_each_once_flat_or_nested() -> None:
    """However the earlier partnerships are handed over, each adds its hours once."""
    middle = successor()
    last = pair(id="t3", mentor="dan", predecessor="t2", decided_on=date(2024, 5, 1))
    nested = history(met(date(2024, 5, 5), 60), partnership=last, predecessors=(middle,))
    flat = attrs.evolve(nested, predecessors=(*middle.predecessors, middle, *middle.predecessors))
    for seen in (nested, flat):
        assert progress(SIX_MONTHS, seen, on=date(2024, 6, 1)).mentee_minutes == 360


def test_a_carried_case_is_seen_whole() -> None:
    """Its meetings of the earlier phase belong to the case, and are not added to the mentee's hours again."""
    policy = SessionPolicy(months=None, clock=Clock.AGREEMENT)
    signed = Agreement(id="a1", partnership="t1", signed_on=START, by="cora")
    before = history(met(date(2024, 2, 5), 120), agreement=signed, partnership=pair(state=PairState.CLOSED))
    carried = pair(id="t2", round="r2", carried=True, started=START, predecessor="t1")
    seen = progress(
        policy, history(met(date(2024, 4, 5)), partnership=carried, predecessors=(before,)), on=date(2024, 5, 1)
    )
    assert (seen.start, seen.met_minutes, seen.mentee_minutes) == (START, 180, 180)


# Properties

DAYS = st.dates(date(2023, 11, 1), date(2024, 9, 30))
SESSIONS = st.lists(st.tuples(DAYS, st.none() | st.integers(0, 300)), max_size=14).map(
    lambda rows: tuple(met(day, minutes, id_=f"s{number}") for number, (day, minutes) in enumerate(rows))
)
STATEMENTS = st.lists(
    st.tuples(DAYS.map(first_of_month), st.none() | st.integers(0, 900), st.none() | st.integers(0, 9)), max_size=5
).map(lambda rows: tuple(stated(month, minutes, n, id=f"m{i}") for i, (month, minutes, n) in enumerate(rows)))
PAUSES = st.lists(st.tuples(DAYS, st.none() | DAYS, st.none() | DAYS), max_size=3).map(
    lambda rows: tuple(pause(began, ended, until, id_=f"p{i}") for i, (began, ended, until) in enumerate(rows))
)
CLOCKS = st.sampled_from([Clock.ROUND, Clock.FIRST_MEETING])
HISTORIES = st.builds(
    lambda sessions, statements, pauses, ended: history(
        *sessions, statements=statements, pauses=pauses, partnership=pair(ended=ended)
    ),
    SESSIONS,
    STATEMENTS,
    PAUSES,
    st.none() | DAYS,
)


def counted(seen: History, on: date) -> int:
    """All minutes that count by the rule, added up without months or clocks."""
    stated_months: dict[date, Statement] = {}
    for statement in sorted(seen.statements, key=lambda each: each.id):
        if statement.month <= on:
            stated_months[statement.month] = statement
    of_sessions = sum(
        session.minutes or 0
        for session in seen.sessions
        if session.held_on <= on and session.held_on.replace(day=1) not in stated_months
    )
    return of_sessions + sum(statement.minutes or 0 for statement in stated_months.values())


@given(HISTORIES, CLOCKS, DAYS)
def test_the_months_and_what_came_before_are_all_counted_minutes(seen: History, clock: Clock, on: date) -> None:
    """No minute is lost between the months and the time before the start, and none is counted twice."""
    now = progress(attrs.evolve(SIX_MONTHS, clock=clock), seen, on=on)
    in_months = sum(month.met_minutes for month in now.months)
    assert in_months == now.met_minutes
    assert in_months + now.before_start_minutes == counted(seen, on)
    assert sum(month.meetings for month in now.months) == now.meetings


@given(HISTORIES, CLOCKS, DAYS, st.booleans())
def test_the_sums_alone_are_those_of_the_whole_progress(seen: History, clock: Clock, on: date, dosed: bool) -> None:
    """What reports add up of a partnership is what its page shows, with every clock and without a dose as well."""
    policy = attrs.evolve(SIX_MONTHS, clock=clock, dose=SIX_MONTHS.dose if dosed else None)
    whole = progress(policy, seen, on=on)
    alone = attrs.asdict(sums(policy, seen, on=on))
    assert alone == {name: getattr(whole, name) for name in alone}


@given(SESSIONS, DAYS, st.integers(0, 900))
def test_a_statement_replaces_exactly_its_months_sessions(
    sessions: tuple[Session, ...], day: date, minutes: int
) -> None:
    """The statement's month has the statement's minutes, and every other month is as it was."""
    on, month = date(2024, 12, 31), first_of_month(day)
    policy = attrs.evolve(SIX_MONTHS, months=24)
    plain = progress(policy, history(*sessions, round_start=date(2023, 11, 1), partnership=OLD), on=on)
    seen = progress(
        policy,
        history(*sessions, statements=(stated(month, minutes),), round_start=date(2023, 11, 1), partnership=OLD),
        on=on,
    )
    for before, after in zip(plain.months, seen.months, strict=True):
        if after.month == month:
            shown = sum(session.held_on.replace(day=1) == month for session in sessions)
            assert (after.met_minutes, after.sessions_only_shown) == (minutes, shown)
        else:
            assert before == after


OLD = pair(decided_on=date(2023, 10, 1))


@given(HISTORIES, CLOCKS, DAYS, st.randoms(use_true_random=False))
def test_the_order_of_the_records_never_matters(seen: History, clock: Clock, on: date, chance: random.Random) -> None:
    """Shuffled records give the same progress."""
    policy = attrs.evolve(SIX_MONTHS, clock=clock, milestones=(KICK_OFF,), certificates=(Certificate("a", hours=1),))
    shuffled = attrs.evolve(
        seen,
        sessions=tuple(chance.sample(seen.sessions, len(seen.sessions))),
        statements=tuple(chance.sample(seen.statements, len(seen.statements))),
        pauses=tuple(chance.sample(seen.pauses, len(seen.pauses))),
    )
    assert progress(policy, shuffled, on=on) == progress(policy, seen, on=on)


@given(DAYS, st.integers(1, 24))
def test_the_cut_months_add_up_to_the_whole_length(start: date, length: int) -> None:
    """Every day from the first to the last planned one is in exactly one month."""
    policy = attrs.evolve(SIX_MONTHS, months=length)
    late = pair(decided_on=start)
    now = progress(policy, history(partnership=late, round_start=start), on=date(2030, 1, 1))
    assert now.end is not None
    assert sum(month.days for month in now.months) == (now.end - start).days + 1
    assert now.months[0].first == start
    assert now.months[-1].last == now.end
    for before, after in zip(now.months, now.months[1:], strict=False):
        assert after.first == before.last + timedelta(days=1)
    assert sum(month.expected_least or 0 for month in now.months) == now.expected_least == now.planned_least


@given(PAUSES, DAYS, st.integers(0, 120), DAYS)
def test_active_days_agree_with_counting_day_by_day(
    pauses: tuple[Pause, ...], first: date, length: int, on: date
) -> None:
    """The arithmetic of stretches is that of a calendar with the paused days crossed out."""
    stretches = paused(pauses, on)
    days = [first + timedelta(days=number) for number in range(length)]
    open_days = [day for day in days if not any(each.first <= day <= each.last for each in stretches)]
    assert active_days(stretches, first, first + timedelta(days=length - 1)) == len(open_days)
    reached = days_after(stretches, first, length)
    assert active_days(stretches, first + timedelta(days=1), reached) == length
    assert length == 0 or not any(each.first <= reached <= each.last for each in stretches)


@given(HISTORIES, DAYS, st.integers(0, 60))
def test_what_is_expected_so_far_never_shrinks_without_a_new_pause(seen: History, on: date, later: int) -> None:
    """As days go by, more is expected or the same."""
    calm = attrs.evolve(seen, pauses=())
    now, then = (progress(SIX_MONTHS, calm, on=day).expected_least for day in (on, on + timedelta(days=later)))
    assert now is not None
    assert then is not None
    assert now <= then + 1  # each running month is rounded on its own


# Follow-ups, holidays, words


def test_follow_ups_are_counted_in_months_of_the_calendar() -> None:
    """Six months after 31 August is the last day of February; what starts on an unknown day is left out."""
    offsets = (
        Offset("exit", days=28),
        Offset("six_months", months=6),
        Offset("job", months=6, counted_from=Moment.JOB_START),
    )
    asked = follow_up_dates(offsets, exit_on=date(2025, 8, 31), job_started_on=None)
    assert asked == (("exit", date(2025, 9, 28)), ("six_months", date(2026, 2, 28)))
    job = follow_up_dates(offsets, exit_on=None, job_started_on=date(2025, 1, 7))
    assert job == (("job", date(2025, 7, 7)),)


def test_the_assumption_of_mary_is_a_holiday_in_munich_and_not_in_all_of_bavaria() -> None:
    """15 August 2024 was a Thursday: in Munich Friday is the next working day."""
    feast = date(2024, 8, 15)
    assert working_day(feast, (BAVARIA, MUNICH), "09162") == date(2024, 8, 16)
    assert working_day(feast, (BAVARIA, MUNICH), "09564") == feast
    assert working_day(feast, (BAVARIA, MUNICH), None) == feast


def test_the_day_of_repentance_is_a_holiday_in_saxony_only() -> None:
    """20 November 2024 was a Wednesday."""
    assert working_day(date(2024, 11, 20), (SAXONY,), "14612") == date(2024, 11, 21)
    assert working_day(date(2024, 11, 20), (BAVARIA,), "09162") == date(2024, 11, 20)


def test_holidays_and_weekends_in_a_row_are_skipped_together_even_over_the_new_year() -> None:
    """From Christmas Day 2026, a Friday, to the Monday after; from New Year's Day 2027, a Friday, likewise."""
    assert working_day(date(2026, 12, 25), (SAXONY,), None) == date(2026, 12, 28)
    assert working_day(date(2027, 1, 1), (SAXONY,), None) == date(2027, 1, 4)
    assert WorkingDays().next(date(2024, 6, 1)) == date(2024, 6, 3)


def test_a_calendar_holds_in_all_that_lies_within_its_territory() -> None:
    """A district of a city keeps the city's holidays."""
    known = Territories((Territory("09162", "Munich"), Territory("0916201", "Altstadt", parent="09162")))
    feast = date(2024, 8, 15)
    assert WorkingDays((MUNICH,), "0916201", known).next(feast) == date(2024, 8, 16)
    assert WorkingDays((MUNICH,), "0916201").next(feast) == feast


@pytest.mark.parametrize(
    "calendar",
    [
        HolidayCalendar(country="XX"),
        HolidayCalendar(country="DE", subdivision="QQ"),
        HolidayCalendar(country="DE", categories=("nope",)),
    ],
)
def test_an_unknown_holiday_calendar_is_named(calendar: HolidayCalendar) -> None:
    """The error says which country, subdivision and category the region gave."""
    with pytest.raises(RegionError) as caught:
        working_day(date(2024, 6, 3), (calendar,), None)
    assert calendar.country in caught.value.in_language("de")


def test_every_word_of_progress_exists_in_german_and_english() -> None:
    """No label of the package is missing in one of the two languages."""
    labels = core_labels()
    codes = [code for code in labels.codes() if code.startswith(("due.", "progress."))]
    codes += [f"{type(member).__name__}.{member}" for kind in (DueKind, Silence, MonthSource) for member in kind]
    assert len(codes) > len(DueKind)
    assert [code for code in codes if not labels.languages_of(code) >= {"de", "en"}] == []


def test_progress_is_a_value() -> None:
    """Two looks at the same records on the same day are equal."""
    seen = successor()
    looks: list[Progress] = [progress(SIX_MONTHS, seen, on=date(2024, 6, 1)) for _ in range(2)]
    assert looks[0] == looks[1]
    assert last_of_month(date(2024, 2, 3)) == date(2024, 2, 29)
