"""Help: what a room is for, and every key in it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from geleit_tui.dialogs.dialog import Dialog
from geleit_tui.screens.room import Room
from geleit_tui.showing import lines, plain


class Help(Dialog[None]):
    """The text of a room, then its steps and the app's own, with all their keys."""

    def __init__(self, room: Room[object]) -> None:
        super().__init__(room.text(f"ui.{room.ROOM}.title"))
        self._room = room

    def body(self) -> ComposeResult:
        room = self._room
        with VerticalScroll(classes="told", id="help"):
            yield Static(lines(room.text(f"ui.{room.ROOM}.help")), markup=False, classes="intro")
            for step in room.STEPS:
                yield self._line(step.name, room.ROOM, room.desk.keys.get(f"{room.ROOM}.{step.name}", step.keys))
            yield Static(plain(room.text("ui.app.everywhere"), "bold"), markup=False)
            for name, keys in self.geleit.STEPS.items():
                yield self._line(name, "app", room.desk.keys.get(f"app.{name}", keys))
            yield Static(plain(room.text("ui.app.areas_by_number")), markup=False)
        yield Button(plain(room.text("ui.app.close")), id="close")

    def _line(self, name: str, room: str, keys: str) -> Static:
        desk = self.desk
        about = f"ui.{room}.about.{name}"
        shown = "  ".join(self.geleit.key_words(key.strip()) for key in keys.split(","))
        words = [plain(desk.text(f"ui.{room}.step.{name}"), "bold")]
        if desk.has(about):
            words.append(plain(desk.text(about), limit=400))
        return Static(
            Content.assemble(plain(shown, "bold $text-accent"), "  ", Content(" – ").join(words)), markup=False
        )

    def on_mount(self) -> None:
        self.query_one("#help").focus()

    def on_button_pressed(self) -> None:
        self.dismiss(None)
