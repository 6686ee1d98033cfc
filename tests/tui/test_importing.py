"""A list is taken in from the screen: a trial first, then all rows or the good ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from geleit.model.people import Participation, Person
from geleit.programme import Programme
from geleit_tui.app import GeleitApp
from geleit_tui.dialogs.pick_file import PickFile
from geleit_tui.screens.importing.screen import ImportingRoom
from tests.tui.app_at_work import SMALL, at_work, press, screen_text, settle, type_text
from tests.tui.rooms_to_try import programme

GOOD = "id;Vorname;Nachname;Geburtsdatum\n;Anna;Muster;1.2.1990\n;Boris;Beispiel;3.4.1988\n"
BAD = "id;Vorname;Nachname;Geburtsdatum;Quatsch\n;Anna;Muster;31.2.1990;[/b]\n;Bo[b]ris;Beispiel;3.4.1988;y\n"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Programme]:
    """A round with nobody in it, and two lists beside the configuration."""
    (tmp_path / "gut.csv").write_text(GOOD, encoding="utf-8")
    (tmp_path / "schlecht[b.csv").write_text(BAD, encoding="utf-8")
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "alt.csv").write_bytes("id;Vorname;Nachname\n;Änne;Müller\n".encode("cp1252"))
    with programme(tmp_path) as found:
        yield found


def test_a_list_is_tried_and_then_taken_in(office: Programme) -> None:
    """The trial says how many and writes nothing; taking in writes; the same list again changes nothing."""

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        await press(app, pilot, "i", "enter")
        await type_text(pilot, "gut")
        await press(app, pilot, "enter")
        assert "Probelauf, nichts geschrieben: 2 neu" in screen_text(app)
        assert office.store.count(Person) == 0
        await press(app, pilot, "u")
        assert "✓ Übernommen: 2 neu" in screen_text(app)
        assert {one.name for one in office.store.all(Person)} == {"Anna Muster", "Boris Beispiel"}
        assert office.store.count(Participation, round=app.desk.round_id) == 2
        await press(app, pilot, "p")
        assert "2 unverändert" in screen_text(app)
        assert "Es gibt nichts zu übernehmen." in screen_text(app)
        await press(app, pilot, "u", "escape")
        assert not isinstance(app.screen, ImportingRoom)

    at_work(office, scenario)


def test_problems_stand_line_by_line_and_the_good_rows_can_be_taken(office: Programme, tmp_path: Path) -> None:
    """The refused row with its place and the sentence; the file in which it was written is named."""

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        await press(app, pilot, "i", "enter")
        await type_text(pilot, str(tmp_path / "schlecht[b.csv"))
        await press(app, pilot, "enter")
        text = screen_text(app)
        assert "1 Zeilen" in text
        assert "✗ abgelehnt" in text
        assert "Geburtsdatum" in text
        assert "Quatsch" in text
        assert "diesen Tag gibt es nicht" in " ".join(text.split())
        await press(app, pilot, "u")
        assert office.store.count(Person) == 0
        await press(app, pilot, "g")
        assert [one.name for one in office.store.all(Person)] == ["Bo[b]ris Beispiel"]
        assert "schlecht[b-refused.csv" in "".join(screen_text(app).split())
        assert (tmp_path / "schlecht[b-refused.csv").exists()

    at_work(office, scenario, size=SMALL)


def test_a_file_of_older_spreadsheets_can_be_read_after_all(office: Programme) -> None:
    """Folders are gone into with Enter; what is no UTF-8 is told, and can be read as Windows text."""

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        await press(app, pilot, "i", "enter")
        assert isinstance(app.screen, PickFile)
        await type_text(pilot, "lists")
        await press(app, pilot, "enter", "enter")
        assert "als Windows-Text lesen" in screen_text(app)
        await press(app, pilot, "z")
        assert "1 neu" in screen_text(app)
        await press(app, pilot, "u")
        assert [one.name for one in office.store.all(Person)] == ["Änne Müller"]
        await settle(app, pilot)

    at_work(office, scenario)


def test_likely_duplicates_lead_to_the_person_who_is_there(
    office: Programme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is joined; Enter opens the record of the other one."""
    opened: list[str] = []
    monkeypatch.setattr(GeleitApp, "open_person", lambda self, person: opened.append(person))
    with office.store.write("import") as tx:
        tx.add(Person(id="p1", given_name="Anna", family_name="Muster"))
    twins = tmp_path / "twins.csv"
    twins.write_text("id;Vorname;Nachname\n;Anna;Muster\n", encoding="utf-8")

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        app.open_room("importing", what="mentees", file=twins)
        await settle(app, pilot)
        assert "? schon da?" in screen_text(app)
        await press(app, pilot, "enter")
        assert opened == ["p1"]

    at_work(office, scenario)
