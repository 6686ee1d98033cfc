"""A tour of every room of the UI, with whatever an organisation has in its records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs
from textual.pilot import Pilot
from textual.screen import Screen
from textual.scroll_view import ScrollView
from textual.widget import Widget

from geleit.model.office import Employer
from geleit.model.partnerships import Partnership, Proposal
from geleit.model.people import Participation, Role
from geleit.programme import Programme
from geleit_tui.app import GeleitApp
from geleit_tui.areas import AREAS, ROOMS
from geleit_tui.dialogs.choose import Choose
from geleit_tui.screens.room import Room
from geleit_tui.widgets.windowed_table import WindowedTable
from tests.tui.app_at_work import settle
from tests.tui.looking import Look, look

MAIN = tuple(area.code for area in AREAS)
_MOST_PAGES = 60


@attrs.frozen
class Stop:
    """A room of the tour, and what it is opened with."""

    room: str
    settings: dict[str, Any] = attrs.field(factory=dict)


def stops(programme: Programme, place: int = 0) -> list[Stop]:
    """Every room once, the main areas first; of those about somebody or something, the `place`-th one."""
    store = programme.store
    mentees = [one.person for one in store.all(Participation, role=Role.MENTEE)]
    pairs = [one.id for one in store.all(Partnership)]
    firms = [one.id for one in store.all(Employer)]
    pair = store.one(Partnership, pairs[place % len(pairs)]) if pairs else None
    mentors = [one.person for one in store.all(Participation, role=Role.MENTOR)]
    about: dict[str, dict[str, Any] | None] = {
        "person": {"person": mentees[place % len(mentees)]} if mentees else None,
        "pair": {"pair": pair.id} if pair else None,
        "employer": {"employer": firms[place % len(firms)]} if firms else None,
        "matching_pair": {"mentee": mentees[place % len(mentees)], "mentor": mentors[place % len(mentors)]}
        if store.count(Proposal)
        else None,
    }
    order = [*MAIN, *(room for room in ROOMS if room not in MAIN)]
    found = [(room, about.get(room, {})) for room in order]
    return [Stop(room, settings) for room, settings in found if settings is not None]


async def opened(app: GeleitApp, pilot: Pilot[Any], stop: Stop) -> Room[Any]:
    """Go to a room; whoever came back from one that was opened over another has left it first."""
    if stop.room in MAIN:
        app.action_area(stop.room)
    else:
        app.open_room(stop.room, **stop.settings)
    await settle(app, pilot)
    while isinstance(app.screen, Choose):
        # Some ask first; without an answer the room is there all the same.
        app.pop_screen()
        await settle(app, pilot)
    room = app.screen
    assert isinstance(room, Room), (stop, room, app.problems)
    assert stop.room == room.ROOM
    return room


async def left(app: GeleitApp, pilot: Pilot[Any]) -> None:
    """Leave every dialog and every room that was opened over a main area."""
    while len(app.screen_stack) > 1:
        app.pop_screen()
    await settle(app, pilot)


def scrolling(screen: Screen[Any]) -> Iterator[Widget]:
    """What can be scrolled on a screen as it is."""
    for widget in screen.walk_children(Widget):
        moves = (widget.allow_vertical_scroll and widget.max_scroll_y) or (
            widget.allow_horizontal_scroll and widget.max_scroll_x
        )
        if widget.display and widget.region.area and widget.is_scrollable and moves:
            yield widget


async def pages(app: GeleitApp, pilot: Pilot[Any], most: int = _MOST_PAGES) -> list[Look]:
    """What is on a screen: as it is first, then after each scroll of everything that can be scrolled, down and, at each
    height, to the right, of a table at most so many pages; everything lies as it lay afterwards."""
    found = [look(app)]
    moving = list(scrolling(app.screen))
    wide = [widget for widget in moving if widget.max_scroll_x]
    for widget in moving:
        before = widget.scroll_offset
        widget.scroll_visible(animate=False, force=True, immediate=True)
        height = max(1, widget.scrollable_content_region.height)
        heights = [*range(0, int(widget.max_scroll_y) + height, max(1, height - 1))]
        for y in heights[:most] if isinstance(widget, ScrollView) else heights:
            for place in range(max((len(_rights(one)) for one in wide), default=1)):
                widget.scroll_to(None, y, animate=False, force=True, immediate=True)
                for one in wide:
                    one.scroll_to(_rights(one)[min(place, len(_rights(one)) - 1)], None, animate=False, force=True)
                await settle(app, pilot)
                found.append(look(app))
        widget.scroll_to(before.x, before.y, animate=False, force=True, immediate=True)
    for table in app.screen.query(WindowedTable):
        for _ in table.columns[1:]:
            table.action_aside(1)
            await settle(app, pilot)
            now = look(app)
            if now == found[-1]:
                break
            found.append(now)
        table.action_aside(-len(table.columns))
    await settle(app, pilot)
    return found


def _rights(widget: Widget) -> range:
    """How far to the right a widget is scrolled, in steps of half its width."""
    width = max(2, widget.scrollable_content_region.width)
    return range(0, int(widget.max_scroll_x) + width, width // 2)
