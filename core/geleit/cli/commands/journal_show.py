"""`geleit journal show`: who changed what, when and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from geleit.cli.days import DAY
from geleit.cli.desk import Desk
from geleit.cli.kinds import WHOLE
from geleit.cli.making import option, programme_command
from geleit.errors import UsageError
from geleit.labels import day, say

_SHOWN = 50

if TYPE_CHECKING:
    from geleit.programme.history.words import Line


@programme_command(
    "journal show",
    option("--person", metavar="PERSON", label="person_journal"),
    option("--actor", metavar="NAME", label="actor_journal"),
    option("--on", type=DAY, label="on_journal"),
    option("--reason", metavar="CODE", label="reason_journal"),
    option("--limit", type=WHOLE, default=_SHOWN),
    option("--offset", type=WHOLE, default=0, label="offset_journal"),
    round_=False,
    json=True,
)
def command(
    desk: Desk,
    *,
    person: str | None,
    actor: str | None,
    on: date | None,
    reason: str | None,
    limit: int,
    offset: int,
) -> None:
    """Print the changes, the newest first."""
    from geleit.programme.history.browsing import Filter, entries_of, find, page

    if limit < 1 or offset < 0:
        what, found = ("--limit", limit) if limit < 1 else ("--offset", offset)
        raise UsageError(say("cli.said.bad_value", what=what, found=found, expected=say("cli.said.at_least_one")))
    wanted = find(desk.programme, Filter(person=person, actor=actor, day=on, reason=reason))
    if desk.as_json:
        desk.json(entries_of(desk.programme, wanted, offset, limit))
        return
    lines = page(desk.programme, wanted, offset, limit)
    names = ("at", "actor", "op", "whom", "changed", "why")
    desk.table([f"cli.column.{name}" for name in names], [_row(desk, one) for one in lines])
    if lines and len(lines) < len(wanted):
        desk.tell(say("cli.said.journal_page", n=len(lines), found=len(wanted), first=offset + 1))


def _row(desk: Desk, one: Line) -> tuple[str, ...]:
    at = day(one.at.replace(microsecond=0), desk.door.language)
    what = f"{one.table}: {one.done}" if one.table else one.done
    return at, one.actor, what, ", ".join(one.whom), "; ".join(_changes(desk, one)), one.why


def _changes(desk: Desk, one: Line) -> Iterator[str]:
    """What each column was and is; of what was added, what it is; of a note, its details."""
    if one.erased:
        yield desk.text("cli.said.journal_erased")
    for change in one.changes:
        if one.op.value == "insert" or (one.op.value == "note" and change.before == "–"):
            yield f"{change.label}: {change.after}"
        elif one.op.value == "delete":
            yield f"{change.label}: {change.before}"
        else:
            yield f"{change.label}: {change.before} → {change.after}"
