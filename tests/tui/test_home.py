"""Home shows what waits, opens it, and shows the figures of the round part by part."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from benchmarks.building import build, now
from benchmarks.organisation import CONFIG
from benchmarks.size import TODAY, Size
from geleit.fields import evolve
from geleit.model.lifecycle import PairState
from geleit.model.office import Task
from geleit.model.partnerships import Partnership
from geleit.model.sessions import Session
from geleit.programme import Programme
from geleit_tui.app import GeleitApp
from geleit_tui.screens.home.screen import HomeRoom
from geleit_tui.visits import visit
from tests.tui.app_at_work import SMALL, at_work, press, screen_text, settle, type_text


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an organisation of two rounds, with an offer, a silent pair and a reminder."""
    folder = tmp_path_factory.mktemp("home")
    build(folder, Size(people=40, sessions=80, rounds=2, biggest=0.5), seed=3)
    with Programme.open(folder / CONFIG, clock=now, account="benchmark") as programme, programme.store.write() as tx:
        first, second, *_ = tx.all(Partnership, round=programme.rounds()[-1].id)
        tx.update(evolve(first, state=PairState.OFFERED, started=None, offer_until=TODAY - timedelta(days=3)))
        for session in tx.all(Session, partnership=second.id):
            tx.delete(session)
        for task in tx.all(Task):
            tx.delete(task)
        given: dict[str, Any] = {"owner": "benchmark", "person": second.mentee}
        tx.add(Task(id="t1", title="Anrufen [/b]", due_on=TODAY - timedelta(days=2), **given))
        tx.add(Task(id="t2", title="Unterlagen holen", owner="somebody else"))
    return folder


@pytest.fixture
def office(made: Path, tmp_path: Path) -> Iterator[Programme]:
    """The same organisation for one test."""
    folder = tmp_path / "office"
    shutil.copytree(made, folder)
    with Programme.open(folder / CONFIG, clock=now, account="benchmark", language="de") as programme:
        yield programme


def room(app: GeleitApp) -> HomeRoom:
    """Home, which is open."""
    assert isinstance(app.screen, HomeRoom)
    return app.screen


def test_every_list_and_figure_is_shown_and_each_line_opens(office: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    """Silent pairs, offers and tasks stand in their lists; Enter opens the pair or the person it is about."""
    opened: list[str] = []
    monkeypatch.setattr(GeleitApp, "open_pair", lambda self, pair: opened.append(pair))
    monkeypatch.setattr(GeleitApp, "open_person", lambda self, person: opened.append(person))

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        text = screen_text(app)
        for words in ("Zu tun", "Wiedervorlagen 2", "Zusagen 1", "beworben", "Plätzen belegt", "Stunden in"):
            assert words in text
        await press(app, pilot, "l")
        assert "Anrufen [/b] (bis 13.6.2026)" in screen_text(app)
        await press(app, pilot, "l", "enter")
        offer = room(app).matter
        assert offer is not None
        assert opened == [offer.opens.id]
        assert "Angeboten bis 12.6.2026" in screen_text(app)
        assert "! überfällig" in screen_text(app)
        await press(app, pilot, "L", "enter", "down", "enter")
        assert opened[1:] == [office.store.one(Task, "t1").person]

    at_work(office, scenario)


def test_a_reminder_is_written_ticked_off_and_put_back(office: Programme) -> None:
    """From the list alone; undo puts it back."""

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        await press(app, pilot, "n")
        await type_text(pilot, "Betrieb fragen")
        await press(app, pilot, "tab")
        await type_text(pilot, "+3")
        await press(app, pilot, "enter")
        written = office.store.all(Task, title="Betrieb fragen")
        assert [(task.due_on, task.owner) for task in written] == [(TODAY + timedelta(days=3), "benchmark")]
        await press(app, pilot, "l")
        assert "Wiedervorlagen 3" in screen_text(app)
        await press(app, pilot, "e")
        assert office.store.one(Task, "t1").done_on == TODAY
        assert "Wiedervorlagen 2" in screen_text(app)
        await press(app, pilot, "ctrl+z")
        assert office.store.one(Task, "t1").done_on is None
        assert "Wiedervorlagen 3" in screen_text(app)

    at_work(office, scenario)


def test_one_looks_at_own_matters_at_one_kind_and_at_all_rounds(office: Programme) -> None:
    """Whoever has no cases of their own sees their own reminders; one kind of many can be looked at alone."""

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        count = room(app).found["to_do"].count
        await press(app, pilot, "k", "down", "enter")
        listing = room(app).found["to_do"]
        assert {one.what for one in listing.items} == {room(app).only}
        assert len(listing.items) < listing.count == count
        await press(app, pilot, "k", "up", "enter")
        assert room(app).only is None
        await press(app, pilot, "a")
        assert "alle Durchgänge" in screen_text(app)
        await press(app, pilot, "w", "down", "enter")
        assert "nur meine" in screen_text(app)
        assert [one.opens.id for one in room(app).found["to_do"].items] == ["t1"]

    at_work(office, scenario)


def test_another_round_is_looked_at(office: Programme) -> None:
    """The switcher lists every round with its state and dates; the whole UI goes over to the one that is chosen."""

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        before = app.desk.round_id
        await press(app, pilot, "f4")
        assert "geschlossen" in screen_text(app)
        await press(app, pilot, "down", "enter")
        assert app.desk.round_id != before
        first = office.round(app.desk.round_id).title
        assert first in screen_text(app)
        await press(app, pilot, "9", "1", "f4", "up", "enter", "9")
        head = screen_text(app).splitlines()[0]
        assert first not in head
        assert app.desk.round.title in head

    at_work(office, scenario)


@pytest.mark.parametrize(("role", "shown"), [("evaluator", "keine Listen"), ("mentor", "Stunden in")])
def test_a_part_that_somebody_may_not_see_is_left_out(office: Programme, role: str, shown: str) -> None:
    """Whoever evaluates is told where to go; an employed mentor sees their own cases and no places of others."""
    pair = office.store.all(Partnership, round=office.rounds()[-1].id)[1]
    path = office.config.path
    text = path.read_text(encoding="utf-8")
    staff = f'[staff]\nbenchmark = {{ role = "{role}", person = "{pair.mentor}" }}\n\n'
    path.write_text(text.replace("[[rounds]]", staff + "[[rounds]]", 1), encoding="utf-8")

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        text = screen_text(app)
        assert shown in text
        assert "Plätzen belegt" not in text
        assert [part.code for part in room(app).parts] == (
            [] if role == "evaluator" else ["to_do", "tasks", "offers", "papers", "silent", "incomplete"]
        )
        found = room(app).found
        assert role == "evaluator" or {one.opens.id for one in found["silent"].items} <= {pair.id}

    with Programme.open(path, clock=now, account="benchmark", language="de") as narrow:
        at_work(narrow, scenario)


def test_on_a_small_terminal_everything_can_be_read(office: Programme) -> None:
    """The whole sentence of the line stands below the list, and the figures roll."""

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        matter = room(app).matter
        assert matter is not None
        words = office.say(matter.sentence).split()
        assert "".join(words) in "".join(screen_text(app).split())
        await press(app, pilot, "tab")
        assert app.screen.focused is not None
        app.screen.focused.scroll_end(animate=False, immediate=True)
        await settle(app, pilot)
        assert "Stunden in" in screen_text(app)

    at_work(office, scenario, size=SMALL)


def test_new_is_what_came_since_the_last_earlier_day(tmp_path: Path) -> None:
    """A whole day is one visit; each account and each configuration has its own; nothing tells who it was."""
    config, monday = tmp_path / "a.toml", date(2026, 3, 2)
    assert visit(config, "cora", monday, tmp_path) is None
    assert visit(config, "cora", monday, tmp_path) is None
    thursday = monday + timedelta(days=3)
    assert visit(config, "cora", thursday, tmp_path) == monday
    assert visit(config, "cora", thursday, tmp_path) == monday
    assert visit(config, "dora", thursday, tmp_path) is None
    assert visit(tmp_path / "b.toml", "cora", thursday, tmp_path) is None
    assert visit(config, "cora", thursday + timedelta(days=1), tmp_path) == thursday
    text = (tmp_path / "visits.json").read_text(encoding="utf-8")
    assert "cora" not in text
    assert len(json.loads(text)) == 3


@pytest.mark.parametrize("text", ["", "{", "[]", '{"x": 1}', "\udcff"])
def test_a_file_of_visits_that_cannot_be_read_is_no_error(tmp_path: Path, text: str) -> None:
    """Then everything is new, and the day is kept as if there had been none."""
    (tmp_path / "visits.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert visit(tmp_path / "a.toml", "cora", date(2026, 3, 2), tmp_path) is None
    assert visit(tmp_path / "a.toml", "cora", date(2026, 3, 3), tmp_path) == date(2026, 3, 2)
    nowhere = tmp_path / "visits.json"
    assert visit(tmp_path / "a.toml", "cora", date(2026, 3, 2), nowhere) is None
