"""The line in which a name is typed."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input


class SearchLine(Input):
    """A line to type into; Enter, Escape and the arrow down lead from it to what was found."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,down,escape", "leave", show=False)]

    class Left(Message):
        """The line is done with."""

    def action_leave(self) -> None:
        """Go on to what was found."""
        self.post_message(self.Left())
