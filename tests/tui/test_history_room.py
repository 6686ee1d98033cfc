"""The change history: newest first, narrowed down by person, day, colleague and kind of step, each change in full."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from geleit.model.people import Person
from geleit.programme import Programme, office
from geleit_tui.app import GeleitApp
from geleit_tui.keys import own_keys
from geleit_tui.screens.history.entry import ChangeDialog
from geleit_tui.screens.history.screen import HistoryRoom
from tests.organisations.settings import opened, settings_office
from tests.tui.app_at_work import SMALL, at_work, press, screen_text, settle, type_text

Playing = Pilot[Any]
HOSTILE = "[@click=app.exit]Olena[/] \x1b]52;c;eA==\x07\u202e"
MANY = 600


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two days of changes, one of them of many people; to be copied."""
    folder = tmp_path_factory.mktemp("history")
    moment = datetime(2026, 3, 4, 9, tzinfo=UTC)
    config = settings_office(folder, '[keys.history]\nreset = ["w", "f7"]\n')
    with opened(config, clock=lambda: moment) as programme, programme.store.write("load") as tx:
        for number in range(MANY):
            tx.add(Person(id=f"w{number}", given_name="Ada", family_name=f"Muster{number:03}"))
    moment = datetime(2026, 3, 5, 9, tzinfo=UTC)
    with opened(config, account="dana", clock=lambda: moment, seed=8) as programme:
        with programme.store.write("import") as tx:
            tx.add(Person(id="p1", given_name="Amira", family_name="Haddad", birth_date=date(1990, 1, 2)))
            tx.add(Person(id="p2", given_name=HOSTILE, family_name="Bondar"))
        office.add_task(programme, "anrufen", person="p1")
    return folder


@pytest.fixture
def programme(made: Path, tmp_path: Path) -> Iterator[Programme]:
    """The same in a folder of the test's own."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    with opened(tmp_path / "organisation.toml", seed=9) as found:
        yield found


async def go(app: GeleitApp, pilot: Playing, **settings: Any) -> HistoryRoom:
    app.open_room("history", **settings)
    await settle(app, pilot)
    room = app.screen
    assert isinstance(room, HistoryRoom)
    return room


def test_changes_are_narrowed_down_and_each_can_be_read_in_full(programme: Programme) -> None:
    """By the marked line's person or day, by the dialog; Enter shows every value; nothing in a name is obeyed. The key
    to show all is the configuration's."""

    async def scenario(app: GeleitApp, pilot: Playing) -> None:
        room = await go(app, pilot)
        count = room.table.row_count
        shown = screen_text(app)
        assert f"{count} Änderungen" in shown and count > MANY
        assert "Wiedervorlage: angelegt" in shown and "Amira Haddad" in shown
        await press(app, pilot, "enter")
        assert isinstance(app.screen, ChangeDialog)
        shown = screen_text(app)
        assert "dana" in shown and "5.3.2026 10:00:00" in shown and "anrufen" in shown
        await press(app, pilot, "enter", "p")
        assert "alles zu Amira Haddad" in screen_text(app)
        assert room.table.row_count == 2
        await press(app, pilot, "x")
        assert room.table.row_count == 2 and "w Alle zeigen" in screen_text(app)
        await press(app, pilot, "w", "down")
        shown = screen_text(app)
        assert "Olena" in shown and "\x1b" not in shown and "\u202e" not in shown
        await press(app, pilot, "d")
        assert "5.3.2026" in screen_text(app) and room.table.row_count < 10
        await press(app, pilot, "f7", "f")
        await type_text(pilot, "Niemand")
        await press(app, pilot, "ctrl+s")
        assert "Niemand" in screen_text(app) and not isinstance(app.screen, HistoryRoom)
        app.screen.query("Input").first().value = "Muster007"  # type: ignore[attr-defined]  # an Input
        await press(app, pilot, "ctrl+s")
        assert room.table.row_count == 1 and "alles zu Ada Muster007" in screen_text(app)
        await press(app, pilot, "w", "end")
        assert room.table.row_count >= count
        assert room.table.cursor_row == room.table.row_count - 1
        assert room.table.key == "1"

    at_work(programme, scenario, size=SMALL, keys=own_keys(programme))
