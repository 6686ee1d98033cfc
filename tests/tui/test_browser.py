"""`geleit serve` and a real browser: in with the link, out without it, and a meeting logged in it is in the records."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from asyncio.subprocess import PIPE
from contextlib import suppress
from pathlib import Path

import pytest

pytest.importorskip("textual_serve", reason="the extra web is not installed")

from geleit.model.sessions import Session
from tests.organisations.accompanied import tandems
from tests.tui.browser import CHROMIUM, Page, browser

_AT_MOST = 120
"""Seconds after which something hangs."""


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")
@pytest.mark.skipif(os.name == "nt", reason="ends the server by a signal")
def test_a_meeting_logged_in_a_browser_is_in_the_records(tmp_path: Path) -> None:
    """Without the link 403, with it the screens; nothing is asked of any other server; what is logged is kept."""
    office = tandems(tmp_path)
    before = {one.id for one in office.programme.store.all(Session)}

    async def log(page: Page, link: str) -> None:
        own = link.partition("/open")[0]
        await page.go_to(f"{own}/")
        await page.until_page("document.readyState == 'complete' && location.pathname == '/'")
        assert page.statuses[f"{own}/"] == 403
        await page.go_to(link)
        await page.until_page("document.body.classList.contains('-first-byte')")
        assert page.statuses[f"{own}/"] == 200
        await page.evaluate("document.querySelector('.xterm-helper-textarea').focus()")
        await page.until("Verein")
        await page.type_text("4")
        await page.until("Amal Öz")
        await page.type_text("l")
        await page.until("heute")
        await page.type_text("gestern")
        await page.press("ctrl+s")
        await page.until("Eingetragen")
        await page.press("ctrl+q")
        await page.until_page("document.body.classList.contains('-closed')")
        hosts = {re.sub(r"^(https?|ws)://", "", url).partition("/")[0] for url in page.requests if "//" in url}
        assert hosts == {own.removeprefix("http://")}

    async def scenario() -> None:
        server = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "geleit", "serve", str(office.config), "--port", "0", "--language", "de"),
            stderr=PIPE,
            env={**os.environ, "GELEIT_NOW": office.now().isoformat()},
        )
        assert server.stderr is not None
        (tmp_path / "profile").mkdir()
        try:
            async with browser(tmp_path / "profile") as page:
                while "/open?token=" not in (line := (await server.stderr.readline()).decode()):
                    assert line, "the server ended"
                await log(page, line[line.index("http://") :].strip())
        finally:
            with suppress(ProcessLookupError):
                server.send_signal(signal.SIGINT)
            _, said = await server.communicate()
        assert server.returncode == 0
        assert "Traceback" not in said.decode()

    asyncio.run(asyncio.wait_for(scenario(), _AT_MOST))
    logged = [one for one in office.programme.store.all(Session) if one.id not in before]
    assert [(one.held_on.isoformat(), one.minutes) for one in logged] == [("2026-04-19", 90)]
