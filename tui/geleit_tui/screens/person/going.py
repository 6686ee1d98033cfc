"""From a person's record to what belongs to it: the partner, another participation, a possible duplicate, the history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geleit.labels import say
from geleit.permissions import Action
from geleit_tui.dialogs.choose import Choose

if TYPE_CHECKING:
    from geleit_tui.screens.person.screen import PersonRoom


def places(room: PersonRoom) -> list[tuple[str, str]]:
    """Where one can go from a record, as (key, words)."""
    record, desk = room.shown, room.desk
    pairs = [
        (
            f"pair {one.id}",
            say(
                "ui.person.go.pair",
                name=one.other_name,
                state=desk.label("PairState", one.state),
                round=one.round_title,
            ),
        )
        for one in record.partnerships
        if desk.can(Action.SEE_CASES)
    ]
    parts = [
        (
            f"part {one.id}",
            say(
                "ui.person.go.part",
                role=desk.label("Role", one.role),
                round=one.round_title,
                state=desk.label("PartState", one.state),
            ),
        )
        for one in record.parts
        if one.id != record.part.id
    ]
    twins = [(f"twin {one.other}", say("ui.person.go.twin", name=one.other_name)) for one in record.twins]
    return [(key, desk.text(words)) for key, words in (*pairs, *parts, *twins)]


def elsewhere(room: PersonRoom) -> None:
    """Choose where to go, where there are several; go there."""
    found = places(room)
    if len(found) == 1:
        _go(room, found[0][0])
        return
    room.app.push_screen(Choose(room.text("ui.person.go.title"), found), lambda key: _go(room, key))


def _go(room: PersonRoom, key: str | None) -> None:
    what, _, id_ = (key or "").partition(" ")
    if what == "pair":
        room.geleit.open_pair(id_)
    elif what == "twin":
        room.geleit.open_person(id_)
    elif what == "part":
        part = next(one for one in room.shown.parts if one.id == id_)
        room.round_id, room.role = part.round, part.role
        room.reload()


def history(room: PersonRoom) -> None:
    """Who changed what in this record."""
    from geleit_tui.screens.person.history import PersonHistory

    room.app.push_screen(PersonHistory(room.text("ui.person.history"), room.shown.id))
