"""One person's record, read for a screen or a list."""

from __future__ import annotations

from typing import Any

from geleit.errors import UsageError
from geleit.fields import Sensitivity
from geleit.labels import say
from geleit.model.lifecycle import GONE, Lifecycle, PartState
from geleit.model.people import Override, Participation, Person, Role
from geleit.model.rounds import Round
from geleit.permissions import HIDDEN, Action
from geleit.programme.context import Programme
from geleit.programme.decisions import moves
from geleit.programme.findings import screen_one
from geleit.programme.people import course
from geleit.programme.people.answers import answer_lines, finding_lines
from geleit.programme.people.curtain import Curtain, Veil
from geleit.programme.people.lines import DecisionLine, PersonRecord, StepLine
from geleit.programme.privacy.restriction import restricted
from geleit.programme.roster import Applicant, find_person, with_papers
from geleit.programme.staff.permits import needs
from geleit.programme.staff.showing import note_shown
from geleit.store import Reads

_WITH_A_TALK = frozenset({"interview", "talk"})
"""Steps that are taken by recording the talk itself."""


@needs(Action.SEE_PEOPLE)
def read_record(
    programme: Programme,
    person: str,
    *,
    round_: Round[Any] | None = None,
    role: Role | None = None,
    unveil: bool = False,
) -> PersonRecord:
    """Everything about one person (by id, or by a name that only one has), as seen from their part in a round.

    Without a round, or where they have no part in it, it is seen from their latest part. Special values stand behind
    a veil; with `unveil` they are shown, and that they were is kept in the change history before they are returned.
    Raises UsageError for nobody, and for somebody who takes part nowhere; NotAllowed.
    """
    with programme.store.snapshot():
        record, shown = _read(programme, programme.store, person, round_, role, unveil=unveil)
    note_shown(programme, {record.id: shown})
    return record


def _read(
    programme: Programme, reads: Reads, text: str, round_: Round[Any] | None, role: Role | None, *, unveil: bool
) -> tuple[PersonRecord, list[str]]:
    person = find_person(programme, text, reads)
    parts = _parts(reads, person, round_, role)
    part = parts[0]
    seen_from = programme.round(part.round)
    cls = programme.participant(part.role)
    fields = reads.fields(programme.table(part.role), cls, part.id)
    applicant = with_papers(programme, reads, [Applicant(person, part, fields or cls())])[0]
    screening = screen_one(programme, seen_from, applicant)
    curtain = Curtain(programme, person.id, drawn=unveil)
    overrides = reads.all(Override, participation=part.id, order=("on", "id"))
    groups = answer_lines(programme, seen_from, applicant, curtain)
    covered = [line.veil for group in groups for line in group.lines if line.shown == HIDDEN]
    decisions = course.decision_lines(reads, part.id, curtain)
    lifecycle = moves(part.role)
    may_decide = programme.permits.can(Action.DECIDE)
    record = PersonRecord(
        id=person.id,
        name=programme.permits.shown(person.name, Sensitivity.PERSONAL, person.id),
        age=person.age(programme.today()) if programme.permits.sees(Sensitivity.PERSONAL, person.id) else None,
        part=course.part_line(programme, part, curtain),
        parts=tuple(course.part_line(programme, one, curtain) for one in parts),
        restricted=restricted(reads, person.id),
        unveiled=unveil,
        veiled=covered.count(Veil.VEILED),
        hidden=covered.count(Veil.HIDDEN),
        groups=groups,
        outlook=screening.decision,
        findings=finding_lines(programme, seen_from, applicant, screening, overrides, curtain),
        papers=course.paper_lines(programme, applicant, curtain),
        consents=course.consent_lines(programme, applicant, reads),
        interviews=course.interview_lines(programme, applicant, curtain),
        decisions=decisions,
        contacts=course.contact_lines(reads, person.id, curtain),
        tasks=course.task_lines(reads, person.id),
        partnerships=course.pair_lines(programme, reads, person.id),
        outcomes=course.outcome_lines(reads, person.id, curtain),
        follow_ups=course.follow_up_lines(reads, person.id),
        requests=course.request_lines(programme, reads, person.id),
        twins=course.twin_lines(programme, reads, person.id),
        steps=steps_of(lifecycle, part.state) if may_decide else (),
        back=_back(lifecycle, part.state, decisions) if may_decide else None,
    )
    return record, curtain.shown


def _parts(reads: Reads, person: Person, round_: Round[Any] | None, role: Role | None) -> list[Participation]:
    """All parts of somebody, the one that is meant first, then the latest first."""
    found = reads.all(Participation, person=person.id)
    if not found:
        raise UsageError(say("record.nowhere", person=person.name))

    def wanted(part: Participation) -> tuple[Any, ...]:
        named = round_ is not None and part.round == round_.id
        return named, role is part.role, part.state not in GONE, part.applied_on, part.id

    return sorted(found, key=wanted, reverse=True)


def steps_of(lifecycle: Lifecycle[PartState], state: PartState) -> tuple[StepLine, ...]:
    """The steps that can be decided on in a state; a talk is recorded, not decided on."""
    possible = (move for move in lifecycle.possible(state) if move.name not in _WITH_A_TALK)
    return tuple(StepLine(move.name, move.reason, move.target) for move in possible)


def _back(lifecycle: Lifecycle[PartState], state: PartState, decisions: tuple[DecisionLine, ...]) -> StepLine | None:
    """The step that leads from what was decided last to a state from which it could have been decided."""
    last = lifecycle.moves.get(decisions[0].move) if decisions else None
    if last is None or last.target is not state:
        return None
    back = (move for move in lifecycle.possible(state) if move.target in last.sources and move.target is not state)
    return next((StepLine(move.name, move.reason, move.target) for move in back), None)
