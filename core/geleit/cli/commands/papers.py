"""`geleit papers`: record that somebody's document was seen."""

from __future__ import annotations

from datetime import date

from geleit.cli.days import DAY, DAY_AHEAD
from geleit.cli.desk import Desk
from geleit.cli.kinds import one_of
from geleit.cli.making import argument, option, programme_command
from geleit.labels import say
from geleit.model.people import Role


@programme_command(
    "papers",
    argument("person"),
    argument("paper", metavar="KIND"),
    option("--issued", type=DAY),
    option("--valid-until", type=DAY_AHEAD),
    option("--wording", metavar="TEXT"),
    option("--role", type=one_of(Role)),
)
def command(
    desk: Desk,
    *,
    person: str,
    paper: str,
    issued: date | None,
    valid_until: date | None,
    wording: str | None,
    role: Role | None,
) -> None:
    """Record it as seen today."""
    from geleit.programme.papers import see_paper

    seen = see_paper(
        desk.programme,
        desk.round,
        person,
        paper,
        issued_on=issued,
        valid_until=valid_until,
        wording=wording,
        role=role,
    )
    desk.tell(say("cli.said.paper", name=desk.name(seen.person), paper=say(f"evidence.{seen.kind}"), day=seen.seen_on))
