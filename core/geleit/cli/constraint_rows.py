"""What is laid down by hand for the proposals to come, told and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geleit.cli.desk import Desk
from geleit.labels import say

if TYPE_CHECKING:
    from geleit.programme.proposals.constraining import Constraint


def constraint_object(desk: Desk, one: Constraint) -> dict[str, Any]:
    """One of them as JSON."""
    return {
        "rule": one.record.kind,
        "mentee": one.record.mentee,
        "mentor": one.record.mentor,
        "mentee_name": one.mentee_name,
        "mentor_name": one.mentor_name,
        "reason": one.record.reason,
        "by": one.record.by,
        "made_at": one.record.made_at,
        "obstacle": None if one.obstacle is None else desk.text(one.obstacle),
    }


def show_constraint(desk: Desk, one: Constraint, code: str, *, dry_run: bool) -> None:
    """What was laid down or taken back: as JSON where that is wanted, else as a message."""
    if desk.as_json:
        desk.json(constraint_object(desk, one) | {"written": not dry_run})
        return
    kind = say(f"ConstraintKind.{one.record.kind.value}")
    desk.tell(say(code, mentee=one.mentee_name, mentor=one.mentor_name, kind=kind))
    if dry_run:
        desk.tell("cli.said.draft_would")
