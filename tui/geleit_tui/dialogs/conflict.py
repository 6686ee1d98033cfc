"""Two people changed the same: theirs and mine side by side, and a choice for each field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Button, RadioButton, RadioSet, Static

from geleit_tui.dialogs.dialog import Dialog
from geleit_tui.showing import lines, plain

_LONG = 1000


@attrs.frozen
class Versions:
    """A field with what stands there now and what was to be saved, both in words."""

    name: str
    label: str
    theirs: str
    mine: str


class Version(RadioButton):
    """One of two versions; which one is chosen is told by a sign, not by a colour alone."""

    def __init__(self, label: Content, *, value: bool = False) -> None:
        super().__init__(label, value=value)
        self._sign()

    def _sign(self) -> None:
        self.BUTTON_INNER = "●" if self.value else "○"

    def watch_value(self) -> None:
        self._sign()
        super().watch_value()


class Conflict(Dialog[Mapping[str, bool]]):
    """Asks for each field whose version is to hold; the result is field → whether it is one's own, None where somebody
    goes back to what they were writing. What stands there now is chosen at first, so that nothing is lost unseen."""

    DEFAULT_CSS = """
    Conflict RadioSet { width: 1fr; height: auto; border: none; background: transparent; padding: 0; }
    Conflict RadioSet:focus { border: none; }
    Conflict Version > .toggle--button { color: $foreground; background: $panel; }
    Conflict .clash { text-style: bold; margin: 1 0 0 0; height: auto; }
    """

    def __init__(self, title: str, intro: str, versions: Sequence[Versions], take: str) -> None:
        super().__init__(title)
        self._intro = intro
        self._versions = versions
        self._take = take

    def body(self) -> ComposeResult:
        with VerticalScroll(classes="form", can_focus=False):
            yield Static(lines(self._intro), classes="intro", markup=False)
            for one in self._versions:
                yield Static(plain(one.label), classes="clash", markup=False)
                with RadioSet():
                    yield Version(plain(one.theirs, limit=_LONG), value=True)
                    yield Version(plain(one.mine, limit=_LONG))
        with Horizontal(classes="buttons"):
            yield Button(plain(self.desk.text("ui.app.cancel")), id="no")
            yield Button(plain(self._take), variant="primary", id="yes")

    def on_mount(self) -> None:
        self.query(RadioSet).first().focus()

    @on(Button.Pressed, "#no")
    def _back(self) -> None:
        self.action_leave()

    @on(Button.Pressed, "#yes")
    def _save(self) -> None:
        sets = self.query(RadioSet)
        self.dismiss({one.name: each.pressed_index == 1 for one, each in zip(self._versions, sets, strict=True)})
