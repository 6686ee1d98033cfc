"""An answer in sentences, to be read and closed."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Button, Static

from geleit_tui.dialogs.dialog import Dialog
from geleit_tui.showing import lines, plain


class Told(Dialog[None]):
    """Sentences one under the other, the first of them the answer itself."""

    DEFAULT_CSS = """
    Told .told Static { margin: 0 0 1 0; }
    Told .answer { text-style: bold; }
    """

    def __init__(self, title: str, sentences: Sequence[str]) -> None:
        super().__init__(title)
        self._sentences = sentences

    def body(self) -> ComposeResult:
        with VerticalScroll(classes="told"):
            for place, sentence in enumerate(self._sentences):
                yield Static(lines(sentence), classes="" if place else "answer", markup=False)
        with Horizontal(classes="buttons"):
            yield Button(plain(self.desk.text("ui.app.close")), id="close")

    def on_mount(self) -> None:
        self.query_one(".told").focus()

    @on(Button.Pressed)
    def _close(self) -> None:
        self.dismiss(None)

    def key_enter(self) -> None:
        self.dismiss(None)
