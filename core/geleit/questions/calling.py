"""Calling a function that a region wrote: whatever goes wrong in it becomes one error, and only a Ctrl+C of the user
goes through."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Any, Self, TypeVar

from geleit.errors import RegionError

T = TypeVar("T")
_LONGEST = 300


class RegionFailed(RegionError):
    """A rule, a criterion or a figure of a region failed; the sentence names it. Who knows which region it belongs to
    puts that name to it."""


class Raised(Exception):
    """A function of a region raised; `fault` says what, in one line."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


def attempt(function: Callable[..., T], /, *args: Any, passing: tuple[type[Exception], ...] = (), **kwargs: Any) -> T:
    """Call one function of a region; see `Guard.attempt`."""
    with Guard() as guard:
        return guard.attempt(function, *args, passing=passing, **kwargs)


def in_one_line(error: BaseException) -> str:
    """An exception as `Type: message`, one line and not endless."""
    try:
        message = str(error)
    except Exception:  # noqa: BLE001  # an exception whose own message cannot be made is still named
        message = ""
    words = f"{type(error).__name__}: {' '.join(message.split())}".strip().rstrip(":")
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"


class Guard:
    """While it is open, functions of a region can be called through it.

    It tells a Ctrl+C at the terminal from a KeyboardInterrupt that a function raises by itself. Python handles signals
    in the main thread only; in any other a KeyboardInterrupt is never the user's.
    """

    def __init__(self) -> None:
        self._before: Callable[[int, FrameType | None], Any] | None = None
        self._pressed = False

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            before = signal.getsignal(signal.SIGINT)
            if callable(before):
                self._before = before
                signal.signal(signal.SIGINT, self._noted)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)

    def attempt(
        self, function: Callable[..., T], /, *args: Any, passing: tuple[type[Exception], ...] = (), **kwargs: Any
    ) -> T:
        """Call a function of a region.

        Raises Raised for everything that comes out of it, SystemExit and a KeyboardInterrupt of its own making
        included; errors of the classes in `passing` come through as they are. A real Ctrl+C raises KeyboardInterrupt,
        even if the function swallowed it.
        """
        try:
            answer = function(*args, **kwargs)
        except passing:
            raise
        except BaseException as error:
            if self._pressed:
                raise KeyboardInterrupt from None
            raise Raised(in_one_line(error)) from error
        if self._pressed:
            raise KeyboardInterrupt
        return answer

    def _noted(self, number: int, frame: FrameType | None) -> None:
        assert self._before is not None
        try:
            self._before(number, frame)
        except KeyboardInterrupt:
            self._pressed = True
            raise
