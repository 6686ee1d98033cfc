"""`geleit journal show`: who changed what, when and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from geleit.cli.desk import Desk
from geleit.cli.kinds import WHOLE
from geleit.cli.making import option, programme_command
from geleit.errors import UsageError
from geleit.labels import day, say

if TYPE_CHECKING:
    from geleit.store import JournalEntry

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

    from geleit.programme.roster import find_person
    from geleit.store import entries

    if limit < 1:
        raise UsageError(say("cli.said.bad_value", what="--limit", found=limit, expected=say("cli.said.at_least_one")))
    store = desk.programme.store
    who = find_person(desk.programme, person).id if person else None
    found = entries(store, person=who, limit=limit)
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
                one.reason or "",
            )
            for one in found
        ],
    )


def _changes(one: JournalEntry) -> Iterator[str]:
    """What each column was and is; of a deleted row, what it was."""
    for key in dict.fromkeys((*one.before, *one.after)):
        yield f"{key}: {_known(one.before.get(key))} → {_known(one.after.get(key))}"


def _known(value: Any) -> str:
    return "–" if value is None else str(value)
