"""Running the server until somebody ends it."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from aiohttp import web

from geleit.errors import UsageError
from geleit.labels import say
from geleit.programme import Programme
from geleit_tui.serving import HOST
from geleit_tui.serving.guard import Guard
from geleit_tui.serving.page import Pages
from geleit_tui.serving.server import BrowserServer


def run(
    programme: Programme,
    command: Sequence[str],
    *,
    port: int,
    environ: Mapping[str, str],
    tell: Callable[[str], None],
) -> int:
    """Serve until Ctrl+C or a request to end; every window is closed then."""
    with listening(port) as taken:
        guard = Guard(taken.getsockname()[1])

        def linked() -> None:
            tell(programme.say(say("serving.another", link=guard.new_link())))

        pages = Pages(programme.config.programme.title, programme.language, programme.say)
        server = BrowserServer(command, environ, guard, pages, tell=tell, linked=linked)
        tell(programme.say(say("serving.ready", link=guard.new_link())))
        tell(programme.say("serving.how_to_end"))
        with suppress(KeyboardInterrupt):
            asyncio.run(_until_ended(server, taken))
    return 0


def listening(port: int) -> socket.socket:
    """A socket at a port of this machine's own address (0: any that is free). Raises UsageError if it is taken."""
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if hasattr(signal, "SIGHUP"):
            # Elsewhere this option would let two programs have the same port.
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((HOST, port))
        found.listen(16)
    except (OSError, OverflowError) as error:
        found.close()
        raise UsageError(say("cli.said.serve_port_taken", port=port)) from error
    return found


async def _until_ended(server: BrowserServer, taken: socket.socket) -> None:
    over = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):
            loop.add_signal_handler(name, over.set)
    runner = web.AppRunner(await server.make_app(), access_log=None, handle_signals=False, shutdown_timeout=15)
    await runner.setup()
    try:
        await web.SockSite(runner, taken).start()
        await over.wait()
    finally:
        await runner.cleanup()
