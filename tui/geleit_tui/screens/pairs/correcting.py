"""Putting a logged meeting right, or taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from geleit.labels import say
from geleit.model.sessions import Session
from geleit.permissions import HIDDEN
from geleit.programme.cases.correcting import change_session, drop_session
from geleit.programme.cases.topics import topics_like
from geleit.programme.cases.view import PairView, pair_view
from geleit.programme.wary import warning
from geleit_tui.desk import Desk
from geleit_tui.dialogs.choose import Choose
from geleit_tui.dialogs.confirm import Confirm
from geleit_tui.dialogs.form import Form
from geleit_tui.screens.pairs.whose import round_of
from geleit_tui.screens.room import Room
from geleit_tui.widgets.entry import Ask, Item
from geleit_tui.widgets.pick import Choices


def correct(room: Room[Any], pair: str) -> None:
    """Choose a meeting, then change what is wrong; its note is opened for that, which is kept."""
    desk = room.desk

    def ask(view: PairView) -> None:
        def chosen(key: str | None) -> None:
            found = next((one for one in view.sessions if one.id == key), None)
            if found is not None:
                room.app.push_screen(_form(desk, view, found), done)

        room.app.push_screen(Choose(desk.text("ui.pair.step.correct"), _sessions(desk, view.sessions)), chosen)

    def done(changed: Session | None) -> None:
        if changed is not None:
            room.geleit.tell(say("ui.pair.corrected", day=changed.held_on))
            room.reload()

    room.work(lambda: pair_view(desk.programme, desk.round, pair, opened=True), ask, group="opening")


def take_back(room: Room[Any], view: PairView) -> None:
    """Choose a meeting that never was; it is gone from the hours, and the change history keeps it."""
    desk = room.desk

    def chosen(key: str | None) -> None:
        found = next((one for one in view.sessions if one.id == key), None)
        if found is None:
            return

        def confirmed(yes: bool | None) -> None:
            if yes:
                room.work(lambda: drop_session(desk.programme, found.id), dropped, group="dropping")

        told = [_words(desk, found), desk.text("ui.pair.take_back_told")]
        room.app.push_screen(
            Confirm(desk.text("ui.pair.step.take_back"), told, desk.text("ui.pair.yes_back")), confirmed
        )

    def dropped(session: Session) -> None:
        room.geleit.tell(say("ui.pair.taken_back", day=session.held_on))
        room.geleit.changed()
        room.reload()

    room.app.push_screen(Choose(desk.text("ui.pair.step.take_back"), _sessions(desk, view.sessions)), chosen)


def _sessions(desk: Desk, sessions: Sequence[Session]) -> list[tuple[str, str]]:
    return [(one.id, _words(desk, one)) for one in sessions]


def _words(desk: Desk, one: Session) -> str:
    length = desk.text("ui.pair.no_length") if one.minutes is None else f"{one.minutes} min"
    return "  ".join([desk.day(one.held_on), length, " · ".join(desk.label("topic", code) for code in one.topics)])


def _form(desk: Desk, view: PairView, session: Session) -> Form[Session]:
    round_ = round_of(desk, view)

    def submit(answers: dict[str, Any]) -> Session:
        # Only what was touched: what a colleague has changed elsewhere in the meantime stays.
        changes = {name: value for name, value in answers.items() if value != getattr(session, name)}
        return change_session(desk.programme, round_, session.id, changes)  # type: ignore[arg-type]  # by its names

    def found(typed: str) -> Choices:
        topics = topics_like(desk.programme, round_, typed)
        return [(one.code, one.label) for one in topics if not one.blocked]

    def words(code: str) -> str:
        return desk.label("topic", code)

    minutes = "" if session.minutes is None else str(session.minutes)
    items = [
        Item("held_on", "ui.pair.ask.day", Ask.DAY, session.held_on, required=True),
        Item("minutes", "ui.pair.ask.minutes", Ask.NUMBER, minutes),
        Item("topics", "ui.pair.ask.topics", Ask.MANY, session.topics, choices=found, words=words),
    ]
    if session.note != HIDDEN:
        items.append(Item("note", "ui.pair.ask.note", Ask.TEXT, session.note, warn=warning))
    return Form(desk.text(say("ui.pair.log_title", pair=view.name)), items, submit)
