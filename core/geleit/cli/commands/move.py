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
    from geleit.programme.closing import mentor_leaves
    from geleit.programme.decisions import decide
    from geleit.programme.roster import find_part
    from geleit.programme.rounds import carry_person

    applicant = find_part(desk.programme, desk.round.id, person, role)
    role = applicant.part.role
    if step == "leave" and role is Role.MENTOR:
        for pair in mentor_leaves(desk.programme, desk.round, applicant.person.id, reason or ""):
            tell_pair(desk, pair)
    elif step == "carry_over":
        carry_person(desk.programme, desk.round, applicant.person.id, to, role)
    else:
        decide(desk.programme, desk.round, applicant.person.id, step, reason=reason, role=role)
    now = find_part(desk.programme, desk.round.id, applicant.person.id, role).part.state
    desk.tell(say("cli.said.state", what=applicant.person.name, state=say(f"PartState.{now.value}")))
