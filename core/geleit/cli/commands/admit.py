"""`geleit admit`: take somebody in, if need be against a finding and with a reason."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.kinds import one_of
from geleit.cli.making import argument, option, programme_command
from geleit.labels import say
from geleit.model.people import Role


@programme_command(
    "admit",
    argument("person"),
    option("--override", "overrides", multiple=True, metavar="RULE"),
    option("--reason", metavar="TEXT"),
    option("--role", type=one_of(Role)),
)
def command(desk: Desk, *, person: str, overrides: tuple[str, ...], reason: str | None, role: Role | None) -> None:
    """Set the named findings aside, then admit."""
    from geleit.programme import decisions

    part = decisions.decide(desk.programme, desk.round, person, "admit", reason=reason, role=role, overrides=overrides)
    desk.tell(say("cli.said.state", what=desk.name(part.person), state=say(f"PartState.{part.state.value}")))
