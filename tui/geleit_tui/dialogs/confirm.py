"""A question before what cannot be undone."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Button, Static

from geleit_tui.dialogs.dialog import Dialog
from geleit_tui.showing import lines, plain


class Confirm(Dialog[bool]):
    """What will happen, line by line, and the choice to let it. The careful answer has the focus."""

    def __init__(self, title: str, told: Sequence[str], yes: str) -> None:
        super().__init__(title)
        self._told = told
        self._yes = yes

    def body(self) -> ComposeResult:
        with VerticalScroll(classes="told"):
            for one in self._told:
                yield Static(lines(one), markup=False)
        with Horizontal(classes="buttons"):
            yield Button(plain(self.desk.text("ui.app.cancel")), id="no")
            yield Button(plain(self._yes), variant="warning", id="yes")

    def on_mount(self) -> None:
        self.query_one("#no").focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

    def key_left(self) -> None:
        self.query_one("#no").focus()

    def key_right(self) -> None:
        self.query_one("#yes").focus()
