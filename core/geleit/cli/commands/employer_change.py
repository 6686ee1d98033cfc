"""`geleit employer change`: what has changed of a firm, and whom to talk to there."""

from __future__ import annotations

from typing import Any

from geleit.cli.desk import Desk
from geleit.cli.employer_options import employer_options
from geleit.cli.making import argument, option, programme_command
from geleit.fields import fields_of
from geleit.labels import say
from geleit.model.office import Employer


@programme_command(
    "employer change",
    argument("employer"),
    option("--name", metavar="TEXT", label="name_employer"),
    *employer_options(),
    round_=False,
)
def command(desk: Desk, *, employer: str, territory: str | None, **values: Any) -> None:
    """Change what is given."""
    from geleit.programme.office import change_employer, find_employer

    field = next(field for field in fields_of(Employer) if field.name == "territory")
    wanted = values | {"territory": desk.read(field, territory, "--territory")}
    firm = find_employer(desk.programme, employer)
    kept = change_employer(desk.programme, firm, {name: value for name, value in wanted.items() if value is not None})
    desk.tell(say("cli.said.kept", what=kept.name, id=kept.id))
