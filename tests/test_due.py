"""`due` and `due_round`: everything once, until it is done, on working days, and new only after the last look."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geleit.labels import core_labels
from geleit.model.evidence import Evidence
from geleit.model.lifecycle import PairState
from geleit.model.office import Task
from geleit.model.outcomes import FollowUp, FollowUpStatus
from geleit.model.partnerships import Agreement, Partnership, Pause, Side
from geleit.model.sessions import Event, MilestoneDone, Session, Statement
from geleit.progress import (
    DueItem,
    DueKind,
    Gathering,
    History,
    WorkingDays,
    due,
    due_follow_ups,
    due_papers,
    due_round,
    due_tasks,
)
from geleit.questions.region import HolidayCalendar
from geleit.questions.sessions import Clock, Dose, Due, From, Milestone, Per, SessionPolicy, Stage, Who
from tests.organisations.ada_and_ben import pair

START = date(2024, 1, 22)  # a Monday
POLICY = SessionPolicy(months=6, clock=Clock.ROUND)
KICK_OFF = Milestone("kick_off", Due(days=14), group=True)
MID_TERM = Milestone("mid_term", Due(months=3))
MUNICH = WorkingDays((HolidayCalendar(country="DE", subdivision="BY", categories=("public", "catholic")),))
SAXONY = WorkingDays((HolidayCalendar(country="DE", subdivision="SN"),))


def history(*sessions: Session, partnership: Partnership | None = None, **known: Any) -> History:
    """The pair's history in a round from Monday, 22 January."""
    return History(partnership=partnership or pair(), sessions=sessions, **{"round_start": START, **known})


def met(day: date) -> Session:
    return Session(id=f"s-{day}", partnership="t1", held_on=day, minutes=60, by="ben")


def event(code: str, day: date, *present: str) -> Gathering:
    held = Event(id=f"e-{code}-{day}", round="r1", title="Evening", held_on=day, milestone=code, by="cora")
    return Gathering(held, frozenset(present))


def pause(began: date, *, until: date | None = None, ended: date | None = None) -> Pause:
    return Pause(id=f"p-{began}", partnership="t1", began_on=began, expected_until=until, ended_on=ended, reason="ill")


def listed(policy: SessionPolicy, seen: History, on: date, **more: Any) -> tuple[DueItem, ...]:
    return due(policy, seen, on=on, **{"since": None, **more})


def kinds(policy: SessionPolicy, seen: History, on: date, **more: Any) -> list[DueKind]:
    return [item.what for item in listed(policy, seen, on, **more)]


def only(policy: SessionPolicy, seen: History, on: date, what: DueKind, **more: Any) -> list[DueItem]:
    return [item for item in listed(policy, seen, on, **more) if item.what is what]


# Meetings


def test_a_first_meeting_is_asked_for_ten_days_after_the_start() -> None:
    """Nine days after, nothing is due; from the tenth on it is, until they have met."""
    assert kinds(POLICY, history(), date(2024, 1, 31)) == []
    (item,) = listed(POLICY, history(), date(2024, 2, 20))
    assert (item.what, item.due_on, item.since) == (DueKind.FIRST_MEETING, date(2024, 2, 1), date(2024, 2, 1))
    assert (item.who, item.partnership) == (("ada", "ben"), "t1")
    assert kinds(POLICY, history(met(date(2024, 2, 19))), date(2024, 2, 20)) == []


def test_the_next_meeting_is_asked_for_fourteen_days_after_the_last() -> None:
    """Friday the 16th is two weeks after Friday the 2nd."""
    seen = history(met(date(2024, 2, 2)))
    assert kinds(POLICY, seen, date(2024, 2, 15)) == []
    (item,) = listed(POLICY, seen, date(2024, 2, 16))
    assert (item.what, item.due_on) == (DueKind.NEXT_MEETING, date(2024, 2, 16))


def test_a_silent_pair_is_listed_once_whatever_it_has_reached() -> None:
    """Yellow takes the reminder's place and red takes yellow's, each new again on its day."""
    seen, last = history(met(date(2024, 2, 1))), date(2024, 2, 1)
    reached = [(14, DueKind.NEXT_MEETING), (46, DueKind.SILENT_YELLOW), (62, DueKind.SILENT_RED)]
    for days, what in reached:
        day = last + timedelta(days=days)
        (item,) = listed(POLICY, seen, day, since=day - timedelta(days=4))
        assert (item.what, item.new) == (what, True)


def test_a_pair_that_never_met_turns_red_too() -> None:
    """Sixty days without any meeting are counted from the start."""
    (item,) = listed(POLICY, history(), date(2024, 3, 22))
    assert (item.what, item.sentence.code) == (DueKind.SILENT_RED, "due.never_met")


def test_where_the_first_meeting_is_the_clock_it_is_asked_for_from_the_release_of_contacts() -> None:
    """Time that has not begun to run cannot hide a pair that never met."""
    policy = SessionPolicy(clock=Clock.FIRST_MEETING)
    released = history(partnership=pair(contacts_released_on=date(2024, 2, 1)))
    assert only(policy, released, date(2024, 2, 12), DueKind.FIRST_MEETING)[0].due_on == date(2024, 2, 12)
    assert only(policy, history(), date(2024, 2, 12), DueKind.FIRST_MEETING)[0].due_on == date(2024, 1, 22)


def test_a_case_without_its_signature_is_asked_for_it() -> None:
    """By the agreement's clock nothing runs before the paper is there, so the paper is what is due."""
    policy = SessionPolicy(months=None, clock=Clock.AGREEMENT)
    assert kinds(policy, history(), date(2024, 2, 1)) == [DueKind.AGREEMENT]
    signed = Agreement(id="a1", partnership="t1", signed_on=date(2024, 1, 31), by="cora")
    assert kinds(policy, history(agreement=signed), date(2024, 2, 1)) == []


def test_paused_days_do_not_make_a_pair_silent() -> None:
    """Ten days of a pause in between put the reminder off by ten days."""
    resumed = history(met(date(2024, 2, 1)), pauses=(pause(date(2024, 2, 5), ended=date(2024, 2, 15)),))
    assert kinds(POLICY, resumed, date(2024, 2, 23)) == []
    assert kinds(POLICY, resumed, date(2024, 2, 26)) == [DueKind.NEXT_MEETING]


def test_a_stage_says_how_often_a_contact_is_expected() -> None:
    """In after-care every 90 days, so nothing is due after 60."""
    policy = SessionPolicy(months=None, stages=(Stage("after_care", contact_days=90),))
    seen = history(met(START), partnership=pair(stage="after_care"))
    assert kinds(policy, seen, START + timedelta(days=60)) == []
    assert kinds(policy, seen, START + timedelta(days=91)) == [DueKind.SILENT_YELLOW]


def test_a_meeting_before_the_start_does_not_shorten_the_time_to_the_next() -> None:
    """Who met at Christmas is reminded two weeks after the start, not before it."""
    seen = history(met(date(2023, 12, 20)))
    assert kinds(POLICY, seen, date(2024, 1, 25)) == []
    assert kinds(POLICY, seen, date(2024, 2, 5)) == [DueKind.NEXT_MEETING]


# Milestones and events


def test_an_event_that_was_not_held_is_due_and_then_whoever_missed_it() -> None:
    """Before the kick-off the event is missing, after it the person who was not there."""
    policy = attrs.evolve(POLICY, milestones=(KICK_OFF,))
    day = date(2024, 2, 5)
    (item,) = only(policy, history(), day, DueKind.EVENT)
    assert (item.about, item.due_on) == ("kick_off", day)
    half = history(met(day), events=(event("kick_off", START, "ada"),))
    (item,) = listed(policy, half, day)
    assert (item.what, item.who) == (DueKind.MILESTONE, ("ben",))
    both = history(met(day), events=(event("kick_off", START, "ada"), event("kick_off", day, "ben")))
    assert listed(policy, both, day) == ()


def test_a_milestone_is_listed_from_its_day_until_it_is_done() -> None:
    """Three months after the start, and as long as one side lacks it."""
    policy, day = attrs.evolve(POLICY, milestones=(MID_TERM,)), date(2024, 4, 22)
    assert only(policy, history(), date(2024, 4, 21), DueKind.MILESTONE) == []
    for on in (day, date(2024, 6, 3), date(2025, 1, 8)):
        (item,) = only(policy, history(), on, DueKind.MILESTONE)
        assert (item.due_on, item.since, item.who) == (day, day, ("ada", "ben"))
    done = MilestoneDone(id="d1", partnership="t1", milestone="mid_term", done_on=date(2024, 5, 2), by="cora")
    assert only(policy, history(done=(done,)), date(2024, 6, 3), DueKind.MILESTONE) == []


def test_an_offered_talk_is_listed_as_an_offer_and_an_offered_event_never() -> None:
    """What nobody must do is offered until the end, and who stays away from an offer owes nothing."""
    talk = Milestone("do_we_fit", Due(days=28), compulsory=False)
    tour = Milestone("tour", Due(days=28), compulsory=False, group=True)
    policy = attrs.evolve(POLICY, milestones=(talk, tour))
    (item,) = [item for item in listed(policy, history(), date(2024, 3, 1)) if item.about]
    assert (item.what, item.about) == (DueKind.OFFERED_MILESTONE, "do_we_fit")
    assert [item for item in listed(policy, history(), date(2024, 7, 22)) if item.about] == []


def test_what_the_organisation_owes_concerns_both() -> None:
    """Its milestone lists the two people it is about."""
    policy = attrs.evolve(POLICY, milestones=(Milestone("plan", Due(days=7), who=Who.ORGANISATION),))
    assert only(policy, history(), date(2024, 2, 1), DueKind.MILESTONE)[0].who == ("ada", "ben")


def test_an_event_nobody_has_held_is_one_item_for_the_whole_round() -> None:
    """Twenty pairs without a kick-off are one event to be held."""
    policy = attrs.evolve(POLICY, milestones=(KICK_OFF,))
    pairs = [history(met(date(2024, 2, 5)), partnership=pair(id=f"t{n}", mentee=f"m{n}")) for n in range(20)]
    (item,) = due_round(policy, pairs, on=date(2024, 2, 6), since=None)
    assert (item.what, item.partnership) == (DueKind.EVENT, None)
    assert item.who == tuple(sorted(["ben", *(f"m{n}" for n in range(20))]))


def test_holidays_move_what_is_due_to_the_next_working_day_of_the_territory() -> None:
    """15 August 2024 is free in Munich and not in Saxony; 20 November the other way round."""
    assumption = attrs.evolve(POLICY, milestones=(Milestone("talk", Due(days=2)),))
    seen = history(round_start=date(2024, 8, 13))
    day = date(2024, 8, 15)
    assert [item.what for item in listed(assumption, seen, day, calendar=MUNICH)] == []
    assert [item.due_on for item in listed(assumption, seen, day, calendar=SAXONY)] == [day]
    assert [item.due_on for item in listed(assumption, seen, date(2024, 8, 16), calendar=MUNICH)] == [date(2024, 8, 16)]
    repentance = history(round_start=date(2024, 11, 18))
    assert [item.due_on for item in listed(assumption, repentance, date(2024, 11, 21), calendar=SAXONY)] == [
        date(2024, 11, 21)
    ]


def test_a_round_reads_each_pairs_holidays_by_the_mentees_territory() -> None:
    """Two pairs of one round, one of them with a holiday."""
    calendars = (
        HolidayCalendar(country="DE", subdivision="BY", categories=("public", "catholic"), territories=("09162",)),
        HolidayCalendar(country="DE", subdivision="BY"),
    )
    policy = attrs.evolve(POLICY, milestones=(Milestone("talk", Due(days=2)),))
    pairs = [history(partnership=pair(id=name, mentee=name), round_start=date(2024, 8, 13)) for name in ("eva", "uma")]
    items = due_round(
        policy,
        pairs,
        on=date(2024, 8, 15),
        since=None,
        calendar=WorkingDays(calendars),
        territories={"eva": "09162", "uma": "09564"},
    )
    assert [item.partnership for item in items] == ["uma"]


# Months, reason, end


def test_a_finished_month_without_any_entry_is_asked_for() -> None:
    """February is over and nothing is known of it; a statement of no meeting settles it."""
    policy = attrs.evolve(POLICY, dose=Dose(5, 7))
    (item,) = only(policy, history(met(date(2024, 1, 29))), date(2024, 3, 8), DueKind.STATEMENT)
    assert (item.about, item.due_on) == ("2024-02", date(2024, 3, 1))
    assert only(policy, history(), date(2024, 2, 29), DueKind.STATEMENT) == []
    nothing = Statement(id="m1", partnership="t1", month=date(2024, 2, 1), meetings=0, minutes=0, by="ben")
    for settled in (history(statements=(nothing,)), history(met(date(2024, 2, 20)))):
        assert only(policy, settled, date(2024, 3, 8), DueKind.STATEMENT) == []


def test_a_month_is_asked_for_only_where_hours_are_counted_by_month_and_half_of_it_counts() -> None:
    """Ten days of January, a paused February, and hours by the week ask for no month."""
    monthly = attrs.evolve(POLICY, dose=Dose(5, 7))
    assert only(monthly, history(), date(2024, 2, 2), DueKind.STATEMENT) == []
    rested = history(pauses=(pause(date(2024, 2, 1), ended=date(2024, 2, 20)),))
    assert only(monthly, rested, date(2024, 3, 8), DueKind.STATEMENT) == []
    for dose in (None, Dose(2, 3, Per.WEEK)):
        assert only(attrs.evolve(POLICY, dose=dose), history(), date(2024, 6, 3), DueKind.STATEMENT) == []


def test_the_reason_is_to_be_told_at_the_kick_off() -> None:
    """From the kick-off until somebody enters that it was told, and only where there is a reason."""
    policy = attrs.evolve(POLICY, milestones=(KICK_OFF,))
    chosen = history(met(START), partnership=pair(reason="Both are nurses."), events=(event("kick_off", START, "ada"),))
    assert only(policy, chosen, START, DueKind.REASON)[0].due_on == START
    assert only(policy, attrs.evolve(chosen, events=()), date(2024, 6, 3), DueKind.REASON) == []
    told = attrs.evolve(chosen, partnership=pair(reason="Both are nurses.", reason_told_on=START))
    assert only(policy, told, START, DueKind.REASON) == []
    assert only(policy, attrs.evolve(chosen, partnership=pair()), START, DueKind.REASON) == []


def test_a_successor_hears_the_reason_when_it_is_decided() -> None:
    """A kick-off that was before the decision cannot have told it; without kick-offs the start is the day."""
    policy = attrs.evolve(POLICY, milestones=(KICK_OFF,))
    late = pair(reason="Same trade.", decided_on=date(2024, 4, 3))
    seen = history(partnership=late, events=(event("kick_off", START, "ada"),))
    assert only(policy, seen, date(2024, 4, 5), DueKind.REASON)[0].due_on == date(2024, 4, 3)
    assert only(POLICY, seen, date(2024, 4, 5), DueKind.REASON)[0].due_on == date(2024, 4, 3)


def test_a_pair_whose_time_is_over_is_to_be_closed() -> None:
    """From the day after the last day, a Sunday, and nobody asks for meetings any more."""
    assert DueKind.END not in kinds(POLICY, history(), date(2024, 7, 21))
    (item,) = listed(POLICY, history(), date(2024, 7, 22))
    assert (item.what, item.due_on, item.since) == (DueKind.END, date(2024, 7, 21), date(2024, 7, 22))


# States


def test_an_offer_is_listed_when_its_deadline_has_passed() -> None:
    """A deadline on a Sunday lasts until Monday's end, and an unlimited offer is never overdue."""
    offered = history(partnership=pair(state=PairState.OFFERED, offer_until=date(2024, 1, 14)))
    assert listed(POLICY, offered, date(2024, 1, 15)) == ()
    (item,) = listed(POLICY, offered, date(2024, 1, 16))
    assert (item.what, item.due_on) == (DueKind.OFFER, date(2024, 1, 15))
    assert listed(POLICY, history(partnership=pair(state=PairState.OFFERED)), date(2025, 1, 1)) == ()


def test_a_paused_pair_lists_the_end_of_its_pause_and_nothing_else() -> None:
    """However long it has been silent."""
    paused = pair(state=PairState.PAUSED)
    seen = history(partnership=paused, pauses=(pause(date(2024, 2, 1), until=date(2024, 3, 1)),))
    policy = attrs.evolve(POLICY, milestones=(KICK_OFF, MID_TERM), dose=Dose(5, 7))
    assert listed(policy, seen, date(2024, 3, 1)) == ()
    assert kinds(policy, seen, date(2024, 9, 2)) == [DueKind.PAUSE]
    kept = history(partnership=pair(state=PairState.PAUSED, pause_until=date(2024, 3, 1)))
    assert kinds(policy, kept, date(2024, 9, 2)) == [DueKind.PAUSE]


def test_a_pause_without_an_announced_end_is_not_forgotten() -> None:
    """It is asked about when a silent pair would turn yellow."""
    seen = history(partnership=pair(state=PairState.PAUSED), pauses=(pause(date(2024, 2, 1)),))
    assert listed(POLICY, seen, date(2024, 3, 15)) == ()
    (item,) = listed(POLICY, seen, date(2024, 3, 18))
    assert (item.what, item.sentence.code) == (DueKind.PAUSE, "due.pause_open")


@pytest.mark.parametrize("state", [PairState.DRAFTED, PairState.CLOSED, PairState.DECLINED, PairState.EXPIRED])
def test_pairs_that_do_not_run_list_nothing(state: PairState) -> None:
    """Neither meetings nor milestones nor months are due."""
    policy = attrs.evolve(POLICY, milestones=(KICK_OFF, MID_TERM), dose=Dose(5, 7))
    gone = pair(state=state, reason="Same trade.", offer_until=START, ended=START)
    assert listed(policy, history(partnership=gone), date(2024, 9, 2)) == ()


# Follow-ups, tasks, papers


def follow_up(day: date, status: FollowUpStatus = FollowUpStatus.DUE) -> FollowUp:
    return FollowUp(id="f1", person="ada", participation="ada-1", offset="six_months", due_on=day, status=status)


def test_a_follow_up_is_due_only_when_its_day_has_come() -> None:
    """Not before, and from then on until it was asked."""
    asked = [follow_up(date(2024, 9, 3))]
    assert due_follow_ups(asked, on=date(2024, 9, 2), since=None) == ()
    for on in (date(2024, 9, 3), date(2025, 9, 3)):
        (item,) = due_follow_ups(asked, on=on, since=None)
        assert (item.what, item.who, item.about) == (DueKind.FOLLOW_UP, ("ada",), "f1")


@pytest.mark.parametrize("status", [FollowUpStatus.ANSWERED, FollowUpStatus.NOT_REACHED])
def test_an_answer_ends_a_follow_up_and_not_reached_is_an_answer(status: FollowUpStatus) -> None:
    """Both are listed no more."""
    assert due_follow_ups([follow_up(date(2024, 9, 3), status)], on=date(2025, 1, 1), since=None) == ()


def test_a_closed_pairs_follow_ups_are_still_listed() -> None:
    """The pair itself is silent, the question to the mentee is not."""
    closed = history(partnership=pair(state=PairState.CLOSED))
    items = due_round(POLICY, [closed], on=date(2024, 9, 3), since=None, follow_ups=[follow_up(date(2024, 9, 3))])
    assert [item.what for item in items] == [DueKind.FOLLOW_UP]


def test_tasks_are_listed_from_their_day_until_they_are_done() -> None:
    """A task without a day is a note, and a done one is done."""
    tasks = [
        Task(id="1", title="Call Ada", due_on=date(2024, 3, 2), owner="cora", person="ada", partnership="t1"),
        Task(id="2", title="Some time", owner="cora"),
        Task(id="3", title="Done", due_on=date(2024, 3, 1), done_on=date(2024, 3, 1), owner="cora"),
    ]
    assert due_tasks(tasks, on=date(2024, 3, 3), since=None) == ()
    (item,) = due_tasks(tasks, on=date(2024, 3, 4), since=None)
    assert (item.about, item.who, item.partnership, item.due_on) == ("1", ("ada",), "t1", date(2024, 3, 4))


def paper(until: date | None, seen: date = date(2024, 1, 2), kind: str = "permit") -> Evidence:
    return Evidence(id=f"{kind}-{seen}", person="ada", kind=kind, seen_on=seen, by="cora", valid_until=until)


def test_a_document_is_listed_thirty_days_before_it_expires_and_afterwards() -> None:
    """The last valid day stays what it is, even on a Sunday; once it has passed the sentence says so."""
    until = date(2024, 6, 30)
    assert due_papers([paper(until)], on=date(2024, 5, 30), since=None) == ()
    (item,) = due_papers([paper(until)], on=date(2024, 5, 31), since=None)
    assert (item.due_on, item.since, item.sentence.code) == (until, date(2024, 5, 31), "due.paper")
    assert due_papers([paper(until)], on=date(2024, 7, 1), since=None)[0].sentence.code == "due.paper_expired"


def test_a_newer_document_of_the_same_kind_settles_the_older_one() -> None:
    """Of each kind only the newest is asked about, and one without an end never."""
    old, new = paper(date(2024, 6, 30)), paper(date(2026, 6, 30), date(2024, 6, 3))
    other = paper(None, kind="certificate")
    assert due_papers([new, old, other], on=date(2024, 7, 1), since=None) == ()
    assert len(due_papers([new, old, other], on=date(2024, 6, 2), since=None)) == 1
    assert due_papers([new, old, other], on=date(2024, 6, 3), since=None) == ()


# What is new, and what holds always


def test_a_missed_day_is_caught_up() -> None:
    """Who last looked on Friday finds on Tuesday what came on Monday as new, and Friday's as known."""
    policy = attrs.evolve(POLICY, milestones=(Milestone("talk", Due(days=14)), Milestone("plan", Due(days=11))))
    items = only(policy, history(met(START)), date(2024, 2, 6), DueKind.MILESTONE, since=date(2024, 2, 2))
    assert [(item.about, item.since, item.new) for item in items] == [
        ("plan", date(2024, 2, 2), False),
        ("talk", date(2024, 2, 5), True),
    ]


FULL = SessionPolicy(
    months=6,
    dose=Dose(5, 7),
    milestones=(KICK_OFF, MID_TERM, Milestone("closing", Due(counted_from=From.END), group=True)),
)
DAYS = st.dates(date(2023, 12, 1), date(2024, 10, 31))
STATES = st.sampled_from(list(PairState))


@st.composite
def histories(draw: st.DrawFn) -> History:
    """A pair of any state with any sessions, statements, pauses and events."""
    days = draw(st.lists(DAYS, max_size=6, unique=True))
    months = draw(st.lists(DAYS.map(lambda day: day.replace(day=1)), max_size=3, unique=True))
    rests = draw(st.dictionaries(DAYS, st.none() | DAYS, max_size=2))
    gatherings = draw(
        st.lists(
            st.builds(event, st.sampled_from(["kick_off", "closing"]), DAYS, st.sampled_from(["ada", "ben"])),
            max_size=3,
            unique_by=lambda each: each.event.id,
        )
    )
    return history(
        *map(met, days),
        partnership=pair(
            state=draw(STATES), offer_until=draw(st.none() | DAYS), reason=draw(st.none() | st.just("Same trade."))
        ),
        statements=tuple(
            Statement(id=f"m{day}", partnership="t1", month=day, meetings=1, minutes=60, by="ben") for day in months
        ),
        pauses=tuple(pause(began, ended=ended) for began, ended in rests.items()),
        events=tuple(gatherings),
    )


@given(histories(), DAYS, DAYS, DAYS)
def test_a_later_look_lists_the_same_items(seen: History, on: date, first: date, second: date) -> None:
    """`since` decides what is new and nothing else; the later it is, the less is new."""
    earlier, later = sorted((first, second))
    before, after = due(FULL, seen, on=on, since=earlier), due(FULL, seen, on=on, since=later)
    assert [attrs.evolve(item, new=False) for item in before] == [attrs.evolve(item, new=False) for item in after]
    assert {item.key for item in after if item.new} <= {item.key for item in before if item.new}
    assert all(item.new for item in due(FULL, seen, on=on, since=None))


@given(histories(), DAYS)
def test_nothing_is_listed_twice_or_before_its_day(seen: History, on: date) -> None:
    """Every item has its own key, has come, and stands in the order of its day."""
    items = due(FULL, seen, on=on, since=None)
    assert len({item.key for item in items}) == len(items)
    assert len([item for item in items if item.what in MEETING]) <= 1
    assert all(item.since <= on for item in items)
    assert [item.due_on for item in items] == sorted(item.due_on for item in items)
    assert all(item.since.weekday() < 5 for item in items)


MEETING = {DueKind.FIRST_MEETING, DueKind.NEXT_MEETING, DueKind.SILENT_YELLOW, DueKind.SILENT_RED}


@given(histories(), DAYS, st.integers(1, 90))
def test_what_is_due_stays_listed_as_long_as_nothing_is_entered(seen: History, on: date, later: int) -> None:
    """With the same records, a later day lists at least the same things, since the same day.

    A pair's silence grows from one kind into the next and ends with its time, so it is looked at apart.
    """
    until_now = History(
        partnership=seen.partnership,
        round_start=START,
        sessions=tuple(each for each in seen.sessions if each.held_on <= on),
        statements=tuple(each for each in seen.statements if each.month.replace(day=28) <= on),
        pauses=tuple(each for each in seen.pauses if each.ended_on is not None and each.ended_on <= on),
        events=tuple(each for each in seen.events if each.event.held_on <= on),
    )
    now = due(FULL, until_now, on=on, since=None)
    then = {item.key: item.since for item in due(FULL, until_now, on=on + timedelta(days=later), since=None)}
    for item in now:
        if item.what not in MEETING:
            assert then[item.key] == item.since


@given(histories(), DAYS, st.randoms(use_true_random=False))
def test_the_order_of_what_comes_in_never_matters(seen: History, on: date, chance: random.Random) -> None:
    """Shuffled records and shuffled pairs list the same things in the same order."""
    others = [seen, history(partnership=pair(id="t2", mentee="eva")), history(partnership=pair(id="t3", mentor="dan"))]
    shuffled = [
        attrs.evolve(
            each,
            sessions=tuple(chance.sample(each.sessions, len(each.sessions))),
            events=tuple(chance.sample(each.events, len(each.events))),
            pauses=tuple(chance.sample(each.pauses, len(each.pauses))),
        )
        for each in chance.sample(others, 3)
    ]
    assert due_round(FULL, shuffled, on=on, since=START) == due_round(FULL, others, on=on, since=START)


@given(histories(), DAYS)
def test_a_pair_given_twice_is_listed_once(seen: History, on: date) -> None:
    """The same history handed over twice adds nothing."""
    assert due_round(FULL, [seen, seen], on=on, since=None) == due_round(FULL, [seen], on=on, since=None)


@given(histories(), DAYS, st.sampled_from(["de", "en"]))
def test_every_item_can_be_put_into_words(seen: History, on: date, language: str) -> None:
    """Every value a sentence asks for is there."""
    labels = core_labels()
    for item in due(FULL, seen, on=on, since=None):
        text = labels.text(item.sentence, language)
        assert text not in ("", item.sentence.code)
        assert "{" not in text


def test_a_missing_side_is_named_in_the_readers_language() -> None:
    """The sentence says who still lacks the kick-off."""
    policy = attrs.evolve(POLICY, milestones=(KICK_OFF,))
    half = history(met(date(2024, 2, 5)), events=(event("kick_off", START, "ada"),))
    (item,) = listed(policy, half, date(2024, 2, 5))
    assert item.sentence.args["sides"].items[0].code == f"due.side.{Side.MENTOR}"  # type: ignore[attr-defined]
    assert "Mentor:in" in core_labels().text(item.sentence, "de")
