"""The room of results: asking again, recording, putting right, taking back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from geleit.model.outcomes import FollowUp, FollowUpStatus, Outcome
from geleit.programme import Programme
from geleit.programme.outcomes import Result, record_outcome
from geleit.programme.results.listing import outcome_record
from geleit.vocabulary.answer import Answer
from geleit_tui.app import GeleitApp
from geleit_tui.dialogs.form import Form
from tests.organisations.jobs import ENDED, START, jobs
from tests.organisations.office import OfficeAtWork
from tests.tui.app_at_work import SMALL, at_work, press, screen_text, type_text


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An organisation whose two pairs have ended, made once."""
    folder = tmp_path_factory.mktemp("jobs")
    jobs(folder).programme.close()
    return folder


@pytest.fixture
def office(made: Path, tmp_path: Path) -> Iterator[OfficeAtWork]:
    """A copy of it, forty days later, when both are to be asked."""
    folder = tmp_path / "copy"
    shutil.copytree(made, folder)
    office = OfficeAtWork(folder / "organisation.toml", ENDED + timedelta(days=40), seed=3)
    yield office
    office.programme.close()


async def type_into(app: GeleitApp, pilot: Pilot[Any], name: str, text: str) -> None:
    """Type an answer into a question of the form that is open."""
    assert isinstance(app.screen, Form)
    app.screen.entry(name).control.focus()
    await pilot.pause(0)
    await type_text(pilot, text)


async def submit(app: GeleitApp, pilot: Pilot[Any]) -> None:
    """Save the form that is open."""
    await press(app, pilot, "ctrl+s")


def test_who_is_to_be_asked_stands_there_with_how_to_reach_them(office: OfficeAtWork) -> None:
    """On a small terminal as well; the row with the bar is told in full below."""

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        await press(app, pilot, "5")
        text = screen_text(app)
        assert "2 fällig von 2" in text
        assert "! fällig" in text
        assert "E-Mail: amal@example.org · Telefon: +43 1 5550101" in text
        await press(app, pilot, "down")
        assert "Telefon und E-Mail sind nicht bekannt" in screen_text(app)

    at_work(office.programme, scenario, size=SMALL)


def test_not_reached_is_an_answer_and_can_be_taken_back(office: OfficeAtWork) -> None:
    """Without any result; undo puts the follow-up on the list again."""

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        await press(app, pilot, "5", "a")
        await type_into(app, pilot, "reached", "nicht")
        await type_into(app, pilot, "on", "gestern")
        await submit(app, pilot)
        found = only(office.programme, FollowUp, person="m1")
        assert (found.status, found.asked_on) == (FollowUpStatus.NOT_REACHED, office.day - timedelta(days=1))
        assert "✗ nicht erreicht" in screen_text(app)
        await press(app, pilot, "ctrl+z")
        assert only(office.programme, FollowUp, person="m1").status is FollowUpStatus.DUE

    at_work(office.programme, scenario)


def test_an_answer_brings_a_result_with_the_fields_of_its_kind(office: OfficeAtWork) -> None:
    """Nothing is written before both forms are filled in; whoever was not reached cannot have told of a result."""

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        await press(app, pilot, "5", "enter")
        await type_into(app, pilot, "reached", "nein")
        await type_into(app, pilot, "category", "arbeit)")
        await submit(app, pilot)
        assert "hat kein Ergebnis genannt" in " ".join(screen_text(app).split())
        await type_into(app, pilot, "reached", "ja")
        await submit(app, pilot)
        assert "in Arbeit" in screen_text(app)
        assert office.programme.store.count(Outcome) == 0
        await type_into(app, pilot, "began_on", "2.3.2026")
        await type_into(app, pilot, "employer", "Werft GmbH")
        await type_into(app, pilot, "hours_per_week", "38,5")
        await type_into(app, pilot, "permanent", "ja")
        await type_into(app, pilot, "remark", "Frühschicht")
        await type_into(app, pilot, "evidence", "Vertrag gesehen")
        await submit(app, pilot)
        assert "beantwortet" in screen_text(app)

    at_work(office.programme, scenario)
    kept = only(office.programme, Outcome)
    asked = only(office.programme, FollowUp, person="m1", offset="exit")
    assert (asked.status, asked.outcome, kept.follow_up) == (FollowUpStatus.ANSWERED, kept.id, asked.id)
    assert (kept.began_on, kept.hours_per_week, kept.permanent, kept.insured) == (ENDED, 38.5, Answer.YES, None)
    read = outcome_record(office.programme, kept.id)
    assert (read.listed.employer, read.detail.remark, kept.evidence) == ("Werft GmbH", "Frühschicht", "Vertrag gesehen")


def test_a_result_is_recorded_looked_at_put_right_and_taken_back(office: OfficeAtWork) -> None:
    """One from before the start says that it does not count."""

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        await press(app, pilot, "5", "n")
        await type_into(app, pilot, "person", "Novak")
        await type_into(app, pilot, "category", "arbeit)")
        await submit(app, pilot)
        await type_into(app, pilot, "began_on", "2.1.2026")
        await submit(app, pilot)
        await press(app, pilot, "tab")
        assert "! vor dem Beginn, zählt nicht" in screen_text(app)
        await press(app, pilot, "enter")
        assert "in Arbeit" in screen_text(app)
        await press(app, pilot, "escape", "c")
        await type_into(app, pilot, "category", "bildung")
        await type_into(app, pilot, "began_on", "1.3.2026")
        await submit(app, pilot)
        changed = only(office.programme, Outcome)
        assert (changed.category, changed.began_on, changed.rev) == ("VET", ENDED - timedelta(days=1), 2)
        assert "vor dem Beginn" not in screen_text(app)
        await press(app, pilot, "z", "right", "enter")
        assert office.programme.store.count(Outcome) == 0
        assert "Ergebnisse: 0" in screen_text(app)

    at_work(office.programme, scenario)


def test_a_hostile_name_of_an_employer_does_nothing(office: OfficeAtWork) -> None:
    """Markup, actions and terminal commands are text in the lists, in the card, and below them."""
    name = "[@click=app.leave]Werft[/] [b \x1b]52;c;eA==\x07 \u202egro"
    result = Result(category="JOB", began_on=START, employer=name, evidence=name, note=name)
    record_outcome(office.programme, office.programme.round(), "m1", result)

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        await press(app, pilot, "5", "tab", "enter")
        text = screen_text(app)
        assert "[@click=app.leave]Werft[/] [b" in text
        assert not {"\x1b", "\x07", "\u202e"} & set(text)

    at_work(office.programme, scenario)


def only(programme: Programme, cls: Any, **equal: Any) -> Any:
    """The only record of a class."""
    (found,) = programme.store.all(cls, **equal)
    return found
