"""The one way by which text reaches a widget: harmless for a terminal, and no markup."""

from __future__ import annotations

from rich.text import Text
from textual.content import Content

from geleit.display import safe

__all__ = ["cell", "lines", "plain", "safe"]

_WORDY = 20_000


def plain(text: str, style: str = "", limit: int = 200) -> Content:
    """One line of text as content without markup, at most `limit` characters; `style` is ours, never the text's."""
    shown = Content(safe(text, limit))
    return shown.stylize(style) if style else shown


def lines(text: str, style: str = "") -> Content:
    """A text of several lines, each made harmless."""
    return Content("\n").join([plain(line, style, _WORDY) for line in text.split("\n")])


def cell(text: str, style: str = "") -> Text:
    """The same for a cell of a table."""
    return Text(safe(text), style=style, no_wrap=True, end="")
