"""One of several things, found by typing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from geleit_tui.dialogs.dialog import Dialog
from geleit_tui.showing import plain

_ENOUGH = 500
"""More rows than anybody looks through; typing narrows them down."""


class Choose(Dialog[str]):
    """A list with a line to type into; the result is the key of what was chosen, None where nothing was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move('cursor_down')", show=False),
        Binding("up", "move('cursor_up')", show=False),
    ]

    def __init__(self, title: str, options: Sequence[tuple[str, str]], chosen: str | None = None) -> None:
        super().__init__(title)
        self._options = options
        self._chosen = chosen

    def body(self) -> ComposeResult:
        yield Input(placeholder=self.desk.text("ui.app.type_to_find"), id="find")
        yield OptionList(markup=False)

    def on_mount(self) -> None:
        self._fill("")
        keys = [key for key, _ in self._options]
        if self._chosen in keys[:_ENOUGH]:
            self.query_one(OptionList).highlighted = keys.index(self._chosen)
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        self._fill(event.value)

    def _fill(self, typed: str) -> None:
        words = typed.casefold().split()
        found = [one for one in self._options if all(word in one[1].casefold() for word in words)][:_ENOUGH]
        listed = self.query_one(OptionList)
        listed.clear_options()
        listed.add_options([Option(plain(text), id=key) for key, text in found])
        listed.highlighted = 0 if found else None

    def action_move(self, how: str) -> None:
        """Move the bar in the list while typing goes on."""
        getattr(self.query_one(OptionList), f"action_{how}")()

    @on(Input.Submitted)
    def _take(self) -> None:
        self.query_one(OptionList).action_select()

    @on(OptionList.OptionSelected)
    def _chose(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)
