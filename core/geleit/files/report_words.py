"""How a report's numbers, rows and remarks read in a language; the same words in every output format."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from geleit.figures import Cell, Hidden, Kind, ReportResult, Row, TableResult, Unit
from geleit.labels import Labels, Sentence, number, say

_DECIMALS = {Unit.HOURS: 1, Unit.DAYS: 1}
_FRAMES = {Unit.SHARE: "output.percent", Unit.HOURS: "output.hours", Unit.DAYS: "output.days"}


@attrs.frozen
class ReportWords:
    """The words of a report in one language."""

    labels: Labels
    language: str

    def text(self, what: Sentence | str) -> str:
        """A sentence or the label of a code."""
        return self.labels.text(what, self.language)

    def head(self, result: ReportResult, organisation: str) -> list[str]:
        """The lines over the tables: who reports, for which days, for whom."""
        lines = [
            organisation,
            self.text(say("output.period", first=result.period.first, last=result.period.last)),
            self.text(f"output.recipient.{result.recipient.value}"),
        ]
        if result.until is not None:
            lines.append(self.text(say("output.until", day=result.until)))
        if result.frozen_on is not None:
            lines.append(self.text(say("output.frozen", day=result.frozen_on)))
        if result.erased:
            lines.append(self.text(say("output.erased", n=result.erased)))
        if result.witness is not None:
            lines.append(self.text(say("output.witness", witness=result.witness)))
        return lines

    def by(self, table: TableResult) -> str:
        """The heading over the row names of a table; empty if it is not broken down."""
        if table.by is None:
            return ""
        for code in (f"output.by.{table.by}", f"field.{table.by}"):
            if self.labels.languages_of(code):
                return self.text(code)
        return self.text("output.group")

    def row(self, row: Row) -> str:
        """A row's name: the one put in, its label, or the bare value where it has neither."""
        if row.total:
            return self.text("output.total")
        if row.text is not None:
            return row.text
        if row.label is not None and self.labels.languages_of(row.label.code):
            return self.text(row.label)
        return str(row.value)

    def amount(self, cell: Cell) -> str:
        """The cell's value with its unit, or the sign of why there is none."""
        if cell.value is None:
            return self.text("output.no_value")
        value = cell.value * 100 if cell.unit is Unit.SHARE else cell.value
        decimals = 0 if cell.unit is Unit.SHARE or isinstance(value, int) else _DECIMALS.get(cell.unit)
        shown = number(value, self.language, decimals)
        return self.text(say(_FRAMES[cell.unit], value=shown)) if cell.unit in _FRAMES else shown

    def cell(self, cell: Cell, table: TableResult) -> str:
        """The cell with everything that belongs to its number: part and whole, who was not reached, what is unknown."""
        return " ".join((self.hidden(cell, table) or self.amount(cell), *self.beside(cell))).strip()

    def hidden(self, cell: Cell, table: TableResult) -> str:
        """The sign in the place of a hidden number, or empty."""
        match cell.hidden:
            case Hidden.SMALL:
                return self.text(say("output.small", k=table.minimum_cell))
            case Hidden.PROTECTING:
                return self.text("output.hidden")
            case None:
                return ""

    def beside(self, cell: Cell) -> Iterator[str]:
        """What is said beside a number, in brackets."""
        if cell.hidden:
            return
        if cell.kind is Kind.SHARE:
            yield self.text(say("output.part", part=cell.numerator, whole=cell.denominator))
        if cell.kind is Kind.MEAN:
            yield self.text(say("output.known", count=cell.denominator))
        if cell.not_reached:
            yield self.text(say("output.not_reached", count=cell.not_reached))
        if cell.unknown:
            yield self.text(say("output.unknown", count=cell.unknown))

    def legend(self, table: TableResult) -> str | None:
        """What the signs of hidden numbers mean, or None where nothing is hidden."""
        hidden = {cell.hidden for row in table.rows for cell in row.cells} - {None}
        if not hidden:
            return None
        parts = []
        if Hidden.SMALL in hidden:
            parts.append(self.text(say("output.legend_small", k=table.minimum_cell)))
        if Hidden.PROTECTING in hidden:
            parts.append(self.text("output.legend_hidden"))
        return " ".join(parts)

    def definitions(self, result: ReportResult) -> dict[str, tuple[str, str]]:
        """Figure code → its name and what it counts, in the order in which the figures appear."""
        cells = (cell for table in result.tables for cell in table.total.cells)
        return {cell.code: (self.text(cell.label), self.text(cell.definition)) for cell in cells}
