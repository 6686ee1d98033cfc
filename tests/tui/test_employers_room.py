"""The room of employers: a list, one firm, a talk."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from geleit.model.office import Employer, EmployerContact
from geleit.programme.employers import employer_record
from geleit.programme.office import add_employer, change_employer, contact_employer
from geleit.programme.outcomes import Result, record_outcome
from geleit_tui.app import GeleitApp
from geleit_tui.dialogs.form import Form
from geleit_tui.screens.employers.employer import EmployerRoom
from tests.organisations.jobs import ENDED, jobs
from tests.organisations.office import OfficeAtWork
from tests.tui.app_at_work import SMALL, at_work, press, screen_text, type_text


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An organisation with a firm that somebody works at, made once."""
    folder = tmp_path_factory.mktemp("firms")
    office = jobs(folder)
    firm = add_employer(office.programme, "Ächter & Söhne", contact_person="Eva Kurz", phone="+43 1 5550999")
    contact_employer(office.programme, firm.id, "Telefon", note="rufen wieder an")
    add_employer(office.programme, "Zauner")
    result = Result(category="JOB", began_on=ENDED, employer="Ächter & Söhne")
    record_outcome(office.programme, office.programme.round(), "m1", result)
    office.programme.close()
    return folder


@pytest.fixture
def office(made: Path, tmp_path: Path) -> Iterator[OfficeAtWork]:
    """A copy of it."""
    folder = tmp_path / "copy"
    shutil.copytree(made, folder)
    office = OfficeAtWork(folder / "organisation.toml", ENDED, seed=3)
    yield office
    office.programme.close()


async def type_into(app: GeleitApp, pilot: Pilot[Any], name: str, text: str) -> None:
    """Type an answer into a question of the form that is open."""
    assert isinstance(app.screen, Form)
    app.screen.entry(name).control.focus()
    await pilot.pause(0)
    await type_text(pilot, text)


def test_firms_are_listed_as_germans_sort_and_opened_with_all_that_is_known(office: OfficeAtWork) -> None:
    """Ä before Z; the talk's note and who works there stand on the firm's own screen, on a small terminal too."""

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        await press(app, pilot, "6")
        text = screen_text(app)
        assert text.index("Ächter & Söhne") < text.index("Zauner")
        assert "Ansprechperson: Eva Kurz · Telefon: +43 1 5550999" in text
        await press(app, pilot, "enter")
        assert isinstance(app.screen, EmployerRoom)
        text = screen_text(app)
        assert "rufen wieder an" in text
        assert "Amal Haddad" in text
        await press(app, pilot, "escape", "slash")
        await type_text(pilot, "zau")
        await press(app, pilot, "enter")
        assert "keine Ansprechperson bekannt" in screen_text(app)

    at_work(office.programme, scenario, size=SMALL)


def test_a_new_firm_is_added_changed_and_talked_to(office: OfficeAtWork) -> None:
    """The firm opens at once; a talk may be about a pair, and its kind may be a new word."""

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        await press(app, pilot, "6", "n", "ctrl+s")
        assert "hier fehlt eine Angabe" in screen_text(app)
        await type_into(app, pilot, "name", "Werft [b] GmbH")
        await type_into(app, pilot, "email", "werft@example.org")
        await press(app, pilot, "ctrl+s")
        assert isinstance(app.screen, EmployerRoom)
        await press(app, pilot, "c")
        await type_into(app, pilot, "contact_person", "Ole Kai")
        await press(app, pilot, "ctrl+s")
        await press(app, pilot, "n")
        await type_into(app, pilot, "kind", "Werksbesuch")
        await type_into(app, pilot, "pair", "haddad")
        await type_into(app, pilot, "note", "nehmen eine Auszubildende")
        await press(app, pilot, "ctrl+s")
        text = screen_text(app)
        assert "Werft [b] GmbH" in text
        assert "nehmen eine Auszubildende" in text

    at_work(office.programme, scenario)
    (firm,) = office.programme.store.all(Employer, name="Werft [b] GmbH")
    assert (firm.email, firm.contact_person) == ("werft@example.org", "Ole Kai")
    (talk,) = office.programme.store.all(EmployerContact, employer=firm.id)
    assert (talk.kind, talk.on) == ("Werksbesuch", ENDED)
    assert employer_record(office.programme, firm.id).talks[0].about == ("Amal Haddad", "Tom Berger")


def test_what_two_people_changed_at_once_is_chosen_field_by_field(office: OfficeAtWork) -> None:
    """Theirs stays where nobody chooses otherwise, and what only one has changed is kept either way."""

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        await press(app, pilot, "6", "enter", "c")
        firm = employer_record(office.programme, "Ächter & Söhne").employer
        change_employer(office.programme, firm, {"contact_person": "Jo Lang", "email": "jo@example.org"})
        for name, text in (("contact_person", "Ida Rot"), ("phone", "05")):
            await type_into(app, pilot, name, text)
        await press(app, pilot, "ctrl+s")
        text = screen_text(app)
        assert "Steht jetzt da: Jo Lang" in text
        assert "Von Ihnen: Ida Rot" in text
        app.screen.query_one("#yes").focus()
        await press(app, pilot, "enter")
        assert isinstance(app.screen, EmployerRoom)

    at_work(office.programme, scenario)
    kept = employer_record(office.programme, "Ächter & Söhne").employer
    assert (kept.contact_person, kept.phone, kept.email) == ("Jo Lang", "05", "jo@example.org")
