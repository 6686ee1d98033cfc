"""The screens in a browser: who is let in, what a window's process gets to see, what ends a window."""

from __future__ import annotations

import asyncio
import json
import re
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("textual_serve", reason="the extra web is not installed")

from aiohttp import ClientSession, CookieJar, WSMsgType, WSServerHandshakeError, web

from geleit.errors import UsageError
from geleit.labels import Sentence
from geleit_tui import serving
from geleit_tui.serving.guard import Guard
from geleit_tui.serving.page import Pages
from geleit_tui.serving.running import listening
from geleit_tui.serving.server import IDLE, MOST, BrowserServer
from geleit_tui.texts import ui_labels

WINDOW = """
import json, os, sys
out = sys.stdout.buffer
def show(data):
    out.write(b"D" + len(data).to_bytes(4, "big") + data)
    out.flush()
out.write(b"__GANGLION__\\n")
show(json.dumps({"environ": sorted(os.environ), "words": sys.argv[1:]}).encode())
while head := sys.stdin.buffer.read(5):
    data = sys.stdin.buffer.read(int.from_bytes(head[1:], "big"))
    if head[:1] == b"M" and json.loads(data)["type"] == "quit":
        break
    show(b"got " + head[:1] + data)
"""
"""A window's process that shows what it sees and what it is sent."""


class Office:
    """A server with a guard, a browser, and what was told on the terminal."""

    def __init__(self, guard: Guard, server: BrowserServer, told: list[str], browser: ClientSession) -> None:
        self.guard, self.server, self.told, self.browser = guard, server, told, browser
        self.own = f"http://127.0.0.1:{guard.port}"

    async def let_in(self) -> None:
        """Open the link."""
        async with self.browser.get(self.guard.new_link()) as answer:
            assert answer.status == 200

    async def handshake(self, headers: Mapping[str, str]) -> int:
        """Try to open a WebSocket; 101 where it is opened."""
        try:
            async with self.browser.ws_connect(f"{self.own}/ws", headers=headers) as window:
                assert json.loads((await window.receive()).data)
                return 101
        except WSServerHandshakeError as refused:
            return refused.status

    def window(self) -> Any:
        return self.browser.ws_connect(f"{self.own}/ws?width=90&height=30", headers={"Origin": self.own})


def say(what: Sentence | str) -> str:
    return ui_labels().text(what, "en")


@asynccontextmanager
async def serving_at(
    environ: Mapping[str, str] | None = None, script: str = WINDOW, **limits: Any
) -> AsyncIterator[Office]:
    told: list[str] = []
    taken = listening(0)
    guard = Guard(taken.getsockname()[1])
    server = BrowserServer(
        (sys.executable, "-I", "-c", script, "one $HOME", "`two`"),
        environ or {},
        guard,
        Pages("Probe <b>", "en", say),
        tell=told.append,
        linked=lambda: told.append(guard.new_link()),
        **limits,
    )
    runner = web.AppRunner(await server.make_app(), access_log=None)
    await runner.setup()
    await web.SockSite(runner, taken).start()
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as browser:
        try:
            yield Office(guard, server, told, browser)
        finally:
            await runner.cleanup()


def play(scenario: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(scenario())


def test_of_seven_handshakes_only_the_good_one_is_taken() -> None:
    """No cookie, foreign, missing and null origin, foreign host, a wrong link, and the server's own page."""

    async def scenario() -> None:
        async with serving_at() as office:
            good = {"Origin": office.own}
            assert await office.handshake(good) == 403
            async with office.browser.get(f"{office.own}/open?token=wrong") as answer:
                assert answer.status == 403
            assert await office.handshake(good) == 403
            await office.let_in()
            assert await office.handshake({"Origin": "http://example.org"}) == 403
            assert await office.handshake({"Origin": f"http://127.0.0.1:{office.guard.port + 1}"}) == 403
            assert await office.handshake({}) == 403
            assert await office.handshake({"Origin": "null"}) == 403
            assert await office.handshake({"Origin": "http://example.org", "Host": "example.org"}) == 421
            assert await office.handshake({**good, "Host": f"127.0.0.1.example.org:{office.guard.port}"}) == 421
            assert await office.handshake(good) == 101

    play(scenario)


def test_a_link_works_once_and_only_the_newest() -> None:
    """Whoever comes second is refused; the terminal has another link by then."""

    async def scenario() -> None:
        async with serving_at() as office:
            old, link = office.guard.new_link(), office.guard.new_link()
            statuses = []
            for each in (old, link, link):
                async with office.browser.get(each) as answer:
                    statuses.append(answer.status)
                    header = answer.headers.get("Set-Cookie", "")
            assert statuses == [403, 200, 403] and header == ""
            async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as other, other.get(office.told[-1]) as answer:
                header = answer.headers["Set-Cookie"]
            assert "HttpOnly" in header and "SameSite=Strict" in header and "Path=/" in header

    play(scenario)


def test_nothing_but_the_link_is_there_without_the_cookie_and_nothing_is_listed_with_it() -> None:
    """The page, its files, names of other servers, other methods; no page may load anything from elsewhere."""

    async def scenario() -> None:
        async with serving_at() as office:
            for path in ("/", "/ws", "/static/js/textual.js", "/static/", "/download/x", "/none"):
                async with office.browser.get(office.own + path) as answer:
                    assert answer.status == 403, path
            await office.let_in()
            async with office.browser.get(office.own + "/") as answer:
                page, policy = await answer.text(), answer.headers["Content-Security-Policy"]
            assert "Probe &lt;b&gt;" in page and f"ws://127.0.0.1:{office.guard.port}/ws" in page
            assert policy.startswith("default-src 'none'") and "http" not in policy.replace("ws://127", "")
            wanted = {
                "/static/js/textual.js": 200, "/static/css/xterm.css": 200, "/static/": 403, "/static/js": 403,
                "/download/x": 404, "/static/../server.py": 404, "/static/%2e%2e/server.py": 404, "/none": 404,
            }  # fmt: skip
            for path, status in wanted.items():
                async with office.browser.get(office.own + path) as answer:
                    assert answer.status == status, path
                    assert "Traceback" not in await answer.text()
            async with office.browser.post(office.own + "/") as answer:
                assert answer.status == 405
            async with office.browser.get(office.own + "/", headers={"Host": "example.org"}) as answer:
                assert answer.status == 421

    play(scenario)


def test_no_page_leads_to_another_server() -> None:
    """Neither the templates nor the files they load name an address elsewhere from which anything would be fetched."""
    pages = Pages("Probe", "en", say)
    shown = [pages.screen("127.0.0.1:1"), pages.welcome(), pages.refusal(HTTPStatus.FORBIDDEN)]
    for page in shown:
        fetched = re.findall(r"""(?:src=|href=|url\(|url=)["']?([^"')>\s]+)""", page)
        assert all(one.startswith(("/", "data:", "ws://127.0.0.1:1/")) for one in fetched) and fetched
        assert "googleapis" not in page and "//" not in page.replace("ws://127.0.0.1:1/ws", "")


def test_a_window_sees_little_of_the_environment_and_no_shell() -> None:
    """What is not needed is not passed on, and the words of the command stay as they are."""
    environ = {
        "HOME": "/home/x",
        "LANG": "de_AT.UTF-8",
        "SECRET": "s",
        "PYTHONPATH": "/x",
        "PATH": "/x",
        "GELEIT_AS": "Jo",
    }

    async def scenario() -> None:
        async with serving_at(environ) as office:
            await office.let_in()
            async with office.window() as window:
                seen = json.loads((await window.receive()).data)
            assert {"HOME", "LANG", "GELEIT_AS", "TEXTUAL_DRIVER", "COLUMNS", "ROWS"} <= set(seen["environ"])
            assert not {"SECRET", "PYTHONPATH", "PATH", "TEXTUAL", "TEXTUAL_LOG"} & set(seen["environ"])
            assert seen["words"] == ["one $HOME", "`two`"]

    play(scenario)


def test_what_is_typed_arrives_and_what_is_no_message_is_dropped() -> None:
    """Text and sizes reach the process; anything else is neither passed on nor an error."""

    async def scenario() -> None:
        async with serving_at() as office:
            await office.let_in()
            async with office.window() as window:
                await window.receive()
                for junk in (
                    "",
                    "{",
                    "[]",
                    "1",
                    '["stdin", 5]',
                    '["stdin"]',
                    '["resize", {"width": "x"}]',
                    '["x", 1]',
                    "null",
                ):
                    await window.send_str(junk)
                await window.send_json(["ping", 7])
                assert json.loads((await window.receive()).data) == ["pong", 7]
                await window.send_json(["resize", {"width": 10**9, "height": -5}])
                size = json.loads((await window.receive()).data.removeprefix(b"got M"))
                assert (size["width"], size["height"]) == (500, 1)
                await window.send_json(["stdin", "Öl\ud83d"])
                assert (await window.receive()).data == "got DÖl?".encode()

    play(scenario)


def test_there_are_no_more_windows_than_a_few() -> None:
    """One more is refused, until one is closed."""

    async def scenario() -> None:
        async with serving_at(most=1) as office:
            await office.let_in()
            async with office.window() as window:
                await window.receive()
                assert await office.handshake({"Origin": office.own}) == 503
            while office.server._sessions:
                await asyncio.sleep(0.01)
            assert await office.handshake({"Origin": office.own}) == 101

    play(scenario)
    assert MOST <= 8


def test_a_browser_is_locked_out_when_nobody_types() -> None:
    """The window is closed, its cookie no longer opens anything, and the terminal has a new link."""

    async def scenario() -> None:
        async with serving_at(idle=0.2) as office:
            await office.let_in()
            before = len(office.told)
            async with office.window() as window:
                await window.receive()
                assert (await window.receive()).type in (WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED)
            async with office.browser.get(office.own + "/") as answer:
                assert answer.status == 403
            assert len(office.told) == before + 1
            async with office.browser.get(office.told[-1]) as answer:
                assert answer.status == 200

    play(scenario)
    assert IDLE == 15 * 60


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("import sys; sys.exit('The database is locked \\x1b[31m')", True),
        ("import sys; print('__GANGLION__', flush=True); sys.exit('Traceback with a name')", False),
    ],
)
def test_only_what_hinders_a_window_from_opening_is_told(script: str, told: bool) -> None:
    """A sentence of the command line reaches the terminal, harmless; a traceback, which may hold names, does not."""

    async def scenario() -> None:
        async with serving_at(script=script) as office:
            await office.let_in()
            before = len(office.told)
            async with office.window() as window:
                assert (await window.receive()).type in (WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED)
            while office.server._sessions:
                await asyncio.sleep(0.01)
            said = office.told[before:]
            assert bool(said) is told
            assert "\x1b" not in "".join(said)

    play(scenario)


def test_only_this_machines_own_address_is_served_at() -> None:
    """Anything else is refused with a sentence before a port is opened, and so is a port that is taken."""

    class Nothing:
        def add_texts(self, texts: object) -> None:
            """A programme that is not asked anything else."""

    for host in ("0.0.0.0", "::", "192.168.1.5", "example.org", "", "127.0.0.2"):
        with pytest.raises(UsageError) as refused:
            serving.serve(Nothing(), ["x"], host=host, environ={}, tell=print)  # type: ignore[arg-type]
        assert refused.value.sentence.code == "cli.said.serve_not_here"
    with listening(0) as taken:
        assert taken.getsockname()[0] == "127.0.0.1"
        with pytest.raises(UsageError) as refused:
            listening(taken.getsockname()[1])
        assert refused.value.sentence.code == "cli.said.serve_port_taken"
    with pytest.raises(UsageError):
        listening(70_000)


def test_the_command_is_an_absolute_path() -> None:
    """A bare name would be looked for along PATH."""
    from geleit_tui.serving.session import Session

    async def nothing(*_: object) -> None:
        """Nobody listens."""

    async def scenario() -> None:
        with pytest.raises(ValueError, match="absolute"):
            Session(("python",), {}, write_bytes=nothing, close=nothing, failed=print)

    play(scenario)
    assert Path(sys.executable).is_absolute()
