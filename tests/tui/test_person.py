"""A person's record on the screen: read, unveiled, edited by two at once, decided on and taken back."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from textual.pilot import Pilot

from geleit.model.people import Participation, Person, Role
from geleit.permissions import Action
from geleit.programme import Programme
from geleit.programme.people.forms import edit_form
from geleit.programme.people.writing import edit_person
from geleit.store import entries
from geleit_tui.app import GeleitApp
from geleit_tui.dialogs.conflict import Conflict
from geleit_tui.dialogs.form import Form
from geleit_tui.screens.person.new import new_person
from geleit_tui.screens.person.screen import PersonRoom
from tests.organisations.recorded import configured, opened, with_ada
from tests.tui.app_at_work import SMALL, at_work, press, screen_text, settle, type_text


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    config = configured(tmp_path_factory.mktemp("recorded"))
    with opened(config) as programme:
        with_ada(programme)
    return config


@pytest.fixture
def config(made: Path, tmp_path: Path) -> Path:
    copytree(made.parent, tmp_path, dirs_exist_ok=True)
    return tmp_path / made.name


def ada(programme: Programme) -> Person:
    return programme.store.all(Person, given_name="Ada")[0]


async def at_record(app: GeleitApp, pilot: Pilot[Any]) -> None:
    """Ada's record is open."""
    app.open_person(ada(app.desk.programme).id)
    await settle(app, pilot)
    assert isinstance(app.screen, PersonRoom)


async def into(app: GeleitApp, pilot: Pilot[Any], name: str) -> None:
    """The line of a field has the focus."""
    form = app.screen
    assert isinstance(form, Form)
    form.entry(name).control.focus()
    await settle(app, pilot)


def test_the_record_is_covered_until_v_shows_it(config: Path) -> None:
    """Nothing protected is on the screen before, and the showing is kept; v covers it again. At 80 columns the panels
    stand one below the other, and no label is cut off."""

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        await at_record(app, pilot)
        await pilot.resize_terminal(140, 120)
        await settle(app, pilot)
        text = screen_text(app)
        assert "Tischlerin" in text and "Handwerk" in text and "Papiere" in text
        assert "gestattet" not in text and "kommt wieder" not in text and "•••" in text
        await press(app, pilot, "v")
        text = screen_text(app)
        assert "gestattet" in text and "kommt wieder" in text and "abgelaufen" in text
        await press(app, pilot, "v")
        assert "gestattet" not in screen_text(app)
        await pilot.resize_terminal(*SMALL)
        await settle(app, pilot)
        seen = ""
        column = app.screen.query_one("#record")
        for line in range(0, column.max_scroll_y + 10, 10):
            column.scroll_to(y=line, animate=False)
            await settle(app, pilot)
            seen += screen_text(app)
        for words in ("Zur Person", "Berufserfahrung in Jahren", "Voraussetzungen", "Einwilligungen", "Kontaktnotizen"):
            assert words in seen, words

    with opened(config, language="de", seed=5) as kim:
        at_work(kim, scenario)
        with kim.permits.doing(Action.SEE_PEOPLE):
            assert [one.reason for one in entries(kim.store, limit=1)] == ["shown"]


def test_an_edit_says_beside_the_field_what_is_wrong(config: Path) -> None:
    """What cannot be kept stays typed; corrected, it is kept and can be taken back."""

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        await at_record(app, pilot)
        await press(app, pilot, "e", "enter")
        form = app.screen
        assert isinstance(form, Form)
        await into(app, pilot, "family_name")
        await press(app, pilot, "delete")
        await into(app, pilot, "birth_date")
        await type_text(pilot, "1.1.2099")
        await press(app, pilot, "ctrl+s")
        assert app.screen is form and "hier fehlt eine Angabe" in screen_text(app)
        await into(app, pilot, "family_name")
        await type_text(pilot, "Meister")
        await press(app, pilot, "ctrl+s")
        assert app.screen is form and "Zukunft" in screen_text(app)
        await into(app, pilot, "birth_date")
        await press(app, pilot, "home", *["delete"] * 8)
        await type_text(pilot, "5.3.1990")
        await press(app, pilot, "ctrl+s")
        assert isinstance(app.screen, PersonRoom) and "Ada Meister" in screen_text(app)
        await press(app, pilot, "ctrl+z")
        assert "Ada Muster" in screen_text(app)

    with opened(config, language="de", seed=5) as kim:
        at_work(kim, scenario)


def test_two_people_change_the_same_and_the_second_sees_both(config: Path) -> None:
    """Lea saves while Kim types: both versions are shown, Kim's is chosen, and the rest of both is kept."""

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        await at_record(app, pilot)
        await press(app, pilot, "e", "down", "enter")
        with opened(config, "lea", seed=9) as lea:
            part = lea.store.all(Participation)[0].id
            theirs = edit_form(lea, part).base
            edit_person(lea, lea.round(), part, {"phone": "0664 7", "email": "lea@example.org"}, theirs)
        form = app.screen
        assert isinstance(form, Form)
        await into(app, pilot, "phone")
        await type_text(pilot, "0664 8")
        await press(app, pilot, "ctrl+s")
        assert isinstance(app.screen, Conflict)
        text = screen_text(app)
        assert "0664 7 (Lea" in text and "0664 8" in text
        await press(app, pilot, "down", "enter")
        await pilot.click("#yes")
        await settle(app, pilot)
        assert isinstance(app.screen, PersonRoom)

    with opened(config, language="de", seed=5) as kim:
        at_work(kim, scenario, size=SMALL)
        assert (ada(kim).phone, ada(kim).email) == ("0664 8", "lea@example.org")


def test_decisions_papers_and_notes_are_entered(config: Path) -> None:
    """Each by its key, with the usual values already there; a refusal needs its reason, and Ctrl+Z takes it back."""

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        await at_record(app, pilot)
        for key, words in (("p", "gestattet"), ("c", ""), ("i", ""), ("n", ""), ("t", "Rückruf")):
            await press(app, pilot, key)
            assert isinstance(app.screen, Form), key
            if key == "p":
                await into(app, pilot, "wording")
            await type_text(pilot, words)
            await press(app, pilot, "ctrl+s")
            assert isinstance(app.screen, PersonRoom), key
        await press(app, pilot, "d")
        await type_text(pilot, "ablehnen")
        await press(app, pilot, "enter", "ctrl+s")
        assert isinstance(app.screen, Form), "a refusal needs its reason"
        await type_text(pilot, "kein Platz")
        await press(app, pilot, "ctrl+s")
        assert isinstance(app.screen, PersonRoom) and "abgelehnt" in screen_text(app)
        await press(app, pilot, "ctrl+z")
        assert "Gespräch geführt" in screen_text(app)
        await press(app, pilot, "h")
        assert "Wiedervorlage" in screen_text(app)
        await press(app, pilot, "escape")

    with opened(config, language="de", seed=5) as kim:
        at_work(kim, scenario)


def test_a_new_person_who_may_be_there_already_is_offered(config: Path) -> None:
    """The likely duplicate is told before anything is kept, and the person decides."""

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        await at_record(app, pilot)
        room = app.screen
        assert isinstance(room, PersonRoom)
        new_person(room, Role.MENTEE)
        await settle(app, pilot)
        form = app.screen
        assert isinstance(form, Form)
        for name, words in (("given_name", "Ada"), ("family_name", "Muster"), ("trade", "Malerin")):
            await into(app, pilot, name)
            await type_text(pilot, words)
        await press(app, pilot, "ctrl+s")
        assert "gleicher Name" in screen_text(app) and app.desk.programme.store.count(Person) == 1
        await press(app, pilot, "down", "enter")
        assert isinstance(app.screen, PersonRoom) and "Malerin" in screen_text(app)

    with opened(config, language="de", seed=5) as kim:
        at_work(kim, scenario)
        assert kim.store.count(Person) == 2
