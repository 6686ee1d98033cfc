"""Use cases off the event loop: a thread works, the screen goes on, and whatever goes wrong becomes a sentence."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from textual.worker import Worker, get_current_worker

from geleit.errors import Busy, GeleitError
from geleit.labels import say

if TYPE_CHECKING:
    from textual.screen import Screen

    from geleit_tui.app import GeleitApp

T = TypeVar("T")
TRIES = 4
"""How often a step is tried while somebody else is writing; each try waits for the database as long as that does."""

_PAUSE = 0.5


def start(
    screen: Screen[Any],
    function: Callable[[], T],
    then: Callable[[T], object] | None = None,
    failed: Callable[[GeleitError], object] | None = None,
    *,
    group: str = "reading",
    exclusive: bool = True,
) -> Worker[None]:
    """Call `function` in a thread, then `then` with its result on the event loop, unless the screen is gone by then.

    Work of one group on a screen replaces what the group had under way (`exclusive`): the older result is dropped.
    An error is told by `failed`, or else by the app. A locked database is tried again, and the reader is told.
    """
    return screen.run_worker(
        partial(_work, screen, function, then, failed), group=group, exclusive=exclusive, thread=True
    )


def _work(
    screen: Screen[Any],
    function: Callable[[], T],
    then: Callable[[T], object] | None,
    failed: Callable[[GeleitError], object] | None,
) -> None:
    app: GeleitApp = screen.app  # type: ignore[assignment]  # there is one app
    worker = get_current_worker()

    def back(function: Callable[..., object] | None, *args: object) -> None:
        if function is not None and not worker.is_cancelled and screen.is_attached:
            app.call_from_thread(function, *args)

    try:
        result = _patiently(function, lambda: back(app.tell, say("ui.work.busy")))
    except GeleitError as error:
        back(failed or app.show_problem, error)
    except Exception as error:  # noqa: BLE001  # whatever nobody foresaw is told, and the screens stay open
        back(app.show_unforeseen, error)
    else:
        back(then, result)


def _patiently(function: Callable[[], T], waiting: Callable[[], None]) -> T:
    for turn in range(1, TRIES):
        try:
            return function()
        except Busy:
            if turn == 1:
                waiting()
            time.sleep(_PAUSE)
    return function()
