"""Papers that were seen, and consents."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from geleit.errors import UsageError
from geleit.fields import evolve, fields_of
from geleit.labels import Listed, say
from geleit.model.evidence import Consent, Evidence
from geleit.model.lifecycle import PartState
from geleit.model.people import Role
from geleit.model.rounds import Round
from geleit.programme.context import Programme
from geleit.programme.decisions import step
from geleit.programme.roster import find_part
from geleit.questions.conditions import Combined, Seen
from geleit.questions.eligibility import Condition

_PURPOSE = "purpose."
"""Before the code of a purpose in the labels: what has a name there is a purpose."""


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
    with programme.store.write("check papers") as tx:
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


def give_consent(
    programme: Programme, round_: Round[Any], person: str, purpose: str = "programme", *, given_on: date | None = None
) -> Consent:
    """Record a consent for a purpose. Raises UsageError for an unknown purpose, or a day ahead."""
    _check_purpose(programme, purpose)
    applicant = find_part(programme, round_.id, person)
    with programme.store.write("consent") as tx:
        return tx.add(
            Consent(
                id=programme.new_id(),
                person=applicant.person.id,
                purpose=purpose,
                given_on=programme.happened_on(given_on),
                by=programme.actor.shown,
                language=programme.language,
            )
        )


def _check_purpose(programme: Programme, purpose: str) -> None:
    known = [code.removeprefix(_PURPOSE) for code in programme.labels.codes() if code.startswith(_PURPOSE)]
    if purpose not in known:
        raise UsageError(say("decisions.unknown_purpose", purpose=purpose, purposes=Listed(sorted(known), "list.or")))


def withdraw_consent(programme: Programme, round_: Round[Any], person: str, purpose: str = "programme") -> int:
    """Record that a consent was withdrawn today; returns how many were."""
    applicant = find_part(programme, round_.id, person)
    with programme.store.write("withdraw consent") as tx:
        standing = [one for one in tx.all(Consent, person=applicant.person.id, purpose=purpose) if not one.withdrawn_on]
        for consent in standing:
            tx.update(evolve(consent, withdrawn_on=programme.today()))
    return len(standing)
