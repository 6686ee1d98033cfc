"""What can be seen on a screen of the UI: its text, the words that cannot be read whole, and the contrast of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs
from rich.color import Color
from rich.segment import Segment
from textual.app import App
from textual.content import Content
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Button, Checkbox, DataTable, Static

from geleit_tui.widgets.windowed_table import WindowedTable
from geleit_tui.widgets.wrapped import Wrapped
from tests.tui.app_at_work import screen_text

LEAST = 4.5
"""Contrast of a text to what lies behind it (WCAG 2.2, 1.4.3)."""

_BROKEN_AFTER = 24
"""Letters after which a word may be broken where a line ends."""


@attrs.frozen
class Look:
    """One look at a screen: its text, and every text on it that is too faint, with its ratio."""

    text: str
    faint: tuple[str, ...]


def look(app: App[Any]) -> Look:
    """What is on the screen at this moment."""
    return Look(screen_text(app), tuple(dict.fromkeys(_faint(app))))


def _faint(app: App[Any]) -> Iterator[str]:
    for strip in _in_front(app):
        for text, style, _ in strip:
            if style is None or not any(letter.isalnum() for letter in text):
                continue
            front, behind = style.color, style.bgcolor
            if style.reverse:
                front, behind = behind, front
            ratio = contrast(_channels(front), _channels(behind))
            if ratio < LEAST or style.dim:
                yield f"{text.strip()[:40]!r} {ratio:.2f} on {app.theme}"


def _in_front(app: App[Any]) -> list[Strip]:
    """The lines of the screen; of a dialog those within its frame, as what lies behind it is dimmed on purpose."""
    strips = app.screen._compositor.render_strips()
    if not isinstance(app.screen, ModalScreen):
        return strips
    frame = app.screen.query(".dialog").first().region
    return [strip.crop(frame.x, frame.right) for strip in strips[frame.y : frame.bottom]]


def _channels(color: Color | None) -> tuple[int, int, int]:
    assert color is not None and not color.is_default, "a text in the terminal's own colours"
    return tuple(color.get_truecolor())  # type: ignore[return-value]  # three numbers


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """The ratio of two colours' relative luminance (WCAG 2.2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(channels: tuple[int, int, int]) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in channels)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def actions(app: App[Any]) -> set[str]:
    """Every action that a click on a text of the screen would run."""
    found = set()
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            found |= {str(value) for key, value in _meta(segment).items() if key.startswith("@")}
    return found


def _meta(segment: Segment) -> dict[str, Any]:
    return segment.style.meta if segment.style is not None and segment.style._meta else {}


def written(app: App[Any]) -> list[str]:
    """Every text of the UI that the screen has at this moment, in sight or not: keys and areas as whole pieces, texts,
    words of buttons and ticks, headings of tables."""
    found: list[str] = []
    for widget in app.screen.walk_children(Widget):
        if not _is_shown(widget):
            continue
        if isinstance(widget, Wrapped):
            found += [piece.plain.strip() for piece in widget._pieces]
        elif isinstance(widget, Static):
            found += _words(widget.visual)
        elif isinstance(widget, Button | Checkbox):
            found += _words(widget.label)
        elif isinstance(widget, DataTable):
            found += [word for column in widget.columns.values() for word in column.label.plain.split()]
        elif isinstance(widget, WindowedTable):
            found += [word for column in widget.columns for word in column.heading.split()]
    return found


def _is_shown(widget: Widget) -> bool:
    return all(one.display and one.visible for one in widget.ancestors_with_self if isinstance(one, Widget))


def _words(visual: object) -> list[str]:
    return visual.plain.split() if isinstance(visual, Content) else []


def unread(wanted: list[str], seen: list[str]) -> list[str]:
    """What of `wanted` stands whole in none of the texts; a long word may stand in two lines."""
    texts = "\n".join(seen)
    joined = "".join(texts.split())
    # Rules are no words; a file's place may be longer than any line.
    words = [one for one in wanted if any(letter.isalnum() for letter in one) and not one.startswith("/")]
    missing = [one for one in words if one not in texts]
    return sorted({one for one in missing if len(one) < _BROKEN_AFTER or "".join(one.split()) not in joined})
