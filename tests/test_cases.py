"""One pair or case, and all of a round, as somebody reads them: what is shown, covered, possible, found."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest

from geleit.cli import main
from geleit.errors import NotAllowed, NotPossible, UsageError
from geleit.model.lifecycle import PairState
from geleit.model.partnerships import Side
from geleit.permissions import HIDDEN, Action
from geleit.programme import Programme, partnerships
from geleit.programme.capacity import Level
from geleit.programme.cases.board import board
from geleit.programme.cases.correcting import change_session, drop_session
from geleit.programme.cases.events import events_of_round, guests, note_attendance
from geleit.programme.cases.handing import hand_over_by_hand, who_can_take
from geleit.programme.cases.listing import SILENT, Order, Wanted, in_order, pair_rows
from geleit.programme.cases.meeting import log_meeting
from geleit.programme.cases.panels import Panel, panels
from geleit.programme.cases.steps import PairStep, possible_steps
from geleit.programme.cases.topics import topics_like
from geleit.programme.cases.view import pair_view, usual_minutes
from geleit.programme.proposals import publishing
from geleit.progress import Silence
from geleit.questions.matching import AcceptancePolicy
from geleit.questions.sessions import Caseload, Clock, Dose, Interval, Per, SessionPolicy, Stage
from geleit.store import entries
from tests.organisations.accompanied import cases, once_more, tandems
from tests.organisations.bundled import BundledOffice
from tests.organisations.office import OfficeAtWork


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, BundledOffice]:
    """Both organisations, made once."""
    found = {}
    for make in (tandems, cases):
        office = make(tmp_path_factory.mktemp(make.__name__))
        office.programme.close()
        found[make.__name__] = office
    return found


@pytest.fixture
def at(made: dict[str, BundledOffice], tmp_path: Path) -> Iterator[Callable[..., OfficeAtWork]]:
    """An organisation in a folder of the test's own; with `staff`, somebody of that role is at work in it."""
    opened: list[Programme] = []

    def copy(which: str, staff: str | None = None) -> OfficeAtWork:
        office = once_more(made[which], tmp_path, staff)
        opened.append(office.programme)
        return office

    yield copy
    for programme in opened:
        programme.close()


@pytest.fixture(scope="module")
def read(
    made: dict[str, BundledOffice], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Mapping[str, OfficeAtWork]]:
    """Both organisations for tests that only read."""
    found = {name: once_more(office, tmp_path_factory.mktemp(f"{name}-read")) for name, office in made.items()}
    yield found
    for office in found.values():
        office.programme.close()


def test_the_policy_chooses_the_panels() -> None:
    """Stages, caseload, certificates and offers are there where the policy has them, whatever the form is called."""
    plain = set(panels(SessionPolicy(), AcceptancePolicy()))
    assert {Panel.MONTHS, Panel.SESSIONS, Panel.GOALS} <= plain
    assert plain.isdisjoint({Panel.STAGES, Panel.CASELOAD, Panel.AGREEMENT, Panel.ACCEPTANCE, Panel.MILESTONES})
    policy = SessionPolicy(clock=Clock.AGREEMENT, stages=(Stage("one"),), caseload=Caseload(warning=1, cap=2, stop=3))
    assert set(panels(policy, AcceptancePolicy())) - plain == {Panel.STAGES, Panel.CASELOAD, Panel.AGREEMENT}


def test_a_meeting_usually_lasts_as_the_policy_says_until_one_is_known() -> None:
    """Six hours a month every two weeks are two hours and three quarters; without a dose it is an hour."""
    assert usual_minutes(SessionPolicy(dose=Dose(6, 8), interval=Interval(14, 28)), ()) == 165
    assert usual_minutes(SessionPolicy(dose=Dose(2, 3, Per.WEEK), interval=Interval(7, 7)), ()) == 120
    assert usual_minutes(SessionPolicy(), ()) == 60


def test_a_list_knows_hours_silence_and_the_last_meeting(read: Mapping[str, OfficeAtWork]) -> None:
    """Bea has not met since January, Amal last week; who has ended stands behind them and is not called silent."""
    office = read["tandems"]
    rows = pair_rows(office.programme, office.round)
    assert [(row.pair.mentee, row.silence) for row in rows] == [
        ("m1", Silence.GREEN),
        ("m2", Silence.RED),
        ("m3", Silence.NONE),
    ]
    assert rows[0].sums is not None
    assert (rows[0].sums.met_minutes, rows[0].sums.meetings, rows[0].last_meeting) == (570, 5, date(2026, 4, 14))
    assert rows[1].end == date(2026, 7, 11)
    assert [row.pair.mentee for row in in_order(rows, Order.LAST_MEETING)] == ["m2", "m1", "m3"]
    assert [row.pair.mentee for row in in_order(rows, Order.MENTOR)] == ["m1", "m2", "m3"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), ["m1", "m2", "m3"]),
        (Wanted(silences=SILENT), ["m2"]),
        (Wanted(states=[PairState.CLOSED]), ["m3"]),
        (Wanted(mentor="p1"), ["m1"]),
        (Wanted(text="mueller uli"), ["m2"]),
        (Wanted(text="gross"), ["m1"]),
        (Wanted(text="niemand"), []),
    ],
)
def test_a_list_is_narrowed(read: Mapping[str, OfficeAtWork], wanted: Wanted, found: list[str]) -> None:
    """By state, silence, mentor and by words of both names, Müller as Mueller."""
    office = read["tandems"]
    assert [row.pair.mentee for row in wanted.kept(pair_rows(office.programme, office.round))] == found


def test_protected_texts_are_covered_until_they_are_opened(at: Callable[..., OfficeAtWork]) -> None:
    """A note and a goal are signs only; who opens them stands in the change history with what they opened."""
    office = at("tandems")
    programme = office.programme
    view = pair_view(programme, office.round, "m1")
    assert view.covered
    assert {one.note for one in view.sessions} | {one.text for one in view.goals} == {HIDDEN}
    before = len(entries(programme.store))
    opened = pair_view(programme, office.round, "m1", opened=True)
    assert not opened.covered
    assert {one.note for one in opened.sessions} == {"über den Lebenslauf"}
    noted = entries(programme.store)[: len(entries(programme.store)) - before]
    assert [(one.reason, one.key, one.after["fields"]) for one in noted] == [("shown", "m1", ["goals", "sessions"])]


def test_an_assistant_opens_nothing(at: Callable[..., OfficeAtWork]) -> None:
    """Whoever may not see protected texts is offered none to open, and gets the sign whatever they ask."""
    office = at("tandems", '{ role = "assistant" }')
    view = pair_view(office.programme, office.round, "m1", opened=True)
    assert not view.covered
    assert {one.note for one in view.sessions} == {HIDDEN}
    assert PairStep.LOG in view.steps
    assert PairStep.CLOSE not in view.steps


def test_one_pair_has_what_belongs_to_it(read: Mapping[str, OfficeAtWork]) -> None:
    """Months with their source, the newest session first, events with both sides, and what can be done."""
    office = read["tandems"]
    view = pair_view(office.programme, office.round, "Amal")
    assert view.name == "Amal Öz & Tom Groß"
    assert [one.held_on.month for one in view.sessions] == [4, 3, 2, 1]
    assert [(one.event.title, one.mentee, one.mentor) for one in view.events] == [("Auftakt", True, True)]
    assert view.progress is not None
    assert [month.source.value for month in view.progress.months] == ["sessions", "statement", "sessions", "sessions"]
    assert view.usual_minutes == 90
    assert {PairStep.LOG, PairStep.PAUSE, PairStep.CLOSE, PairStep.BOUNDARY} <= set(view.steps)
    assert {PairStep.STAGE, PairStep.RESUME, PairStep.REOPEN, PairStep.SUCCESSOR} & set(view.steps) == set()
    ended = pair_view(office.programme, office.round, "Cem")
    assert {PairStep.REOPEN, PairStep.SUCCESSOR} <= set(ended.steps)


def test_a_successor_is_linked_both_ways(at: Callable[..., OfficeAtWork]) -> None:
    """Cem's second pair names the first, and the first its successor; a further one is then not offered."""
    office = at("tandems")
    second = publishing.pair_by_hand(office.programme, office.round, "m3", "p4", "Nachfolge")
    first = pair_view(office.programme, office.round, second.predecessor or "")
    assert first.successor is not None
    assert first.successor.id == second.id
    assert PairStep.SUCCESSOR not in first.steps
    after = pair_view(office.programme, office.round, second.id)
    assert after.predecessor is not None
    assert (after.predecessor.id, after.predecessor.state) == (first.pair.id, PairState.CLOSED)


def test_a_case_shows_stages_and_the_mentors_load(read: Mapping[str, OfficeAtWork]) -> None:
    """Nobody expects hours, a stage can be changed, and the mentor's caseload stands beside it."""
    office = read["cases"]
    view = pair_view(office.programme, office.round, "c1")
    assert {Panel.STAGES, Panel.CASELOAD, Panel.AGREEMENT} <= set(view.panels)
    assert [entry.stage for entry in view.stages] == ["orientation"]
    assert view.progress is not None
    assert view.progress.expected_least is None
    assert view.load is not None
    assert (view.load.running, view.load.level) == (3, Level.WARNING)
    assert {PairStep.STAGE, PairStep.HAND_OVER} <= set(view.steps)


def test_topics_are_found_by_their_first_letters(read: Mapping[str, OfficeAtWork]) -> None:
    """By code, by words in any order, and a task that is not the mentor's comes with where to refer."""
    office = read["tandems"]

    def found(text: str) -> list[str]:
        return [one.code for one in topics_like(office.programme, office.round, text)]

    assert found("T03") == found("t03") == ["T03"]
    assert found("fachspr")[0] == "T03"
    assert found("anerk")[0] == "T06"
    assert found("üben fach")[0] == "T03"
    assert found("xyz") == []
    assert len(found("")) == 22
    blocked = topics_like(office.programme, office.round, "N06")[0]
    assert blocked.blocked
    assert blocked.referral


def test_attendance_is_recorded_for_many_and_taken_back(at: Callable[..., OfficeAtWork]) -> None:
    """Present, absent and unknown are three things; who is not named stays, and whose pair has ended since is there."""
    office = at("tandems")
    programme, round_ = office.programme, office.round
    event = events_of_round(programme, round_)[0]
    assert (event.event.title, event.present, event.absent) == ("Auftakt", 3, 1)
    assert [(one.person, one.present) for one in guests(programme, round_, "Auftakt")] == [
        ("m1", True),
        ("m2", True),
        ("m3", None),
        ("p1", True),
        ("p2", False),
        ("p3", None),
    ]
    note_attendance(programme, round_, event.event.id, {"m1": None, "p2": True, "m2": False})
    assert {one.person: one.present for one in guests(programme, round_, event.event.id)} == {
        "m1": None,
        "m2": False,
        "m3": None,
        "p1": True,
        "p2": True,
        "p3": None,
    }
    assert [one.present for one in guests(programme, round_)] == [None] * 4
    earlier = [one.person for one in guests(programme, round_, on=date(2026, 2, 20))]
    assert earlier == ["m1", "m2", "m3", "p1", "p2", "p3"]
    with pytest.raises(UsageError):
        note_attendance(programme, round_, "Ausflug", {})


def test_the_board_has_every_mentor_with_cases_and_limits(read: Mapping[str, OfficeAtWork]) -> None:
    """Limits go by the share of a post; who has nobody is there too."""
    office = read["cases"]
    found = {one.load.mentor.person.id: one for one in board(office.programme, office.round)}
    assert [row.pair.mentee for row in found["n"].cases] == ["c1", "c2", "c3"]
    assert (found["n"].warning, found["n"].cap, found["n"].stop, found["n"].most) == (3, 4, 4, 4)
    assert (found["o"].warning, found["o"].stop, found["q"].cases) == (1, 2, ())
    assert found["o"].load.level is Level.WARNING
    other = read["tandems"]
    assert all(one.stop is None for one in board(other.programme, other.round))


def test_a_case_is_handed_over_and_nothing_starts_anew(at: Callable[..., OfficeAtWork]) -> None:
    """The successor has agreement and stage, the old case ends as handed over."""
    office = at("cases")
    programme, round_ = office.programme, office.round
    assert [one.mentor.person.id for one in who_can_take(programme, round_, "c1")] == ["q", "o"]
    after = hand_over_by_hand(programme, round_, "c1", "q", "Nina geht in Karenz")
    view = pair_view(programme, round_, after.id)
    assert (after.state, after.stage, view.agreements[0].signed_on) == (
        PairState.ACTIVE,
        "orientation",
        date(2026, 1, 12),
    )
    assert view.predecessor is not None
    before = pair_view(programme, round_, view.predecessor.id)
    assert (before.pair.state, before.pair.end_reason) == (PairState.CLOSED, "handed_over")


@pytest.mark.parametrize(
    ("pair", "mentor", "reason", "code"),
    [
        ("c1", "q", "  ", "matching.reason_missing"),
        ("c1", "n", "so", "cases.has_already"),
        ("c1", "o", "so", "capacity.full"),
    ],
)
def test_a_handover_that_cannot_be_is_refused(
    at: Callable[..., OfficeAtWork], pair: str, mentor: str, reason: str, code: str
) -> None:
    """Without a reason, to the mentor who has the case, to one whose stop is reached."""
    office = at("cases")
    if code == "capacity.full":
        hand_over_by_hand(office.programme, office.round, "c2", "o", "so")
    with pytest.raises(NotPossible) as refused:
        hand_over_by_hand(office.programme, office.round, pair, mentor, reason)
    assert refused.value.sentence.code == code


def test_a_paused_case_stays_where_it_is(at: Callable[..., OfficeAtWork]) -> None:
    """What is paused is not handed over, and the screen does not offer it."""
    office = at("cases")
    partnerships.pause(office.programme, office.round, "c1", "Kur")
    assert PairStep.HAND_OVER not in pair_view(office.programme, office.round, "c1").steps
    with pytest.raises(NotPossible) as refused:
        hand_over_by_hand(office.programme, office.round, "c1", "q", "so")
    assert refused.value.sentence.code == "cases.not_movable"


def test_an_employed_mentor_reads_own_cases_only(at: Callable[..., OfficeAtWork]) -> None:
    """The list is theirs, another's case is refused, and the board is not for them."""
    office = at("cases", '{ role = "mentor", person = "n" }')
    programme, round_ = office.programme, office.round
    assert [row.pair.mentee for row in pair_rows(programme, round_)] == ["c1", "c2", "c3"]
    view = pair_view(programme, round_, "c1")
    assert view.load is None
    assert PairStep.HAND_OVER not in view.steps
    with pytest.raises(NotAllowed):
        pair_view(programme, round_, "c4")
    with pytest.raises(NotAllowed):
        board(programme, round_)


def test_the_command_line_tells_the_same(
    at: Callable[..., OfficeAtWork], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lists, one pair, attendance and handover have their commands, and a note that tells too much is warned about."""
    monkeypatch.setenv("GELEIT_NOW", "2026-04-20T10:00")
    config = str(at("cases").config)

    def run(*words: str) -> Any:
        assert main([words[0], config, *words[1:]]) == 0
        return json.loads(capsys.readouterr().out or "null")

    rows = run("pairs", "--json", "--mentor", "Nina Roth")
    assert [row["mentee"] for row in rows] == ["c1", "c2", "c3"]
    assert {"end", "silence", "met_minutes", "last_meeting", "stage"} <= set(rows[0])
    assert run("partnership", rows[0]["id"], "--json")["panels"][0] == "agreement"
    main(["handover", config, "c1", "q", "--reason", "Karenz"])
    assert [one["running"] for one in run("mentors", "--json")] == [2, 1, 1]
    main(["reason", config, "c2", "--told", "heute", "--text", "beide aus der Pflege"])
    told = run("partnership", "c2", "--json")
    assert (told["reason"], told["reason_told_on"]) == ("beide aus der Pflege", "2026-04-20")
    main(["log", config, "c2", "heute", "--minutes", "30", "--note", "war krank"])
    assert "„krank“" in capsys.readouterr().err
    logged = run("partnership", "c2", "--json", "--open")["sessions"][0]
    main(["session", "change", config, logged["id"], "--minutes", "45", "--on", "gestern", "--topic", "C01"])
    right = run("partnership", "c2", "--json", "--open")["sessions"][0]
    assert right == {**logged, "minutes": 45, "held_on": "2026-04-19", "topics": ["C01"]}
    main(["session", "drop", config, logged["id"]])
    assert run("partnership", "c2", "--json")["sessions"] == []
    main(["event", config, "Netzwerktreffen", "gestern"])
    told = run("attendance", "Netzwerktreffen", "--json", "--all-present", "--absent", "c2")
    assert {one["person"]: one["present"] for one in told}["c2"] is False
    assert run("events", "--json")[0]["present"] == 6


def test_a_meeting_is_logged_with_what_is_not_the_mentors_beside_it(at: Callable[..., OfficeAtWork]) -> None:
    """One step: the session without the blocked task, a note with the referral; a blocked task alone is no session."""
    office = at("tandems")
    programme, round_ = office.programme, office.round
    both = log_meeting(programme, round_, "m2", date(2026, 4, 19), minutes=60, topics=["T01", "N06"], note="Ablauf")
    assert both.session is not None
    assert (both.session.topics, both.session.note) == (("T01",), "Ablauf")
    assert [(one.blocked, bool(one.referred_to), one.note) for one in both.boundary_notes] == [("N06", True, None)]
    alone = log_meeting(programme, round_, "m2", date(2026, 4, 20), minutes=60, topics=["N04"], note="Frage")
    assert alone.session is None
    assert [(one.blocked, one.note) for one in alone.boundary_notes] == [("N04", "Frage")]


def test_what_is_possible_follows_from_state_and_policy(read: Mapping[str, OfficeAtWork]) -> None:
    """An offer is answered where somebody is asked, an ended pair gets a successor once, and stages belong to cases."""
    office = read["tandems"]
    answers = office.programme.answers(office.round)
    asking = attrs.evolve(
        answers, matching=attrs.evolve(answers.matching, acceptance=AcceptancePolicy(sides=(Side.MENTOR,)))
    )
    offered = possible_steps(asking, PairState.OFFERED, alone=False)
    assert {PairStep.ACCEPT, PairStep.DECLINE} <= set(offered)
    assert PairStep.LOG not in offered
    assert PairStep.ACCEPT not in possible_steps(answers, PairState.OFFERED, alone=False)
    assert PairStep.HAND_OVER not in possible_steps(asking, PairState.ACTIVE, alone=False)
    assert set(possible_steps(answers, PairState.DECLINED, alone=True)) == {PairStep.CONTACT, PairStep.TASK}
    assert PairStep.RESUME in possible_steps(answers, PairState.PAUSED, alone=False)
    assert PairStep.STAGE not in possible_steps(answers, PairState.ACTIVE, alone=False)
    case = read["cases"].programme.answers(read["cases"].round)
    assert PairStep.STAGE in possible_steps(case, PairState.ACTIVE, alone=False)
    assert PairStep.SUCCESSOR in possible_steps(case, PairState.CLOSED, alone=True)
    assert PairStep.SUCCESSOR not in possible_steps(case, PairState.CLOSED, alone=False)


def test_a_meeting_is_put_right_and_taken_back(at: Callable[..., OfficeAtWork]) -> None:
    """What is not named stays, the hours follow, and the change history keeps what stood there before."""
    office = at("tandems")
    programme, round_ = office.programme, office.round
    session = pair_view(programme, round_, "m2").sessions[0]
    changed = change_session(programme, round_, session.id, {"minutes": 75})
    assert (changed.held_on, changed.minutes, changed.rev) == (session.held_on, 75, session.rev + 1)
    rows = {row.pair.mentee: row for row in pair_rows(programme, round_)}
    assert rows["m2"].sums is not None
    assert rows["m2"].sums.met_minutes == 75
    drop_session(programme, session.id)
    assert pair_view(programme, round_, "m2").sessions == ()
    kept = entries(programme.store, limit=1)[0]
    assert (kept.reason, kept.key, kept.before["minutes"]) == ("session_dropped", session.id, 75)
    with pytest.raises(UsageError):
        drop_session(programme, session.id)


def test_nobody_puts_right_what_is_not_theirs(at: Callable[..., OfficeAtWork]) -> None:
    """An employed mentor reaches the meetings of own cases, and no others."""
    office = at("cases", '{ role = "mentor", person = "o" }')
    with pytest.raises(NotAllowed):
        drop_session(office.programme, _session_of(office, "c1"))
    assert pair_rows(office.programme, office.round)[0].pair.mentee == "c4"


def _session_of(office: OfficeAtWork, mentee: str) -> str:
    """The id of somebody's session, whoever is at work."""
    with office.programme.permits.as_system(Action.LOG):
        return pair_view(office.programme, office.round, mentee).sessions[0].id
