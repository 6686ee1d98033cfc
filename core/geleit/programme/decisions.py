"""From the application to the decision: papers, interview, findings, and what a person decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from geleit.errors import NotPossible, UsageError
from geleit.fields import Field, evolve, fields_of
from geleit.labels import Listed, say
from geleit.model.evidence import DatedValue
from geleit.model.lifecycle import GONE, MENTEE, MENTOR, Lifecycle, PartState
from geleit.model.people import Decision, Interview, Participation, Role
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.findings import screen_one, set_aside
from geleit.programme.privacy.restriction import check_unrestricted
from geleit.programme.roster import Applicant, find_part
from geleit.programme.staff.permits import needs
from geleit.questions.eligibility import Force, Verdict
from geleit.screening import Outlook, Screening
from geleit.store import Reads, Transaction


def moves(role: Role) -> Lifecycle[PartState]:
    """The table of moves for a role."""
    return MENTEE if role is Role.MENTEE else MENTOR


def interview_fields(programme: Programme, role: Role) -> tuple[Field, ...]:
    """The fields that are answered in the interview."""
    return tuple(field for field in fields_of(programme.participant(role)) if field.ask.interview)


@needs(Action.INTERVIEW)
def interview(
    programme: Programme,
    round_: Round[Any],
    person: str,
    *,
    held_on: date | None = None,
    ratings: Mapping[str, Any] | None = None,
    note: str | None = None,
    role: Role | None = None,
) -> Interview:
    """Record a talk with its ratings (values of the interview's fields). Raises UsageError for a field that is not
    asked in the interview or a rating that is not from 1 to 5."""
    applicant = find_part(programme, round_.id, person, role)
    known = {field.name: field for field in interview_fields(programme, applicant.part.role)}
    for name, value in (ratings or {}).items():
        if name not in known:
            raise UsageError(say("decisions.not_asked", field=name, fields=Listed(sorted(known) or ["–"], "list.or")))
        if isinstance(value, int) and not isinstance(value, bool) and not 1 <= value <= 5:
            raise UsageError(say("decisions.rating", field=say(f"field.{name}"), found=value))
    stored = {name: known[name].kind.stored(value) for name, value in (ratings or {}).items() if value is not None}
    with programme.store.write("interview") as tx:
        held = tx.add(
            Interview(
                id=programme.new_id(),
                participation=applicant.part.id,
                held_on=programme.happened_on(held_on),
                by=programme.actor.shown,
                ratings=stored,
                note=note,
            )
        )
        step(programme, tx, applicant.part, "interview" if applicant.part.role is Role.MENTEE else "talk")
    return held


@needs(Action.DECIDE)
def decide(
    programme: Programme,
    round_: Round[Any],
    person: str,
    move: str,
    *,
    reason: str | None = None,
    role: Role | None = None,
    overrides: Iterable[str] = (),
) -> Participation:
    """Move an application on: admit, wait, refuse, withdraw, give_up, sign, pause, resume, leave, reconsider.

    Somebody is admitted whose findings come to eligible; whoever decides otherwise sets findings aside (`overrides`,
    by rule), with a reason. A full round needs a reason too. Who waits without another reason waits for the policy's.
    Raises UsageError for an unknown move or rule; NotPossible, saying what stands in the way, and then nothing is set
    aside either.
    """
    applicant = find_part(programme, round_.id, person, role)
    lifecycle = moves(applicant.part.role)
    if move not in lifecycle.moves:
        raise UsageError(say("decisions.unknown_move", move=move, moves=Listed(list(lifecycle.moves), "list.or")))
    if move == "wait" and not (reason or "").strip():
        reason = programme.say(programme.answers(round_).matching.waiting_reason)
    with programme.store.write(move) as tx:
        lifecycle.after(applicant.part.state, move, reason)
        for rule in overrides:
            set_aside(programme, tx, round_, applicant, rule, reason or "")
        applicant = find_part(programme, round_.id, applicant.person.id, applicant.part.role, tx)
        screening = screen_one(programme, round_, applicant)
        if move == "admit":
            check_unrestricted(programme, applicant.person.id, tx)
            _may_be_admitted(programme, tx, round_, applicant, screening, reason)
        part = step(programme, tx, applicant.part, move, reason)
        if move == "admit":
            first = {"admitted_on": programme.today(), "at_entry": frozen_values(programme, applicant)}
            part = part if part.admitted_on else tx.update(evolve(part, **first))
        tx.add(
            Decision(
                id=programme.new_id(),
                participation=part.id,
                move=move,
                reason=reason,
                findings={finding.rule: finding.verdict.value for finding in screening.findings},
                by=programme.actor.shown,
                decided_at=programme.clock(),
            )
        )
    return part


def _may_be_admitted(
    programme: Programme,
    reads: Reads,
    round_: Round[Any],
    applicant: Applicant,
    screening: Screening,
    reason: str | None,
) -> None:
    if screening.decision is not Outlook.ELIGIBLE:
        in_the_way = [
            say("decisions.finding", rule=finding.rule, reason=finding.reason)
            for finding in screening.findings
            if finding.force is Force.MANDATORY and finding.counts_as in (Verdict.NOT_MET, Verdict.UNKNOWN)
        ]
        raise NotPossible(say("decisions.not_eligible", person=applicant.person.name, findings=Listed(in_the_way)))
    if applicant.part.role is Role.MENTEE and round_.places is not None and not reason:
        taken = reads.count(Participation, round=round_.id, role=Role.MENTEE, state=PartState.ADMITTED)
        if taken >= round_.places:
            raise NotPossible(say("decisions.full", round=round_.title, n=round_.places))


def frozen_values(programme: Programme, applicant: Applicant) -> dict[str, Any]:
    """The dated fields' values as they stand now, for the entry or the exit of a participation."""
    dated = [field for field in fields_of(programme.participant(applicant.part.role)) if field.ask.dated]
    values = {field.name: getattr(applicant.fields, field.name) for field in dated}
    kinds = {field.name: field.kind for field in dated}
    return {name: kinds[name].stored(value) for name, value in values.items() if value is not None}


@needs(Action.TAKE_IN)
def note_dated(programme: Programme, tx: Transaction, part: Participation, name: str, stored: Any) -> DatedValue:
    """Add a value to a dated field's series."""
    return tx.add(
        DatedValue(
            id=programme.new_id(),
            participation=part.id,
            field=name,
            value=None if stored is None else str(stored),
            seen_on=programme.today(),
            by=programme.actor.shown,
        )
    )


@needs(Action.DECIDE)
def step(
    programme: Programme, tx: Transaction, part: Participation, move: str, reason: str | None = None
) -> Participation:
    """Move a participation within a unit of work that does more. Raises NotPossible."""
    state = moves(part.role).after(part.state, move, reason)
    today = programme.today()
    changed = evolve(part, state=state, since=today, reason=reason)
    if state is PartState.WAITING:
        changed = evolve(changed, waiting_since=part.waiting_since or today)
    if state in (PartState.WITHDRAWN, PartState.LEFT, PartState.UNREACHABLE):
        changed = evolve(changed, left_on=today)
    if part.state in GONE and state not in GONE:
        changed = evolve(changed, left_on=None)
    return tx.update(changed)
