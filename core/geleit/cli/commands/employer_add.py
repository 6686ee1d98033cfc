"""`geleit employer add`: a firm."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.employer_options import employer_options
from geleit.cli.making import argument, programme_command
from geleit.fields import fields_of
from geleit.labels import say
from geleit.model.office import Employer


@programme_command("employer add", argument("name"), *employer_options(), round_=False)
def command(desk: Desk, *, name: str, territory: str | None, **values: str | None) -> None:
    """Record it."""
    from geleit.programme.office import add_employer

    field = next(field for field in fields_of(Employer) if field.name == "territory")
    firm = add_employer(desk.programme, name, territory=desk.read(field, territory, "--territory"), **values)
    desk.tell(say("cli.said.kept", what=firm.name, id=firm.id))
