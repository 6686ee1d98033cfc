"""Rooms and the app around them: steps, keys, work in threads, errors told."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from geleit.errors import Busy, UsageError
from geleit.labels import say
from geleit_tui.app import GeleitApp
from geleit_tui.themes import LIGHT
from tests.tui.app_at_work import SMALL, at_work, press, screen_text, type_text
from tests.tui.rooms_to_try import TrialRoom, programme, use_trial_room


def _room(app: GeleitApp) -> TrialRoom:
    assert isinstance(app.screen, TrialRoom)
    return app.screen


def test_the_key_bar_shows_what_is_possible_and_cuts_nothing_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every possible step stands there whole on a small terminal, with its key; an impossible one does not."""
    use_trial_room(monkeypatch)

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        shown = screen_text(app)
        wanted = [
            "l Formular",
            "F1 Hilfe",
            "Strg+P Befehle",
            *(f"{key} Noch etwas {n}" for n, key in enumerate("abcdefgh")),
        ]
        assert [one for one in wanted if one not in shown] == []
        assert "Unmögliches" not in shown
        await press(app, pilot, "x")

    with programme(tmp_path) as probe:
        at_work(probe, scenario, size=SMALL)


def test_the_forms_words_stand_in_for_the_standard_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text of the UI may have another word for a form, and a region may have its own."""
    use_trial_room(monkeypatch)

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        assert "w Gemeinsam" in screen_text(app)

    with programme(tmp_path) as probe:
        at_work(probe, scenario)


def test_work_is_done_off_the_event_loop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A use case runs in another thread than the screen."""
    use_trial_room(monkeypatch, function=threading.get_ident)

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        await press(app, pilot, "w")
        assert _room(app).results and _room(app).results != [threading.get_ident()]

    with programme(tmp_path) as probe:
        at_work(probe, scenario)


def test_an_error_is_a_sentence_and_the_screen_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a use case refuses is told in a dialog, without markup; then the room is there again."""

    def refuse() -> None:
        raise UsageError(say("ui.app.how_to_leave", key="[/b] [@click=app.leave]x[/]"))

    use_trial_room(monkeypatch, function=refuse)

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        await press(app, pilot, "w")
        assert "[/b] [@click=app.leave]x[/] beendet das Programm." in screen_text(app)
        await press(app, pilot, "enter")
        assert "Hier." in screen_text(app)

    with programme(tmp_path) as probe:
        at_work(probe, scenario, problems=True)


def test_what_nobody_foresaw_is_told_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another exception is a sentence as well, and the app goes on."""

    def fail() -> None:
        raise ZeroDivisionError("durch null")

    use_trial_room(monkeypatch, function=fail)

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        await press(app, pilot, "w")
        assert "ZeroDivisionError: durch null" in screen_text(app)

    with programme(tmp_path) as probe:
        at_work(probe, scenario, problems=True)


def test_a_locked_database_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else's write is waited for, and the reader is told that it is."""
    monkeypatch.setattr("geleit_tui.work._PAUSE", 0.0)
    turns: list[int] = []

    def busy() -> str:
        turns.append(1)
        if len(turns) < 3:
            raise Busy(say("ui.work.busy"))
        return "done"

    use_trial_room(monkeypatch, function=busy)

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        await press(app, pilot, "w")
        assert _room(app).results == ["done"] and len(turns) == 3
        await pilot.pause(0.3)
        assert "Gerade speichert jemand anderes" in screen_text(app)

    with programme(tmp_path) as probe:
        at_work(probe, scenario)


def test_a_database_that_stays_locked_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a few tries the error is told like any other."""
    monkeypatch.setattr("geleit_tui.work._PAUSE", 0.0)

    def busy() -> None:
        raise Busy(say("ui.app.undone", what="gesperrt"))

    use_trial_room(monkeypatch, function=busy)

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        await press(app, pilot, "w")
        assert "Zurückgenommen: gesperrt" in screen_text(app)
        assert _room_is_below(app)

    with programme(tmp_path) as probe:
        at_work(probe, scenario, problems=True)


def _room_is_below(app: GeleitApp) -> bool:
    return isinstance(app.screen_stack[0], TrialRoom)


def test_the_palette_finds_steps_by_typing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Typing a part of a step's name and Enter takes it."""
    use_trial_room(monkeypatch, function=lambda: "worked")

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        await press(app, pilot, "ctrl+p")
        await pilot.pause()
        assert "Was möchten Sie tun" in screen_text(app)
        await type_text(pilot, "gemeins")
        await pilot.pause(0.3)
        await press(app, pilot, "down", "enter")
        assert _room(app).results == ["worked"]

    with programme(tmp_path) as probe:
        at_work(probe, scenario)


def test_the_last_decision_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Undo calls what takes it back, once, and the room is read again."""
    use_trial_room(monkeypatch)
    undone: list[str] = []

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        await press(app, pilot, "ctrl+z")
        assert "Es gibt keine Entscheidung" in screen_text(app)
        app.can_undo(say("ui.app.save"), lambda: undone.append("it"))
        before = _room(app).reloaded
        await press(app, pilot, "ctrl+z")
        assert undone == ["it"] and _room(app).reloaded == before + 1
        await press(app, pilot, "ctrl+z")
        assert undone == ["it"]

    with programme(tmp_path) as probe:
        at_work(probe, scenario)


def test_another_room_is_read_again_only_after_a_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Coming back to a room reads it again where something was written meanwhile, and not otherwise."""
    use_trial_room(monkeypatch)

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        first = _room(app)
        await press(app, pilot, "2", "1")
        assert _room(app) is first and first.reloaded == 1
        await press(app, pilot, "2")
        app.changed()
        await press(app, pilot, "1")
        assert first.reloaded == 2

    with programme(tmp_path) as probe:
        at_work(probe, scenario)


def test_help_names_every_key_and_the_theme_can_be_light(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The help of a room has its text, its steps with all their keys, and what works everywhere."""
    use_trial_room(monkeypatch)

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        await press(app, pilot, "f1")
        shown = screen_text(app)
        assert "Zum Proben." in shown and "l  F7  Formular" in shown and "Strg+Z  F8  Rückgängig" in shown
        await press(app, pilot, "escape", "ctrl+t")
        assert app.theme == LIGHT.name

    with programme(tmp_path) as probe:
        at_work(probe, scenario)


def test_keys_can_be_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A step's keys are those of the configuration, where it names some; the usual ones do nothing then."""
    use_trial_room(monkeypatch, function=lambda: "worked")

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        assert "y Gemeinsam" in screen_text(app)
        await press(app, pilot, "w")
        assert _room(app).results == []
        await press(app, pilot, "y")
        assert _room(app).results == ["worked"]

    with programme(tmp_path) as probe:
        at_work(probe, scenario, keys={"trial.work": "y"})


def test_the_number_of_a_screen_key_is_typed_in_a_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a line that is typed into, a digit is a digit and opens no area."""
    from geleit_tui.widgets.entry import Item

    use_trial_room(monkeypatch, items=(Item("a", "ui.app.save"),))

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        await press(app, pilot, "l")
        await type_text(pilot, "2")
        await press(app, pilot, "enter")
        assert _room(app).results == [{"a": "2"}]

    with programme(tmp_path) as probe:
        at_work(probe, scenario)


def test_a_failing_screen_prints_nothing_of_what_is_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """An exception in a screen closes the app and is handed on; no traceback with the values of variables is shown."""

    def fail(_: object) -> None:
        secret = "Aufenthaltsgestattung"
        raise ZeroDivisionError(len(secret))

    room = use_trial_room(monkeypatch, function=lambda: 1)
    monkeypatch.setattr(room, "step_work", fail)

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        await press(app, pilot, "w")

    with programme(tmp_path) as probe, pytest.raises(ZeroDivisionError):
        at_work(probe, scenario)
    told = capfd.readouterr()
    assert "Aufenthaltsgestattung" not in told.out + told.err
