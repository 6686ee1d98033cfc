"""What went wrong, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Button, Static

from geleit_tui.dialogs.dialog import Dialog
from geleit_tui.showing import lines, plain


class Problem(Dialog[None]):
    """A sentence with the problems that belong to it, one a line, until somebody has read it."""

    def __init__(self, title: str, told: Sequence[str], close: str) -> None:
        super().__init__(title)
        self._told = told
        self._close = close

    def body(self) -> ComposeResult:
        with VerticalScroll(classes="told"):
            for one in self._told:
                yield Static(lines(one), markup=False)
        yield Button(plain(self._close), variant="primary", id="close")

    def on_mount(self) -> None:
        self.query_one("#close").focus()

    def on_button_pressed(self) -> None:
        self.dismiss(None)
