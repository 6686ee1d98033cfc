"""Every room as it is read: its text kept as a file, everything on it within reach at 80×24, and no text too faint.

After a change of a room, `GELEIT_GOLDENS=write pytest tests/tui/test_screens.py` writes the files anew; what changed is
then to be read in the difference.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from textual.pilot import Pilot

from geleit.demo.running import run
from geleit.demo.until import Until
from geleit.programme import Programme
from geleit_tui.app import GeleitApp
from geleit_tui.areas import ROOMS
from geleit_tui.commands import Everything
from geleit_tui.screens.room import Room
from geleit_tui.themes import THEMES
from tests.organisations.rehearsed import once
from tests.tui.app_at_work import SIZE, SMALL, at_work, settle
from tests.tui.looking import contrast, look, unread, written
from tests.tui.tour import left, opened, pages, stops

GOLDENS = Path(__file__).parent / "goldens"
LANGUAGES = ("de", "en")
SIZES = (SMALL, SIZE)
REGION = "austria_wko"
PAGES = 3
"""Screens of a table that are looked at, from its beginning: its rows are all alike."""

Seen = dict[str, Any]


def office(folder: Path, until: Until) -> Callable[[str], Programme]:
    """A rehearsal that was stopped: invented people, the same ones with the same ids each time; opens it in a
    language."""
    now = run(REGION, folder, 1, lambda _: None, until=until).clock()

    def of(language: str) -> Programme:
        return Programme.open(
            folder / "organisation.toml", clock=lambda: now, randomness=Random(2), account="kim", language=language
        )

    return of


def seen_in(programme: Programme, rooms: list[str], *, theme: str, thoroughly: bool) -> dict[str, Seen]:
    """What is seen in some rooms in a theme: their texts at each size, what is too faint, and, thoroughly, what cannot
    be read at the smaller one."""
    found: dict[str, Seen] = {}

    async def look_around(app: GeleitApp, pilot: Pilot[Any]) -> None:
        app.theme = theme
        for stop in stops(programme):
            if stop.room in rooms:
                await left(app, pilot)
                await opened(app, pilot, stop)
                found[stop.room] = await _look_at(app, pilot, thoroughly=thoroughly)

    at_work(programme, look_around, size=SMALL)
    return found


async def _look_at(app: GeleitApp, pilot: Pilot[Any], *, thoroughly: bool) -> Seen:
    small = await pages(app, pilot, PAGES) if thoroughly else [look(app)]
    hidden = unread(written(app), [one.text for one in small]) if thoroughly else []
    await pilot.resize_terminal(*SIZE)
    await settle(app, pilot)
    large = look(app)
    await pilot.resize_terminal(*SMALL)
    await settle(app, pilot)
    return {
        "texts": {_size(SMALL): small[0].text, _size(SIZE): large.text},
        "hidden": hidden,
        "faint": sorted({faint for one in (*small, large) for faint in one.faint}),
        "letters": sum(map(str.isalnum, large.text)),
        "unlisted": _unlisted(app),
    }


def _unlisted(app: GeleitApp) -> list[str]:
    """The steps that are possible here and do not stand in the palette, each with its explanation."""
    room = app.screen
    assert isinstance(room, Room)
    listed = {entry.words: entry.help for entry in Everything(room)._entries()}
    codes = [f"ui.{room.ROOM}.step.{step.name}" for step in room.STEPS if room.possible(step)]
    codes += [f"ui.app.step.{name}" for name in app.STEPS]
    return [code for code in codes if not listed.get(app.desk.text(code))]


def _size(size: tuple[int, int]) -> str:
    return f"{size[0]}x{size[1]}"


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Seen]]:
    """What was seen: language → room. Rooms of matching show a draft that waits, the others a round that runs."""
    matching = [room for room in ROOMS if room.startswith("matching")]
    rest = [room for room in ROOMS if room not in matching]

    def look_around(folder: Path) -> dict[str, dict[str, Seen]]:
        found: dict[str, dict[str, Seen]] = {}
        for rooms, until in ((matching, Until.PROPOSAL), (rest, Until.MIDDLE)):
            opened_in = office(folder / until.value, until)
            for language, theme in zip(LANGUAGES, THEMES, strict=True):
                with opened_in(language) as programme:
                    told = seen_in(programme, rooms, theme=theme.name, thoroughly=language == LANGUAGES[0])
                    found.setdefault(language, {}).update(told)
        return found

    return once("seen", tmp_path_factory, look_around)[1]


every_room = pytest.mark.parametrize("room", ROOMS)


@pytest.mark.parametrize("size", SIZES, ids=_size)
@pytest.mark.parametrize("language", LANGUAGES)
@every_room
def test_a_room_reads_as_it_was_kept(
    seen: dict[str, dict[str, Seen]], room: str, language: str, size: tuple[int, int]
) -> None:
    """Line by line; a difference is a change of what people see."""
    path = GOLDENS / f"{room}.{language}.{_size(size)}.txt"
    text = seen[language][room]["texts"][_size(size)] + "\n"
    width = max(len(line) for line in text.splitlines())
    assert width <= size[0] and len(text.splitlines()) <= size[1]
    if os.environ.get("GELEIT_GOLDENS") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text.splitlines() == path.read_text(encoding="utf-8").splitlines()
    assert not re.search(r"\bui\.[a-z_]+\.|\{\w+\}", text), "a code, or a value that was not put in"


@every_room
def test_everything_on_a_small_terminal_can_be_read(seen: dict[str, dict[str, Seen]], room: str) -> None:
    """At 80×24, scrolling allowed: each key with its words, each area, each text, each heading, none of them cut."""
    assert seen["de"][room]["hidden"] == []


@every_room
def test_every_text_stands_out(seen: dict[str, dict[str, Seen]], room: str) -> None:
    """At least 4.5:1 between the colours a text and its ground are really painted in: the dark theme, German, and the
    light one, English."""
    for language in LANGUAGES:
        assert seen[language][room]["letters"] > 100
        assert seen[language][room]["faint"] == []


@every_room
def test_every_step_stands_in_the_palette(seen: dict[str, dict[str, Seen]], room: str) -> None:
    """Whatever is possible in a room, and everywhere, can be found by typing, with a few words on what it does."""
    assert [seen[language][room]["unlisted"] for language in LANGUAGES] == [[], []]


def test_contrast_is_measured_as_the_guideline_says() -> None:
    """Black on white is 21:1, #777 on white just too little."""
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)


def test_no_golden_is_of_a_room_that_is_gone() -> None:
    """Each file belongs to a room, a language and a size."""
    known = {f"{room}.{language}.{_size(size)}.txt" for room in ROOMS for language in LANGUAGES for size in SIZES}
    assert {path.name for path in GOLDENS.iterdir()} == known
