"""A program in a terminal of its own: what it writes is read as it comes, and keys are pressed as a person would."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

ROWS, COLUMNS = 40, 140
_STEERING = re.compile(
    rb"\x1b(?:\[[0-9;:?<=>]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_][^\x1b]*\x1b\\|[ -/]*[0-~])"
)
_KEPT = 4_000_000
_READ = 65_536


class NotSeen(Exception):
    """What was waited for did not come; what the program wrote last."""


class Terminal:
    """A process on a pseudo-terminal of 140 columns and 40 rows. Use it as a context manager."""

    def __init__(self, arguments: Sequence[str], environ: Mapping[str, str]) -> None:
        self.began = time.perf_counter()
        self.pid, self._handle = pty.fork()
        if self.pid == 0:
            os.execve(arguments[0], list(arguments), {**environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"})
        fcntl.ioctl(self._handle, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self._written = b""

    def press(self, keys: str) -> float:
        """Press keys one after the other; returns the moment of the last one."""
        for key in keys:
            os.write(self._handle, key.encode())
        return time.perf_counter()

    def send(self, sequence: bytes) -> float:
        """A key that is a sequence; returns the moment."""
        self._written = b""
        os.write(self._handle, sequence)
        return time.perf_counter()

    def forget(self) -> None:
        """What has been written so far is not looked at any more."""
        while self._read(0.05):
            pass
        self._written = b""

    def seen(self, text: str, patience: float = 120.0) -> float:
        """The moment at which a text had been written. Raises NotSeen."""
        wanted, deadline = text.encode(), time.perf_counter() + patience
        while time.perf_counter() < deadline:
            if wanted in _STEERING.sub(b"", self._written):
                return time.perf_counter()
            if not self._read(min(0.5, patience)) and not self._alive():
                break
        plain = _STEERING.sub(b"", self._written).decode(errors="replace")
        raise NotSeen(f"{text!r} was not written within {patience:.0f} s; last: {plain[-2000:]}")

    def _read(self, patience: float) -> bool:
        ready, _, _ = select.select([self._handle], [], [], patience)
        if not ready:
            return False
        try:
            found = os.read(self._handle, _READ)
        except OSError:
            return False
        self._written = (self._written + found)[-_KEPT:]
        return bool(found)

    def _alive(self) -> bool:
        try:
            return os.waitpid(self.pid, os.WNOHANG) == (0, 0)
        except ChildProcessError:
            return False

    def memory(self) -> tuple[int, int]:
        """Bytes of memory in use now, and the most there ever was (Linux)."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        now, most = (int(re.search(rf"{name}:\s+(\d+) kB", status)[1]) for name in ("VmRSS", "VmHWM"))  # type: ignore[index]  # Linux writes both
        return now * 1024, most * 1024

    def working(self) -> float:
        """Seconds of the processor that it has used (Linux)."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self.pid, 0)
        os.close(self._handle)


def environment(folder: Path, now: str) -> dict[str, str]:
    """What a measured program finds around it: German, a clock, settings of its own, the compiled modules of this run."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "HOME", "SYSTEMROOT") if name in os.environ}
    return {
        **kept,
        "GELEIT_NOW": now,
        "GELEIT_LANGUAGE": "de",
        "XDG_CONFIG_HOME": str(folder),
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }
