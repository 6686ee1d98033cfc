"""A room that is there for tests alone: a line, a form, steps that fail, one that is not possible."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

import pytest
from textual.app import ComposeResult
from textual.widgets import Button, Static

from geleit.labels import Labels
from geleit.programme import Programme
from geleit_tui.desk import Desk
from geleit_tui.dialogs.form import Form
from geleit_tui.screens.room import Room, Step
from geleit_tui.showing import plain
from geleit_tui.widgets.area_bar import AreaBar
from geleit_tui.widgets.entry import Item
from geleit_tui.widgets.key_bar import KeyBar

CONFIG = """
[organisation]
name = "Musterverein [b"
languages = ["de", "en"]
timezone = "Europe/Vienna"
[programme]
region = "austria_wko"
title = "Probe"
[database]
path = "data/probe.db"
protection = "disk"
[[rounds]]
id = "r1"
title = "Erster Durchgang"
start = 2024-01-22
end = 2024-07-12
[region]
land = ["AT21"]
"""


def config(folder: Path) -> Path:
    """A configuration with one round and nobody in it."""
    path = folder / "probe.toml"
    path.write_text(CONFIG, encoding="utf-8")
    return path


class TrialRoom(Room[None]):
    """A room with a step for everything that a room can do."""

    ROOM = "trial"
    STEPS = (
        Step("form", "l,f7"),
        Step("work", "w"),
        Step("never", "x"),
        *(Step(f"more{number}", letter) for number, letter in enumerate("abcdefgh")),
    )
    items: ClassVar[tuple[Item, ...]] = ()
    submit: ClassVar[Callable[[dict[str, Any]], object]] = dict
    function: ClassVar[Callable[[], object]] = lambda: None

    def __init__(self, desk: Desk, **settings: Any) -> None:
        super().__init__(desk, **settings)
        self.results: list[Any] = []
        self.reloaded = 0

    def compose(self) -> ComposeResult:
        yield AreaBar(self.desk, "home")
        yield Static(plain("Hier."), markup=False)
        yield Button(plain("Nichts"), id="nothing")
        yield KeyBar()

    def reload(self) -> None:
        self.reloaded += 1

    def step_form(self) -> None:
        """A form with the items of the test."""
        self.app.push_screen(Form("Titel [b]", self.items, type(self).submit), self.results.append)

    def step_work(self) -> None:
        """The function of the test, in a thread."""
        self.work(type(self).function, self.results.append)

    def can_never(self) -> bool:
        return False


TEXTS = Labels(
    {
        "ui.trial.title": {"de": "Probe", "en": "Trial"},
        "ui.trial.help": {"de": "Zum Proben.", "en": "To try."},
        "ui.trial.step.form": {"de": "Formular", "en": "Form"},
        "ui.trial.step.work": {"de": "Arbeiten", "en": "Work"},
        "ui.trial.step.never": {"de": "Unmögliches", "en": "Impossible"},
        "form.tandem.ui.trial.step.work": {"de": "Gemeinsam", "en": "Together"},
    },
    {f"ui.trial.step.more{n}": {"de": f"Noch etwas {n}", "en": f"More of it {n}"} for n in range(8)},
)


def programme(folder: Path, language: str = "de") -> Programme:
    """The programme of the configuration, on its first day."""
    from datetime import UTC, datetime

    found = Programme.open(config(folder), language=language, clock=lambda: datetime(2024, 3, 5, 9, tzinfo=UTC))
    found.add_texts(TEXTS)
    return found


def use_trial_room(patch: pytest.MonkeyPatch, **settings: Any) -> type[TrialRoom]:
    """Let every area of the app be a room for trying; `settings` are what its steps work with."""
    room: type[TrialRoom] = type("OfTheTest", (TrialRoom,), {key: _static(value) for key, value in settings.items()})
    patch.setattr("geleit_tui.app.room_class", lambda code: room)
    return room


def _static(value: Any) -> Any:
    return staticmethod(value) if callable(value) else value
