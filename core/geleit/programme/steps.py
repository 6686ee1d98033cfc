"""Any step of an application by its name, with everything that goes with it."""

from __future__ import annotations

from typing import Any

from geleit.model.partnerships import Partnership
from geleit.model.people import Role
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.closing import mentor_leaves
from geleit.programme.context import Programme
from geleit.programme.decisions import decide
from geleit.programme.roster import find_part
from geleit.programme.rounds import carry_person
from geleit.programme.staff.permits import needs


@needs(Action.DECIDE)
def take_step(
    programme: Programme,
    round_: Round[Any],
    person: str,
    step: str,
    *,
    reason: str | None = None,
    role: Role | None = None,
    to: str | None = None,
) -> tuple[Partnership, ...]:
    """Take a step; returns the partnerships that it ended.

    A mentor who leaves ends theirs, who is carried over comes into another round (`to`), everything else is decided.
    Raises as `mentor_leaves`, `carry_person` and `decide` do.
    """
    part = find_part(programme, round_.id, person, role).part
    if step == "leave" and part.role is Role.MENTOR:
        return mentor_leaves(programme, round_, part.person, reason or "")
    if step == "carry_over":
        carry_person(programme, round_, part.person, to, part.role)
    else:
        decide(programme, round_, part.person, step, reason=reason, role=part.role)
    return ()
