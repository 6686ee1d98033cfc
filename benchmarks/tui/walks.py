"""What somebody does at the keyboard, and how long each thing takes until it is on the screen."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import attrs

from benchmarks.tui.people import LAST, config_of
from benchmarks.tui.terminal import Terminal, environment

NOW = "2026-06-15T09:00"
_END, _BOTTOM, _DOWN, _ENTER = b"\x1b[F", b"\x1b[1;5F", b"\x1b[B", b"\r"
_TYPED = "zzzova"
_FIRST = "Ahmadi"
_PAUSE = 0.4
_CALM, _MOST_CALM = 1.0, 60.0


@attrs.frozen
class Walk:
    """Seconds from the start of the process to the first paint, and from a key to what it leads to on the screen; the
    seconds of the processor until the first paint; bytes of memory at the end. What a program does not have is None."""

    paint: float
    processor: float
    listed: float | None
    end: float
    search: float
    opened: float | None
    memory: int


def product(folder: Path, people: int, *, rest: bool) -> Walk:
    """`geleit run`: the home screen, the list of people, its end, a search, the record. `rest`: keys are pressed once
    the home screen has read all its figures, else at once."""
    arguments = [sys.executable, "-m", "geleit", "run", str(config_of(folder))]
    with Terminal(arguments, environment(folder, NOW)) as terminal:
        paint = terminal.seen("Personen") - terminal.began
        processor = terminal.working()
        if rest:
            _calm(terminal)
        listed = _took(terminal, lambda: terminal.send(b"2"), _FIRST)
        end = _took(terminal, lambda: terminal.send(_END), LAST)
        search = _search(terminal, "eine von")
        terminal.send(_DOWN)
        opened = _took(terminal, lambda: terminal.send(_ENTER), f"person{people - 1}@")
        return Walk(paint, processor, listed, end, search, opened, terminal.memory()[0])


def data_table(folder: Path) -> Walk:
    """The same rows in Textual's own table."""
    arguments = [sys.executable, "-m", "benchmarks.tui.data_table", str(folder)]
    with Terminal(arguments, environment(folder, NOW)) as terminal:
        paint = terminal.seen(_FIRST, 600) - terminal.began
        processor = terminal.working()
        end = _took(terminal, lambda: terminal.send(_BOTTOM), LAST)
        search = _search(terminal, "1 von")
        return Walk(paint, processor, None, end, search, None, terminal.memory()[0])


def _search(terminal: Terminal, found: str) -> float:
    terminal.send(b"/")
    return _took(terminal, lambda: terminal.press(_TYPED), found)


def _took(terminal: Terminal, act: Callable[[], float], seen: str) -> float:
    time.sleep(_PAUSE)
    terminal.forget()
    began = act()
    return terminal.seen(seen) - began


def _calm(terminal: Terminal) -> None:
    """Wait until the process has nothing to do."""
    deadline, before = time.perf_counter() + _MOST_CALM, terminal.working()
    while time.perf_counter() < deadline:
        terminal.forget()
        time.sleep(_CALM)
        worked = terminal.working()
        if worked - before < 0.05 * _CALM:
            return
        before = worked
