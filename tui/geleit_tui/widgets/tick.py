"""A box to tick that shows by its sign, not by its colour, whether it is ticked."""

from __future__ import annotations

from textual.widgets import Checkbox


class Tick(Checkbox):
    """A checkbox with ✓ or nothing in it."""

    @property
    def BUTTON_INNER(self) -> str:  # type: ignore[override]  # as Textual calls it
        """The sign in the box."""
        return "✓" if self.value else " "
