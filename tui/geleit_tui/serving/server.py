"""The web server behind the browser's windows: one page, its files, one WebSocket per window, all behind the guard."""

from __future__ import annotations

import json
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from http import HTTPStatus
from typing import Any

from aiohttp import WSMessage, WSMsgType, web
from textual_serve.server import Server

from geleit.display import safe
from geleit_tui.serving.guard import Guard
from geleit_tui.serving.page import HEADERS, Pages, policy
from geleit_tui.serving.session import Session

MOST = 4
"""Windows at once; each is a process."""

IDLE = 15 * 60.0
"""Seconds without a key or a click after which a browser is locked out."""

_LONGEST = 256 * 1024
_LARGEST = (500, 200)
_LINES = 20
_CLOSED_IDLE = 4001
_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class BrowserServer(Server):
    """The screens of one configuration for the browsers that the guard lets in."""

    def __init__(
        self,
        command: Sequence[str],
        environ: Mapping[str, str],
        guard: Guard,
        pages: Pages,
        *,
        tell: Callable[[str], None],
        linked: Callable[[], None],
        most: int = MOST,
        idle: float = IDLE,
    ) -> None:
        super().__init__("geleit", host="127.0.0.1", port=guard.port, title=pages.title)
        self.guard = guard
        self._words, self._environ = tuple(command), dict(environ)
        self._pages, self._tell, self._linked = pages, tell, linked
        self._most, self._idle = most, idle
        self._sessions: dict[Session, web.WebSocketResponse] = {}
        self._coming = 0

    async def _make_app(self) -> web.Application:
        app = web.Application(middlewares=[self._watch], client_max_size=1024)
        app.add_routes([
            web.get("/", self._index),
            web.get("/open", self._open),
            web.get("/ws", self.handle_websocket),
            web.static("/static", self.statics_path, show_index=False, follow_symlinks=False),
        ])  # fmt: skip
        app.on_shutdown.append(self.on_shutdown)
        return app

    async def make_app(self) -> web.Application:
        """The application, for whoever runs it."""
        return await self._make_app()

    @web.middleware
    async def _watch(self, request: web.Request, handler: _Handler) -> web.StreamResponse:
        """Let in under our own names only, and to everything but the link with the cookie only."""
        if request.headers.getall("Host", []) not in [[host] for host in self.guard.hosts]:
            return self._refused(HTTPStatus.MISDIRECTED_REQUEST)
        if request.path != "/open" and self.guard.knows(request.cookies) is None:
            return self._refused(HTTPStatus.FORBIDDEN)
        try:
            response = await handler(request)
        except web.HTTPException as error:
            return self._refused(HTTPStatus(error.status))
        if not response.prepared:
            response.headers.update(HEADERS)
            response.headers["Content-Security-Policy"] = policy(request.host)
        return response

    def _refused(self, status: HTTPStatus) -> web.Response:
        text = self._pages.refusal(status)
        return web.Response(status=status, text=text, content_type="text/html", headers=HEADERS)

    async def _open(self, request: web.Request) -> web.Response:
        """The link from the terminal: a cookie for the browser that comes first."""
        cookie = self.guard.redeem(request.query.get("token", ""))
        if cookie is None:
            return self._refused(HTTPStatus.FORBIDDEN)
        response = web.Response(text=self._pages.welcome(), content_type="text/html")
        response.set_cookie(self.guard.cookie_name, cookie, httponly=True, samesite="Strict", path="/")
        self._linked()
        return response

    async def _index(self, request: web.Request) -> web.Response:
        return web.Response(text=self._pages.screen(request.host), content_type="text/html")

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """A window, as long as it is open. Only this server's own page may open one."""
        if not self.guard.is_own_page(request.host, request.headers.get("Origin")):
            raise web.HTTPForbidden
        if len(self._sessions) + self._coming >= self._most:
            raise web.HTTPServiceUnavailable
        cookie = self.guard.knows(request.cookies)
        assert cookie is not None
        websocket = web.WebSocketResponse(heartbeat=15, max_msg_size=_LONGEST)
        self._coming += 1
        try:
            await websocket.prepare(request)
            session = Session(
                self._words, self._environ, write_bytes=websocket.send_bytes, close=websocket.close, failed=self._told
            )
            self._sessions[session] = websocket
        finally:
            self._coming -= 1
        try:
            await session.start(*_size(request.query.get("width"), request.query.get("height")))
            await self._converse(websocket, session, cookie)
        finally:
            await session.stop()
            del self._sessions[session]
        return websocket

    async def _converse(self, websocket: web.WebSocketResponse, session: Session, cookie: str) -> None:
        """Pass on what the browser sends; without a key or a click for a while, close the window and the door."""
        last = time.monotonic()
        while not websocket.closed:
            left = last + self._idle - time.monotonic()
            try:
                message = await websocket.receive(timeout=max(left, 0.01))
            except TimeoutError:
                self.guard.lock(cookie)
                self._linked()
                await websocket.close(code=_CLOSED_IDLE)
                return
            if message.type is not WSMsgType.TEXT:
                return
            if await self._pass_on(message, websocket, session):
                last = time.monotonic()

    async def _pass_on(self, message: WSMessage, websocket: web.WebSocketResponse, session: Session) -> bool:
        """Pass one message on; returns whether somebody did something. What is no message of the page is dropped."""
        with suppress(ValueError, TypeError, LookupError, AttributeError):
            kind, *rest = json.loads(message.data)
            match kind, rest:
                case "stdin", [str(typed)]:
                    await session.send_bytes(typed.encode(errors="replace"))
                    return True
                case "resize", [{"width": width, "height": height}]:
                    await session.set_terminal_size(*_size(width, height))
                case "ping", [sent]:
                    await websocket.send_json(["pong", sent])
                case "blur", _:
                    await session.blur()
                case "focus", _:
                    await session.focus()
        return False

    def _told(self, text: str) -> None:
        """What a process said that never came to show anything: sentences of the command line."""
        for line in text.splitlines()[:_LINES]:
            self._tell(safe(line, 400))

    async def on_shutdown(self, app: web.Application) -> None:
        """Close every window."""
        for websocket in list(self._sessions.values()):
            await websocket.close()
        for session in list(self._sessions):
            await session.stop()


def _size(width: Any, height: Any) -> tuple[int, int]:
    """The size of a terminal in cells, as a browser says it, within reason."""
    sizes = []
    for given, usual, largest in ((width, 80, _LARGEST[0]), (height, 24, _LARGEST[1])):
        try:
            sizes.append(max(1, min(int(given), largest)))
        except (TypeError, ValueError):
            sizes.append(usual)
    return sizes[0], sizes[1]
