"""One round walked twice, step by step: on the screens, and by the command line on a copy of the organisation.

After every step both databases must be the same, row by row, the change history too. Clock and ids are fixed.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, time
from importlib.resources import as_file, files
from pathlib import Path
from random import Random
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Checkbox, Input, TextArea

from geleit.cli import main
from geleit.programme import Programme
from geleit.store.driver import driver
from geleit_tui.app import GeleitApp
from geleit_tui.dialogs.choose import Choose
from geleit_tui.dialogs.confirm import Confirm
from geleit_tui.screens.importing.lists import words
from geleit_tui.screens.room import Room
from geleit_tui.widgets.entry import Entry
from geleit_tui.widgets.listing import Listing
from geleit_tui.widgets.pick import Pick
from tests.tui.app_at_work import SMALL, at_work, press, screen_text, settle, type_text

_NOT_COMPARED = frozenset({"_sqlite_migrations", "journal"})
_JOURNAL = "SELECT * FROM journal ORDER BY seq"
"""Salts are never from a seed, and with them the chain of the history is another one each time."""

_TYPING_PAUSE = 0.2
"""Longer than the screens wait for the next letter."""


class Walk:
    """An organisation of a region with a few of its invented applicants, once for the screens, once for the commands."""

    def __init__(
        self, folder: Path, patch: pytest.MonkeyPatch, region: str, day: date, people: Sequence[str], round_: str = ""
    ) -> None:
        self.day = day
        self.of_round = f"--round {round_}" if round_ else ""
        self.screens, self.commands = folder / "screens", folder / "commands"
        self._ids = Random(7)
        self._patch = patch
        source = files(f"geleit_{region}") / "samples"
        for place in (self.screens, self.commands):
            place.mkdir(parents=True)
            with as_file(source) as samples:
                for path in samples.glob("*.csv"):
                    _shorten(path, place / path.name, people)
                text = (samples / "organisation.toml").read_text("utf-8")
            (place / "organisation.toml").write_text(text.replace('"sample"', '"disk"'), encoding="utf-8")
        patch.setattr("geleit.programme.context.secrets.SystemRandom", lambda: self._ids)
        patch.setenv("GELEIT_LANGUAGE", "de")

    def now(self) -> datetime:
        """Ten in the morning of the walk's day."""
        return datetime.combine(self.day, time(10), UTC)

    def programme(self) -> Programme:
        """The organisation on whose screens is worked."""
        return Programme.open(self.screens / "organisation.toml", clock=self.now, randomness=Random(7), language="de")

    def command(self, line: str, *more: str) -> None:
        """A command on the other organisation: its words, `CONFIG` for the configuration, then words with blanks."""
        self._patch.setenv("GELEIT_NOW", self.now().isoformat())
        words = [str(self.commands / "organisation.toml") if one == "CONFIG" else one for one in line.split()]
        words = [one.replace("FOLDER", str(self.commands)) for one in words]
        code = main([*words, *more])
        assert code == 0, f"geleit {line} {more} came to {code}"

    def compare(self, after: str) -> None:
        """Raises AssertionError naming the first rows that differ after a step."""
        both = [_rows(place / "data") for place in (self.screens, self.commands)]
        if both[0] == both[1]:
            return
        only = [[row for row in one if row not in other] for one, other in (both, both[::-1])]
        assert only == [[], []], f"after {after}: only by the screens {only[0][:6]}, only by the commands {only[1][:6]}"
        assert both[0] == both[1], f"after {after}: the same rows in another order"

    def walk(self, scenario: Callable[[Walker], Awaitable[None]], size: tuple[int, int] = SMALL) -> None:
        """Walk it."""
        with self.programme() as programme:

            async def played(app: GeleitApp, pilot: Pilot[Any]) -> None:
                await scenario(Walker(self, app, pilot))

            at_work(programme, played, size=size)


class Walker:
    """A person at the keyboard, with the other organisation's command line beside them."""

    def __init__(self, walk: Walk, app: GeleitApp, pilot: Pilot[Any]) -> None:
        self.walk, self.app, self.pilot = walk, app, pilot

    def on(self, day: date) -> None:
        """It is this day now."""
        self.walk.day = day

    def same(self, line: str, *more: str) -> None:
        """What was done on the screens just now, by a command; both organisations are the same then."""
        self.walk.command(line, *more)
        self.walk.compare(f"{line} {' '.join(more)}")

    async def keys(self, *keys: str) -> None:
        """Press keys."""
        await press(self.app, self.pilot, *keys)

    async def area(self, number: int) -> None:
        """Open a main area, whatever is open now."""
        while len(self.app.screen_stack) > 1:
            await self.keys("escape")
        await self.keys(str(number))

    async def step(self, name: str) -> None:
        """Take a step of the present room by its key."""
        room = self.app.screen
        assert isinstance(room, Room), f"{name}: {room} is open"
        found = next(step for step in room.STEPS if step.name == name)
        assert room.possible(found), f"{name} is not possible now:\n{self.text}"
        await self.keys(found.keys.split(",")[0])

    async def fill(self, **answers: str | Iterable[str] | bool) -> None:
        """Type answers into the open form, each into the entry of its name, and save it."""
        form = self.app.screen
        for name, answer in answers.items():
            entries = {entry.item.name: entry for entry in form.query(Entry)}
            assert name in entries, f"no {name} among {list(entries)} of\n{self.text}"
            await self._type(entries[name].control, answer)
        await self.keys("ctrl+s")
        if self.app.screen is form and form.query(".form-fault.-on"):
            await self.keys("ctrl+s")
        assert self.app.screen is not form, f"the form stays open:\n{self.text}"

    async def _type(self, control: Any, answer: str | Iterable[str] | bool) -> None:
        control.focus()
        await settle(self.app, self.pilot)
        if isinstance(control, Checkbox):
            if control.value is not answer:
                await self.keys("space")
        elif isinstance(control, Pick):
            for one in [answer] if isinstance(answer, str) else answer:  # type: ignore[union-attr]  # no bool
                await type_text(self.pilot, one)
                await settle(self.app, self.pilot)
                await self.keys("enter")
        else:
            assert isinstance(control, (Input, TextArea)) and isinstance(answer, str)
            control.select_all()
            await type_text(self.pilot, answer)
        await settle(self.app, self.pilot)

    async def choose(self, typed: str) -> None:
        """Take one of an open list by typing a part of it."""
        assert isinstance(self.app.screen, Choose), f"no choice is open:\n{self.text}"
        await type_text(self.pilot, typed)
        await settle(self.app, self.pilot)
        await self.keys("enter")

    async def mark(self, table: str, *words: str) -> None:
        """Move the bar of a small table to the row with all these words."""
        listing = self.app.screen.query_one(table, Listing)
        listing.focus()
        await self.keys("ctrl+home")
        for _ in range(listing.row_count):
            row = " ".join(map(str, listing.get_row_at(listing.cursor_row)))
            if all(word in row for word in words):
                return
            await self.keys("down")
        raise AssertionError(f"no {words} in\n{self.text}")

    async def look_at(self, title: str) -> None:
        """Look at a round by a part of its title."""
        await self.keys("f4")
        await self.choose(title)

    async def take_in(self, what: str) -> None:
        """Take in a list that lies in the organisation's folder, after the trial that comes first."""
        await self.area(1)
        await self.step("take_in")
        await self.choose(words(self.app.desk, what))
        await type_text(self.pilot, str(self.walk.screens / f"{what}.csv"))
        await settle(self.app, self.pilot)
        await self.keys("enter")
        await self.step("take")

    async def person(self, name: str) -> None:
        """Open somebody's record by typing a part of their name."""
        await self.area(2)
        await self.keys("slash")
        line = self.app.screen.focused
        assert isinstance(line, Input)
        line.select_all()
        await type_text(self.pilot, name)
        await self.rest()
        await self.keys("enter", "enter")
        assert type(self.app.screen).__name__ == "PersonRoom", f"no record of {name} is open:\n{self.text}"

    async def pair(self, name: str) -> None:
        """Open a pair by typing a part of a name."""
        await self.area(4)
        await self.keys("slash")
        line = self.app.screen.focused
        assert isinstance(line, Input)
        line.select_all()
        await type_text(self.pilot, name)
        await self.rest()
        await self.keys("enter", "enter")
        assert type(self.app.screen).__name__ == "PairRoom", f"no pair of {name} is open:\n{self.text}"

    async def rest(self) -> None:
        """Wait for what waits for a pause in typing, or is done step by step."""
        await self.pilot.pause(_TYPING_PAUSE)
        await settle(self.app, self.pilot)

    async def decide(self, move: str, **answers: str | Iterable[str]) -> None:
        """A step of the application whose record is open."""
        await self.step("decide")
        await self.choose(self.app.desk.label("move", move))
        await self.fill(**answers)

    async def confirm(self) -> None:
        """Say yes to what cannot be undone."""
        assert isinstance(self.app.screen, Confirm), f"nothing is asked:\n{self.text}"
        await self.keys("right", "enter")

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return screen_text(self.app)


def _shorten(source: Path, target: Path, people: Sequence[str]) -> None:
    heading, *rows = source.read_text("utf-8").splitlines(keepends=True)
    target.write_text(heading + "".join(row for row in rows if row.partition(";")[0] in people), encoding="utf-8")


def _rows(folder: Path) -> list[str]:
    """Every row of a database, but for what is random on purpose; read by the SQLite that the product uses, since two
    of them in one process take each other's locks away."""
    (path,) = folder.glob("*.db")
    with closing(driver().connect(f"{path.as_uri()}?mode=ro", uri=True)) as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        rows: list[str] = []
        for table in tables:
            if table not in _NOT_COMPARED and not table.startswith(("journal_", "sqlite_")):
                rows += [f"{table} {row}" for row in db.execute(f'SELECT * FROM "{table}"')]
        return rows + [f"journal {row}" for row in db.execute(_JOURNAL)]
