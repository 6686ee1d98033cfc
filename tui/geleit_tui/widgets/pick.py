"""A choice found by typing: one or several of any number of things."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from geleit_tui.showing import plain, safe

Choices = Sequence[tuple[Any, str]]
"""(value, words) of each choice."""

_SHOWN = 50
_CHOSEN = "✓ "


class Pick(Vertical):
    """A line to type into and the choices that fit, of which Enter or a click takes the first or the marked one.

    With `many`, what was taken stands above the line, and Backspace in an empty line takes the last one away again.
    `choices` is a list, or a function of what is typed for a vocabulary too long to show.
    """

    DEFAULT_CSS = """
    Pick { height: auto; }
    Pick OptionList { height: auto; max-height: 6; display: none; border: none; padding: 0 1; }
    Pick.-open OptionList { display: block; }
    Pick .pick-chosen { height: auto; display: none; padding: 0 1; }
    Pick.-many .pick-chosen { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move('cursor_down')", show=False),
        Binding("up", "move('cursor_up')", show=False),
    ]

    class Changed(Message):
        """What is chosen has changed."""

        def __init__(self, pick: Pick) -> None:
            super().__init__()
            self.pick = pick

        @property
        def control(self) -> Pick:
            """The widget it happened in."""
            return self.pick

    def __init__(
        self,
        choices: Choices | Callable[[str], Choices],
        chosen: Sequence[Any] = (),
        *,
        many: bool = False,
        words: Callable[[Any], str] | None = None,
        placeholder: str = "",
        id: str | None = None,  # as every widget calls it
    ) -> None:
        super().__init__(id=id)
        self._choices = choices
        self._many = many
        self._placeholder = placeholder
        self._values = list(chosen)
        self._words: dict[Any, str] = {} if words is None else {one: words(one) for one in chosen if _hashable(one)}
        self._found: Choices = ()
        self._setting = False

    def compose(self) -> ComposeResult:
        yield Static(classes="pick-chosen", markup=False)
        yield Input(placeholder=self._placeholder, select_on_focus=True)
        yield OptionList(markup=False)

    def on_mount(self) -> None:
        self.query_one(OptionList).can_focus = False
        if not callable(self._choices):
            self._words.update({value: words for value, words in self._choices if _hashable(value)})
        self._show()

    @property
    def values(self) -> tuple[Any, ...]:
        """What is chosen, in the order of choosing."""
        return tuple(self._values)

    @property
    def value(self) -> Any:
        """The one that is chosen, or None."""
        return self._values[0] if self._values else None

    @property
    def typed(self) -> str:
        """What stands in the line and was not taken: a text that fits nothing, or was left half-way."""
        text = self.query_one(Input).value.strip()
        settled = not self._many and self._values and text == self._word(self._values[0])
        return "" if settled else text

    def take_typed(self) -> bool:
        """Take the first choice that fits what was typed, as leaving the line does; False where nothing fits."""
        if not self.typed:
            return True
        found = self._fitting(self.typed)
        exact = [one for one in found if one[1].casefold() == self.typed.casefold()]
        if len(exact or found) == 1:
            self._take(*(exact or found)[0])
            return True
        return False

    def focus(self, scroll_visible: bool = True) -> Pick:
        self.query_one(Input).focus(scroll_visible)
        return self

    def _word(self, value: Any) -> str:
        return safe(self._words.get(value, str(value)) if _hashable(value) else str(value))

    def _fitting(self, typed: str) -> Choices:
        if callable(self._choices):
            return self._choices(typed)[:_SHOWN]
        words = typed.casefold().split()
        fits = [one for one in self._choices if all(word in one[1].casefold() for word in words)]
        begins = [one for one in fits if words and one[1].casefold().startswith(words[0])]
        return [*begins, *(one for one in fits if one not in begins)][:_SHOWN]

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        event.stop()
        if self._setting:
            self._setting = False
            return
        if not self._many and self._values:
            self._values = []
            self.post_message(self.Changed(self))
        self._open(event.value)

    def _open(self, typed: str) -> None:
        self._found = self._fitting(typed)
        listed = self.query_one(OptionList)
        listed.clear_options()
        listed.add_options([Option(plain(words)) for _, words in self._found])
        listed.highlighted = 0 if self._found else None
        self.set_class(bool(self._found) and self.query_one(Input).has_focus, "-open")

    def action_move(self, how: str) -> None:
        """Move the bar among the choices; the first time, show them."""
        if not self.has_class("-open"):
            self._open("" if not self._many and self._values else self.query_one(Input).value)
            return
        getattr(self.query_one(OptionList), f"action_{how}")()

    @on(Input.Submitted)
    def _enter(self, event: Input.Submitted) -> None:
        if self.has_class("-open"):
            event.stop()
            self.query_one(OptionList).action_select()

    @on(OptionList.OptionSelected)
    def _chose(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._take(*self._found[event.option_index])

    def _take(self, value: Any, words: str) -> None:
        if _hashable(value):
            self._words[value] = words
        if not self._many:
            self._values = [value]
        elif value not in self._values:
            self._values.append(value)
        self._show()
        self.set_class(False, "-open")
        self.post_message(self.Changed(self))

    def _show(self) -> None:
        line = self.query_one(Input)
        text = "" if self._many or not self._values else self._word(self._values[0])
        if line.value != text:
            self._setting = True
            line.value = text
        line.cursor_position = len(text)
        self.set_class(self._many and bool(self._values), "-many")
        chosen = "\n".join(f"{_CHOSEN}{self._word(value)}" for value in self._values)
        if self._many:
            from geleit_tui.showing import lines

            self.query_one(".pick-chosen", Static).update(lines(chosen))

    def key_backspace(self) -> None:
        if self._many and self._values and not self.query_one(Input).value:
            self._values.pop()
            self._show()
            self.post_message(self.Changed(self))

    def on_descendant_blur(self) -> None:
        self.take_typed()
        self.set_class(False, "-open")


def _hashable(value: Any) -> bool:
    try:
        hash(value)
    except TypeError:
        return False
    return True
