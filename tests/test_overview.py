"""The overview says what the slow way says: reading everything, one record after the other."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.building import build, now
from benchmarks.organisation import CONFIG
from benchmarks.size import TODAY, Size
from geleit.errors import UsageError
from geleit.fields import evolve
from geleit.model.evidence import Evidence
from geleit.model.lifecycle import GONE, PairState, PartState
from geleit.model.office import Request, RequestKind, Task
from geleit.model.outcomes import FollowUp
from geleit.model.partnerships import Partnership, Pause, Side
from geleit.model.people import Participation, Role
from geleit.model.sessions import Session, Statement
from geleit.programme import Programme, overview
from geleit.programme.capacity import loads
from geleit.programme.due import due_in_round, progress_of_round
from geleit.programme.findings import screen_round
from geleit.programme.histories import histories, working_days
from geleit.programme.office import tasks
from geleit.programme.overview.incomplete import UNDECIDED
from geleit.programme.privacy.requests import due_requests
from geleit.programme.proposals.pool import mentees_in_pool
from geleit.programme.reporting.reports import report
from geleit.programme.roster import roster
from geleit.progress import DueItem, DueKind, History, Silence, due, due_round, progress, quiet
from geleit.progress.calendar_months import add_months
from geleit.progress.items import in_order
from geleit.progress.months import MonthSource
from geleit.questions.eligibility import Force, Verdict
from geleit.questions.sessions import Clock, Dose, SessionPolicy
from geleit.screening import Outlook
from geleit.store import Transaction
from tests.organisations.ada_and_ben import pair

PEOPLE, SESSIONS, ROUNDS = 180, 900, 3
LONG_AGO = TODAY - timedelta(days=100)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Programme]:
    """An organisation of three rounds in which everything happens that an overview tells of."""
    folder = tmp_path_factory.mktemp("overview")
    build(folder, Size(people=PEOPLE, sessions=SESSIONS, rounds=ROUNDS, biggest=0.6), seed=3)
    with Programme.open(folder / CONFIG, clock=now, account="benchmark") as programme:
        _disturb(programme, Random(5))
        yield programme


def _disturb(programme: Programme, dice: Random) -> None:
    newest, oldest = programme.rounds()[-1], programme.rounds()[0]
    with programme.store.write("load") as tx:
        pairs = tx.all(Partnership, round=newest.id)
        for place, pair in enumerate(pairs):
            _happen(programme, tx, dice, pair, place % 7)
            if place % 7 == 5:
                before = pairs[place - 1].id
                tx.update(evolve(pair, predecessor=before, reason="Beide kochen gern.", reason_told_on=None))
        parts = tx.all(Participation, round=newest.id)
        paired = {one for pair in pairs for one in (pair.mentee_part, pair.mentor_part)}
        for part in [one for one in parts if one.id not in paired][::2]:
            tx.update(evolve(part, state=dice.choice([*UNDECIDED[part.role], PartState.REFUSED]), admitted_on=None))
        for part in parts[::3]:
            for days in dice.sample(range(-60, 90), 2):
                paper: dict[str, Any] = {
                    "kind": dice.choice(["residence", "certificate"]),
                    "seen_on": LONG_AGO,
                    "by": "benchmark",
                }
                until = TODAY + timedelta(days=days)
                tx.add(Evidence(id=programme.new_id(), person=part.person, valid_until=until, **paper))
        for part in tx.all(Participation, round=oldest.id, role=Role.MENTEE)[:8]:
            due_on = TODAY + timedelta(days=dice.randint(-40, 10))
            asked: dict[str, Any] = {"person": part.person, "participation": part.id, "offset": "exit"}
            tx.add(FollowUp(id=programme.new_id(), due_on=due_on, **asked))
        for owner in ("benchmark", "somebody"):
            for day in (None, LONG_AGO, TODAY + timedelta(days=5)):
                person = parts[1].person
                tx.add(Task(id=programme.new_id(), title="Anrufen", due_on=day, owner=owner, person=person))
        asking: dict[str, Any] = {
            "person": parts[2].person,
            "received_on": LONG_AGO,
            "deadline": LONG_AGO,
            "by": "benchmark",
        }
        tx.add(Request(id=programme.new_id(), kind=RequestKind.ACCESS, **asking))


def _happen(programme: Programme, tx: Transaction, dice: Random, pair: Partnership, what: int) -> None:
    """An offer, a pause, an early end, a silence, nothing ever, or what the benchmark made up."""
    if what == 0:
        until = dice.choice([None, TODAY - timedelta(days=3), TODAY + timedelta(days=9)])
        tx.update(evolve(pair, state=PairState.OFFERED, started=None, offer_until=until))
    if what == 1:
        began = TODAY - timedelta(days=dice.randint(1, 80))
        expected = dice.choice([None, TODAY - timedelta(days=2), TODAY + timedelta(days=20)])
        tx.update(evolve(pair, state=PairState.PAUSED))
        paused: dict[str, Any] = {
            "partnership": pair.id,
            "began_on": began,
            "expected_until": expected,
            "reason": "ill",
        }
        tx.add(Pause(id=programme.new_id(), **paused))
    if what == 2:
        tx.update(evolve(pair, state=PairState.CLOSED, ended=TODAY - timedelta(days=20), end_reason="moved"))
    if what in (3, 4):
        for session in tx.all(Session, partnership=pair.id):
            if what == 4 or session.held_on > TODAY - timedelta(days=50):
                tx.delete(session)
        for stated in tx.all(Statement, partnership=pair.id):
            tx.delete(stated)


def slowly_due(programme: Programme, round_id: str, since: date | None) -> tuple[DueItem, ...]:
    """What is due in a round, from all that was recorded."""
    round_ = programme.round(round_id)
    people = {one.person.id: one for role in Role for one in roster(programme, round_.id, role)}
    parts = {part.id for part in programme.store.all(Participation, round=round_.id)}
    staying = {id_ for id_, one in people.items() if one.part.state not in GONE}
    items = due_round(
        programme.answers(round_).sessions,
        histories(programme, round_).values(),
        on=TODAY,
        since=since,
        follow_ups=[one for one in programme.store.all(FollowUp) if one.participation in parts],
        tasks=tasks(programme),
        papers=[paper for paper in programme.store.all(Evidence) if paper.person in staying],
        calendar=working_days(programme),
        territories={id_: getattr(one.fields, "territory", None) for id_, one in people.items()},
    )
    return in_order((*items, *due_requests(programme, on=TODAY, since=since)))


@pytest.mark.parametrize("since", [None, LONG_AGO, TODAY - timedelta(days=7)])
def test_reading_less_finds_the_same_things_to_do(office: Programme, since: date | None) -> None:
    """In every round, also with what is new since a day."""
    kinds: Counter[str] = Counter()
    for round_ in office.rounds():
        fast = due_in_round(office, round_, on=TODAY, since=since)
        assert fast == slowly_due(office, round_.id, since)
        kinds.update(item.what.value for item in fast)
    assert kinds.keys() >= {"offer", "pause", "paper", "follow_up", "task", "request", "milestone"}


@given(
    st.lists(st.integers(-20, 260), max_size=6),
    st.lists(st.tuples(st.integers(0, 8), st.integers(0, 2)), max_size=3, unique_by=lambda each: each[0]),
    st.lists(st.tuples(st.integers(-5, 200), st.integers(1, 70)), max_size=2),
    st.integers(0, 260),
    st.sampled_from([None, 90, 200]),
)
def test_a_month_without_a_word_is_one_whose_progress_has_no_source(
    met: list[int], stated: list[tuple[int, int]], pauses: list[tuple[int, int]], on: int, ended: int | None
) -> None:
    """What is asked for month by month is read from the same months as the hours, and a silence is the same colour."""
    start = date(2025, 1, 15)

    def day(number: int) -> date:
        return start + timedelta(days=number)

    whole = History(
        partnership=pair(state=PairState.ACTIVE, decided_on=start, ended=None if ended is None else day(ended)),
        round_start=start,
        sessions=tuple(
            Session(id=f"s{n}", partnership="t1", held_on=day(each), minutes=60, by="ben") for n, each in enumerate(met)
        ),
        statements=tuple(
            Statement(id=f"m{month}", partnership="t1", month=date(2025, 1 + month, 1), meetings=count, by="ben")
            for month, count in stated
        ),
        pauses=tuple(
            Pause(id=f"p{n}", partnership="t1", began_on=day(first), ended_on=day(first + length), reason="ill")
            for n, (first, length) in enumerate(pauses)
        ),
    )
    policy = SessionPolicy(months=7, clock=Clock.ROUND, dose=Dose(5, 7))
    now = progress(policy, whole, on=day(on))
    months = [
        f"{month.month:%Y-%m}"
        for month in now.months
        if month.source is MonthSource.NONE and month.days * 2 >= monthrange(month.month.year, month.month.month)[1]
    ]
    asked = due(policy, whole, on=day(on), since=None)
    listed = {item.about for item in asked if item.what is DueKind.STATEMENT}
    assert listed <= {*months}
    assert {month for month in months if add_months(date.fromisoformat(f"{month}-01"), 1) < day(on - 3)} <= listed
    assert quiet(policy, whole, on=day(on)).silence is now.silence


def test_the_list_of_all_rounds_holds_every_round_once(office: Programme) -> None:
    """What is listed in any round is listed over all of them, once; the whole number is said where the list is cut."""
    every = {item.key for round_ in office.rounds() for item in slowly_due(office, round_.id, None)}
    found = overview.things_to_do(office, office.rounds(), limit=None)
    assert found.count == len(found.items) == len(every)
    cut = overview.things_to_do(office, office.rounds(), limit=3)
    assert (cut.count, cut.items, cut.kinds) == (found.count, found.items[:3], found.kinds)


def test_follow_ups_of_closed_rounds_are_listed_with_the_open_one(office: Programme) -> None:
    """Whoever looks at one round is told whom to ask again in the others."""
    oldest, newest = office.rounds()[0], office.rounds()[-1]
    found = overview.things_to_do(office, (newest,), limit=None)
    asked = [one for one in found.items if one.opens.kind is overview.Opens.FOLLOW_UP]
    assert asked
    assert {one.round for one in asked} == {oldest.id}
    assert all(one.who[0].name != one.who[0].id for one in asked)


def test_silent_pairs_are_those_whose_progress_says_so(office: Programme) -> None:
    """Red before yellow, the longest silence first."""
    round_ = office.rounds()[-1]
    slow = {
        one.pair.id: one.progress.silence
        for one in progress_of_round(office, round_)
        if one.progress.silence in (Silence.YELLOW, Silence.RED)
    }
    found = overview.silent_pairs(office, (round_,)).items
    assert {one.opens.id: one.silence for one in found} == slow
    assert {*slow.values()} == {Silence.YELLOW, Silence.RED}
    order = [(one.silence is Silence.YELLOW, -one.days) for one in found]
    assert order == sorted(order)


def test_hours_and_funnel_are_those_of_the_reports(office: Programme) -> None:
    """The figures beside the list are the ones that the funder reads."""
    round_ = office.rounds()[-1]
    cells = {
        cell.code: cell.value
        for code in ("hours", "funnel")
        for table in report(office, round_, code, last=TODAY).tables
        for row in table.rows
        for cell in row.cells
    }
    hours = overview.hours(office, round_)
    assert (hours.pairs, hours.meetings) == (cells["partnerships_begun"], cells["meetings"])
    told = (cells["hours_logged"], cells["hours_expected_least"], cells["hours_expected_most"])
    assert (hours.met_minutes, hours.expected_least, hours.expected_most) == pytest.approx(
        [60 * (one or 0) for one in told]
    )
    mentee, mentor = overview.course(office, round_).funnels
    assert mentee.steps == {
        "applied": cells["mentee_applications"],
        "admitted": cells["mentee_admitted"],
        "paired": mentee.paired,
        "started": cells["mentees_started"],
        "closed": mentee.closed,
    }
    assert (mentor.applied, mentor.admitted) == (cells["mentor_applications"], cells["mentor_admitted"])
    assert (mentor.paired, mentor.started) == (cells["mentors_paired"], cells["mentors_started"])
    assert sum(mentee.states.values()) == mentee.applied


def test_incomplete_applications_are_those_that_screening_leaves_open(office: Programme) -> None:
    """Each with the mandatory rules that are unknown; whoever has been decided on is not among them."""
    round_ = office.rounds()[-1]
    slow = {
        one.applicant.part.id: tuple(
            each.rule
            for each in one.screening.findings
            if each.force is Force.MANDATORY and each.counts_as is Verdict.UNKNOWN
        )
        for one in screen_round(office, round_)
        if one.screening.decision is Outlook.OPEN and one.applicant.part.state in UNDECIDED[one.applicant.part.role]
    }
    told: list[tuple[int, int]] = []
    found = overview.incomplete_applications(office, (round_,), limit=1, progress=lambda *n: told.append(n))
    assert found.count == len(slow) > 1
    assert len(found.items) == 1
    every = overview.incomplete_applications(office, (round_,), limit=None).items
    assert {one.participation: one.rules for one in every} == slow
    assert told[0] == (0, sum(part.state in UNDECIDED[part.role] for part in _parts(office, round_.id)))


def _parts(programme: Programme, round_id: str) -> tuple[Participation, ...]:
    return programme.store.all(Participation, round=round_id)


def test_looking_for_incomplete_applications_can_be_ended(office: Programme) -> None:
    """What the progress raises ends the work."""

    def stop(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        overview.incomplete_applications(office, office.rounds(), progress=stop)


def test_offers_wait_with_the_earliest_deadline_first(office: Programme) -> None:
    """Every offered pair, with the sides that have still to answer; one without a deadline comes last."""
    round_ = office.rounds()[-1]
    found = overview.waiting_offers(office, (round_,)).items
    assert {one.opens.id for one in found} == {
        pair.id for pair in office.store.all(Partnership, round=round_.id, state=PairState.OFFERED)
    }
    days = [one.due_on or date.max for one in found]
    assert days == sorted(days)
    assert {one.late for one in found if one.due_on is not None} == {True, False}
    asked = office.answers(round_).matching.acceptance.sides
    assert {one.sides for one in found} == {tuple(side for side in Side if side in asked)}


def test_places_are_those_of_the_mentors_loads(office: Programme) -> None:
    """Places, and the mentees who wait for one: those whom a proposal would take up."""
    round_ = office.rounds()[-1]
    found, slow = overview.places(office, round_), loads(office, round_)
    assert (found.mentors, found.places) == (len(slow), sum(one.places for one in slow))
    assert found.unpaired == len(mentees_in_pool(office, round_))
    assert sum(found.levels.values()) == len(slow)


def test_papers_alone_are_the_papers_of_the_whole_list(office: Programme) -> None:
    """The panel of expiring documents shows what the list of things to do shows of them."""
    rounds = office.rounds()
    whole = overview.things_to_do(office, rounds, limit=None).items
    alone = overview.expiring_papers(office, rounds, limit=None).items
    assert alone
    assert alone == tuple(one for one in whole if one.what == "DueKind.paper")


def test_mine_are_the_reminders_i_wrote(office: Programme) -> None:
    """Tasks go by their owner, cases by their mentor: who has no cases sees reminders only; a strange word is refused."""
    mine = overview.whose(office, "mine")
    found = overview.own_tasks(office, whose=mine)
    assert {office.store.one(Task, one.opens.id).owner for one in found.items} == {"benchmark"}
    assert overview.own_tasks(office).count > found.count
    assert [one.due_on for one in overview.own_tasks(office).items][-1] is None
    to_do = overview.things_to_do(office, office.rounds(), whose=mine, limit=None).items
    assert {one.what for one in to_do} == {"DueKind.task"}
    with pytest.raises(UsageError):
        overview.whose(office, "nobody")


def test_for_a_colleague_their_cases_are_shown(office: Programme, tmp_path: Path) -> None:
    """The cases of the mentor whose record an account names, and nobody else's."""
    round_ = office.rounds()[-1]
    pair = next(one for one in office.store.all(Partnership, round=round_.id, state=PairState.OFFERED))
    text = office.config.path.read_text(encoding="utf-8").replace(
        'path = "geleit.db"', f'path = "{office.config.path.parent / "geleit.db"}"'
    )
    staff = f'[staff]\nbenchmark = {{ role = "lead" }}\nsteffi = {{ role = "mentor", person = "{pair.mentor}" }}\n\n'
    config = tmp_path / "organisation.toml"
    config.write_text(text.replace("[[rounds]]", f"{staff}[[rounds]]", 1), encoding="utf-8")
    with Programme.open(config, clock=now, account="benchmark") as lead:
        assert [one.account for one in overview.staff_at_work(lead)] == ["benchmark", "steffi"]
        theirs = overview.whose(lead, "steffi")
        offers = overview.waiting_offers(lead, (lead.round(round_.id),), whose=theirs).items
        assert [one.opens.id for one in offers] == [pair.id]
        of_lead = overview.course(lead, lead.round(round_.id), whose=theirs)
    with Programme.open(config, clock=now, account="steffi") as mentor:
        round_ = mentor.round(round_.id)
        assert [one.opens.id for one in overview.waiting_offers(mentor, (round_,)).items] == [pair.id]
        assert overview.course(mentor, round_) == of_lead
