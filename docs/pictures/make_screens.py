"""Makes the pictures of the screens from the demo's data: `uv run python docs/pictures/make_screens.py`."""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, time
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from textual.pilot import Pilot

from geleit.demo.running import run
from geleit.demo.until import Until
from geleit.programme import Programme
from geleit_tui.app import GeleitApp

HERE = Path(__file__).parent
SIZE = (110, 34)
FONTS = "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace"
ACCOUNT = "koordination"
_PAUSE = 0.6


class Picture(NamedTuple):
    """A screen: its file's name, how far the round has come, the keys that lead to it."""

    name: str
    until: Until
    keys: tuple[str, ...]


PICTURES = (
    Picture("home", Until.MIDDLE, ()),
    Picture("people", Until.MIDDLE, ("2",)),
    Picture("person", Until.APPLICATIONS, ("2", "down", "down", "enter")),
    Picture("matching", Until.PROPOSAL, ("3",)),
    Picture("pair", Until.MIDDLE, ("4", "down", "down", "enter")),
    Picture("reports", Until.MIDDLE, ("7",)),
    Picture("settings", Until.MIDDLE, ("9",)),
)


def main() -> None:
    """Write every picture, in German and in English."""
    with tempfile.TemporaryDirectory() as folder:
        days = {until: _play(Path(folder) / until.value, until) for until in {one.until for one in PICTURES}}
        for picture in PICTURES:
            config = Path(folder) / picture.until.value / "organisation.toml"
            for language in ("de", "en"):
                drawn = asyncio.run(_draw(config, days[picture.until], language, picture.keys))
                (HERE / f"{picture.name}.{language}.svg").write_text(drawn, encoding="utf-8")


def _play(folder: Path, until: Until) -> Callable[[], datetime]:
    stage = run("austria_wko", folder, 1, lambda _: None, until=until, account=ACCOUNT)
    moment = datetime.combine(stage.clock.day, time(10), UTC)
    return lambda: moment


async def _draw(config: Path, clock: Callable[[], datetime], language: str, keys: tuple[str, ...]) -> str:
    with Programme.open(
        config, clock=clock, randomness=Random(1), language=language, account=ACCOUNT, rehearsal=True
    ) as programme:
        app = GeleitApp(programme)
        async with app.run_test(size=SIZE) as pilot:
            await _rest(app, pilot)
            for key in keys:
                await pilot.press(key)
                await _rest(app, pilot)
            return _without_others(app.export_screenshot(title=programme.config.organisation.name))


async def _rest(app: GeleitApp, pilot: Pilot[Any]) -> None:
    for _ in range(3):
        await app.workers.wait_for_complete()
        await pilot.pause(_PAUSE)


def _without_others(svg: str) -> str:
    """The picture without fonts from elsewhere: it loads nothing, and takes the fonts that are there."""
    svg = re.sub(r"@font-face\s*\{[^}]*\}", "", svg)
    return re.sub(r"font-family:\s*[^;}]*Fira Code[^;}]*;?", f"font-family: {FONTS};", svg)


if __name__ == "__main__":
    main()
