"""Records that are gone, full or in use: the screens say so, and what was typed is still there."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from geleit.programme import Programme, office
from geleit_tui.app import GeleitApp
from geleit_tui.dialogs.form import Form
from geleit_tui.widgets.entry import Item
from tests.tui.app_at_work import at_work, press, screen_text, type_text
from tests.tui.rooms_to_try import programme, use_trial_room

_A_MOMENT = 0.5
_LONG = " …" * 10_000
_MANY = 1_000_000
TITLE = (Item("title", "ui.app.save", required=True),)


def _asked(probe: Programme) -> Callable[[dict[str, Any]], object]:
    return lambda answers: office.add_task(probe, answers["title"])


async def _entered(app: GeleitApp, pilot: Pilot[Any]) -> None:
    await press(app, pilot, "l")
    await type_text(pilot, "Frau Haddad anrufen")
    await press(app, pilot, "enter")


def test_a_lost_file_is_told_and_the_form_keeps_what_was_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody has deleted the database: the form stays open with the sentence, and no new file comes into being."""
    with programme(tmp_path) as probe:
        office.add_task(probe, "before")
        use_trial_room(monkeypatch, items=TITLE, submit=_asked(probe))

        async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
            probe.config.database_path.unlink()
            await _entered(app, pilot)
            shown = screen_text(app)
            assert isinstance(app.screen, Form) and "Frau Haddad anrufen" in shown
            assert "Es wurde nichts gespeichert" in " ".join(shown.replace("│", " ").split())
            assert not probe.config.database_path.exists()

        at_work(probe, scenario)


def test_a_full_disk_is_told_and_nothing_is_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite has no page left: the form stays open with the sentence; with room again, the second try goes through."""
    with programme(tmp_path) as probe:
        office.add_task(probe, "before")

        async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
            await _entered(app, pilot)
            assert isinstance(app.screen, Form)
            assert sorted(task.title for task in office.tasks(probe)) == ["before"]
            room[0] = True
            await press(app, pilot, "enter")
            assert sorted(task.title for task in office.tasks(probe)) == ["Frau Haddad anrufen …", "before"]

        room = [False]

        def with_little_room(answers: dict[str, Any]) -> object:
            link = probe.store.link()
            link.rows(f"PRAGMA max_page_count = {_MANY if room[0] else link.pragma('page_count')}")
            return office.add_task(probe, answers["title"] + (" …" if room[0] else _LONG))

        use_trial_room(monkeypatch, items=TITLE, submit=with_little_room)
        at_work(probe, scenario)


def test_a_database_in_use_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else's write is under way for a moment; the entry is there afterwards, once."""
    with programme(tmp_path) as probe:
        office.add_task(probe, "before")
        use_trial_room(monkeypatch, items=TITLE, submit=_asked(probe))
        writing = threading.Event()

        def keep_writing() -> None:
            with probe.store.write("task"):
                writing.set()
                time.sleep(_A_MOMENT)

        async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
            other = threading.Thread(target=keep_writing)
            other.start()
            writing.wait()
            await _entered(app, pilot)
            other.join()
            assert sorted(task.title for task in office.tasks(probe)) == ["Frau Haddad anrufen", "before"]

        at_work(probe, scenario)
