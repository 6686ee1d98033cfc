"""Putting right what was logged by mistake: a session's day, length, topics or note, or the whole of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, TypedDict

from geleit.errors import UsageError
from geleit.labels import say
from geleit.model.partnerships import Partnership
from geleit.model.rounds import Round
from geleit.model.sessions import Session
from geleit.permissions import Action
from geleit.programme.cases.view import round_of
from geleit.programme.context import Programme
from geleit.programme.sessions import add_session
from geleit.programme.staff.permits import needs
from geleit.store import Reads


class SessionChanges(TypedDict, total=False):
    """What of a session is put right; what is not named stays as it is."""

    held_on: date
    minutes: int | None
    topics: Sequence[str]
    note: str | None


@needs(Action.LOG)
def change_session(programme: Programme, round_: Round[Any], session: str, changes: SessionChanges) -> Session:
    """Put a session right, by its id. Raises as `log_session`, and UsageError where there is no such session."""
    with programme.store.write("session_changed") as tx:
        known, pair = _own(programme, tx, session)
        return add_session(
            programme,
            tx,
            round_of(programme, pair, round_),
            pair,
            changes.get("held_on", known.held_on),
            minutes=changes.get("minutes", known.minutes),
            topics=tuple(changes.get("topics", known.topics)),
            note=changes.get("note", known.note),
            digest=known.source_digest,
            id_=known.id,
        )


@needs(Action.LOG)
def drop_session(programme: Programme, session: str) -> Session:
    """Take a session back that never was, by its id; the change history keeps it. Raises UsageError where there is no
    such session."""
    with programme.store.write("session_dropped") as tx:
        known, _ = _own(programme, tx, session)
        tx.delete(known)
    return known


def _own(programme: Programme, reads: Reads, session: str) -> tuple[Session, Partnership]:
    known = reads.get(Session, session)
    if known is None:
        raise UsageError(say("cases.no_session", session=session))
    pair = reads.one(Partnership, known.partnership)
    programme.permits.pair(pair)
    return known, pair
