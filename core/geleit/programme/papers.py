"""Papers that were seen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from geleit.errors import UsageError
from geleit.fields import fields_of
from geleit.labels import Listed, say
from geleit.model.evidence import Evidence
from geleit.model.lifecycle import PartState
from geleit.model.people import Role
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.decisions import step
from geleit.programme.roster import find_part
from geleit.programme.staff.permits import needs
from geleit.questions.conditions import Combined, Seen
from geleit.questions.eligibility import Condition


@needs(Action.CHECK_PAPERS)
def see_paper(
    programme: Programme,
    round_: Round[Any],
    person: str,
    kind: str,
    *,
    issued_on: date | None = None,
    valid_until: date | None = None,
    wording: str | None = None,
    role: Role | None = None,
) -> Evidence:
    """Record that a document was seen today, and that the papers are being checked. Raises UsageError for an unknown
    kind of document, or days that cannot be."""
    applicant = find_part(programme, round_.id, person, role)
    if issued_on is not None:
        programme.happened_on(issued_on)
    if issued_on is not None and valid_until is not None and valid_until < issued_on:
        raise UsageError(say("decisions.paper_days", issued=issued_on, until=valid_until))
    kinds = paper_kinds(programme, round_)
    if kind not in kinds:
        raise UsageError(say("decisions.unknown_paper", kind=kind, kinds=Listed(sorted(kinds), "list.or")))
    with programme.store.write("papers") as tx:
        paper = tx.add(
            Evidence(
                id=programme.new_id(),
                person=applicant.person.id,
                participation=applicant.part.id,
                kind=kind,
                issued_on=issued_on,
                seen_on=programme.today(),
                by=programme.actor.shown,
                valid_until=valid_until,
                wording=wording,
            )
        )
        if applicant.part.state is PartState.APPLIED and applicant.part.role is Role.MENTEE:
            step(programme, tx, applicant.part, "check_papers")
    return paper


def paper_kinds(programme: Programme, round_: Round[Any]) -> frozenset[str]:
    """Every kind of document that a field or a rule of a round names."""
    rules = programme.answers(round_).eligibility
    kinds = {rule.evidence.kind for role in Role for rule in rules.of(role) if rule.evidence}
    fields = [field for role in Role for field in fields_of(programme.participant(role))]
    asked = [test for role in Role for rule in rules.of(role) for test in (rule.test, rule.applies_when) if test]
    read = {kind for condition in asked for kind in _seen(condition)}
    return frozenset(kinds | read | {field.ask.evidence for field in fields if field.ask.evidence})


def _seen(condition: Condition) -> Iterable[str]:
    """The papers a condition asks for by itself, through conditions made of conditions."""
    if isinstance(condition, Seen):
        yield condition.kind
    elif isinstance(condition, Combined):
        for part in condition.parts:
            yield from _seen(part)
