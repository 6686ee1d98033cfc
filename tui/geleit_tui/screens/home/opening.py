"""Opening what a matter leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geleit.labels import say
from geleit.programme.overview import Matter, Opens
from geleit_tui.dialogs.choose import Choose
from geleit_tui.screens.home.tasks import finish

if TYPE_CHECKING:
    from geleit_tui.screens.home.screen import HomeRoom


def open_matter(room: HomeRoom, matter: Matter) -> None:
    """Open the pair, the person or the area in which the matter is dealt with; what stands in another round is opened
    in that round."""
    app, desk = room.geleit, room.desk
    target = matter.opens
    if target.round is not None and target.round != desk.round_id:
        desk.round_id = target.round
        app.changed()
        app.tell(say("ui.home.in_round", round=room.titles.get(target.round, target.round)))
    if target.kind is Opens.PAIR:
        app.open_pair(target.id)
    elif target.kind is Opens.TASK:
        _open_task(room, matter)
    elif target.kind is Opens.FOLLOW_UP:
        app.action_area("outcomes")
    elif target.kind is Opens.MILESTONE:
        app.action_area("pairs")
    elif matter.who:
        app.open_person(matter.who[0].id)


def _open_task(room: HomeRoom, matter: Matter) -> None:
    """A reminder can be ticked off, and leads to the person it is about."""
    desk = room.desk
    options = [("done", desk.text("ui.home.tick_off"))]
    options += [(one.id, desk.text(say("ui.home.record_of", name=one.name))) for one in matter.who]

    def chosen(what: str | None) -> None:
        if what == "done":
            finish(room, matter)
        elif what is not None:
            room.geleit.open_person(what)

    room.app.push_screen(Choose(desk.text(matter.sentence), options), chosen)
