"""People: a list of any length, of which only what is in sight is read; search, filters, order, opening."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, ClassVar

import attrs
import pytest
from textual.app import ComposeResult
from textual.pilot import Pilot
from textual.widgets import OptionList

from geleit.model.lifecycle import PartState
from geleit.model.people import Participation, Person, Role
from geleit.model.rounds import RoundRecord
from geleit.programme import Programme
from geleit.programme.people import unmet
from geleit_tui.app import GeleitApp
from geleit_tui.screens.people.screen import PeopleRoom
from geleit_tui.screens.room import Room
from geleit_tui.widgets.column_widths import Column, fitted, furthest, visible, widths
from geleit_tui.widgets.windowed_table import KEPT, PAGE, Line, WindowedTable
from tests.tui.app_at_work import SIZE, SMALL, at_work, press, screen_text, settle, type_text
from tests.tui.rooms_to_try import programme

PEOPLE = 300
DAY = date(2024, 1, 10)


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Programme]:
    """A programme of 300 people with the names of everywhere; the tests here change nothing in it."""
    folder = tmp_path_factory.mktemp("people")
    with programme(folder) as made:
        cls = made.participant(Role.MENTEE)
        with made.store.write("load") as tx:
            tx.add(RoundRecord(id="r1", title="Erster Durchgang", start=date(2024, 1, 22), end=date(2024, 7, 12)))
            for number in range(PEOPLE):
                family = "Müller" if number == 7 else "Öztürk" if number == 8 else f"Muster{number:03}"
                given = "Anna[/b]\x1b]52;c;eA==\x07" if number == 9 else "Anna"
                role = Role.MENTOR if number % 3 == 0 else Role.MENTEE
                state = PartState.WAITING if number % 10 == 1 else PartState.APPLIED
                applied = DAY - timedelta(days=number % 30)
                tx.add(Person(id=f"w{number}", given_name=given, family_name=family))
                tx.add(
                    Participation(
                        id=f"p{number}", person=f"w{number}", round="r1", role=role, state=state, since=applied,
                        applied_on=applied, waiting_since=applied if state is PartState.WAITING else None,
                        priority=number == 11,
                    )
                )  # fmt: skip
                if role is Role.MENTEE:
                    tx.save_fields(made.table(role), f"p{number}", cls())
        yield made


class Nothing(Room[None]):
    """Another room, in which a person is seen."""

    ROOM = "people"

    def __init__(self, desk: Any, person: str = "", role: Role | None = None, **settings: Any) -> None:
        super().__init__(desk, **settings)
        self.person, self.role = person, role


@pytest.fixture(autouse=True)
def _only_people(monkeypatch: pytest.MonkeyPatch) -> None:
    """The app begins with the room of people; a record is a room that shows nothing."""
    rooms: dict[str, type[Room[Any]]] = {"home": PeopleRoom, "people": PeopleRoom}
    monkeypatch.setattr("geleit_tui.app.room_class", lambda code: rooms.get(code, Nothing))


def _play(
    people: Programme, scenario: Callable[[GeleitApp, Pilot[Any]], Any], size: tuple[int, int] = SIZE, **more: Any
) -> None:
    at_work(people, scenario, size=size, **more)


def _table(app: GeleitApp) -> WindowedTable:
    return app.screen.query_one(WindowedTable)


async def _search(app: GeleitApp, pilot: Pilot[Any], text: str) -> None:
    await press(app, pilot, "slash")
    await type_text(pilot, text)
    await pilot.pause(0.2)
    await settle(app, pilot)


def test_everybody_is_listed_by_name_and_the_end_is_one_key_away(people: Programme) -> None:
    """Ö stands with O; the last row is read when it is come to; a name does nothing to the terminal."""

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        shown = screen_text(app)
        assert "300 Personen" in shown and "Müller, Anna" in shown
        assert "Muster009, Anna[/b]" in shown and "\x1b" not in shown
        await press(app, pilot, "end")
        shown = screen_text(app)
        assert "Öztürk, Anna" in shown and "Muster299, Anna" in shown and "· · ·" not in shown
        assert _table(app).key == "w8 mentee"
        await press(app, pilot, "home")
        assert _table(app).key == "w7 mentee"

    _play(people, scenario)


def test_typing_finds_a_name_in_every_spelling(people: Programme) -> None:
    """What was found and how many stand there; Escape and x show everybody again."""

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        await _search(app, pilot, "mueller")
        assert "eine von 300 Personen" in screen_text(app) and "Müller, Anna" in screen_text(app)
        await type_text(pilot, "x")
        await pilot.pause(0.2)
        await settle(app, pilot)
        assert "0 von 300 Personen" in screen_text(app) and "auf den das zutrifft" in screen_text(app)
        await press(app, pilot, "escape", "x")
        assert "300 Personen" in screen_text(app) and app.focused is _table(app)

    _play(people, scenario)


def test_enter_and_a_second_click_open_the_record(people: Programme) -> None:
    """The person with the bar, by keyboard and by mouse."""

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        await press(app, pilot, "down", "enter")
        assert isinstance(app.screen, Nothing) and app.screen.person == "w0"
        await press(app, pilot, "2")
        app.pop_screen() if isinstance(app.screen, Nothing) else None
        await settle(app, pilot)
        table = _table(app)
        await pilot.click(table, offset=(3, 4))
        await settle(app, pilot)
        assert table.cursor_row == 3
        await pilot.click(table, offset=(3, 4))
        await settle(app, pilot)
        assert isinstance(app.screen, Nothing) and f"{app.screen.person} {app.screen.role}" == table.key

    _play(people, scenario)


def test_filters_narrow_the_list_and_are_named(people: Programme) -> None:
    """A role by one key, states in the dialog; both stand above the list."""

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        await press(app, pilot, "r")
        assert "200 von 300 Personen" in screen_text(app) and "Auswahl: Mentee" in screen_text(app)
        await press(app, pilot, "f")
        assert "Wen möchten Sie sehen?" in screen_text(app)
        await press(app, pilot, "tab")
        await type_text(pilot, "warteliste")
        await press(app, pilot, "enter", "ctrl+s")
        assert "Auswahl: Mentee · Stand auf der Warteliste" in screen_text(app)
        assert "20 von 300 Personen" in screen_text(app)

    _play(people, scenario)


def test_a_rule_is_checked_for_all_and_remembered(people: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list holds those for whom it is open; typing afterwards does not check it again."""
    checked: list[str] = []
    before = unmet._failing

    def counting(*given: Any) -> Any:
        checked.append(given[2].code)
        return before(*given)

    monkeypatch.setattr(unmet, "_failing", counting)

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        room = app.screen
        assert isinstance(room, PeopleRoom)
        await press(app, pilot, "f", "tab", "tab")
        await press(app, pilot, "down")
        assert app.screen.query(OptionList)[2].option_count > 1
        await press(app, pilot, "enter", "ctrl+s")
        assert "nicht erfüllt oder offen: Einwilligung" in screen_text(app)
        times = len(checked)
        assert times
        await _search(app, pilot, "muster01")
        assert len(checked) == times and _table(app).row_count < 12

    _play(people, scenario)


def test_checking_a_rule_can_be_stopped(people: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    """While it lasts there is a number of how many are done, and Escape leads back to the list without the rule."""
    monkeypatch.setattr(unmet, "_AT_ONCE", 1)
    going, seen = threading.Event(), threading.Event()
    before = unmet._failing

    def slowly(*given: Any) -> Any:
        seen.set()
        going.wait(10)
        return before(*given)

    monkeypatch.setattr(unmet, "_failing", slowly)

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        room = app.screen
        assert isinstance(room, PeopleRoom)
        rules = people.answers(people.round()).eligibility.of(Role.MENTEE)
        room._ask(attrs.evolve(room.query_now, rule=rules[0].code))
        while not seen.is_set() or not room.can_stop():
            await pilot.pause(0.01)
        assert "Einen Augenblick" in screen_text(app) and "Abbrechen" in screen_text(app)
        room.step_stop()
        going.set()
        while room._finding is not None:
            await pilot.pause(0.01)
        assert room.query_now.rule is None and "300 Personen" in screen_text(app)

    _play(people, scenario)


def test_a_rule_that_is_refused_leaves_the_list_without_it(people: Programme) -> None:
    """The reader is told why, and goes on; typing afterwards is not refused again."""

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        room = app.screen
        assert isinstance(room, PeopleRoom)
        room._ask(attrs.evolve(room.query_now, rule="no-such-rule"))
        await settle(app, pilot)
        assert "no-such-rule" in screen_text(app)
        await press(app, pilot, "enter")
        assert room.query_now.rule is None and "300 Personen" in screen_text(app)

    _play(people, scenario, problems=True)


def test_a_heading_and_a_key_put_the_list_in_order(people: Programme) -> None:
    """A click sorts, the same once more turns it round, and the heading says so."""

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        table = _table(app)
        assert "Name ▲" in screen_text(app)
        await pilot.click(table, offset=(2, 0))
        await settle(app, pilot)
        assert "Name ▼" in screen_text(app) and table.key == "w8 mentee"
        await press(app, pilot, "o", "down", "down", "down", "enter")
        assert "Wartet seit ▲" in screen_text(app) and table.key == "w111 mentor"

    _play(people, scenario)


def test_on_a_small_terminal_every_column_is_reached(people: Programme) -> None:
    """The name stays where it is while the others move; every heading can be read."""

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        seen = ""
        for _ in range(8):
            shown = screen_text(app)
            assert "Müller, Anna" in shown
            seen += shown
            assert all(word in WORDS for word in _words_of_headings(shown)), _words_of_headings(shown)
            await press(app, pilot, "right")
        for heading in (*WORDS[:-1], "Wartet seit", "! Vorrang"):
            assert heading in seen, heading
        assert "300 Personen" in seen and "n Neue Person" in seen and "i Liste einlesen" in seen

    _play(people, scenario, size=SMALL)


WORDS = ("Name", "▲", "Rolle", "Stand", "Mit", "Wartet", "seit", "Beworben", "Wohngebiet", "‹", "›", "‹›")


def _words_of_headings(shown: str) -> list[str]:
    return next(line for line in shown.split("\n") if line.startswith("Name")).split()


def test_nobody_yet_is_a_sentence(tmp_path: Path) -> None:
    """An empty round says what to do."""

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        assert "i liest eine Liste mit Bewerbungen ein" in screen_text(app)
        await press(app, pilot, "enter", "end", "r", "x")
        assert isinstance(app.screen, PeopleRoom)

    with programme(tmp_path) as empty:
        _play(empty, scenario)


# The table itself


class Numbers:
    """A source of any number of rows that notes what it was asked, and waits where a test says so."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.asked: list[int] = []
        self.threads: set[int] = set()
        self.go = threading.Event()
        self.go.set()

    def page(self, offset: int, limit: int) -> Sequence[Line]:
        self.go.wait(10)
        self.asked.append(offset // PAGE)
        self.threads.add(threading.get_ident())
        return [Line(str(row), (f"Zeile {row}", "·" * 5)) for row in range(offset, min(offset + limit, self.count))]


class TableRoom(Room[None]):
    """A table and nothing else."""

    ROOM = "people"
    source: ClassVar[Numbers]
    opened: ClassVar[list[str]]

    def compose(self) -> ComposeResult:
        yield WindowedTable((Column("a", "Erste", 12, 20, sorts=True), Column("b", "Zweite", 8, 9)), id="t")

    def reload(self) -> None:
        self.query_one(WindowedTable).show(self.source)
        self.query_one(WindowedTable).focus()

    def on_windowed_table_opened(self, event: WindowedTable.Opened) -> None:
        self.opened.append(event.key)


@pytest.fixture
def table_room(monkeypatch: pytest.MonkeyPatch) -> type[TableRoom]:
    """The app begins with a table of a million rows."""
    room: type[TableRoom] = type("Made", (TableRoom,), {"source": Numbers(1_000_000), "opened": []})
    monkeypatch.setattr("geleit_tui.app.room_class", lambda code: room)
    return room


def test_a_million_rows_cost_the_pages_in_sight(people: Programme, table_room: type[TableRoom]) -> None:
    """Two pages at the ends and their neighbours, never on the event loop, and no more than are kept."""
    source = table_room.source

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        table = _table(app)
        assert source.asked == [0] and "Zeile 0" in screen_text(app)
        await press(app, pilot, "end")
        assert "Zeile 999999" in screen_text(app) and len(source.asked) <= 3
        assert threading.get_ident() not in source.threads
        for page in range(0, 2 * KEPT + 4, 2):
            table.cursor_row = page * PAGE
            await settle(app, pilot)
        assert len(table._pages) <= KEPT and table.key == str((2 * KEPT + 2) * PAGE)

    at_work(people, scenario)


def test_a_row_that_is_not_there_yet_is_dots_and_opens_when_it_comes(
    people: Programme, table_room: type[TableRoom]
) -> None:
    """Keys work on while a page is read; Enter on a row that has not come is done when it has."""
    source = table_room.source

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        source.go.clear()
        table = _table(app)
        table.cursor_row = 500_000
        await pilot.pause(0.05)
        assert "· · ·" in screen_text(app) and table.key is None
        table.action_open()
        table.action_open()
        assert table_room.opened == []
        source.go.set()
        await settle(app, pilot)
        assert "Zeile 500000" in screen_text(app) and table_room.opened == ["500000"]

    at_work(people, scenario)


def test_another_source_drops_what_the_first_is_still_reading(people: Programme, table_room: type[TableRoom]) -> None:
    """A late page of the old source is not shown among the rows of the new one."""
    source, other = table_room.source, Numbers(3)

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        table = _table(app)
        source.go.clear()
        table.cursor_row = 700_000
        await pilot.pause(0.05)
        table.show(other)
        source.go.set()
        await settle(app, pilot)
        assert table.row_count == 3 and table.key == "0" and "Zeile 700000" not in screen_text(app)

    at_work(people, scenario)


COLUMNS = (Column("a", "Erste", 10, 30), Column("b", "Eine lange Überschrift", 4, 8), Column("c", "C", 5, 5, True))


@pytest.mark.parametrize("width", [5, 20, 43, 60, 140])
def test_columns_use_the_width_and_are_never_cut(width: int) -> None:
    """Each has at least what it needs with its heading; what does not fit whole is left out, and comes by going on."""
    seen: set[int] = set()
    for aside in range(furthest(COLUMNS, width) + 1):
        shown = visible(COLUMNS, width, aside)
        found = widths([COLUMNS[place] for place in shown], width)
        assert all(one >= (12, 24, 7)[place] for place, one in zip(shown, found, strict=True))
        assert sum(found) <= width or len(shown) == 2
        seen.update(shown)
    assert seen == {0, 1, 2}


@pytest.mark.parametrize(
    ("text", "shown"),
    [("Ana", "Ana     "), ("王芳王芳王芳", "王芳…   "), ("Anna-Maria", "Anna-…  "), ("\x1b[2J", "\ufffd[2J    ")],
)
def test_a_cell_is_as_wide_as_its_column(text: str, shown: str) -> None:
    """Wide characters count for two, what does not fit ends in an ellipsis, and nothing steers the terminal."""
    assert fitted(text, 8) == shown
