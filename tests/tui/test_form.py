"""Forms: nothing that was typed is lost, and what is wrong stands beside the line."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from geleit.errors import UsageError
from geleit.labels import Sentence, say
from geleit_tui.app import GeleitApp
from geleit_tui.dialogs.form import Form
from geleit_tui.widgets.entry import Ask, Item
from tests.tui.app_at_work import SMALL, at_work, press, screen_text, type_text
from tests.tui.rooms_to_try import TrialRoom, programme, use_trial_room

DAY = Item("on", "ui.app.step.help", Ask.DAY, value="heute", required=True)
MINUTES = Item("minutes", "ui.app.save", Ask.NUMBER)
TOPICS = Item("topics", "ui.app.close", Ask.MANY, choices=[(n, f"Thema {n}") for n in range(30)])
NOTE = Item("note", "ui.app.cancel", Ask.TEXT)


def _room(app: GeleitApp) -> TrialRoom:
    room = app.screen_stack[0] if len(app.screen_stack) == 1 else app.screen_stack[-2]
    assert isinstance(room, TrialRoom)
    return room


def test_answers_come_as_values(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A day, a number, several choices found by typing, and unknown where nothing was typed."""
    use_trial_room(monkeypatch, items=(DAY, MINUTES, TOPICS, NOTE))

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        await press(app, pilot, "l", "tab")
        await type_text(pilot, "60")
        await press(app, pilot, "tab")
        await type_text(pilot, "ema 7")
        await press(app, pilot, "enter")
        await type_text(pilot, "12")
        await press(app, pilot, "enter", "ctrl+s")
        assert _room(app).results == [{"on": date(2024, 3, 5), "minutes": 60, "topics": (7, 12), "note": None}]

    with programme(tmp_path) as probe:
        at_work(probe, scenario)


def test_what_is_wrong_stands_beside_the_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A day that is none is told where it was typed, and the form stays open with everything in it."""
    use_trial_room(monkeypatch, items=(DAY, MINUTES))

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        await press(app, pilot, "l")
        await type_text(pilot, "[neulich]")
        await press(app, pilot, "tab")
        await type_text(pilot, "viel")
        await press(app, pilot, "ctrl+s")
        shown = screen_text(app)
        assert "„[neulich]“ ist kein Tag" in shown and "[neulich]" in shown and "viel" in shown
        assert "ganze Zahl" in shown
        assert isinstance(app.screen, Form)

    with programme(tmp_path) as probe:
        at_work(probe, scenario, size=SMALL)


def test_a_refusal_keeps_the_form_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the use case refuses is told in the dialog; the second try, with another answer, goes through."""
    tried: list[int] = []

    def submit(answers: dict[str, Any]) -> str:
        tried.append(answers["minutes"])
        if answers["minutes"] > 100:
            raise UsageError(say("ui.app.how_to_leave", key="[b"))
        return "done"

    use_trial_room(monkeypatch, items=(MINUTES,), submit=submit)

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        await press(app, pilot, "l")
        await type_text(pilot, "600")
        await press(app, pilot, "enter")
        assert "✗ [b beendet das Programm." in screen_text(app)
        await press(app, pilot, "backspace", "enter")
        assert tried == [600, 60]
        assert _room(app).results == ["done"]

    with programme(tmp_path) as probe:
        at_work(probe, scenario)


def test_a_warning_is_seen_before_it_is_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A free text that warns is saved by a second confirmation, and at once when it has been mended."""

    def warn(text: str) -> Sentence | None:
        return say("ui.app.undone", what="krank") if "krank" in text else None

    use_trial_room(monkeypatch, items=(Item("note", "ui.app.cancel", warn=warn),))

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        await press(app, pilot, "l")
        await type_text(pilot, "war krank")
        await press(app, pilot, "enter")
        assert "! Zurückgenommen: krank" in screen_text(app) and "noch einmal speichern" in screen_text(app)
        assert _room(app).results == []
        await press(app, pilot, "enter")
        assert _room(app).results == [{"note": "war krank"}]

    with programme(tmp_path) as probe:
        at_work(probe, scenario)


def test_a_required_answer_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty line that needs an answer says so and takes the focus."""
    use_trial_room(monkeypatch, items=(MINUTES, Item("title", "ui.app.save", required=True)))

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        await press(app, pilot, "l", "enter")
        assert "hier fehlt eine Angabe" in screen_text(app)
        await type_text(pilot, "Anruf")
        await press(app, pilot, "enter")
        assert _room(app).results == [{"minutes": None, "title": "Anruf"}]

    with programme(tmp_path) as probe:
        at_work(probe, scenario)


def test_escape_leaves_without_a_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is submitted, and the room is there again."""
    called: list[object] = []
    use_trial_room(monkeypatch, items=(MINUTES,), submit=called.append)

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        await press(app, pilot, "l", "escape")
        assert called == [] and isinstance(app.screen, TrialRoom)

    with programme(tmp_path) as probe:
        at_work(probe, scenario)
