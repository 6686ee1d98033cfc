"""One question of a form: its label, a line to answer in, help, and what is wrong with the answer beside it."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any

import attrs
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Checkbox, Input, Static, TextArea

from geleit.errors import GeleitError
from geleit.fields import Unreadable
from geleit.labels import Sentence, say
from geleit.written_days import read_day
from geleit_tui.desk import Desk
from geleit_tui.showing import plain, safe
from geleit_tui.widgets.pick import Choices, Pick
from geleit_tui.widgets.tick import Tick

_LONG = 20_000


class Ask(Enum):
    """How a question is answered."""

    LINE = "line"
    TEXT = "text"
    DAY = "day"
    DAY_AHEAD = "day_ahead"
    NUMBER = "number"
    ONE = "one"
    MANY = "many"
    TICK = "tick"


@attrs.frozen
class Item:
    """A question of a form. `value` stands there at first: a text for LINE, TEXT, NUMBER and DAY (or a date), a value
    of `choices` for ONE, several for MANY, a bool for TICK.

    `read` makes the value from what was typed (LINE, NUMBER); it raises Unreadable or UsageError, whose sentence stands
    beside the line. `warn` looks through a free text and says what somebody should think about again. `words` says a
    value of ONE or MANY in words, where `choices` is a function.
    """

    name: str
    label: Sentence | str
    ask: Ask = Ask.LINE
    value: Any = None
    choices: Choices | Callable[[str], Choices] = ()
    required: bool = False
    help: Sentence | str | None = None
    read: Callable[[str], Any] | None = None
    warn: Callable[[str], Sentence | None] | None = None
    words: Callable[[Any], str] | None = None


class Wrong(Exception):
    """An answer that cannot be taken; the sentence says why."""

    def __init__(self, sentence: Sentence | str) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


class Entry(Vertical):
    """A question as it stands in a form."""

    DEFAULT_CSS = """
    Entry { height: auto; margin: 0 0 1 0; }
    Entry > .entry-label { text-style: bold; height: auto; }
    Entry > .entry-help { color: $text-muted; height: auto; display: none; }
    Entry:focus-within { margin: 0 0 1 0; }
    Entry:focus-within > .entry-help { display: block; }
    Entry > .entry-fault { height: auto; display: none; color: $text-error; }
    Entry > .entry-fault.-on { display: block; }
    Entry > .entry-fault.-warning { color: $text-warning; }
    Entry > TextArea { height: 5; }
    """

    def __init__(self, item: Item, desk: Desk) -> None:
        super().__init__(id=f"entry-{item.name}")
        self.item = item
        self.desk = desk

    def compose(self) -> ComposeResult:
        text = self.desk.text(self.item.label)
        needed = " *" if self.item.required else ""
        if self.item.ask is not Ask.TICK:
            yield Static(plain(text + needed), classes="entry-label", markup=False)
        yield self._control(text)
        yield Static(classes="entry-fault", markup=False)
        if self.item.help is not None:
            yield Static(plain(self.desk.text(self.item.help), limit=400), classes="entry-help", markup=False)

    def _control(self, text: str) -> Widget:
        item = self.item
        if item.ask in (Ask.ONE, Ask.MANY):
            many = item.ask is Ask.MANY
            chosen = tuple(item.value or ()) if many else () if item.value is None else (item.value,)
            return Pick(
                item.choices, chosen, many=many, words=item.words, placeholder=self.desk.text("ui.app.type_to_find")
            )
        if item.ask is Ask.TICK:
            return Tick(plain(text), value=bool(item.value))
        if item.ask is Ask.TEXT:
            return TextArea(_harmless(item.value or ""), tab_behavior="focus", show_line_numbers=False, soft_wrap=True)
        value = item.value
        if item.ask in (Ask.DAY, Ask.DAY_AHEAD) and value is not None and not isinstance(value, str):
            value = self.desk.day(value)
        hint = self.desk.text("ui.app.day_hint") if item.ask in (Ask.DAY, Ask.DAY_AHEAD) else ""
        return Input("" if value is None else _harmless(str(value)), placeholder=hint, select_on_focus=True)

    @property
    def control(self) -> Widget:
        """What is typed into."""
        return self.query("Pick, Checkbox, TextArea, Input").first()

    def answer(self) -> Any:
        """The value that is answered; None where nothing is. Raises Wrong."""
        value = self._value()
        if self.item.required and value in (None, "", ()):
            raise Wrong(say("ui.app.required"))
        return value

    def _value(self) -> Any:
        item, control = self.item, self.control
        if isinstance(control, Pick):
            if not control.take_typed():
                raise Wrong(say("ui.app.not_a_choice", found=control.typed))
            return control.values if item.ask is Ask.MANY else control.value
        if isinstance(control, Checkbox):
            return control.value
        text = control.text if isinstance(control, TextArea) else control.value  # type: ignore[attr-defined]  # Input
        text = text.strip()
        if not text:
            return None
        if isinstance(item.value, str) and text == _harmless(item.value).strip():
            text = item.value.strip()  # What nobody touched stays as it is stored.
        try:
            if item.ask in (Ask.DAY, Ask.DAY_AHEAD):
                return read_day(text, self.desk.programme.today(), ahead=item.ask is Ask.DAY_AHEAD)
            if item.read is not None:
                return item.read(text)
            if item.ask is Ask.NUMBER:
                return _whole(text)
        except Unreadable as error:
            raise Wrong(error.expected) from error
        except GeleitError as error:
            raise Wrong(error.sentence) from error
        return text

    def tell(self, what: Sentence | str | None, *, warning: bool = False) -> None:
        """Show what is wrong beside the line, or nothing any more."""
        fault = self.query_one(".entry-fault", Static)
        sign = "! " if warning else "✗ "
        fault.update("" if what is None else plain(sign + self.desk.text(what), limit=600))
        fault.set_class(what is not None, "-on")
        fault.set_class(warning, "-warning")

    @property
    def warning(self) -> Sentence | None:
        """What somebody should think about again in a free text, or None."""
        if self.item.warn is None:
            return None
        control = self.control
        text = control.text if isinstance(control, TextArea) else control.value if isinstance(control, Input) else ""
        return self.item.warn(text)

    @on(Input.Blurred)
    def _look(self) -> None:
        self._judge()

    @on(Pick.Changed)
    def _chosen(self, event: Pick.Changed) -> None:
        # While somebody types, nothing is taken for them: they may mean another choice than the one that fits so far.
        if event.pick.values:
            self.tell(None)

    @on(TextArea.Changed)
    @on(Input.Changed)
    def _watch(self) -> None:
        if self.item.warn is not None:
            self.tell(self.warning, warning=True)
        elif self.query_one(".entry-fault").has_class("-on"):
            self._judge()

    def _judge(self) -> None:
        control = self.control
        empty = isinstance(control, Input) and not control.value.strip()
        try:
            if not empty:
                self.answer()
        except Wrong as wrong:
            self.tell(wrong.sentence)
        else:
            self.tell(self.warning, warning=True)


def _harmless(text: str) -> str:
    """A stored text as it may stand in a line that is typed into."""
    return "\n".join(safe(line, _LONG) for line in text.split("\n"))


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise Wrong(say("expected.int")) from None
