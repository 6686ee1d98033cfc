"""Reminders: written, and ticked off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geleit.labels import say
from geleit.model.office import Task
from geleit.programme import office
from geleit.programme.overview import Matter
from geleit_tui.dialogs.form import Form
from geleit_tui.widgets.entry import Ask, Item

if TYPE_CHECKING:
    from geleit_tui.screens.home.screen import HomeRoom


def ask_for_task(room: HomeRoom, matter: Matter | None) -> None:
    """A reminder with a day, about the first person of the matter with the bar if that is wanted."""
    desk = room.desk
    items = [
        Item("title", "ui.home.task.title", required=True, help="ui.home.task.title_help"),
        Item("due_on", "ui.home.task.due_on", Ask.DAY_AHEAD),
    ]
    people = () if matter is None else matter.who
    if people:
        choices = [(one.id, one.name) for one in people]
        items.append(Item("person", "ui.home.task.person", Ask.ONE, choices=choices, help="ui.home.task.person_help"))

    def submit(answers: dict[str, Any]) -> Task:
        return office.add_task(desk.programme, answers["title"], due_on=answers["due_on"], person=answers.get("person"))

    room.app.push_screen(Form(desk.text("ui.home.step.new_task"), items, submit), lambda task: _kept(room, task))


def _kept(room: HomeRoom, task: Task | None) -> None:
    if task is not None:
        room.geleit.tell(say("ui.home.task.kept", title=task.title))


def finish(room: HomeRoom, matter: Matter) -> None:
    """Tick a reminder off; that can be taken back."""
    programme, id_ = room.desk.programme, matter.opens.id

    def done(task: Task) -> None:
        room.geleit.can_undo(say("ui.home.task.done", title=task.title), lambda: office.reopen_task(programme, id_))
        room.geleit.tell(say("ui.home.task.done", title=task.title))
        room.geleit.changed()
        room.reload()

    room.work(lambda: office.finish_task(programme, id_), done, group="writing")
