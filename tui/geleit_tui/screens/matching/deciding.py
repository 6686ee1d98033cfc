"""Deciding on the draft: what that will do is told first, and it cannot be undone."""

from __future__ import annotations

from collections.abc import Callable

from geleit.labels import say
from geleit.model.partnerships import Partnership
from geleit.programme.proposals.outlook import Outlook, outlook
from geleit.programme.proposals.publishing import publish
from geleit_tui.dialogs.confirm import Confirm
from geleit_tui.screens.matching.told import Told
from geleit_tui.screens.room import Room


def ask_decide(room: Room[None], then: Callable[[tuple[Partnership, ...]], None]) -> None:
    """Tell what publishing the draft will do, and publish it where somebody wants that."""
    desk = room.desk
    room.work(lambda: outlook(desk.programme, desk.round), lambda found: _told(room, found, then), group="decide")


def _told(room: Room[None], found: Outlook, then: Callable[[tuple[Partnership, ...]], None]) -> None:
    desk, text = room.desk, room.text
    if found.obstacles:
        told = [text("outlook.impossible"), *(f"✗ {text(one)}" for one in found.obstacles)]
        room.app.push_screen(Told(text("ui.matching.decide_title"), told))
        return
    told = [*(text(one) for one in found.sentences), *(f"! {text(one)}" for one in found.notes)]
    told.append(text("ui.matching.decide_final"))

    def decided(yes: bool | None) -> None:
        if yes:
            room.work(lambda: publish(desk.programme, desk.round, found.proposal.id), done, group="decide")

    def done(pairs: tuple[Partnership, ...]) -> None:
        room.geleit.changed()
        room.geleit.tell(say("ui.matching.decided", n=len(pairs)))
        then(pairs)

    room.app.push_screen(Confirm(text("ui.matching.decide_title"), told, text("ui.matching.decide_yes")), decided)
