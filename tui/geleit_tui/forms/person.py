"""The form about a person, generated from the region's class: headings, questions, and what is wrong beside each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Button, Static

from geleit.errors import GeleitError
from geleit.programme.people.checks import AnswersRefused
from geleit.programme.people.field_groups import FieldGroup
from geleit_tui.desk import Desk
from geleit_tui.dialogs.form import Form
from geleit_tui.forms.fields import item_of
from geleit_tui.showing import lines, plain
from geleit_tui.widgets.entry import Entry

T = TypeVar("T")


class FieldsForm(Form[T]):
    """A form with the fields of some groups, each under its heading."""

    DEFAULT_CSS = """
    FieldsForm .heading { text-style: bold; color: $text-primary; height: auto; margin: 0 0 1 0; }
    """

    def __init__(
        self,
        title: str,
        groups: Sequence[FieldGroup],
        values: Mapping[str, Any],
        submit: Callable[[dict[str, Any]], T],
        desk: Desk,
        *,
        intro: Sequence[str] = (),
        failed: Callable[[GeleitError], bool] | None = None,
    ) -> None:
        items = [item_of(field, desk, values.get(field.name)) for group in groups for field in group.fields]
        super().__init__(title, items, submit, intro=intro, failed=self._beside)
        self._groups = groups
        self._otherwise = failed

    def body(self) -> ComposeResult:
        items = {item.name: item for item in self.items}
        with VerticalScroll(classes="form", can_focus=False):
            for one in self._intro:
                yield Static(lines(one), classes="intro", markup=False)
            for group in self._groups:
                if len(self._groups) > 1:
                    yield Static(plain(f"── {self.desk.text(group.label)}"), classes="heading", markup=False)
                for field in group.fields:
                    yield Entry(items[field.name], self.desk)
        yield Static(classes="form-fault", markup=False)
        with Horizontal(classes="buttons"):
            yield Button(plain(self.desk.text("ui.app.cancel")), id="no")
            yield Button(plain(self.desk.text("ui.app.save")), variant="primary", id="yes")

    def _beside(self, error: GeleitError) -> bool:
        """Tell each thing that is wrong beside its field, and go to the first; False for what is about no field."""
        if not isinstance(error, AnswersRefused):
            taken = self._otherwise is not None and self._otherwise(error)
            if taken:
                self._tell([])
            return taken
        asked = {item.name for item in self.items}
        wrong = [problem for problem in error.problems if problem.key in asked]
        for problem in wrong:
            self.entry(problem.key).tell(problem.sentence)
        if not wrong:
            return False
        self.entry(wrong[0].key).control.focus()
        self._tell([f"✗ {self.desk.text(error.sentence)}"])
        return True
