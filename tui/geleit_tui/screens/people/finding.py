"""Looking for people in a thread: a rule is checked first, where one is asked for, and that can be stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

import attrs

from geleit.programme.people.browsing import Query, Unmet, browse, unmet
from geleit_tui.desk import Desk
from geleit_tui.screens.people.source import PeopleSource
from geleit_tui.widgets.windowed_table import PAGE, Line


@attrs.frozen
class Found:
    """The people found with their first rows, and what is known of a rule from now on."""

    query: Query
    source: PeopleSource
    first: Sequence[Line]
    known: Unmet | None


class Stopped(Exception):
    """Somebody did not want to wait for it."""


@attrs.define
class Finding:
    """One search. `done` and `of` say how far the checking of a rule is."""

    desk: Desk
    query: Query
    known: Unmet | None = None
    done: int = 0
    of: int = 0
    _over: threading.Event = attrs.field(factory=threading.Event)

    def stop(self) -> None:
        """End it as soon as possible."""
        self._over.set()

    def run(self, started: Callable[[], object]) -> Found | None:
        """Look; None if it was stopped. `started` is called when a rule begins to be checked."""
        desk, query, known = self.desk, self.query, self.known
        programme, round_ = desk.programme, desk.round
        try:
            if query.rule is not None and (known is None or known.rule != query.rule):
                started()
                known = unmet(programme, round_, query.rule, report=self._report)
            found = browse(programme, round_, query, known=known)
            source = PeopleSource(found, desk)
            return Found(query, source, source.page(0, PAGE), known)
        except Stopped:
            return None

    def _report(self, done: int, of: int) -> None:
        self.done, self.of = done, of
        if self._over.is_set():
            raise Stopped
