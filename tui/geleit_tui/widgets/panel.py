"""A titled part of a screen."""

from __future__ import annotations

from textual.containers import Vertical
from textual.widget import Widget

from geleit_tui.showing import plain


class Panel(Vertical):
    """Widgets in a frame with a title."""

    DEFAULT_CSS = """
    Panel { border: round $border-blurred; padding: 0 1; height: auto; }
    Panel:focus-within { border: round $border; }
    """

    def __init__(self, title: str, *children: Widget, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(*children, id=id, classes=classes)
        self.border_title = plain(title)

    def retitle(self, title: str) -> None:
        """Another title."""
        self.border_title = plain(title)
