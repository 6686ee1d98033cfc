"""The room of reports: one of them over a period, its tables with bars, what the numbers mean, and saving it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from geleit.permissions import Action
from geleit.programme.reporting.pages import ReportPage, ShownReport, shown_report
from geleit.programme.reporting.reports import reports
from geleit_tui.desk import Desk
from geleit_tui.dialogs.choose import Choose
from geleit_tui.screens.reports.choosing import ask_where_to_save, choose_period
from geleit_tui.screens.reports.report_text import ReportText
from geleit_tui.screens.reports.saved import Saved
from geleit_tui.screens.room import Room, Step
from geleit_tui.showing import plain
from geleit_tui.widgets.area_bar import AreaBar
from geleit_tui.widgets.key_bar import KeyBar

_WIDE = 120


class ReportsRoom(Room[None]):
    """The report that was chosen; on a wide terminal with the list of all of them beside it."""

    ROOM = "reports"
    STEPS = (
        Step("choose", "r", Action.REPORT),
        Step("period", "z", Action.REPORT),
        Step("save", "s,f2", Action.REPORT),
        Step("meanings", "d", Action.REPORT),
    )
    CSS = """
    ReportsRoom #about { height: auto; padding: 0 2; }
    ReportsRoom #names { width: 36; height: 1fr; margin: 1 0 0 0; display: none; }
    ReportsRoom.-wide #names { display: block; }
    ReportsRoom #report { height: 1fr; padding: 0 2; margin: 1 0 0 0; scrollbar-gutter: stable; }
    ReportsRoom #told { height: auto; display: none; }
    ReportsRoom #told.-on { display: block; }
    """

    def __init__(self, desk: Desk, **settings: Any) -> None:
        super().__init__(desk, **settings)
        self._names: tuple[tuple[str, str], ...] = ()
        self._code: str | None = None
        self._days: tuple[date | None, date | None] = (None, None)
        self._shown: ShownReport | None = None
        self._meanings = True

    def compose(self) -> ComposeResult:
        yield AreaBar(self.desk, "reports")
        with Horizontal():
            yield OptionList(id="names", markup=False)
            with Vertical():
                yield Static(id="about", markup=False)
                yield VerticalScroll(Static(id="told", markup=False), ReportText(), id="report")
        yield KeyBar()

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one("#report").focus()

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width >= _WIDE, "-wide")

    # Reading

    def reload(self) -> None:
        if self.desk.round_id is None:
            return
        code, days = self._code, self._days
        if self._shown is None:
            self._tell("ui.app.working")
        self.work(lambda: self._read(code, days), self._show)

    def _read(
        self, code: str | None, days: tuple[date | None, date | None]
    ) -> tuple[list[tuple[str, str]], ShownReport | None]:
        programme, round_ = self.desk.programme, self.desk.round
        codes = [one.code for one in reports(programme, round_)]
        names = [(one, self.desk.label("report", one)) for one in codes]
        if not codes:
            return names, None
        return names, shown_report(programme, round_, code if code in codes else codes[0], *days)

    def _show(self, read: tuple[list[tuple[str, str]], ShownReport | None]) -> None:
        names, shown = read
        self._shown = shown
        self._code = shown.result.code if shown else None
        if tuple(names) != self._names:
            self._names = tuple(names)
            listed = self.query_one("#names", OptionList)
            listed.clear_options()
            listed.add_options([Option(plain(title), id=code) for code, title in names])
        codes = [code for code, _ in names]
        if self._code in codes:
            self.query_one("#names", OptionList).highlighted = codes.index(self._code)
        self.query_one("#report", VerticalScroll).scroll_home(animate=False, immediate=True)
        self._lay_out()
        self.refresh_bindings()

    def _lay_out(self) -> None:
        if self._shown is None:
            self._tell("ui.reports.none")
            return
        self.query_one("#told").set_class(False, "-on")
        page = self._shown.page
        self.query_one("#about", Static).update(head_of(page, self.desk))
        self.query_one(ReportText).show(page, meanings=self._meanings)

    def _tell(self, code: str) -> None:
        told = self.query_one("#told", Static)
        told.update(plain(self.desk.text(code), "$text-muted"))
        told.set_class(True, "-on")

    # Steps

    def step_choose(self) -> None:
        """Another report."""
        self.app.push_screen(Choose(self.desk.text("ui.reports.which"), self._names, self._code), self._choose)

    @on(OptionList.OptionSelected, "#names")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self._choose(event.option.id)

    def _choose(self, code: str | None) -> None:
        if code is not None:
            self._code = code
            self.query_one("#report").focus()
            self.reload()

    def can_period(self) -> bool:
        return self.desk.round_id is not None

    def step_period(self) -> None:
        """Another period."""

        def chosen(first: date, last: date) -> None:
            self._days = first, last
            self.reload()

        choose_period(self.geleit, self.desk.round, chosen)

    def can_save(self) -> bool:
        return self._shown is not None

    def step_save(self) -> None:
        """Save the report in one of the formats."""

        def saved(path: Path) -> None:
            title = self.desk.text("ui.reports.saved")
            self.app.push_screen(Saved(title, path, in_browser=self.app.is_web))

        if self._shown is not None:
            ask_where_to_save(self.geleit, self.desk.round, self._shown, saved)

    def step_meanings(self) -> None:
        """Show what the numbers mean, or no longer."""
        self._meanings = not self._meanings
        self._lay_out()


def head_of(page: ReportPage, desk: Desk) -> Content:
    """What a report is, of which days, and for whom: marked where it leaves the house, and where it must not."""
    organisation, period, recipient, *remarks = page.head
    sign, how = ("✓", "protected_short") if page.leaves_the_house else ("!", "not_protected_short")
    style = "$text-success" if page.leaves_the_house else "$text-warning"
    lines = [
        plain(page.title, "bold"),
        plain(f"{organisation} · {period}"),
        plain(f"{sign} {recipient} · {desk.text(f'ui.reports.{how}')}", style),
    ]
    lines += [plain(line, "$text-muted", limit=1000) for line in (*remarks, *([page.note] if page.note else []))]
    return Content("\n").join(lines)
