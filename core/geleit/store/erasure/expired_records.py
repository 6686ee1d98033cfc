"""Single records with a day of their own that are kept for a time: which there are, and letting them go."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

import attrs

from geleit.store.link import Link
from geleit.store.reading import Reads
from geleit.store.records import Transaction
from geleit.store.shapes import quoted


@attrs.frozen
class Kept:
    """A table whose records go after a time: the column with their day, and whose they are, as SQL about the row `t`.

    With `empty`, the record stays and that column is emptied: a note about something that is counted.
    """

    table: str
    day: str
    person: str
    empty: str | None = None


@attrs.frozen
class Expired:
    """A record, whose it is, and its day; `empty` is the column that goes, None where the record does. `gone`: it was
    deleted before, and only the history still has it."""

    table: str
    key: str
    person: str
    on: date | None
    empty: str | None = None
    gone: bool = False


_OF_PERSON = 't."person"'
_OF_PART = '(SELECT p."person" FROM "participations" AS p WHERE p."id" = t."participation")'
_OF_PAIR = '(SELECT p."mentee" FROM "partnerships" AS p WHERE p."id" = t."partnership")'

RECORDS: Mapping[str, Sequence[Kept]] = {
    "contacts": (Kept("contacts", "on", _OF_PERSON),),
    "evidence": (Kept("evidence", "seen_on", _OF_PERSON), Kept("dated_values", "seen_on", _OF_PART)),
    "requests": (Kept("requests", "answered_on", _OF_PERSON),),
    "notes": (
        Kept("interviews", "held_on", _OF_PART, "note"),
        Kept("agreements", "signed_on", _OF_PAIR, "note"),
        Kept("sessions", "held_on", _OF_PAIR, "note"),
        Kept("boundary_notes", "on", _OF_PAIR, "note"),
        Kept("milestones_done", "done_on", _OF_PAIR, "note"),
        Kept("feedback", "on", _OF_PAIR, "text"),
        Kept("outcomes", "began_on", _OF_PERSON, "note"),
        Kept("follow_ups", "due_on", _OF_PERSON, "note"),
        Kept("employer_contacts", "on", _OF_PAIR, "note"),
    ),
}
"""Category → its tables. A note about a pair counts as the mentee's."""


def expired(reads: Reads, kinds: Sequence[Kept]) -> Iterator[Expired]:
    """Every record of some tables that has its day, and something left to let go."""
    for kind in kinds:
        left = f" AND t.{quoted(kind.empty)} IS NOT NULL" if kind.empty else ""
        sql = (
            f'SELECT t."id", {kind.person}, t.{quoted(kind.day)} FROM {quoted(kind.table)} AS t '
            f'WHERE t.{quoted(kind.day)} IS NOT NULL{left} ORDER BY t."id"'
        )
        for key, person, day in reads.rows(sql, (), kind.table):
            yield Expired(kind.table, key, person, date.fromisoformat(day), kind.empty)
        if kind.person == _OF_PERSON and kind.empty is None:
            yield from _gone(reads, kind)


def _gone(reads: Reads, kind: Kept) -> Iterator[Expired]:
    """The records of a table that were deleted and whose last values the history still has."""
    sql = (
        f'SELECT "key", json_extract("before", \'$.person\'), json_extract("before", \'$.{kind.day}\') FROM "journal" '
        'WHERE "op" = \'delete\' AND "table" = ? AND NOT "erased" ORDER BY "seq"'
    )
    for key, person, day in reads.rows(sql, [kind.table]):
        if person is not None and day is not None:
            yield Expired(kind.table, key, person, date.fromisoformat(day), gone=True)


def drop(tx: Transaction, link: Link, records: Collection[Expired]) -> None:
    """Let records go, or what they hold, within the unit of work that is open, and out of the history as well."""
    for one in records:
        table = quoted(one.table)
        if one.gone:
            continue
        if one.empty is None:
            link.change(f'DELETE FROM {table} WHERE "id" = ?', [one.key], one.table)
        else:
            column = quoted(one.empty)
            link.change(f'UPDATE {table} SET {column} = NULL, "rev" = "rev" + 1 WHERE "id" = ?', [one.key], one.table)
    tx.forget((one.table, one.key) for one in records)
