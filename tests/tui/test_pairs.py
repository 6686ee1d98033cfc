"""The list of pairs or cases, one of them with everything that can be entered, events, and the board."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from geleit.model.lifecycle import PairState
from geleit.model.office import Contact, Task
from geleit.model.outcomes import Feedback, Goal
from geleit.model.partnerships import Partnership, Side
from geleit.model.sessions import Attendance, BoundaryNote, Event, MilestoneDone, Session, Statement
from geleit.programme import partnerships
from geleit.programme.cases.view import pair_view
from geleit.store import entries
from geleit.vocabulary.answer import Answer
from geleit_tui.app import GeleitApp
from geleit_tui.screens.pairs.logging import LogForm
from geleit_tui.screens.pairs.pair import PairRoom
from geleit_tui.widgets.windowed_table import WindowedTable
from tests.organisations.accompanied import cases, once_more, tandems
from tests.organisations.bundled import BundledOffice
from tests.organisations.office import OfficeAtWork
from tests.tui.app_at_work import SMALL, at_work, press, screen_text, settle, type_text

At = Callable[..., OfficeAtWork]
Playing = Pilot[Any]


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
def at(made: dict[str, BundledOffice], tmp_path: Path) -> Iterator[At]:
    """An organisation in a folder of the test's own."""
    opened = []

    def copy(which: str, staff: str | None = None) -> OfficeAtWork:
        office = once_more(made[which], tmp_path, staff)
        opened.append(office.programme)
        return office

    yield copy
    for programme in opened:
        programme.close()


def pair_of(office: OfficeAtWork, mentee: str) -> Partnership:
    """Somebody's latest pair."""
    return max(office.programme.store.all(Partnership, mentee=mentee), key=lambda pair: pair.id)


async def answer(app: GeleitApp, pilot: Playing, *words: str) -> None:
    """Type into one question after the other (Tab between them), then save; an empty word leaves it as it is."""
    for place, word in enumerate(words):
        if place:
            await press(app, pilot, "tab")
        if word:
            await type_text(pilot, word)
            await settle(app, pilot)
    await press(app, pilot, "ctrl+s")


def test_the_list_is_narrowed_and_opens_a_pair(at: At) -> None:
    """Silent ones, a search in any spelling, another order; Enter opens, Escape leads back."""

    async def scenario(app: GeleitApp, pilot: Playing) -> None:
        await press(app, pilot, "4")
        shown = screen_text(app)
        assert "3 von 3" in shown
        assert "✗ Bea Müller" in shown
        assert "sehr lange nicht" in shown
        await press(app, pilot, "s")
        assert app.screen.query_one(WindowedTable).row_count == 1
        await press(app, pilot, "x", "slash")
        await type_text(pilot, "mueller")
        await settle(app, pilot)
        await press(app, pilot, "enter", "enter")
        assert isinstance(app.screen, PairRoom)
        assert "Bea Müller & Uli Mayr" in screen_text(app)
        await press(app, pilot, "escape", "o", "o")
        assert "wer am längsten nicht getroffen hat" in screen_text(app)
        app.screen.query_one("#find", Input).value = ""

    at_work(at("tandems").programme, scenario)


def test_a_meeting_is_logged_with_at_most_eight_keystrokes_beyond_its_text(at: At) -> None:
    """From the list: open, topic by its first letters, note, save; the record is what the command line would write."""
    office = at("tandems")
    keys: list[str] = []

    async def scenario(app: GeleitApp, pilot: Playing) -> None:
        await press(app, pilot, "4", "down")

        async def key(name: str) -> None:
            keys.append(name)
            await press(app, pilot, name)

        await key("l")
        await type_text(pilot, "gestern")
        await key("tab")
        await type_text(pilot, "45")
        await key("tab")
        await type_text(pilot, "fachsp")
        await settle(app, pilot)
        await key("enter")
        await key("tab")
        await type_text(pilot, "Wortschatz geübt")
        await key("ctrl+s")

    at_work(office.programme, scenario)
    assert len(keys) <= 8
    logged = max(office.programme.store.all(Session, partnership=pair_of(office, "m2").id), key=lambda one: one.held_on)
    assert (logged.held_on, logged.minutes, logged.topics, logged.note) == (
        date(2026, 4, 19),
        45,
        ("T03",),
        "Wortschatz geübt",
    )


def test_a_meeting_of_today_takes_two_keystrokes_and_is_put_right_or_taken_back(at: At) -> None:
    """Day and length stand there already: today, and as long as the last one; what was wrong is changed, or undone."""
    office = at("tandems")

    def today() -> list[int | None]:
        return [one.minutes for one in office.programme.store.all(Session, held_on=office.day)]

    async def scenario(app: GeleitApp, pilot: Playing) -> None:
        await press(app, pilot, "4", "l", "enter")
        assert "Eingetragen: Treffen am 20.4.2026" in screen_text(app)
        assert today() == [90]
        await press(app, pilot, "ctrl+z")
        assert today() == []
        await press(app, pilot, "l", "enter", "enter", "c", "enter", "tab")
        await type_text(pilot, "60")
        await press(app, pilot, "ctrl+s")
        assert today() == [60]
        await press(app, pilot, "C", "enter", "right", "enter")
        assert today() == []

    at_work(office.programme, scenario)


def test_a_blocked_task_becomes_a_boundary_note_with_its_referral(at: At) -> None:
    """The referral is read before it is saved, and the hours stay what they were."""
    office = at("tandems")

    async def scenario(app: GeleitApp, pilot: Playing) -> None:
        app.open_pair(pair_of(office, "m1").id)
        await settle(app, pilot)
        await press(app, pilot, "l", "tab", "tab")
        await type_text(pilot, "n06")
        await settle(app, pilot)
        await press(app, pilot, "enter")
        assert "ist nicht Aufgabe der" in screen_text(app)
        assert "zählt keine Stunden" in screen_text(app)
        await press(app, pilot, "ctrl+s")
        assert "Grenznotizen" in screen_text(app)

    at_work(office.programme, scenario)
    notes = office.programme.store.all(BoundaryNote)
    assert [(one.blocked, one.on, bool(one.referred_to)) for one in notes] == [("N06", office.day, True)]
    assert office.programme.store.all(Session, held_on=office.day) == ()


def test_a_note_on_health_is_saved_only_when_it_is_confirmed(at: At) -> None:
    """The words are named while they are typed; the first save asks, the second keeps what was written."""
    office = at("tandems")

    async def scenario(app: GeleitApp, pilot: Playing) -> None:
        app.open_pair(pair_of(office, "m1").id)
        await settle(app, pilot)
        await press(app, pilot, "l", "tab", "tab", "tab")
        await type_text(pilot, "ist schwanger")
        await settle(app, pilot)
        assert "Gesundheit („schwanger“)" in screen_text(app)
        await press(app, pilot, "ctrl+s")
        assert isinstance(app.screen, LogForm)
        assert office.programme.store.all(Session, held_on=office.day) == ()
        assert "noch einmal speichern" in screen_text(app)
        await press(app, pilot, "ctrl+s")
        assert not isinstance(app.screen, LogForm)

    at_work(office.programme, scenario)
    assert [one.note for one in office.programme.store.all(Session, held_on=office.day)] == ["ist schwanger"]


def test_what_happens_along_the_way_is_entered(at: At) -> None:
    """Statement, milestone, goal, feedback, talk and reminder: each form writes what its use case writes."""
    office = at("tandems")
    pair = pair_of(office, "m1")

    async def scenario(app: GeleitApp, pilot: Playing) -> None:
        app.open_pair(pair.id)
        await settle(app, pilot)
        await press(app, pilot, "m")
        await answer(app, pilot, "", "3", "4,5")
        await press(app, pilot, "i")
        await answer(app, pilot, "erstgespr", "17.4.")
        await press(app, pilot, "z")
        await answer(app, pilot, "Zwei Praktika", "30.6.")
        await press(app, pilot, "f")
        await answer(app, pilot, "mentee", "nach dem ersten Treffen", "ja", "5", "gern")
        await press(app, pilot, "k")
        await answer(app, pilot, "", "Anruf", "", "geht gut")
        await press(app, pilot, "t")
        await answer(app, pilot, "Zeugnis nachfragen", "+7")
        await press(app, pilot, "T", "ctrl+s")

    at_work(office.programme, scenario)
    store = office.programme.store
    stated = {one.month: (one.meetings, one.minutes) for one in store.all(Statement, partnership=pair.id)}
    assert stated[date(2026, 3, 1)] == (3, 270)
    assert [(one.milestone, one.done_on) for one in store.all(MilestoneDone)] == [("first_talk", date(2026, 4, 17))]
    assert {(one.text, one.due_on) for one in store.all(Goal)} >= {("Zwei Praktika", date(2026, 6, 30))}
    assert [(one.side, one.occasion, one.fits, one.rating, one.text) for one in store.all(Feedback)] == [
        (Side.MENTEE, "first_meeting", Answer.YES, 5, "gern")
    ]
    assert [(one.person, one.kind, one.note) for one in store.all(Contact)] == [("m1", "Anruf", "geht gut")]
    assert [(one.title, one.due_on, one.person, one.done_on) for one in store.all(Task)] == [
        ("Zeugnis nachfragen", date(2026, 4, 27), "m1", office.day)
    ]


def test_a_pair_pauses_goes_on_ends_and_is_taken_back(at: At) -> None:
    """Each turn says what is possible next; the last one can be undone."""
    office = at("tandems")
    pair = pair_of(office, "m1")

    def state() -> PairState:
        return office.programme.store.one(Partnership, pair.id).state

    async def scenario(app: GeleitApp, pilot: Playing) -> None:
        app.open_pair(pair.id)
        await settle(app, pilot)
        await press(app, pilot, "p")
        await answer(app, pilot, "Urlaub", "", "15.5.")
        assert state() is PairState.PAUSED
        assert "Pause bis 15.5.2026" in screen_text(app)
        await press(app, pilot, "ctrl+z")
        assert state() is PairState.ACTIVE
        await press(app, pilot, "e")
        await answer(app, pilot, "keine zeit", "", "", "ja")
        ended = office.programme.store.one(Partnership, pair.id)
        assert (ended.state, ended.end_reason, ended.goal_reached) == (PairState.CLOSED, "no_time", Answer.YES)
        assert "w Weiter" not in screen_text(app)
        assert "o Wieder öffnen" in screen_text(app)
        await press(app, pilot, "ctrl+z")
        assert state() is PairState.ACTIVE

    at_work(office.programme, scenario)


def test_a_mentor_leaves_and_somebody_follows(at: At) -> None:
    """First what ends with it is read; then the mentee gets another mentor, and both pairs name each other."""
    office = at("tandems")

    async def scenario(app: GeleitApp, pilot: Playing) -> None:
        app.open_pair(pair_of(office, "m2").id)
        await settle(app, pilot)
        await press(app, pilot, "x")
        assert "Bea Müller & Uli Mayr" in screen_text(app)
        await answer(app, pilot, "neue Stelle")
        assert "beendet 20.4.2026" in screen_text(app)
        await press(app, pilot, "u")
        await answer(app, pilot, "willi", "gleiche Branche")
        assert "Bea Müller & Willi Kern" in screen_text(app)
        await press(app, pilot, "comma")
        assert "danach: Bea Müller & Willi Kern" in screen_text(app)

    at_work(office.programme, scenario)
    following = pair_of(office, "m2")
    assert (following.mentor, following.reason) == ("p4", "gleiche Branche")
    assert following.predecessor is not None


def test_attendance_is_entered_for_many_at_once(at: At) -> None:
    """A new event with everybody present but one; then one of an earlier event is corrected."""
    office = at("tandems")

    async def scenario(app: GeleitApp, pilot: Playing) -> None:
        await press(app, pilot, "4", "v", "n")
        await answer(app, pilot, "Austausch", "", "gestern", "120")
        await press(app, pilot, "a", "down", "n")
        assert "✓ 3 anwesend  ✗ 1 abwesend  ? 0 nicht bekannt" in screen_text(app)
        await press(app, pilot, "ctrl+s", "down", "enter", "space", "ctrl+s")

    at_work(office.programme, scenario)
    store = office.programme.store
    held = next(one for one in store.all(Event) if one.title == "Austausch")
    assert (held.held_on, held.minutes) == (date(2026, 4, 19), 120)
    there = {one.person: one.present for one in store.all(Attendance, event=held.id)}
    assert there == {"m1": True, "m2": False, "p1": True, "p2": True}
    first = next(one for one in store.all(Event) if one.title == "Auftakt")
    assert {one.person: one.present for one in store.all(Attendance, event=first.id)}["m1"] is False


def test_the_policy_chooses_what_stands_on_the_screen_and_the_region_its_words(at: At) -> None:
    """Cases have stages and a caseload, tandems hours and certificates; neither word is the UI's own."""
    shown = {}

    def look(which: str, mentee: str) -> None:
        office = at(which)

        async def scenario(app: GeleitApp, pilot: Playing) -> None:
            app.open_pair(pair_of(office, mentee).id)
            await settle(app, pilot)
            shown[which] = screen_text(app)

        at_work(office.programme, scenario, size=(140, 60))

    look("tandems", "m1")
    look("cases", "c1")
    assert "4 Tandems" in shown["tandems"]
    assert "4 Begleitungen" in shown["cases"]
    assert "Phasen" in shown["cases"]
    assert "Auslastung" in shown["cases"]
    assert "! bald voll" in shown["cases"]
    assert "Urkunde" in shown["tandems"]
    assert "Phasen" not in shown["tandems"]
    assert "2/2026  ████████████    5,0 / 5,0–7,0 h  ✓ erreicht" in shown["tandems"].replace(
        "█████████░░░", "████████████"
    )


def test_protected_texts_are_shown_on_demand_only(at: At) -> None:
    """The screen opens with signs; the key that shows them is gone afterwards, and the history knows."""
    office = at("tandems")

    async def scenario(app: GeleitApp, pilot: Playing) -> None:
        app.open_pair(pair_of(office, "m1").id)
        await settle(app, pilot)
        assert "über den Lebenslauf" not in screen_text(app)
        assert "•••" in screen_text(app)
        await press(app, pilot, "v")
        assert "über den Lebenslauf" in screen_text(app)
        assert "v Texte zeigen" not in screen_text(app)

    at_work(office.programme, scenario)
    assert [one.reason for one in entries(office.programme.store, limit=1)] == ["shown"]


def test_a_case_is_handed_over_on_the_board(at: At) -> None:
    """Bars with numbers, warning and stop; the case goes to a colleague with room."""
    office = at("cases")

    async def scenario(app: GeleitApp, pilot: Playing) -> None:
        await press(app, pilot, "4", "b")
        shown = screen_text(app)
        assert "3/25" in shown or "3/4" in shown
        assert "! bald voll" in shown
        await press(app, pilot, "enter", "h")
        await answer(app, pilot, "paul", "Entlastung")
        assert "Übergeben" in screen_text(app)

    at_work(office.programme, scenario)
    following = pair_of(office, "c1")
    assert (following.mentor, following.state, following.reason) == ("q", PairState.ACTIVE, "Entlastung")


def test_a_case_goes_into_another_stage_and_the_two_are_told_why(at: At) -> None:
    """The stages are found by typing; the day on which the reason was told is today unless somebody says otherwise, and
    a sentence that nobody touches stays as it is stored, whatever stands in it."""
    office = at("cases")
    hostile = "beide\x1b[/b] aus Dresden"
    partnerships.tell_reason(office.programme, office.round, "c1", reason=hostile)

    async def scenario(app: GeleitApp, pilot: Playing) -> None:
        app.open_pair(pair_of(office, "c1").id)
        await settle(app, pilot)
        await press(app, pilot, "s")
        await answer(app, pilot, "vorb", "heute")
        assert "Vorbereitung" in screen_text(app)
        await press(app, pilot, "r")
        assert "beide\N{REPLACEMENT CHARACTER}[/b] aus Dresden" in screen_text(app)
        await press(app, pilot, "ctrl+s")
        assert "mitgeteilt am 20.4.2026" in screen_text(app)

    at_work(office.programme, scenario)
    pair = pair_view(office.programme, office.round, "c1").pair
    assert (pair.stage, pair.reason, pair.reason_told_on) == ("preparation", hostile, office.day)


def test_every_step_can_be_read_on_a_small_terminal(at: At) -> None:
    """At 80×24 the key bar has every possible step in full, and the last panel can be scrolled to."""
    office = at("cases")

    async def scenario(app: GeleitApp, pilot: Playing) -> None:
        app.open_pair(pair_of(office, "c1").id)
        await settle(app, pilot)
        room = app.screen
        assert isinstance(room, PairRoom)
        shown = screen_text(app)
        for step in room.STEPS:
            if room.possible(step):
                assert room.text(f"ui.pair.step.{step.name}") in shown, step.name
        for _ in range(8):
            await press(app, pilot, "pagedown")
        assert "Wiedervorlagen" in screen_text(app)

    at_work(office.programme, scenario, size=SMALL)


def test_an_employed_mentor_sees_own_cases_and_no_board(at: At) -> None:
    """The steps that are not theirs are not offered."""
    office = at("cases", '{ role = "mentor", person = "n" }')

    async def scenario(app: GeleitApp, pilot: Playing) -> None:
        await press(app, pilot, "4")
        shown = screen_text(app)
        assert "3 von 3" in shown
        assert "b Auslastung" not in shown
        await press(app, pilot, "b", "enter")
        assert isinstance(app.screen, PairRoom)
        assert "Übergeben" not in screen_text(app)

    at_work(office.programme, scenario)
