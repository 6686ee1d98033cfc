"""Where a report lies now, and the offer to open it."""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Button, Static

from geleit.labels import say
from geleit_tui.dialogs.dialog import Dialog
from geleit_tui.screens.reports.opening import can_open, open_file
from geleit_tui.showing import lines, plain


class Saved(Dialog[None]):
    """The path, and a button that opens the file with the system's program, where that is possible."""

    def __init__(self, title: str, path: Path, *, in_browser: bool) -> None:
        super().__init__(title)
        self._path = path
        self._in_browser = in_browser

    @property
    def _openable(self) -> bool:
        return not self._in_browser and can_open()

    def body(self) -> ComposeResult:
        text = self.desk.text
        yield Static(lines(text(say("ui.reports.lies", file=str(self._path)))), markup=False)
        if self._in_browser:
            yield Static(lines(text("ui.reports.in_browser"), "$text-muted"), markup=False)
        with Horizontal(classes="buttons"):
            yield Button(plain(text("ui.app.close")), id="no")
            if self._openable:
                yield Button(plain(text("ui.reports.open_file")), variant="primary", id="yes")

    def on_mount(self) -> None:
        self.query("Button").last().focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "yes" and not open_file(self._path):
            self.geleit.tell("ui.reports.not_opened", warning=True)
        self.dismiss(None)
