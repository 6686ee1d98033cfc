"""`geleit move`: any other step of an application, such as the waiting list or a withdrawal."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.kinds import OneOf, one_of
from geleit.cli.making import argument, option, programme_command
from geleit.cli.pair_rows import tell_pair
from geleit.labels import say
from geleit.model.people import Role

_STEPS = ("wait", "refuse", "withdraw", "give_up", "sign", "pause", "resume", "leave", "reconsider", "carry_over")


@programme_command(
    "move",
    argument("person"),
    argument("step", type=OneOf(_STEPS)),
    option("--reason", metavar="TEXT"),
    option("--role", type=one_of(Role)),
    option("--to", metavar="ID", label="to_round"),
)
def command(desk: Desk, *, person: str, step: str, reason: str | None, role: Role | None, to: str | None) -> None:
    """Take the step; a mentor who leaves ends their partnerships."""
    from geleit.programme.roster import find_part
    from geleit.programme.steps import take_step

    applicant = find_part(desk.programme, desk.round.id, person, role)
    role = applicant.part.role
    for pair in take_step(desk.programme, desk.round, applicant.person.id, step, reason=reason, role=role, to=to):
        tell_pair(desk, pair)
    now = find_part(desk.programme, desk.round.id, applicant.person.id, role).part.state
    desk.tell(say("cli.said.state", what=applicant.person.name, state=say(f"PartState.{now.value}")))
    desk.warn_about(reason)
