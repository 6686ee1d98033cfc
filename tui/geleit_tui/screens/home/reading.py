"""Reading home part by part, one after the other, so that each is shown as soon as it is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.worker import get_current_worker

from geleit.errors import GeleitError, NotAllowed
from geleit.labels import say
from geleit.permissions import Action
from geleit.programme import overview
from geleit_tui.screens.home.figures import FIGURES, Figures
from geleit_tui.screens.home.parts import Part, Scope
from geleit_tui.visits import visit

if TYPE_CHECKING:
    from geleit_tui.screens.home.screen import HomeRoom

_GROUP = "home"
_QUICK = ("tasks", "papers", "offers")
"""The lists that are there at once, however many people there are; they do not wait for those that take long."""

Reading = tuple[Callable[[], Any], Callable[[Any], object], Callable[[GeleitError], object] | None]


class _Stopped(Exception):
    """Nobody waits for the result any more."""


class Reader:
    """Reads for the room; whatever is under way ends when it begins anew. While another screen is looked at, the next
    part waits, so that a large organisation's figures take no time from what somebody does there."""

    def __init__(self, room: HomeRoom) -> None:
        self._room = room
        self._waiting: Iterator[Reading] = iter(())
        self._progress: dict[str, tuple[int, int]] = {}
        self._held = False
        self.staff: dict[str, str] = {}

    def start(self) -> None:
        """Read everything, the present list as early as can be."""
        self._room.workers.cancel_group(self._room, _GROUP)
        self._progress.clear()
        self._waiting = self._readings()
        self._held = False
        self._next()

    def go_on(self) -> None:
        """Go on with what waits, now that the room is looked at again."""
        if self._held:
            self._held = False
            self._next()

    def told(self, part: Part) -> str | None:
        """How far a list is that takes long to read."""
        if part.code not in self._progress:
            return None
        done, of = self._progress[part.code]
        return self._room.text(say("ui.home.progress", done=done, of=of))

    def _next(self) -> None:
        if not self._room.is_current:
            self._held = True
            return
        reading = next(self._waiting, None)
        if reading is None:
            return
        function, then, failed = reading
        waiting = self._waiting

        def came(result: Any) -> None:
            if waiting is self._waiting:
                then(result)
                self._next()

        def refused(error: GeleitError) -> None:
            if waiting is not self._waiting:
                return
            if failed is None:
                self._room.geleit.show_problem(error)
            else:
                failed(error)
                self._next()

        # Not exclusive: the next part begins while the one before hands over what it read.
        self._room.work(function, came, refused, group=_GROUP, exclusive=False)

    def _readings(self) -> Iterator[Reading]:
        room = self._room
        yield self._scope, lambda found: room.take_scope(*found), None
        figures = room.query_one(Figures)
        yield self._figure("course", figures)
        quick = [part for part in room.parts if part.code in _QUICK]
        present = [part for part in room.parts if part is room.part and part not in quick]
        yield from map(self._list, (*quick, *present))
        yield from (self._figure(name, figures) for name in FIGURES[1:])
        yield from map(self._list, (part for part in room.parts if part not in quick and part not in present))

    def _scope(self) -> tuple[Scope, dict[str, str]]:
        room, desk = self._room, self._room.desk
        programme = desk.programme
        config = programme.config
        rounds = programme.rounds()
        titles = {round_.id: round_.title for round_ in rounds}
        chosen = rounds if room.all_rounds else tuple(one for one in rounds if one.id == desk.round_id)
        since = visit(config.path, programme.actor.shown, programme.today())
        if desk.can(Action.SEE_DUE):
            self.staff = {one.account: one.name for one in overview.staff_at_work(programme)}
        return Scope(chosen, room.whose, since, room.only), titles

    def _list(self, part: Part) -> Reading:
        room = self._room

        def read() -> Any:
            worker = get_current_worker()

            def progress(done: int, of: int) -> None:
                if worker.is_cancelled:
                    raise _Stopped
                self._progress[part.code] = done, of
                room.app.call_from_thread(room.show_progress, part)

            return part.read(room.desk, room.scope, progress)

        return read, partial(room.take_list, part), None

    def _figure(self, name: str, figures: Figures) -> Reading:
        room, desk = self._room, self._room.desk

        def read() -> Any:
            if desk.round_id is None:
                raise NotAllowed(say("ui.home.reading"))
            theirs = overview.whose(desk.programme, room.whose)
            found: Callable[..., Any] = getattr(overview, name)
            return found(desk.programme, desk.round, whose=theirs)

        def refused(error: GeleitError) -> None:
            figures.show(name, None, refused=isinstance(error, NotAllowed))
            if not isinstance(error, NotAllowed):
                room.geleit.show_problem(error)

        return read, partial(figures.show, name), refused
