"""Logging a meeting as it was: what belongs to it, and beside it what was asked for and is not the mentor's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import attrs

from geleit.model.rounds import Round
from geleit.model.sessions import BoundaryNote, Session
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.partnerships import find_pair
from geleit.programme.sessions import add_boundary, add_session
from geleit.programme.staff.permits import needs
from geleit.progress import blocked_among


@attrs.frozen(kw_only=True)
class Logged:
    """What was written: a session, unless there were only tasks that are not the mentor's, and a note of each."""

    session: Session | None
    boundary_notes: tuple[BoundaryNote, ...] = ()


@needs(Action.LOG)
def log_meeting(
    programme: Programme,
    round_: Round[Any],
    text: str,
    held_on: date,
    *,
    minutes: int | None = None,
    topics: Sequence[str] = (),
    note: str | None = None,
) -> Logged:
    """Log a meeting in one step. Topics that are not the mentor's task become boundary notes with their referral; if
    there are no others, nothing else is written, and they count for no hours. Raises as `log_session`."""
    blocked = [one.code for one in blocked_among(programme.answers(round_).sessions, tuple(topics))]
    rest = tuple(code for code in topics if code not in blocked)
    if blocked and not rest:
        with programme.store.write("boundary_note") as tx:
            pair = find_pair(programme, round_, text, tx)
            notes = [add_boundary(programme, tx, round_, pair, held_on, code, note=note) for code in blocked]
        return Logged(session=None, boundary_notes=tuple(notes))
    with programme.store.write("session") as tx:
        pair = find_pair(programme, round_, text, tx)
        notes = [add_boundary(programme, tx, round_, pair, held_on, code) for code in blocked]
        session = add_session(programme, tx, round_, pair, held_on, minutes=minutes, topics=rest, note=note)
        return Logged(session=session, boundary_notes=tuple(notes))
