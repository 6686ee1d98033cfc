"""`geleit interview`: record a talk with its ratings."""

from __future__ import annotations

from datetime import date

from geleit.cli.days import DAY
from geleit.cli.desk import Desk
from geleit.cli.kinds import one_of
from geleit.cli.making import argument, option, programme_command
from geleit.labels import say
from geleit.model.people import Role


@programme_command(
    "interview",
    argument("person"),
    option("--on", type=DAY),
    option("--rating", "ratings", multiple=True, metavar="FIELD=VALUE"),
    option("--note", metavar="TEXT"),
    option("--role", type=one_of(Role)),
)
def command(
    desk: Desk, *, person: str, on: date | None, ratings: tuple[str, ...], note: str | None, role: Role | None
) -> None:
    """Record it."""
    from geleit.programme import decisions
    from geleit.programme.roster import find_part

    applicant = find_part(desk.programme, desk.round.id, person, role)
    fields = decisions.interview_fields(desk.programme, applicant.part.role)
    held = decisions.interview(
        desk.programme,
        desk.round,
        applicant.person.id,
        held_on=on,
        ratings=desk.values(ratings, fields),
        note=note,
        role=applicant.part.role,
    )
    desk.tell(say("cli.said.interviewed", name=applicant.person.name, day=held.held_on))
    desk.warn_about(note)
