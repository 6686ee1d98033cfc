"""`geleit event`: a kick-off, workshop or closing, with who was there."""

from __future__ import annotations

from datetime import date

from geleit.cli.days import DAY
from geleit.cli.desk import Desk
from geleit.cli.kinds import WHOLE
from geleit.cli.making import argument, flag, option, programme_command
from geleit.errors import UsageError
from geleit.labels import say


@programme_command(
    "event",
    argument("title"),
    argument("date", type=DAY),
    option("--milestone", metavar="CODE"),
    option("--minutes", type=WHOLE),
    option("--present", multiple=True, metavar="PERSON"),
    flag("--all-present"),
    option("--absent", multiple=True, metavar="PERSON"),
)
def command(
    desk: Desk,
    *,
    title: str,
    date: date,
    milestone: str | None,
    minutes: int | None,
    present: tuple[str, ...],
    all_present: bool,
    absent: tuple[str, ...],
) -> None:
    """Record it; with `--all-present` everybody of an agreed pair was there who is not named as absent."""
    from geleit.programme.milestones import hold_event, people_of_pairs
    from geleit.programme.roster import find_person

    if present and all_present:
        raise UsageError(say("cli.said.present_twice"))
    missing = [find_person(desk.programme, name).id for name in absent]
    there = [find_person(desk.programme, name).id for name in present]
    if all_present:
        there = [id_ for id_ in people_of_pairs(desk.programme, desk.round) if id_ not in missing]
    held = hold_event(
        desk.programme,
        desk.round,
        title,
        date,
        milestone=milestone,
        minutes=minutes,
        present=there,
        absent=missing,
    )
    desk.tell(say("cli.said.held", title=held.title, day=held.held_on, present=len(there), absent=len(missing)))
