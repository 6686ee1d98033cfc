"""Who was there: many people in one list, each present, absent or unknown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Button, OptionList, Static
from textual.widgets.option_list import Option

from geleit.errors import GeleitError
from geleit.labels import say
from geleit.programme.cases.events import Guest
from geleit_tui import work
from geleit_tui.dialogs.dialog import Dialog
from geleit_tui.screens.pairs.signs import THERE
from geleit_tui.showing import lines, plain

Told = Mapping[str, bool | None]
_NEXT = {None: True, True: False, False: None}
_WORDS = {True: "present", False: "absent", None: "unknown"}


class Attendance(Dialog[object]):
    """A list in which Space goes through present, absent and unknown, and one key sets everybody.

    `save` gets everybody's answer by id and works in a thread; its result is the dialog's.
    """

    DEFAULT_CSS = "Attendance OptionList { max-height: 60vh; } Attendance #keys { height: auto; color: $text-muted; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "turn", show=False, priority=True),
        Binding("plus,j", "set('present')", show=False),
        Binding("minus,n", "set('absent')", show=False),
        Binding("question_mark,u", "set('unknown')", show=False),
        Binding("a", "everybody('present')", show=False),
        Binding("x", "everybody('unknown')", show=False),
        Binding("ctrl+s,f2", "save", show=False),
    ]

    def __init__(self, title: str, guests: Sequence[Guest], save: Callable[[Told], object]) -> None:
        super().__init__(title)
        self._guests = guests
        self._save = save
        self._there: dict[str, bool | None] = {one.person: one.present for one in guests}
        self._working = False

    def body(self) -> ComposeResult:
        yield Static(plain(self.desk.text("ui.events.keys"), limit=400), id="keys", markup=False)
        yield Static(id="sum", markup=False)
        yield OptionList(*(Option(self._line(one), id=one.person) for one in self._guests), markup=False)
        yield Static(classes="form-fault", markup=False)
        with Horizontal(classes="buttons"):
            yield Button(plain(self.desk.text("ui.app.cancel")), id="no")
            yield Button(plain(self.desk.text("ui.app.save")), variant="primary", id="yes")

    def on_mount(self) -> None:
        self._sum()
        listed = self.query_one(OptionList)
        listed.highlighted = 0 if self._guests else None
        (listed if self._guests else self.query_one("#yes")).focus()

    def _line(self, guest: Guest) -> Content:
        there = self._there[guest.person]
        word = self.desk.text(f"ui.events.{_WORDS[there]}")
        role = self.desk.label("Role", guest.role)
        return plain(f"{THERE[there]} {word:<12} {guest.name} ({role})")

    def _sum(self) -> None:
        values = list(self._there.values())
        told = say("ui.events.sum", present=values.count(True), absent=values.count(False), unknown=values.count(None))
        self.query_one("#sum", Static).update(plain(self.desk.text(told), "bold"))

    def _set(self, place: int, there: bool | None) -> None:
        guest = self._guests[place]
        self._there[guest.person] = there
        self.query_one(OptionList).replace_option_prompt_at_index(place, self._line(guest))
        self._sum()

    def action_turn(self) -> None:
        """The next of present, absent and unknown; on a button, press it."""
        if isinstance(self.focused, Button):
            self.focused.press()
            return
        place = self.query_one(OptionList).highlighted
        if place is not None:
            self._set(place, _NEXT[self._there[self._guests[place].person]])

    def action_set(self, word: str) -> None:
        """Say it of the one with the bar, and go on to the next."""
        listed = self.query_one(OptionList)
        if listed.highlighted is not None:
            self._set(listed.highlighted, _meant(word))
            listed.action_cursor_down()

    def action_everybody(self, word: str) -> None:
        """Say the same of everybody."""
        for place in range(len(self._guests)):
            self._there[self._guests[place].person] = _meant(word)
            self.query_one(OptionList).replace_option_prompt_at_index(place, self._line(self._guests[place]))
        self._sum()

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self._set(event.option_index, _NEXT[self._there[self._guests[event.option_index].person]])

    @on(Button.Pressed, "#no")
    def _cancel(self) -> None:
        self.action_leave()

    @on(Button.Pressed, "#yes")
    def action_save(self) -> None:
        """Keep it."""
        if self._working:
            return
        self._working = True
        told = dict(self._there)
        work.start(self, lambda: self._save(told), self._done, self._refused, group="submit")

    def _done(self, result: object) -> None:
        self.geleit.changed()
        self.dismiss(result)

    def _refused(self, error: GeleitError) -> None:
        self._working = False
        fault = self.query_one(".form-fault", Static)
        fault.update(lines("\n".join(f"✗ {one}" for one in self.geleit.sentences(error))))
        fault.set_class(True, "-on")


def _meant(word: str) -> bool | None:
    return next(there for there, one in _WORDS.items() if one == word)
