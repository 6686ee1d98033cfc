"""The UI as a test works with it: an app on a made-up terminal, what a person would read on it, and waiting for work."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any

from textual.app import App
from textual.events import Key
from textual.keys import _character_to_key
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import DataTable
from textual.worker import WorkerCancelled

from geleit.programme import Programme
from geleit_tui.app import GeleitApp

SIZE = (140, 40)
SMALL = (80, 24)
_MOST_ROUNDS = 500
_QUIET_ROUNDS = 3
"""A message leads to another one, which is only sent when the first has been dealt with."""

_SIGNS = {"space": " ", "slash": "/", "question_mark": "?", "plus": "+", "minus": "-"}

Scenario = Callable[[GeleitApp, Pilot[Any]], Awaitable[None]]


def screen_text(app: App[Any]) -> str:
    """What a person would read on the present screen, without blanks at the ends of lines."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.replace("\N{NO-BREAK SPACE}", " ").rstrip() for strip in strips)


async def settle(app: GeleitApp, pilot: Pilot[Any]) -> None:
    """Wait until nothing is under way any more: neither work in threads nor what it leads to on the screen.

    What waits for a pause in typing is not waited for: `pilot.pause(seconds)` does.
    """
    quiet = 0
    for _ in range(_MOST_ROUNDS):
        # Newer work of a group replaces what the group had under way.
        with suppress(WorkerCancelled):
            await app.workers.wait_for_complete()
        # A frame comes every sixtieth of a second.
        await pilot.pause(0 if _is_drawn(app.screen) else 0.005)
        quiet = quiet + 1 if _at_rest(app) else 0
        if quiet > _QUIET_ROUNDS:
            return
    raise AssertionError("the screen never came to rest")


def _at_rest(app: GeleitApp) -> bool:
    nodes: list[MessagePump] = [app, *app.screen.walk_children(with_self=True)]
    told = all(node._message_queue.empty() for node in nodes)
    return told and all(worker.is_finished for worker in app.workers) and _is_drawn(app.screen)


def _is_drawn(screen: Screen[Any]) -> bool:
    """Whether nothing waits for the screen's next frame: a layout, a scroll, columns to be measured, or what is to be
    drawn anew."""
    waiting: bool = screen._layout_required or screen._scroll_required or screen._repaint_required
    waiting = waiting or any(table._require_update_dimensions for table in screen.query(DataTable))
    return screen.is_mounted and not waiting and not screen._dirty_widgets and not screen._callbacks


async def press(app: GeleitApp, pilot: Pilot[Any], *keys: str) -> None:
    """Press keys one after the other, waiting after each until everything has come to rest.

    `Pilot.press` waits for the processor to be idle besides, which takes long and is never so on a busy machine.
    """
    for key in keys:
        character = key if len(key) == 1 else _SIGNS.get(key)
        driver = app._driver
        assert driver is not None
        driver.send_message(Key(_character_to_key(key) if len(key) == 1 else key, character))
        await settle(app, pilot)


async def type_text(pilot: Pilot[Any], text: str) -> None:
    """Type a text, letter by letter, into whatever has the focus."""
    focused = pilot.app.screen.focused
    assert focused is not None, "nothing has the focus"
    for letter in text:
        focused.post_message(Key(_character_to_key(letter), letter))
    await pilot.pause(0)


def at_work(
    programme: Programme,
    scenario: Scenario,
    *,
    size: tuple[int, int] = SIZE,
    problems: bool = False,
    keys: Mapping[str, str] | None = None,
) -> None:
    """Run a scenario with the app of a programme. An error that was told to the reader fails the test, unless the
    scenario is about `problems`."""

    async def play() -> None:
        app = GeleitApp(programme, keys=keys)
        app.animation_level = "none"
        async with app.run_test(size=size, notifications=True) as pilot:
            await settle(app, pilot)
            await scenario(app, pilot)
            await settle(app, pilot)
            if not problems:
                assert not app.problems, app.problems

    asyncio.run(play())
