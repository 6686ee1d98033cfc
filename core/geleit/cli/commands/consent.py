"""`geleit consent`: record a consent, or that it was withdrawn."""

from __future__ import annotations

from datetime import date

from geleit.cli.days import DAY
from geleit.cli.desk import Desk
from geleit.cli.making import argument, flag, option, programme_command
from geleit.labels import say


@programme_command(
    "consent",
    argument("person"),
    option("--purpose", metavar="CODE", default="programme"),
    flag("--withdraw"),
    option("--on", type=DAY),
)
def command(desk: Desk, *, person: str, purpose: str, withdraw: bool, on: date | None) -> None:
    """Record it."""
    from geleit.programme.papers import give_consent, withdraw_consent
    from geleit.programme.roster import find_person

    found = find_person(desk.programme, person)
    what = {"name": found.name, "purpose": desk.label("purpose", purpose)}
    if withdraw:
        count = withdraw_consent(desk.programme, desk.round, found.id, purpose)
        desk.tell(say("cli.said.withdrawn" if count else "cli.said.no_consent", **what))
    else:
        given = give_consent(desk.programme, desk.round, found.id, purpose, given_on=on)
        desk.tell(say("cli.said.consent", day=given.given_on, **what))
