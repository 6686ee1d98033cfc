"""`geleit journal show`: who changed what, when and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from geleit.cli.desk import Desk
from geleit.cli.kinds import WHOLE
from geleit.cli.making import option, programme_command
from geleit.errors import UsageError
from geleit.labels import day, say
from geleit.store.journal.entries import JournalEntry, Operation

_SHOWN = 50


@programme_command(
    "journal show",
    option("--person", metavar="PERSON", label="person_journal"),
    option("--limit", type=WHOLE, default=_SHOWN),
    round_=False,
    json=True,
)
def command(desk: Desk, *, person: str | None, limit: int) -> None:
    """Print the changes, the newest first."""
    from zoneinfo import ZoneInfo

    from geleit.programme.changes import changes

    if limit < 1:
        raise UsageError(say("cli.said.bad_value", what="--limit", found=limit, expected=say("cli.said.at_least_one")))
    found = changes(desk.programme, person, limit)
    if desk.as_json:
        desk.json(found)
        return
    zone = ZoneInfo(desk.programme.config.organisation.timezone)
    names = ("at", "actor", "op", "table", "changed", "why")
    desk.table(
        [f"cli.column.{name}" for name in names],
        [
            (
                day(one.at.astimezone(zone), desk.door.language),
                one.actor,
                desk.text(f"cli.op.{one.op.value}"),
                one.table,
                ", ".join(_changes(one)) or one.key,
                _why(desk, one),
            )
            for one in found
        ],
    )


def _why(desk: Desk, one: JournalEntry) -> str:
    """What was being done; a step of a person's own is called by its name."""
    if one.reason is None:
        return ""
    known = desk.programme.labels.languages_of(f"why.{one.reason}")
    return desk.label("why" if known else "move", one.reason)


def _changes(one: JournalEntry) -> Iterator[str]:
    """What each column was and is; of a deleted row, what it was; of a note, its details."""
    if one.op is Operation.NOTE:
        yield from (f"{key}: {_known(value)}" for key, value in one.after.items())
        return
    for key in dict.fromkeys((*one.before, *one.after)):
        yield f"{key}: {_known(one.before.get(key))} → {_known(one.after.get(key))}"


def _known(value: Any) -> str:
    return "–" if value is None else str(value)
