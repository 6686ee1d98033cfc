"""The matching on the screen: read, change by hand, run, stop, decide, answer; the records say what the screen says."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from geleit.model.lifecycle import PairState
from geleit.model.partnerships import Acceptance, ConstraintKind, PairConstraint, Partnership
from geleit.model.people import Role
from geleit.programme import Programme
from geleit.programme.proposals import drafting
from geleit.programme.proposals.content import content_of
from geleit_tui.app import GeleitApp
from geleit_tui.screens.matching import proposal_list, running, table
from tests.organisations.bundled import BundledOffice
from tests.organisations.drafted import at_work as organised
from tests.organisations.drafted import once_more
from tests.organisations.office import OfficeAtWork
from tests.tui.app_at_work import SMALL, at_work, press, screen_text, settle, type_text

WHY = "Sportfreunde"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> OfficeAtWork:
    """A draft: m1 with p1, m2 with p2, m3 with p3; m4 lives elsewhere."""
    office = organised(tmp_path_factory.mktemp("original"))
    with office.programme:
        drafting.propose(office.programme, office.round)
    return office


@pytest.fixture
def office(original: OfficeAtWork, tmp_path: Path) -> Iterator[OfficeAtWork]:
    """One of one's own, read in German."""
    office = once_more(original, tmp_path)
    with office.programme:
        yield office


def pairs(programme: Programme) -> set[tuple[str, str]]:
    """The draft's pairs now."""
    content = content_of(drafting.latest(programme, programme.round("c")))
    return {(pair.mentee, pair.mentor) for pair in content.pairs}


def shown(app: GeleitApp, *parts: str) -> None:
    """Each of some texts stands on the screen."""
    text = screen_text(app)
    for part in parts:
        assert part in text, text


async def answer(app: GeleitApp, pilot: Pilot[Any], *texts: str) -> None:
    """Type an answer into each line of a form, one after the other, and submit it."""
    for place, text in enumerate(texts):
        if place:
            await press(app, pilot, "tab")
        await type_text(pilot, text)
        await settle(app, pilot)
    await press(app, pilot, "ctrl+s")


def test_the_first_view_is_a_proposal_in_sentences_and_two_stand_side_by_side(office: OfficeAtWork) -> None:
    """A sentence per pair with its points, who has nobody and why; every criterion's points, what is the same in both."""

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        await press(app, pilot, "3")
        shown(app, "3 Paare, 1 ohne", "Amal Muster und Tom Muster", "10,00 Punkte", "Ohne Mentor:in: 1", "Dana Muster")
        shown(app, "b Beschließen", "n Neu berechnen")
        await press(app, pilot, "enter")
        shown(app, "10,00 von 11,00 Punkten", "Zahl", "✓ Bezirk", "gemeinsam: nah", "Ein Paar im jetzigen Vorschlag")
        await press(app, pilot, "escape", "end", "enter", "enter")
        shown(app, "Dana Muster & Tom Muster", "✗ ausgeschlossen: nicht im selben Bezirk")
        await press(app, pilot, "w")
        shown(app, "sind als Paar ausgeschlossen")

    at_work(office.programme, scenario, size=SMALL)


def test_a_swap_is_made_with_a_reason_and_taken_back(office: OfficeAtWork) -> None:
    """The proposal is another at once; the last change goes with one key."""

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        await press(app, pilot, "3", "x")
        await answer(app, pilot, "Bea", WHY)
        assert pairs(app.desk.programme) == {("m1", "p2"), ("m2", "p1"), ("m3", "p3")}
        shown(app, f"von Hand: {WHY}")
        await press(app, pilot, "ctrl+z")
        assert pairs(app.desk.programme) == {("m1", "p1"), ("m2", "p2"), ("m3", "p3")}
        await press(app, pilot, "h")
        await answer(app, pilot, WHY)
        assert pairs(app.desk.programme) == {("m2", "p2"), ("m3", "p3")}
        await press(app, pilot, "g")
        shown(app, "herausgenommen Amal Muster & Tom Muster")
        await press(app, pilot, "z")
        assert ("m1", "p1") in pairs(app.desk.programme)

    at_work(office.programme, scenario)


def test_a_lock_holds_in_the_next_run(office: OfficeAtWork) -> None:
    """Laid down from the pair's view, listed with its reason, kept to, taken back."""

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        programme = app.desk.programme
        await press(app, pilot, "3")
        app.open_room("matching_pair", mentee="m1", mentor="p2")
        await settle(app, pilot)
        await press(app, pilot, "l")
        await answer(app, pilot, WHY)
        assert [one.kind for one in programme.store.all(PairConstraint)] == [ConstraintKind.LOCK]
        shown(app, "immer zusammen", WHY)
        await press(app, pilot, "escape", "n", "ctrl+s")
        assert ("m1", "p2") in pairs(programme)
        shown(app, "✓ festgelegt")
        await press(app, pilot, "r")
        shown(app, "Amal Muster", "Uli Muster", WHY)
        await press(app, pilot, "f")
        assert programme.store.count(PairConstraint) == 0

    at_work(office.programme, scenario)


def test_a_run_can_be_stopped_and_leaves_the_proposal_as_it_is(
    office: OfficeAtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Escape while it is under way: the run ends at its next report."""
    waits, goes = threading.Event(), threading.Event()

    def slowly(*args: Any, progress: Callable[[int, int], None], **more: Any) -> Any:
        waits.set()
        goes.wait(10)
        return drafting.propose(*args, progress=progress, **more)

    monkeypatch.setattr(running, "propose", slowly)

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        before = drafting.latest(app.desk.programme, app.desk.round).id
        await press(app, pilot, "3", "n")
        app.screen.action_submit()  # type: ignore[attr-defined]  # the form; its run does not come to rest by itself
        while not waits.is_set():
            await pilot.pause(0)
        shown(app, "Der Vorschlag wird berechnet")
        app.screen.action_leave()  # type: ignore[attr-defined]  # the dialog of the run
        await pilot.pause(0)
        shown(app, "Wird abgebrochen")
        goes.set()
        await settle(app, pilot)
        shown(app, "Der Lauf wurde abgebrochen")
        assert drafting.latest(app.desk.programme, app.desk.round).id == before

    at_work(office.programme, scenario)


def test_the_decision_is_told_before_it_is_made_and_answers_are_recorded(office: OfficeAtWork) -> None:
    """Offers until when to whom, who waits; a yes starts the pair, a no has a reason."""

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        programme = app.desk.programme
        await press(app, pilot, "3", "b")
        shown(app, "3 Paare werden angeboten", "26.1.2026", "bleibt eine Person", "nicht zurücknehmen")
        await press(app, pilot, "enter")
        assert programme.store.count(Partnership) == 0
        await press(app, pilot, "b", "right", "enter")
        assert {one.state for one in programme.store.all(Partnership)} == {PairState.OFFERED}
        shown(app, "? Mentor:in: wird erwartet")
        await press(app, pilot, "z", "right", "enter")
        await press(app, pilot, "d")
        await answer(app, pilot, "keine Zeit")
        states = sorted(one.state for one in programme.store.all(Partnership))
        assert states == [PairState.ACTIVE, PairState.DECLINED, PairState.OFFERED]
        assert {one.reason for one in programme.store.all(Acceptance)} == {None, "no_time"}

    at_work(office.programme, scenario)


def test_questions_change_nothing_until_an_answer_is_taken(office: OfficeAtWork) -> None:
    """One more place is only tried; the objectives stand side by side, and one of them becomes the proposal."""

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        before = drafting.latest(app.desk.programme, app.desk.round)
        await press(app, pilot, "3", "w", "tab")
        await type_text(pilot, "Tom")
        await settle(app, pilot)
        await press(app, pilot, "enter", "ctrl+s")
        shown(app, "Mentees mit Mentor:in: unverändert 3")
        await press(app, pilot, "escape", "v")
        shown(app, "am fairsten", "stabil", "Punkte gesamt")
        assert drafting.latest(app.desk.programme, app.desk.round) == before
        await press(app, pilot, "n")
        await type_text(pilot, "lieber")
        await settle(app, pilot)
        await press(app, pilot, "enter")
        assert drafting.latest(app.desk.programme, app.desk.round).objective == "stable"

    at_work(office.programme, scenario)


def test_many_pairs_come_a_page_at_a_time(office: OfficeAtWork, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the list and in the table; those without come last, and a name is found on whichever page."""
    monkeypatch.setattr(proposal_list, "PAGE", 2)
    monkeypatch.setattr(table, "PAGE", 2)

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        await press(app, pilot, "3")
        shown(app, "Seite 1 von 2", "Amal Muster")
        await press(app, pilot, "plus")
        shown(app, "Seite 2 von 2", "Cem Muster", "Dana Muster")
        await press(app, pilot, "t")
        shown(app, "Seite 1 von 2", "schwächste zuerst", "Bea Muster")
        await press(app, pilot, "slash")
        await type_text(pilot, "Amal")
        await settle(app, pilot)
        shown(app, "ein Paar", "Tom Muster")

    at_work(office.programme, scenario)


def test_cases_are_rebalanced_and_begin_with_the_agreement(tmp_path: Path) -> None:
    """Where nobody is asked, deciding agrees; the agreement begins the case; a move is shown before it is made."""
    mentee = "id;given_name;family_name;gender;languages;territory;occupations;wish_mentor_gender"
    mentor = "id;given_name;family_name;gender;languages;territory;occupations;fte"
    cases = BundledOffice(tmp_path, "saxony_refugees")

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        programme = app.desk.programme
        await press(app, pilot, "3", "b")
        shown(app, "Ein Paar gilt sofort", "Vereinbarung")
        await press(app, pilot, "right", "enter")
        shown(app, "Vereinbarung fehlt", "Amal Muster")
        await press(app, pilot, "v", "ctrl+s")
        assert [one.state for one in programme.store.all(Partnership)] == [PairState.ACTIVE]
        cases.bring(Role.MENTOR, mentor, ("uli", "Uli", "Beispiel", "male", "ar:C1,de:C2", "DED2C", "5120", "1,0"))
        await press(app, pilot, "escape", "u")
        shown(app, "Amal Muster von Tom Beispiel zu Uli Beispiel", "zählt nicht mit")
        await press(app, pilot, "b", "right", "enter")
        running_now = [one.mentor for one in programme.store.all(Partnership, state=PairState.ACTIVE)]
        assert running_now == ["uli"]

    with cases.programme as programme:
        cases.bring(Role.MENTOR, mentor, ("tom", "Tom", "Beispiel", "male", "ar:C1,de:C2", "DED21", "5120", "1,0"))
        cases.bring(Role.MENTEE, mentee, ("amal", "Amal", "Muster", "female", "ar:C2", "DED2C", "5120", "female"))
        drafting.propose(programme, cases.round)
        at_work(programme, scenario)
