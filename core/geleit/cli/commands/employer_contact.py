"""`geleit employer contact`: a talk with a firm."""

from __future__ import annotations

from datetime import date

from geleit.cli.days import DAY
from geleit.cli.desk import Desk
from geleit.cli.making import argument, option, programme_command
from geleit.labels import say


@programme_command(
    "employer contact",
    argument("employer"),
    argument("kind"),
    option("--on", type=DAY),
    option("--note", metavar="TEXT"),
    option("--pair", metavar="PAIR"),
)
def command(desk: Desk, *, employer: str, kind: str, on: date | None, note: str | None, pair: str | None) -> None:
    """Note it, with or without a pair in view."""
    from geleit.programme.office import contact_employer, find_employer
    from geleit.programme.partnerships import find_pair

    firm = find_employer(desk.programme, employer)
    partnership = find_pair(desk.programme, desk.round, pair).id if pair else None
    noted = contact_employer(desk.programme, firm.id, kind, on=on, note=note, partnership=partnership)
    desk.tell(say("cli.said.contact", name=firm.name, day=noted.on))
    desk.warn_about(note)
