"""Settings: every value with where it comes from; changed, confirmed, taken back; rounds opened, closed, planned."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from geleit.config import load, local_path
from geleit.model.lifecycle import RoundState
from geleit.programme import Programme, rounds
from geleit.store import entries
from geleit_tui.app import GeleitApp
from geleit_tui.screens.settings.screen import SettingsRoom
from geleit_tui.widgets.windowed_table import WindowedTable
from tests.organisations.settings import opened, settings_office
from tests.tui.app_at_work import SMALL, at_work, press, screen_text, settle, type_text

Playing = Pilot[Any]
Open = Callable[..., Programme]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An organisation whose first round is open; to be copied."""
    folder = tmp_path_factory.mktemp("settings")
    with opened(settings_office(folder)) as programme:
        rounds.open_round(programme, "r-2026")
    return folder


@pytest.fixture
def at(made: Path, tmp_path: Path) -> Iterator[Open]:
    """It in a folder of the test's own."""
    found: list[Programme] = []

    def copy(**how: Any) -> Programme:
        shutil.copytree(made, tmp_path, dirs_exist_ok=True)
        found.append(opened(tmp_path / "organisation.toml", **how))
        return found[0]

    yield copy
    for programme in found:
        programme.close()


async def go(app: GeleitApp, pilot: Playing) -> SettingsRoom:
    app.open_room("settings")
    await settle(app, pilot)
    room = app.screen
    assert isinstance(room, SettingsRoom)
    return room


async def mark(app: GeleitApp, pilot: Playing, key: str) -> None:
    """Put the bar on a parameter."""
    room = app.screen
    assert isinstance(room, SettingsRoom)
    table = room.query_one(WindowedTable)
    rows = [one.key for one in room._found if one.assumed or not room.only_assumed]
    table.focus()
    table.cursor_row = rows.index(key)
    await settle(app, pilot)


async def answer(app: GeleitApp, pilot: Playing, text: str) -> None:
    """Type into the line that has the focus, instead of what stands there, and save."""
    assert isinstance(app.focused, Input)
    app.focused.value = ""
    await type_text(pilot, text)
    await press(app, pilot, "ctrl+s")


def test_every_value_stands_there_with_where_it_comes_from(at: Open) -> None:
    """The marked one in full even on a small terminal: title, value, origin, key; assumptions can be seen alone."""

    async def scenario(app: GeleitApp, pilot: Playing) -> None:
        room = await go(app, pilot)
        shown = screen_text(app)
        assert "Organisation (alle Durchgänge)" in shown and "Dauer in Monaten" in shown
        assert "Programm: Merkblatt des Bezirks" in shown and "region.months" in shown
        await mark(app, pilot, "region.level")
        assert "? Annahme: hat niemand gesagt" in screen_text(app)
        await mark(app, pilot, "database.path")
        assert "(nur von Hand zu ändern)" in screen_text(app) and "c Ändern" not in screen_text(app)
        await press(app, pilot, "a")
        assert "nur Annahmen" in screen_text(app)
        assert 0 < room.table.row_count < 10
        await press(app, pilot, "a", "shift+tab", "down")
        assert "rounds.r-2026" in screen_text(app) and "o Öffnen" not in screen_text(app)
        assert "s Schließen" in screen_text(app)

    at_work(at(), scenario, size=SMALL)


def test_a_value_is_changed_confirmed_and_taken_back(at: Open) -> None:
    """A wrong answer is told in the dialog; the right one is in the program's file and in the history; undo and z."""
    programme = at()
    config = programme.config.path

    async def scenario(app: GeleitApp, pilot: Playing) -> None:
        await go(app, pilot)
        await mark(app, pilot, "region.months")
        await press(app, pilot, "c")
        assert "Erwartet: eine ganze Zahl" in screen_text(app)
        await answer(app, pilot, "acht")
        assert "erwartet: eine ganze Zahl" in screen_text(app)
        assert not local_path(config).exists()
        await answer(app, pilot, "8")
        assert "✎ hier geändert: organisation.local.toml" in screen_text(app)
        assert load(config).region["months"] == 8
        assert app.screen.focused is app.screen.query_one(WindowedTable)
        await press(app, pilot, "ctrl+z")
        assert "months" not in load(config).region
        await press(app, pilot, "enter")
        await answer(app, pilot, "9")
        await press(app, pilot, "z")
        assert "months" not in load(config).region
        assert "Programm: Merkblatt" in screen_text(app) and "k Bestätigen" not in screen_text(app)
        await mark(app, pilot, "region.level")
        assert "k Bestätigen" in screen_text(app)
        await press(app, pilot, "k")
        assert load(config).region["level"] == "B1"
        await press(app, pilot, "ctrl+z")
        assert "level" not in load(config).region

    at_work(programme, scenario)
    told = [dict(one.after) for one in entries(programme.store, reason="setting")]
    assert [one["after"] for one in reversed(told)] == ["8", "6", "9", "6", "B1", "B1"]


def test_a_round_that_is_open_says_that_it_keeps_its_value(at: Open) -> None:
    """When the value is changed, and wherever it is shown afterwards."""
    programme = at()

    async def scenario(app: GeleitApp, pilot: Playing) -> None:
        await go(app, pilot)
        await mark(app, pilot, "region.level")
        await press(app, pilot, "c")
        await answer(app, pilot, "C1")
        assert "behält B1" in screen_text(app)
        await press(app, pilot, "shift+tab", "down")
        await mark(app, pilot, "rounds.r-2026.region.level")
        shown = " ".join(screen_text(app).split())
        assert "! beim Öffnen festgeschrieben; Konfiguration jetzt: C1" in shown

    at_work(programme, scenario)
    assert programme.round("r-2026").settings.level.value == "B1"


def test_a_round_is_planned_after_another_then_opened_and_closed(at: Open) -> None:
    """The days stand there already; opening and closing say first what they come to, and ask; one without a start is
    not opened."""
    programme = at()

    async def scenario(app: GeleitApp, pilot: Playing) -> None:
        await go(app, pilot)
        await press(app, pilot, "shift+tab", "down", "n")
        assert "Wie Durchgang 2026" in screen_text(app)
        await press(app, pilot, "ctrl+s")
        assert "Durchgang 2027" in screen_text(app)
        await press(app, pilot, "down", "down")
        assert "1.3.2027" in screen_text(app)
        await press(app, pilot, "o")
        shown = screen_text(app)
        assert "werden festgeschrieben" in " ".join(shown.split()) and "Annahmen" in shown
        await press(app, pilot, "enter")
        assert programme.round("r-2027").state is RoundState.PLANNED
        await press(app, pilot, "o", "right", "enter")
        assert programme.round("r-2027").state is RoundState.OPEN
        await press(app, pilot, "s", "right", "enter")
        assert programme.round("r-2027").state is RoundState.CLOSED
        assert "geschlossen" in screen_text(app)
        await press(app, pilot, "up", "o")
        assert "Beginn steht noch nicht fest" in " ".join(screen_text(app).split())

    at_work(programme, scenario, problems=True)
    assert programme.round("r-next").state is RoundState.PLANNED
    planned = programme.config.round("r-2027")
    assert planned is not None and planned.region == {"months": 5}


def test_who_may_not_change_settings_sees_them_without_the_steps(at: Open, made: Path) -> None:
    """Coordinators plan rounds; values are the lead's."""
    programme = at()
    with programme.config.path.open("a", encoding="utf-8") as file:
        file.write('[staff]\nkim = { role = "coordinator" }\n')
    with opened(programme.config.path, account="kim") as narrow:

        async def scenario(app: GeleitApp, pilot: Playing) -> None:
            await go(app, pilot)
            await press(app, pilot, "c", "k", "enter")
            shown = screen_text(app)
            assert isinstance(app.screen, SettingsRoom)
            assert "c Ändern" not in shown and "k Bestätigen" not in shown
            await press(app, pilot, "shift+tab", "down")
            assert "n Nächster planen" in screen_text(app)

        at_work(narrow, scenario)
