"""Signs that stand beside words, and bars of letters with their numbers: nothing is said by colour alone."""

from __future__ import annotations

from textual.content import Content

from geleit.model.lifecycle import PairState
from geleit.progress import Month, MonthSource, Silence
from geleit_tui.desk import Desk
from geleit_tui.showing import plain

SILENCE = {Silence.GREEN: "✓", Silence.YELLOW: "!", Silence.RED: "✗", Silence.NONE: "·"}
STATE = {PairState.OFFERED: "?", PairState.PAUSED: "‖", PairState.DECLINED: "✗", PairState.EXPIRED: "✗"}
THERE = {True: "✓", False: "✗", None: "?"}
_FULL, _EMPTY = "█", "░"


def bar(value: float, most: float, width: int) -> str:
    """A bar of `width` letters, full at `most`."""
    filled = 0 if most <= 0 else min(width, round(width * value / most))
    return _FULL * filled + _EMPTY * (width - filled)


def month_name(desk: Desk, month: Month) -> str:
    """A month as `3/2026`."""
    return f"{month.first.month:>2}/{month.first.year}"


def month_line(desk: Desk, month: Month, most: int, width: int, running: bool) -> Content:
    """A month as a bar against what is expected, with the numbers, where they come from, and whether that is enough.

    `most` are the minutes at which the bar is full; `running` says that the month is not over.
    """
    parts = [plain(month_name(desk, month)), plain(bar(month.met_minutes, most, width))]
    hours = desk.hours(month.met_minutes)
    if month.expected_least is None:
        parts.append(plain(f"{hours:>5} h"))
    else:
        expected = span(desk, month.expected_least, month.expected_most)
        parts.append(plain(f"{hours:>5} / {expected} h"))
        parts.append(_enough(desk, month, running))
    if month.source is MonthSource.STATEMENT:
        parts.append(plain(desk.label("MonthSource", month.source), "$text-muted"))
    if month.unknown_length:
        parts.append(plain(f"{month.unknown_length} × ?", "$text-muted"))
    return Content("  ").join(parts)


def span(desk: Desk, least: int | None, most: int | None) -> str:
    """Minutes from least to most as hours."""
    return desk.hours(least) if least == most else f"{desk.hours(least)}–{desk.hours(most)}"


def _enough(desk: Desk, month: Month, running: bool) -> Content:
    if month.met_minutes >= (month.expected_least or 0):
        return plain(f"✓ {desk.text('ui.pair.enough')}", "$text-success")
    if running:
        return plain(f"· {desk.text('ui.pair.running')}", "$text-muted")
    return plain(f"! {desk.text('ui.pair.less')}", "$text-warning")
