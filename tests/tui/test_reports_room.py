"""The room of reports: tables and bars, periods, saving and opening."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.pilot import Pilot

from geleit.programme.reporting.pages import PageCell, PageRow, PageTable, ReportPage
from geleit.questions.reports import Recipient
from geleit.store import entries
from geleit_tui.app import GeleitApp
from geleit_tui.screens.reports import saved
from geleit_tui.screens.reports.layout import bar, laid_out
from geleit_tui.screens.reports.screen import ReportsRoom
from tests.organisations.jobs import ENDED, jobs
from tests.organisations.office import OfficeAtWork
from tests.tui.app_at_work import SMALL, at_work, press, screen_text, type_text


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An organisation whose two pairs have ended, made once."""
    folder = tmp_path_factory.mktemp("reported")
    jobs(folder).programme.close()
    return folder


@pytest.fixture
def office(made: Path, tmp_path: Path) -> Iterator[OfficeAtWork]:
    """A copy of it."""
    folder = tmp_path / "copy"
    shutil.copytree(made, folder)
    office = OfficeAtWork(folder / "organisation.toml", ENDED, seed=3)
    yield office
    office.programme.close()


def test_a_report_is_read_over_the_period_that_was_chosen(office: OfficeAtWork) -> None:
    """It says whom it is for; looking at it leaves nothing in the history."""

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        before = len(entries(office.programme.store))
        await press(app, pilot, "7")
        text = screen_text(app)
        assert "! Nur für den eigenen Gebrauch" in text
        assert "12.1.2026 bis 2.3.2026" in text
        await press(app, pilot, "z")
        await type_text(pilot, "letzter Monat")
        await press(app, pilot, "enter")
        assert "1.2.2026 bis 28.2.2026" in screen_text(app)
        await press(app, pilot, "r")
        await type_text(pilot, "Auslastung")
        await press(app, pilot, "enter")
        text = screen_text(app)
        assert "Auslastung" in [line.strip() for line in text.splitlines()]
        assert "1.2.2026 bis 28.2.2026" in text
        assert len(entries(office.programme.store)) == before

    at_work(office.programme, scenario, size=SMALL)


def test_a_report_is_saved_noted_and_opened(office: OfficeAtWork, monkeypatch: pytest.MonkeyPatch) -> None:
    """The dialog tells where it lies and opens it; in a browser it says that it cannot."""
    opened: list[Path] = []
    monkeypatch.setattr(saved, "can_open", lambda: True)

    def open_it(path: Path) -> bool:
        opened.append(path)
        return True

    monkeypatch.setattr(saved, "open_file", open_it)

    async def scenario(app: GeleitApp, pilot: Pilot[Any]) -> None:
        await press(app, pilot, "7", "s", "ctrl+s")
        path = office.folder / "reports" / "funnel_2026-01-12_2026-03-02.html"
        assert path.read_text(encoding="utf-8").startswith("<!doctype html>")
        inside = [line.split("│")[1].strip() for line in screen_text(app).splitlines() if line.count("│") > 1]
        assert str(path) in "".join(inside)
        await press(app, pilot, "enter")
        assert opened == [path]
        made = [entry for entry in entries(office.programme.store) if entry.reason == "report"]
        assert len(made) == 1
        monkeypatch.setattr(type(app), "is_web", property(lambda self: True))
        assert isinstance(app.screen, ReportsRoom)
        await press(app, pilot, "s", "ctrl+s")
        assert "Aus dem Browser heraus" in " ".join(screen_text(app).split())
        await press(app, pilot, "enter")
        assert len(opened) == 1

    at_work(office.programme, scenario)


def page(rows: list[tuple[str, int]], name: str = "Gezählt") -> ReportPage:
    """A report of one table with one figure."""
    most = max((number for _, number in rows), default=0) or 1
    told = tuple(
        PageRow(name=row, cells=(PageCell(amount=str(number), bar=number / most, value=number),))
        for row, number in rows
    )
    total = PageRow(name="Gesamt", cells=(PageCell(amount=str(sum(number for _, number in rows))),), total=True)
    table = PageTable(title="Tabelle", by="Gruppe", columns=((name, 1),), rows=(*told, total), broken_down=True)
    return ReportPage(
        title="Bericht", recipient=Recipient.FUNDER, head=("Verein", "Zeitraum", "Für den Fördergeber"),
        tables=(table,), definitions=((1, name, "zählt etwas"),), definitions_title="Bedeutung",
    )  # fmt: skip


def test_every_bar_stands_beside_its_number_and_its_name() -> None:
    """The largest is full, half of it is half as long, nothing has none."""
    text = laid_out(page([("Frauen", 8), ("Männer", 4), ("divers", 0)]), 60, definitions=False).plain
    assert "Frauen  8  " + "█" * 30 in text
    assert "Männer  4  " + "█" * 15 + "\n" in text
    assert "divers  0  \n" in f"{text}\n" or text.endswith("divers  0  ")


names = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z", "M"]), min_size=1, max_size=60)


@given(rows=st.lists(st.tuples(names, st.integers(0, 10**6)), max_size=6), width=st.integers(40, 140))
def test_no_line_is_wider_than_the_screen(rows: list[tuple[str, int]], width: int) -> None:
    """Whatever people are called, except where a single word of ours is longer than the screen."""
    for line in laid_out(page(rows), width, definitions=False).plain.split("\n"):
        words = max((cell_len(word) for word in line.split()), default=0)
        assert cell_len(line.rstrip()) <= width or words > width // 2


@given(st.floats(0, 1), st.integers(1, 60))
def test_a_bar_is_as_long_as_its_part(part: float, width: int) -> None:
    """To an eighth of a column; something is never drawn as nothing."""
    drawn = bar(part, width)
    assert abs(len(drawn) - part * width) <= 1
    assert (drawn == "") is (part == 0)
