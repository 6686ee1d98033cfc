"""A real browser without a window, driven over its DevTools protocol."""

from __future__ import annotations

import asyncio
import base64
import json
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
"""Where the browser is; None where there is none."""

_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])")
_MODIFIER = {"ctrl": 2}
_NAMED = {"Enter": 13, "Tab": 9, "Escape": 27, "ArrowDown": 40}


_ELSEWHERE = "Inspected target navigated or closed"


class Elsewhere(Exception):
    """The page that was asked is no longer there."""


class Page:
    """The browser's page: what it asked for, what it got over its WebSocket, and what is typed into it."""

    def __init__(self, line: ClientWebSocketResponse) -> None:
        self._line = line
        self._number = 0
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self.requests: list[str] = []
        self.statuses: dict[str, int] = {}
        self.shown = ""
        self._news = asyncio.Event()
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        async for message in self._line:
            if message.type is not WSMsgType.TEXT:
                continue
            event = json.loads(message.data)
            if "id" in event:
                self._answers.pop(event["id"]).set_result(event)
                continue
            told = event.get("params", {})
            match event["method"]:
                case "Network.requestWillBeSent":
                    self.requests.append(told["request"]["url"])
                case "Network.webSocketCreated":
                    self.requests.append(told["url"])
                case "Network.responseReceived":
                    self.statuses[told["response"]["url"]] = told["response"]["status"]
                case "Network.webSocketFrameReceived" if told["response"]["opcode"] == 2:
                    data = base64.b64decode(told["response"]["payloadData"]).decode("utf-8", "replace")
                    self.shown += _ESCAPES.sub("", data)
            self._news.set()

    async def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """A command of the protocol, and its answer."""
        self._number += 1
        answer = self._answers[self._number] = asyncio.get_running_loop().create_future()
        await self._line.send_json({"id": self._number, "method": method, "params": params})
        found = await answer
        if found.get("error", {}).get("message") == _ELSEWHERE:
            raise Elsewhere(method)
        assert "error" not in found, found
        result: dict[str, Any] = found["result"]
        return result

    async def go_to(self, url: str) -> None:
        """Open an address, as if it was typed in."""
        await self.ask("Page.navigate", url=url)

    async def evaluate(self, expression: str) -> Any:
        """The value of an expression in the page."""
        found = await self.ask("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        return found["result"].get("value")

    async def until(self, text: str) -> None:
        """Wait until the terminal has been sent a text since the last wait."""
        while text not in self.shown:
            self._news.clear()
            await self._news.wait()
        self.shown = self.shown[self.shown.index(text) + len(text) :]

    async def until_page(self, expression: str) -> None:
        """Wait until something is true of the page."""
        while not await self._is_true(expression):
            await asyncio.sleep(0.05)

    async def _is_true(self, expression: str) -> bool:
        try:
            return bool(await self.evaluate(expression))
        except Elsewhere:  # the page before was asked, and the next one is on its way
            return False

    async def type_text(self, text: str) -> None:
        """Type letters."""
        for letter in text:
            await self.ask("Input.dispatchKeyEvent", type="char", text=letter)

    async def press(self, key: str) -> None:
        """Press a key: `Enter`, `ctrl+s`, or a letter."""
        *modifiers, last = key.split("+")
        code = _NAMED.get(last, ord(last[0].upper()))
        shared = {
            "key": last,
            "code": last if last in _NAMED else f"Key{last.upper()}",
            "windowsVirtualKeyCode": code,
            "modifiers": sum(_MODIFIER[one] for one in modifiers),
        }
        await self.ask("Input.dispatchKeyEvent", type="rawKeyDown", **shared)
        await self.ask("Input.dispatchKeyEvent", type="keyUp", **shared)

    async def close(self) -> None:
        self._reading.cancel()
        await asyncio.gather(self._reading, return_exceptions=True)


@asynccontextmanager
async def browser(folder: Path) -> AsyncIterator[Page]:
    """A browser with a profile of its own in a folder, and its page."""
    assert CHROMIUM is not None
    process = await asyncio.create_subprocess_exec(
        CHROMIUM,
        *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"),
        *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
        *(f"--user-data-dir={folder}", "--remote-debugging-port=0", "--window-size=1400,900", "about:blank"),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
        env={"HOME": str(folder), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
    )
    try:
        port = folder / "DevToolsActivePort"
        while not port.exists() or not port.read_text().strip():
            assert process.returncode is None, "the browser did not start"
            await asyncio.sleep(0.05)
        own = f"http://127.0.0.1:{port.read_text().split()[0]}"
        async with ClientSession() as client:
            async with client.get(f"{own}/json/list") as answer:
                (address,) = [one["webSocketDebuggerUrl"] for one in await answer.json() if one["type"] == "page"]
            async with client.ws_connect(address, max_msg_size=0) as line:
                page = Page(line)
                for domain in ("Network", "Page", "Runtime"):
                    await page.ask(f"{domain}.enable")
                yield page
                await page.close()
    finally:
        process.kill()
        await process.wait()
