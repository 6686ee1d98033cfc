"""The app: a table of rooms, the steps that work everywhere, and one way in which errors are told."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.screen import Screen

from geleit.errors import GeleitError
from geleit.labels import Sentence, say
from geleit.programme import Programme
from geleit_tui import work
from geleit_tui.areas import AREAS, room_class
from geleit_tui.desk import Desk
from geleit_tui.showing import safe
from geleit_tui.themes import DARK, LIGHT, THEMES
from geleit_tui.undo import Undo

if TYPE_CHECKING:
    from geleit_tui.screens.room import Room

_KEY_WORDS = frozenset({"enter", "escape", "backspace", "delete", "tab", "space", "up", "down", "left", "right"})
_PLAIN_KEYS = "\x1b[=0;1u"
"""Asks for keys as text: with the extended protocol, AltGr and a letter do not arrive as @, €, [ or { on Windows."""

_SIGNS = {"question_mark": "?", "slash": "/", "plus": "+", "minus": "-", "comma": ",", "full_stop": "."}


class GeleitApp(App[int]):
    """An opened programme on a terminal."""

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    INLINE_PADDING = 0
    STEPS: ClassVar[Mapping[str, str]] = {
        "help": "f1,question_mark",
        "palette": "ctrl+p,f9",
        "rounds": "f4,ctrl+r",
        "undo": "ctrl+z,f8",
        "refresh": "f5,ctrl+l",
        "theme": "ctrl+t,f6",
        "leave": "ctrl+q",
    }
    """What can be done everywhere: the action's name → its keys, the first of them shown."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c", "help_quit", show=False, system=True)]

    def __init__(
        self,
        programme: Programme,
        *,
        keys: Mapping[str, str] | None = None,
        theme: str | None = None,
        drawn: Callable[[], object] | None = None,
    ) -> None:
        """`keys` maps a step's id to keys of its own; `drawn` is called once the first screen is drawn."""
        super().__init__()
        self._drawn = drawn
        self.desk = Desk(programme, keys)
        for one in THEMES:
            self.register_theme(one)
        self.theme = theme or DARK.name
        self.title = "geleit"
        self.last: Undo | None = None
        self.problems: list[GeleitError | Exception] = []
        self._epoch = 0
        self._seen: dict[int, int] = {}
        for area in AREAS:
            self._modes_of_areas(area.code)
        self._bind_steps()

    def _modes_of_areas(self, code: str) -> None:
        self.add_mode(code, partial(self.room, code))

    def _bind_steps(self) -> None:
        shown = {"help", "palette"}
        for name, usual in self.STEPS.items():
            keys = self.desk.keys.get(f"app.{name}", usual)
            words = self.desk.text(f"ui.app.step.{name}")
            for place, key in enumerate(keys.split(",")):
                self._bindings.bind(
                    key, name, words, show=name in shown and place == 0, priority=key.startswith(("f", "ctrl"))
                )
        for area in AREAS:
            self._bindings.bind(area.key, f"area('{area.code}')", "", show=False)

    def room(self, code: str, **settings: Any) -> Room[Any]:
        """A room, made anew; its class is loaded when it is first needed."""
        return room_class(code)(self.desk, **settings)

    def on_mount(self) -> None:
        if sys.platform == "win32" and self._driver is not None:
            self._driver.write(_PLAIN_KEYS)
        self.switch_mode(AREAS[0].code)
        if self._drawn is not None:
            self.call_after_refresh(self._drawn)

    # Going about

    def action_area(self, code: str) -> None:
        """Open a main area, from wherever somebody is in it."""
        if not any(area.code == code and self.desk.can(area.needs) for area in AREAS):
            return
        if self.current_mode != code:
            self.switch_mode(code)
            return
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def open_room(self, code: str, then: Callable[[Any], None] | None = None, **settings: Any) -> None:
        """Open a room over the present one, as a person's record; Escape leads back."""
        self.push_screen(self.room(code, **settings), then)

    def open_person(self, person: str, **settings: Any) -> None:
        """Open a person's record by their id."""
        self.open_room("person", person=person, **settings)

    def open_pair(self, pair: str, **settings: Any) -> None:
        """Open a pair or case by its id."""
        self.open_room("pair", pair=pair, **settings)

    def action_rounds(self) -> None:
        """Choose the round that is looked at."""
        from geleit_tui.dialogs.rounds import choose_round

        choose_round(self)

    def look_at(self, round_id: str) -> None:
        """Look at another round, in every room."""
        self.desk.round_id = round_id
        self.changed()
        self._reload()

    # Records that change

    def changed(self) -> None:
        """Something was written: every room reads again when it is looked at next."""
        self._epoch += 1

    def stale(self, screen: Screen[Any]) -> bool:
        """Whether something was written since a room was last read; it counts as read from now on."""
        before = self._seen.get(id(screen))
        self._seen[id(screen)] = self._epoch
        return before is not None and before != self._epoch

    def _reload(self) -> None:
        from geleit_tui.screens.room import Room
        from geleit_tui.widgets.area_bar import AreaBar

        for bar in self.screen.query(AreaBar):
            bar.show()
        if isinstance(self.screen, Room):
            self._seen[id(self.screen)] = self._epoch
            self.screen.reload()

    def action_refresh(self) -> None:
        """Read the room again."""
        self._reload()

    def can_undo(self, what: Sentence, back: Callable[[], object]) -> None:
        """Remember how the last decision is taken back."""
        self.last = Undo(what, back)

    def action_undo(self) -> None:
        """Take back the last decision, where the core allows it."""
        last = self.last
        if last is None:
            self.tell("ui.app.nothing_to_undo")
            return

        def undone(_: object) -> None:
            self.last = None
            self.tell(say("ui.app.undone", what=last.what))
            self.changed()
            self._reload()

        work.start(self.screen, last.back, undone, group="undo")

    # Telling

    def tell(self, what: Sentence | str, *, warning: bool = False) -> None:
        """A message in the corner: a sentence, or the label of a code."""
        text = safe(self.desk.text(what), 600)
        self.notify(text, severity="warning" if warning else "information", markup=False, timeout=8 if warning else 5)

    def sentences(self, error: GeleitError) -> Sequence[str]:
        """An error meant for people: its sentence, then its problems."""
        problems = [one.in_language(self.desk.language, self.desk.programme.labels) for one in error.problems]
        return [self.desk.text(error.sentence), *problems]

    def show_problem(self, error: GeleitError) -> None:
        """Tell what went wrong, until somebody has read it."""
        from geleit_tui.dialogs.problem import Problem

        self.problems.append(error)
        text = self.desk.text
        self.push_screen(Problem(text("ui.app.problem"), self.sentences(error), text("ui.app.close")))

    def show_unforeseen(self, error: Exception) -> None:
        """Tell what nobody foresaw; the screens stay open."""
        from geleit_tui.dialogs.problem import Problem

        self.problems.append(error)
        text = self.desk.text
        told = text(say("ui.app.unforeseen", kind=type(error).__name__, what=str(error) or "–"))
        self.push_screen(Problem(text("ui.app.problem"), [told], text("ui.app.close")))

    def _fatal_error(self) -> None:
        """Leave after an exception in the screens themselves; `failure` says which. Nothing of what is in memory is
        printed, as a traceback with the values of variables would: that is people's data."""
        self._close_messages_no_wait()

    @property
    def failure(self) -> Exception | None:
        """What made the app leave, None where somebody closed it."""
        return self._exception

    # What works everywhere

    def action_help(self) -> None:
        """Help for the room."""
        from geleit_tui.dialogs.help import Help
        from geleit_tui.screens.room import Room

        if isinstance(self.screen, Room):
            self.push_screen(Help(self.screen))

    def action_palette(self) -> None:
        """Everything that can be done, by typing."""
        from geleit_tui.commands import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(self))

    def action_theme(self) -> None:
        """Light instead of dark, or the other way round."""
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name

    def action_leave(self) -> None:
        """Close the programme."""
        self.exit(0)

    def action_help_quit(self) -> None:
        """Ctrl+C copies elsewhere; here it says how to leave."""
        self.tell(say("ui.app.how_to_leave", key=self.key_words("ctrl+q")))

    def copy_to_clipboard(self, text: str) -> None:
        """Copy, made harmless: what is copied may be pasted into a terminal."""
        super().copy_to_clipboard("\n".join(safe(line, 20_000) for line in text.split("\n")))

    def key_words(self, key: str) -> str:
        """A key as it is written on a keyboard of the reader's language."""
        *modifiers, last = key.split("+") if key != "+" else ["+"]
        words = [self.desk.text(f"ui.key.{one}") for one in modifiers]
        if last in _KEY_WORDS or last in ("home", "end", "pageup", "pagedown"):
            words.append(self.desk.text(f"ui.key.{last}"))
        else:
            words.append(_SIGNS.get(last, last.upper() if len(last) > 1 or modifiers else last))
        return "+".join(words)

    def get_key_display(self, binding: Binding) -> str:
        """Keys in the key bar."""
        return binding.key_display or self.key_words(binding.key)
