"""The frame of every dialog: a title, a body, Escape to leave it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from geleit_tui.showing import plain

if TYPE_CHECKING:
    from geleit_tui.app import GeleitApp
    from geleit_tui.desk import Desk

R = TypeVar("R")


class Dialog(ModalScreen[R]):
    """A modal screen in a frame with a title; its result is None where somebody leaves it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]
    AUTO_FOCUS = ""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.heading = title

    @property
    def geleit(self) -> GeleitApp:
        """The app."""
        return self.app  # type: ignore[return-value]  # there is one app

    @property
    def desk(self) -> Desk:
        """The programme with its reader."""
        return self.geleit.desk

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(plain(self.heading), classes="dialog-title", markup=False)
            yield from self.body()

    def body(self) -> ComposeResult:
        """What stands under the title."""
        yield from ()

    def action_leave(self) -> None:
        """Leave without a result."""
        self.dismiss(None)
