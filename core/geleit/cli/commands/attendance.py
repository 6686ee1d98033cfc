"""`geleit attendance`: who was at an event that is recorded already."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.making import argument, flag, option, programme_command
from geleit.errors import UsageError
from geleit.labels import say


@programme_command(
    "attendance",
    argument("event"),
    option("--present", multiple=True, metavar="PERSON"),
    flag("--all-present"),
    option("--absent", multiple=True, metavar="PERSON"),
    option("--unknown", multiple=True, metavar="PERSON"),
    flag("--dry-run"),
    json=True,
)
def command(
    desk: Desk,
    *,
    event: str,
    present: tuple[str, ...],
    all_present: bool,
    absent: tuple[str, ...],
    unknown: tuple[str, ...],
    dry_run: bool,
) -> None:
    """Record what is named, then print everybody; with nothing named, print only."""
    from geleit.programme.cases.events import guests, note_attendance
    from geleit.programme.roster import find_person

    if present and all_present:
        raise UsageError(say("cli.said.present_twice"))
    known = guests(desk.programme, desk.round, event)
    told: dict[str, bool | None] = {one.person: True for one in known} if all_present else {}
    for names, there in ((present, True), (absent, False), (unknown, None)):
        told |= {find_person(desk.programme, name).id: there for name in names}
    if told and not dry_run:
        held = note_attendance(desk.programme, desk.round, event, told)
        known = guests(desk.programme, desk.round, event)
        count = sum(there is True for there in told.values())
        missing = sum(there is False for there in told.values())
        desk.tell(say("cli.said.held", title=held.title, day=held.held_on, present=count, absent=missing))
    if desk.as_json:
        desk.json([{"person": one.person, "name": one.name, "role": one.role, "present": one.present} for one in known])
        return
    words = {True: "cli.column.present", False: "cli.column.absent", None: "cli.column.unknown"}
    desk.table(
        ("cli.column.person", "field.role", "cli.column.present"),
        [(one.name, desk.label("Role", one.role), desk.text(words[one.present])) for one in known],
    )
