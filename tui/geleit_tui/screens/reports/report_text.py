"""The text of a report, laid out for as many columns as it has."""

from __future__ import annotations

from textual import events
from textual.widgets import Static

from geleit.programme.reporting.pages import ReportPage
from geleit_tui.screens.reports.layout import laid_out


class ReportText(Static):
    """Tables, bars and meanings; laid out anew when the screen gets wider or narrower."""

    DEFAULT_CSS = "ReportText { height: auto; }"

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._page: ReportPage | None = None
        self._meanings = True

    def show(self, page: ReportPage, *, meanings: bool) -> None:
        """Show a report, with what its numbers mean or without."""
        self._page, self._meanings = page, meanings
        self._lay_out(self.size.width)

    def on_resize(self, event: events.Resize) -> None:
        self._lay_out(event.size.width)

    def _lay_out(self, width: int) -> None:
        if self._page is not None and width:
            self.update(laid_out(self._page, width, definitions=self._meanings))
