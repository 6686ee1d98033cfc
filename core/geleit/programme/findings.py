"""What the rules find of everybody in a round, and findings that a person sets aside."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import attrs

from geleit.errors import NotPossible, UsageError
from geleit.labels import Listed, say
from geleit.model.people import Override, Role
from geleit.model.rounds import Round
from geleit.programme.context import Programme
from geleit.programme.roster import Applicant, find_part, roster
from geleit.screening import Screening, screen
from geleit.store import Transaction


@attrs.frozen
class Screened:
    """An applicant with what the rules find."""

    applicant: Applicant
    screening: Screening


def screen_one(programme: Programme, round_: Round[Any], applicant: Applicant, on: date | None = None) -> Screening:
    """What the rules find of somebody on a day (today)."""
    rules = programme.answers(round_).eligibility.of(applicant.part.role)
    return screen(applicant.dossier(round_, on or programme.today()), rules, dict(applicant.overrides))


def screen_round(
    programme: Programme, round_: Round[Any], roles: Iterable[Role] = tuple(Role), on: date | None = None
) -> tuple[Screened, ...]:
    """Everybody in a round with their findings; those with more priorities first, then by the day they applied."""
    found = [
        Screened(applicant, screen_one(programme, round_, applicant, on))
        for role in roles
        for applicant in roster(programme, round_.id, role)
    ]
    return tuple(
        sorted(found, key=lambda one: (one.applicant.part.role, -one.screening.priority, one.applicant.part.applied_on))
    )


def override(
    programme: Programme, round_: Round[Any], person: str, rule: str, reason: str, role: Role | None = None
) -> Override:
    """Set a finding aside, with a reason. Raises UsageError for an unknown rule, NotPossible without a reason."""
    with programme.store.write(f"override {rule}") as tx:
        return set_aside(programme, tx, round_, find_part(programme, round_.id, person, role, tx), rule, reason)


def set_aside(
    programme: Programme, tx: Transaction, round_: Round[Any], applicant: Applicant, rule: str, reason: str
) -> Override:
    """`override` within a unit of work that does more."""
    codes = [one.code for one in programme.answers(round_).eligibility.of(applicant.part.role)]
    if rule not in codes:
        raise UsageError(say("decisions.unknown_rule", rule=rule, rules=Listed(codes, "list.or")))
    if not reason.strip():
        raise NotPossible(say("decisions.override_reason", rule=rule))
    return tx.add(
        Override(
            id=programme.new_id(),
            participation=applicant.part.id,
            rule=rule,
            reason=reason,
            by=programme.actor.shown,
            on=programme.today(),
        )
    )
