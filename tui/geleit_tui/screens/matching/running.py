"""A run of the matching: what it is to aim at, how far it is, and a way to stop it that leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Button, ProgressBar, Static

from geleit.errors import Cancelled, GeleitError
from geleit.labels import say
from geleit.programme.proposals.drafting import changes_by_hand, propose
from geleit.programme.proposals.stopping import Stop
from geleit.questions.matching import Objective
from geleit_tui import work
from geleit_tui.desk import Desk
from geleit_tui.dialogs.dialog import Dialog
from geleit_tui.dialogs.form import Form
from geleit_tui.screens.room import Room
from geleit_tui.showing import plain
from geleit_tui.widgets.entry import Ask, Item

T = TypeVar("T")
_TICK = 0.2


class Running(Dialog[T]):
    """Work that reports its progress to `Stop`; the result is the work's, None where somebody stopped it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(self, title: str, function: Callable[[Stop], T]) -> None:
        super().__init__(title)
        self._function = function
        self._report = (0, 0)
        self._stop = Stop(self._tell)

    def _tell(self, done: int, of: int) -> None:
        self._report = done, of

    def body(self) -> ComposeResult:
        yield Static(plain(self.desk.text("ui.matching.scoring")), id="doing", markup=False)
        yield ProgressBar(total=None, show_eta=False)
        with Horizontal(classes="buttons"):
            yield Button(plain(self.desk.text("ui.matching.stop")), id="no")

    def on_mount(self) -> None:
        self.query_one("#no").focus()
        self.set_interval(_TICK, self._move)
        work.start(self, lambda: self._function(self._stop), self.dismiss, self._failed, group="run")

    def _move(self) -> None:
        done, of = self._report
        if self._stop.asked:
            return
        if of:
            self.query_one(ProgressBar).update(total=of, progress=done)
        if of and done == of:
            self.query_one("#doing", Static).update(plain(self.desk.text("ui.matching.solving")))

    def _failed(self, error: GeleitError) -> None:
        self.dismiss(None)
        if isinstance(error, Cancelled):
            self.geleit.tell(error.sentence)
        else:
            self.geleit.show_problem(error)

    def on_button_pressed(self) -> None:
        self.action_leave()

    def action_leave(self) -> None:
        """Stop the run: it ends at its next report and keeps nothing, and only then the dialog closes; a run that has
        just ended is not called stopped."""
        self._stop.ask()
        self.query_one("#doing", Static).update(plain(self.desk.text("ui.matching.stopping")))


def ask_run(room: Room[None], objective: Objective, then: Callable[[], None]) -> None:
    """Ask for the aim and the seed, run, and go on once a new draft is kept."""
    room.work(lambda: changes_by_hand(room.desk.programme, room.desk.round), lambda n: _form(room, objective, n, then))


def _form(room: Room[None], objective: Objective, by_hand: int, then: Callable[[], None]) -> None:
    desk = room.desk
    intro = [desk.text("ui.matching.run_intro")]
    if by_hand:
        intro.append("! " + desk.text(say("ui.matching.by_hand_gone", n=by_hand)))
    items = [
        Item("objective", "ui.matching.objective", Ask.ONE, objective, choices=objectives(desk), required=True),
        Item("seed", "ui.matching.seed", Ask.NUMBER, "0", required=True, help="ui.matching.seed_help"),
    ]

    def start(found: tuple[Objective, int] | None) -> None:
        if found is None:
            return
        aim, seed = found

        def run(stop: Stop) -> str:
            return propose(desk.programme, desk.round, objective=aim, seed=seed, progress=stop).id

        def done(proposal: str | None) -> None:
            if proposal is not None:
                room.geleit.changed()
                then()

        room.app.push_screen(Running(desk.text("ui.matching.running"), run), done)

    form: Form[tuple[Objective, int]] = Form(
        desk.text("ui.matching.run_title"),
        items,
        lambda answers: (answers["objective"], answers["seed"]),
        intro=intro,
        yes=desk.text("ui.matching.run_yes"),
    )
    room.app.push_screen(form, start)


def objectives(desk: Desk) -> list[tuple[Objective, str]]:
    """The aims in words."""
    return [(one, desk.text(f"Objective.{one.value}")) for one in Objective]
