"""A report is saved by one use case, whichever way in asks for it; and the periods it is usually about."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geleit.cli import main
from geleit.errors import GeleitError
from geleit.figures import Period
from geleit.model.rounds import Round
from geleit.programme.reporting.pages import shown_report
from geleit.programme.reporting.periods import UsualPeriod, usual_period
from geleit.programme.reporting.saving import Format, save_report
from geleit.store import entries
from tests.organisations.jobs import jobs
from tests.organisations.office import OfficeAtWork

TODAY = date(2026, 5, 17)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeAtWork]:
    """An organisation with two pairs that have ended."""
    made = jobs(tmp_path)
    yield made
    made.programme.close()


@pytest.mark.parametrize("form", Format)
def test_a_saved_report_is_the_one_that_the_command_line_saves(
    office: OfficeAtWork, form: Format, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Byte for byte in every format, and the history has the same note of both."""
    monkeypatch.setenv("GELEIT_NOW", office.now().isoformat())
    monkeypatch.setenv("GELEIT_LANGUAGE", "de")
    asked = ("report", str(office.config), "funnel", "--format", form.value, "--out", str(office.folder / "a"))
    assert main([*asked]) == 0
    shown = shown_report(office.programme, office.round, "funnel")
    path = save_report(office.programme, office.round, shown.result, form)
    assert path == office.folder / "reports" / f"funnel_2026-01-12_2026-03-02{form.suffix}"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    made = [entry for entry in entries(office.programme.store) if entry.reason == "report"]
    assert len(made) == 2
    assert made[0].after == made[1].after
    assert _without_witness(path) == _without_witness(office.folder / "a")


def _without_witness(path: Path) -> list[str]:
    """The lines of a report without the one that names the last entry of the history, which a report itself adds to."""
    text = path.read_bytes().decode()
    return [line for line in text.splitlines() if "witness" not in line and "Zeuge" not in line]


def test_a_report_goes_nowhere_over_a_file_that_is_there(office: OfficeAtWork) -> None:
    """The second one gets a number; a place that cannot be written is told."""
    shown = shown_report(office.programme, office.round, "funnel")
    first = save_report(office.programme, office.round, shown.result, Format.TEXT)
    second = save_report(office.programme, office.round, shown.result, Format.TEXT)
    assert (first.name, second.name) == (
        "funnel_2026-01-12_2026-03-02.txt",
        "funnel_2026-01-12_2026-03-02-2.txt",
    )
    with pytest.raises(GeleitError):
        save_report(office.programme, office.round, shown.result, Format.TEXT, office.folder / "nowhere" / "x.txt")


def test_looking_at_a_report_is_not_making_it(office: OfficeAtWork) -> None:
    """The page has the figures in words with their bars, says whom it is for, and leaves no note."""
    before = len(entries(office.programme.store))
    page = shown_report(office.programme, office.round, "funnel").page
    assert len(entries(office.programme.store)) == before
    assert not page.leaves_the_house
    numbers = {number for table in page.tables for _, number in table.columns}
    assert numbers == {number for number, _, _ in page.definitions}
    assert any(cell.amount == "2" for table in page.tables for row in table.rows for cell in row.cells)
    bars = [cell.bar for table in page.tables for row in table.rows for cell in row.cells if cell.bar is not None]
    assert all(0 <= bar <= 1 for bar in bars)


def test_a_period_at_the_command_line_is_the_same_days(office: OfficeAtWork, monkeypatch: Any, capsys: Any) -> None:
    """`--period` in place of `--from` and `--to`, and never beside them."""
    monkeypatch.setenv("GELEIT_NOW", office.now().isoformat())
    monkeypatch.setenv("GELEIT_LANGUAGE", "de")
    config = str(office.config)
    assert main(["report", config, "funnel", "--period", "last_month"]) == 0
    assert "1.2.2026 bis 28.2.2026" in capsys.readouterr().out
    assert main(["report", config, "funnel", "--period", "last_month", "--from", "heute"]) == 2


def a_round(start: date | None, end: date | None) -> Round[Any]:
    """A round with these days."""
    return Round(id="r", title="R", settings=None, start=start, end=end)


def test_the_usual_periods_are_those_that_people_mean() -> None:
    """In May the last quarter is the first one, and the round goes up to today."""
    round_ = a_round(date(2026, 1, 12), date(2026, 7, 11))
    found = {name: usual_period(round_, name, TODAY) for name in UsualPeriod}
    assert found == {
        UsualPeriod.ROUND: Period(date(2026, 1, 12), TODAY),
        UsualPeriod.LAST_MONTH: Period(date(2026, 4, 1), date(2026, 4, 30)),
        UsualPeriod.LAST_QUARTER: Period(date(2026, 1, 1), date(2026, 3, 31)),
        UsualPeriod.THIS_YEAR: Period(date(2026, 1, 1), TODAY),
        UsualPeriod.LAST_YEAR: Period(date(2025, 1, 1), date(2025, 12, 31)),
    }
    assert usual_period(round_, UsualPeriod.LAST_QUARTER, date(2026, 2, 1)).first == date(2025, 10, 1)


@given(
    today=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    start=st.none() | st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    length=st.none() | st.integers(0, 900),
)
def test_every_usual_period_is_one(today: date, start: date | None, length: int | None) -> None:
    """Whatever day it is, a period begins before it ends and has no day ahead; the past ones are over."""
    from datetime import timedelta

    end = None if length is None else (start or today) + timedelta(days=length)
    for name in UsualPeriod:
        period = usual_period(a_round(start, end), name, today)
        assert period.first <= period.last <= today
        if name.value.startswith("last_"):
            assert period.last < today
