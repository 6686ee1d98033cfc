"""A form: questions, an answer to each, and one step that is taken with all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Button, Input, Static

from geleit.errors import GeleitError
from geleit.labels import Sentence, say
from geleit_tui import work
from geleit_tui.dialogs.dialog import Dialog
from geleit_tui.showing import lines, plain
from geleit_tui.widgets.entry import Entry, Item, Wrong

T = TypeVar("T")
Answers = Mapping[str, Any]


class Form(Dialog[T], Generic[T]):
    """Asks `items` and calls `submit` with the answers by name, in a thread; its result is the dialog's.

    What `submit` refuses is told in the dialog, which stays open with everything that was typed. Enter in a line, or
    Ctrl+S anywhere, submits; a free text that warns is taken when it is submitted a second time.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s,f2", "submit", show=False)]

    def __init__(
        self,
        title: str,
        items: Sequence[Item],
        submit: Callable[[dict[str, Any]], T],
        *,
        intro: Sequence[str] = (),
        yes: str | None = None,
        failed: Callable[[GeleitError], bool] | None = None,
    ) -> None:
        super().__init__(title)
        self.items = items
        self._submit = submit
        self._intro = intro
        self._yes = yes
        self._failed = failed
        self._warned: tuple[Sentence, ...] = ()
        self._working = False

    def body(self) -> ComposeResult:
        with VerticalScroll(classes="form", can_focus=False):
            for one in self._intro:
                yield Static(lines(one), classes="intro", markup=False)
            for item in self.items:
                yield Entry(item, self.desk)
        yield Static(classes="form-fault", markup=False)
        with Horizontal(classes="buttons"):
            yield Button(plain(self.desk.text("ui.app.cancel")), id="no")
            yield Button(plain(self._yes or self.desk.text("ui.app.save")), variant="primary", id="yes")

    def on_mount(self) -> None:
        controls = [entry.control for entry in self.query(Entry)]
        (controls[0] if controls else self.query_one("#yes")).focus()

    def entry(self, name: str) -> Entry:
        """A question by its name."""
        return self.query_one(f"#entry-{name}", Entry)

    @on(Button.Pressed, "#no")
    def _cancel(self) -> None:
        self.action_leave()

    @on(Button.Pressed, "#yes")
    @on(Input.Submitted)
    def _enter(self) -> None:
        self.action_submit()

    def answers(self) -> dict[str, Any] | None:
        """Every answer by name, or None where one cannot be taken; the first such line has the focus then."""
        found: dict[str, Any] = {}
        wrong: list[Entry] = []
        for entry in self.query(Entry):
            try:
                found[entry.item.name] = entry.answer()
            except Wrong as error:
                entry.tell(error.sentence)
                wrong.append(entry)
        if wrong:
            wrong[0].control.focus()
            return None
        return found

    def action_submit(self) -> None:
        """Take the step, unless an answer is wrong, or a warning has not been seen yet."""
        answers = None if self._working else self.answers()
        if answers is None:
            return
        warnings = tuple(one for entry in self.query(Entry) if (one := entry.warning) is not None)
        if warnings and warnings != self._warned:
            self._warned = warnings
            self._tell([*(f"! {self.desk.text(one)}" for one in warnings), self.desk.text("ui.app.submit_again")])
            return
        self._working = True
        self._tell([self.desk.text(say("ui.app.working"))])
        work.start(self, lambda: self._submit(answers), self._done, self._refused, group="submit")

    def _done(self, result: T) -> None:
        self.geleit.changed()
        self.dismiss(result)

    def _refused(self, error: GeleitError) -> None:
        self._working = False
        if self._failed is not None and self._failed(error):
            return
        self._tell([f"✗ {one}" for one in self.geleit.sentences(error)])

    def _tell(self, told: Sequence[str]) -> None:
        fault = self.query_one(".form-fault", Static)
        fault.update(lines("\n".join(told)))
        fault.set_class(bool(told), "-on")
