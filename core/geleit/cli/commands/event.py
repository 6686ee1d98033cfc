"""`geleit event`: a kick-off, workshop or closing, with who was there."""

from __future__ import annotations

from datetime import date

from geleit.cli.days import DAY
from geleit.cli.desk import Desk
from geleit.cli.kinds import WHOLE
from geleit.cli.making import argument, flag, option, programme_command
from geleit.errors import UsageError
from geleit.labels import say
from geleit.model.lifecycle import OPEN_PAIRS, PairState
from geleit.model.partnerships import Partnership


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
    from geleit.programme.milestones import hold_event
    from geleit.programme.roster import find_person

    if present and all_present:
        raise UsageError(say("cli.said.present_twice"))
    missing = [find_person(desk.programme, name).id for name in absent]
    there = _everybody(desk, missing) if all_present else [find_person(desk.programme, name).id for name in present]
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


def _everybody(desk: Desk, without: list[str]) -> list[str]:
    agreed = tuple(OPEN_PAIRS - {PairState.OFFERED})
    pairs = desk.programme.store.all(Partnership, round=desk.round.id, state=agreed)
    return sorted({person for pair in pairs for person in (pair.mentee, pair.mentor)} - set(without))
