"""`geleit contact`: a note of a talk with a person, for staff only."""

from __future__ import annotations

from datetime import date

from geleit.cli.days import DAY
from geleit.cli.desk import Desk
from geleit.cli.making import argument, option, programme_command
from geleit.labels import say


@programme_command(
    "contact",
    argument("person"),
    argument("kind"),
    option("--on", type=DAY),
    option("--note", metavar="TEXT"),
    round_=False,
)
def command(desk: Desk, *, person: str, kind: str, on: date | None, note: str | None) -> None:
    """Note it."""
    from geleit.programme.office import note_contact

    noted = note_contact(desk.programme, person, kind, on=on, note=note)
    desk.tell(say("cli.said.contact", name=desk.name(noted.person), day=noted.on))
    desk.warn_about(note)
