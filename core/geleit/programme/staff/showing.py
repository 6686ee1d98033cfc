"""Keeping in the change history whose protected fields somebody was shown, and what was handed out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.staff.permits import needs

SHOWN = "shown"
EXPORTED = "export"


@needs(Action.SEE_PEOPLE)
def note_shown(programme: Programme, fields: Mapping[str, Iterable[str]]) -> None:
    """Keep that somebody was shown special fields: `fields` maps people's ids to the names of the fields.

    To be called by whatever shows them, before it does: what cannot be kept is not shown.
    """
    named = {person: sorted(set(names)) for person, names in fields.items()}
    named = {person: names for person, names in named.items() if names}
    if named:
        with programme.store.write(SHOWN) as tx:
            for person, names in named.items():
                tx.note(SHOWN, "people", person, fields=names)


@needs(Action.EXPORT)
def note_exported(programme: Programme, what: str, rows: int, columns: Iterable[str]) -> None:
    """Keep that a list was handed out: which, of how many rows, with which columns."""
    with programme.store.write(EXPORTED) as tx:
        tx.note(EXPORTED, list=what, rows=rows, columns=list(columns))
