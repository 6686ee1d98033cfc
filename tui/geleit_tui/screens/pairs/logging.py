"""Logging a meeting in seconds: day, length, topics by typing, a note."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual import on
from textual.widgets import Static

from geleit.labels import say
from geleit.programme.cases.correcting import drop_session
from geleit.programme.cases.meeting import Logged, log_meeting
from geleit.programme.cases.topics import TopicFound, topics_like, topics_of_round
from geleit.programme.cases.view import PairView, pair_view
from geleit.programme.wary import warning
from geleit_tui.desk import Desk
from geleit_tui.dialogs.form import Form
from geleit_tui.screens.pairs.whose import round_of
from geleit_tui.screens.room import Room
from geleit_tui.showing import lines
from geleit_tui.widgets.entry import Ask, Item
from geleit_tui.widgets.pick import Choices, Pick


class LogForm(Form[Logged]):
    """Day, minutes, topics and note of a meeting. A task that is not the mentor's shows at once where to refer."""

    DEFAULT_CSS = """
    LogForm .referral { height: auto; display: none; color: $text-warning; margin: 0 0 1 0; }
    LogForm .referral.-on { display: block; }
    """

    def __init__(self, desk: Desk, view: PairView, topics: tuple[TopicFound, ...]) -> None:
        self._topics = {one.code: one for one in topics}
        programme, round_, pair = desk.programme, round_of(desk, view), view.pair.id

        def submit(answers: dict[str, Any]) -> Logged:
            return log_meeting(programme, round_, pair, answers.pop("held_on"), **answers)

        def found(typed: str) -> Choices:
            return [(one.code, self._words(desk, one)) for one in topics_like(programme, round_, typed)]

        items = [
            Item("held_on", "ui.pair.ask.day", Ask.DAY, desk.text("ui.pair.today"), required=True),
            Item("minutes", "ui.pair.ask.minutes", Ask.NUMBER, str(view.usual_minutes)),
            Item("topics", "ui.pair.ask.topics", Ask.MANY, choices=found, help="ui.pair.ask.topics_help"),
            Item("note", "ui.pair.ask.note", Ask.TEXT, warn=warning),
        ]
        super().__init__(desk.text(say("ui.pair.log_title", pair=view.name)), items, submit)

    def _words(self, desk: Desk, topic: TopicFound) -> str:
        return f"{topic.label} ({desk.text('ui.pair.not_theirs')})" if topic.blocked else topic.label

    def on_mount(self) -> None:
        super().on_mount()
        self.entry("topics").mount(Static(classes="referral", markup=False))

    @on(Pick.Changed)
    def _refer(self, event: Pick.Changed) -> None:
        blocked = [self._topics[code] for code in event.pick.values if self._topics[code].blocked]
        told = [self.desk.text(say("ui.pair.refer", task=one.label, referral=one.referral)) for one in blocked]
        shown = self.query_one(".referral", Static)
        shown.update(lines("\n".join(told)))
        shown.set_class(bool(told), "-on")


def open_log(room: Room[Any], pair: str, then: Callable[[], None] | None = None) -> None:
    """Open the form for a pair; what was written is told, and the room reads again."""
    desk = room.desk

    def ask(read: tuple[PairView, tuple[TopicFound, ...]]) -> None:
        view, topics = read
        room.app.push_screen(LogForm(desk, view, topics), done)

    def done(logged: Logged | None) -> None:
        if logged is None:
            return
        if logged.session is not None:
            session = logged.session
            what = say("ui.pair.meeting_of", day=session.held_on)
            room.geleit.can_undo(what, lambda: drop_session(desk.programme, session.id))
            room.geleit.tell(say("ui.pair.logged", day=logged.session.held_on))
        for note in logged.boundary_notes:
            task = say(f"blocked.{note.blocked}")
            room.geleit.tell(say("ui.pair.noted", task=task, referral=note.referred_to or "–"), warning=True)
        room.reload()

    def read() -> tuple[PairView, tuple[TopicFound, ...]]:
        view = pair_view(desk.programme, desk.round, pair)
        return view, topics_of_round(desk.programme, round_of(desk, view))

    room.work(read, ask, group="opening")
