"""One browser window: a process of its own with the screens, and what goes back and forth."""

from __future__ import annotations

import asyncio
import json
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

PASSED_ON = frozenset({
    *("HOME", "USERPROFILE", "HOMEDRIVE", "HOMEPATH", "LOGNAME", "USER", "USERNAME"),
    *("LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "LC_MESSAGES", "TZ", "TMPDIR", "TEMP", "TMP"),
    *("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR", "APPDATA", "LOCALAPPDATA", "DBUS_SESSION_BUS_ADDRESS"),
    *("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "GELEIT_NOW", "GELEIT_AS", "GELEIT_LANGUAGE"),
})  # fmt: skip
"""What a window's process sees of the environment: where settings and keys lie, the language, the clock of a rehearsal."""

_READY = b"__GANGLION__\n"
_PRELUDE = 10
_LARGEST = 64 * 1024 * 1024
_PATIENCE = 10.0
"""Seconds that a process has to end by itself."""

Told = Callable[[str], None]


def environment(environ: Mapping[str, str], width: int, height: int) -> dict[str, str]:
    """What the process gets to see."""
    kept = {name: value for name, value in environ.items() if name.upper() in PASSED_ON}
    return kept | {
        "TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver",
        "TEXTUAL_FPS": "60",
        "TEXTUAL_COLOR_SYSTEM": "truecolor",
        "TERM_PROGRAM": "textual",
        "COLUMNS": str(width),
        "ROWS": str(height),
        "PYTHONUTF8": "1",
    }


class Session(AppService):
    """The process behind one window. `failed` is told what it said if it never came to show anything."""

    def __init__(
        self,
        command: Sequence[str],
        environ: Mapping[str, str],
        *,
        write_bytes: Callable[[bytes], Awaitable[None]],
        close: Callable[[], Awaitable[object]],
        failed: Told,
    ) -> None:
        async def closed() -> None:
            await close()

        async def unsaid(_: str) -> None:
            """What the library would tell the page is not passed on: it opens addresses and fetches files."""

        super().__init__(
            "geleit",
            write_bytes=write_bytes,
            write_str=unsaid,
            close=closed,
            download_manager=DownloadManager(),
        )
        if not Path(command[0]).is_absolute():
            raise ValueError("the command must name its program by an absolute path")
        self._words = tuple(command)
        self._environ = dict(environ)
        self._failed = failed

    def _build_environment(self, width: int = 80, height: int = 24) -> dict[str, str]:
        return environment(self._environ, width, height)

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        """Start the fixed command, without a shell."""
        self._process = await asyncio.create_subprocess_exec(
            *self._words,
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env=self._build_environment(width, height),
            limit=_LARGEST,
        )
        assert self._process.stdin is not None
        self._stdin = self._process.stdin
        return self._process

    async def run(self) -> None:
        """Pass on what the process shows, until it ends. What it says about its own faults is told only if it never
        came to show anything, since a traceback may hold what stands in records."""
        process = self._process
        assert process is not None and process.stdout is not None and process.stderr is not None
        said = asyncio.create_task(_drained(process.stderr))
        ready = False
        try:
            for _ in range(_PRELUDE):
                if not (line := await process.stdout.readline()) or (ready := line == _READY):
                    break
            while ready:
                kind = await process.stdout.readexactly(1)
                size = int.from_bytes(await process.stdout.readexactly(4), "big")
                payload = await process.stdout.readexactly(min(size, _LARGEST))
                if kind == b"D":
                    await self.on_data(payload)
                elif kind == b"M" and json.loads(payload).get("type") == "exit":
                    break
        except (asyncio.IncompleteReadError, ConnectionError, ValueError):
            # The process has ended, or the window was closed.
            pass
        finally:
            with suppress(ConnectionError):
                await self.remote_close()
        text = await said
        if not ready:
            self._failed(text)

    async def stop(self) -> None:
        """Ask the process to leave, and end it if it does not."""
        task, process, self._task = self._task, self._process, None
        if task is None or process is None:
            return
        await self.send_meta({"type": "quit"})
        try:
            await asyncio.wait_for(asyncio.shield(task), _PATIENCE)
            await asyncio.wait_for(process.wait(), _PATIENCE)
        except TimeoutError:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
            await task


async def _drained(stream: asyncio.StreamReader) -> str:
    """Everything a stream says, of which the beginning is kept."""
    kept = b""
    while chunk := await stream.read(4096):
        kept = (kept + chunk)[:4096]
    return kept.decode("utf-8", "replace")
