"""The room: the base of every screen, with its table of steps, from which keys, palette and help are made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypeVar

from textual.binding import Binding, BindingsMap
from textual.screen import Screen
from textual.worker import Worker

from geleit.errors import GeleitError
from geleit.labels import Sentence
from geleit.permissions import Action
from geleit_tui import work
from geleit_tui.widgets.area_bar import AreaBar

if TYPE_CHECKING:
    from geleit_tui.app import GeleitApp
    from geleit_tui.desk import Desk

R = TypeVar("R")
T = TypeVar("T")


class Step(NamedTuple):
    """Something that can be done in a room: the method `step_<name>`, shown as `ui.<room>.step.<name>`.

    `keys` are the keys that start it, the first of them shown; `needs` is the right it takes; `shown` puts it into the
    key bar. A room's method `can_<name>`, if there is one, says whether it is possible at the moment.
    """

    name: str
    keys: str
    needs: Action | None = None
    shown: bool = True


class Room(Screen[R]):
    """A screen of the UI. `ROOM` is its code, `STEPS` what can be done in it."""

    ROOM: ClassVar[str]
    STEPS: ClassVar[tuple[Step, ...]] = ()
    BACK: ClassVar[bool] = False
    """Whether the room is opened from another one, so that Escape leads back."""

    AUTO_FOCUS = ""

    def __init__(self, desk: Desk, **settings: Any) -> None:
        super().__init__(**settings)
        self.desk = desk
        own = BindingsMap(list(self._own_bindings()))
        self._bindings = BindingsMap.merge([own, self._bindings])

    def _own_bindings(self) -> Iterator[Binding]:
        for step in self.STEPS:
            name = f"{self.ROOM}.{step.name}"
            keys = self.desk.keys.get(name, step.keys)
            text = self.desk.text(f"ui.{self.ROOM}.step.{step.name}")
            for place, key in enumerate(keys.split(",")):
                shown = step.shown and place == 0
                yield Binding(
                    key.strip(), f"screen.step('{step.name}')", text, show=shown, id=name if not place else None
                )
        if self.BACK:
            yield Binding("escape", "screen.back", self.desk.text("ui.app.step.back"))

    @property
    def geleit(self) -> GeleitApp:
        """The app."""
        return self.app  # type: ignore[return-value]  # there is one app

    def text(self, what: Sentence | str) -> str:
        """A sentence, or the label of a code, in the reader's language."""
        return self.desk.text(what)

    def action_step(self, name: str) -> None:
        """Take a step of the table."""
        getattr(self, f"step_{name}")()

    def action_back(self) -> None:
        """Leave the room for the one it was opened from."""
        self.app.pop_screen()

    def possible(self, step: Step) -> bool:
        """Whether a step can be taken by this person at this moment."""
        if step.needs is not None and not self.desk.can(step.needs):
            return False
        can: Callable[[], bool] | None = getattr(self, f"can_{step.name}", None)
        return can is None or (self.is_mounted and can())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Textual's question whether a key works now; impossible steps are not in the key bar."""
        if action == "step":
            return any(self.possible(step) for step in self.STEPS if step.name == parameters[0])
        return True

    def work(
        self,
        function: Callable[[], T],
        then: Callable[[T], object] | None = None,
        failed: Callable[[GeleitError], object] | None = None,
        *,
        group: str = "reading",
        exclusive: bool = True,
    ) -> Worker[None]:
        """Call a use case in a thread and go on with its result, as `work.start` says."""
        return work.start(self, function, then, failed, group=group, exclusive=exclusive)

    def reload(self) -> None:
        """Read again what the room shows: when it is opened, after a step, when another round is looked at."""

    def on_mount(self) -> None:
        self.reload()

    def on_screen_resume(self) -> None:
        if self.is_mounted and self.geleit.stale(self):
            for bar in self.query(AreaBar):
                bar.show()
            self.reload()
