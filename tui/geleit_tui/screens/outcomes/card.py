"""One result with everything that is known of it, and what can be done with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from geleit.permissions import HIDDEN
from geleit.programme.outcomes import asked_fields
from geleit.programme.results.listing import OutcomeRecord
from geleit.questions.outcomes import Category
from geleit_tui.desk import Desk
from geleit_tui.dialogs.dialog import Dialog
from geleit_tui.screens.outcomes.rows import counting
from geleit_tui.showing import lines, plain


class OutcomeCard(Dialog[str]):
    """A result, read; its own result is what is to be done: change, drop, person, or nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "app.focus_previous", show=False),
        Binding("right", "app.focus_next", show=False),
    ]

    def __init__(self, desk: Desk, read: OutcomeRecord) -> None:
        super().__init__(f"{read.listed.name}: {desk.label('outcome', read.outcome.category)}")
        self._lines = list(_told(desk, read))

    def body(self) -> ComposeResult:
        with VerticalScroll(classes="told"):
            for label, value in self._lines:
                yield Static(Content.assemble(plain(f"{label}: ", "bold"), lines(value)), markup=False)
        with Horizontal(classes="buttons"):
            for name in ("change", "drop", "person", "close"):
                code = "ui.app.close" if name == "close" else f"ui.outcomes.do.{name}"
                yield Button(plain(self.desk.text(code)), id=name)

    def on_mount(self) -> None:
        self.query_one("#close").focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        self.dismiss(None if event.button.id == "close" else event.button.id)


def _told(desk: Desk, read: OutcomeRecord) -> Iterator[tuple[str, str]]:
    listed, reading = read.listed, desk.programme.reading
    yield desk.text("ui.outcomes.means"), desk.label("StandardClass", listed.standard_class)
    yield desk.text("ui.outcomes.counts"), counting(listed, desk)
    details = {field.name: value for field, value in read.details}
    asked = asked_fields(listed.category or Category(read.outcome.category))
    for field in asked:
        value = details.get(field.name, getattr(read.outcome, field.name, None))
        if field.name in read.hidden:
            words = HIDDEN
        elif field.name == "employer":
            words = listed.employer or "–"
        else:
            words = "–" if value is None else field.kind.shown(value, reading, desk.language)
        yield desk.text(field.label), words
    yield desk.text("field.confirmed_by"), read.outcome.confirmed_by
