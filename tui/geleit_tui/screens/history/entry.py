"""One change with all that is known of it."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Button

from geleit.programme.history.words import UNKNOWN, Line
from geleit_tui.desk import Desk
from geleit_tui.dialogs.dialog import Dialog
from geleit_tui.screens.history.source import shift, what
from geleit_tui.showing import lines, plain
from geleit_tui.widgets.facts import Facts


class ChangeDialog(Dialog[str]):
    """When, who, what, why, and every value before and after; the result is the person whose record is wanted."""

    def __init__(self, desk: Desk, change: Line) -> None:
        super().__init__(what(change))
        self._change = change
        self._text = desk.text

    def body(self) -> ComposeResult:
        one, text = self._change, self._text
        with VerticalScroll(classes="told", id="change"):
            yield Facts(self._facts())
        with Horizontal(classes="buttons"):
            for number, name in enumerate(one.whom):
                yield Button(plain(f"{text('ui.history.record_of')} {name}", limit=40), id=f"person-{number}")
            yield Button(plain(text("ui.app.close")), id="close")

    def _facts(self) -> list[tuple[Content | None, Content]]:
        one, text = self._change, self._text
        at = f"{self.desk.day(one.at.date())} {one.at:%H:%M:%S}"
        known = [
            ("ui.history.column.at", at),
            ("ui.history.column.actor", one.actor),
            ("ui.history.column.whom", ", ".join(one.whom) or UNKNOWN),
            ("ui.history.column.why", one.why or UNKNOWN),
        ]
        facts: list[tuple[Content | None, Content]] = [(plain(text(code)), plain(told)) for code, told in known]
        if one.erased:
            facts.append((None, plain(text("ui.history.erased"))))
        added = one.op.value in ("insert", "note")
        if one.changes:
            facts.append((None, plain("")))
        facts += [(plain(each.label, "bold"), lines(shift(each, added=added))) for each in one.changes]
        return facts

    def on_mount(self) -> None:
        self.query_one("#close").focus()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        button = event.button.id or ""
        number = button.removeprefix("person-")
        self.dismiss(self._change.people[int(number)] if number.isdigit() else None)
