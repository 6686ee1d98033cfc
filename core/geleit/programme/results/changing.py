"""Putting right what was entered wrongly: a result, or what came of asking again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from geleit.errors import NotPossible, UsageError
from geleit.fields import Sensitivity, evolve, fields_of
from geleit.labels import say
from geleit.model.outcomes import FollowUp, FollowUpStatus, Outcome
from geleit.model.people import Participation, Role
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.closing import forget_follow_ups, schedule_follow_ups
from geleit.programme.context import Programme
from geleit.programme.outcomes import category_of, check_detail, check_possible, detail_table, employer_of
from geleit.programme.record_clash import RecordClash
from geleit.programme.results.listing import OutcomeRecord
from geleit.programme.roster import find_part
from geleit.programme.staff.permits import needs
from geleit.questions.outcomes import Category, Moment, StandardClass
from geleit.store import RecordConflict, Transaction


@needs(Action.OUTCOMES)
def change_outcome(
    programme: Programme, read: OutcomeRecord, changes: Mapping[str, Any], detail: Mapping[str, Any] | None = None
) -> Outcome:
    """Change fields of a result as it was read; `employer` is an id or a name, `detail` are fields of its category.

    What somebody else changed meanwhile is joined, unless it is the same field: then RecordClash is raised. Raises
    UsageError for days that cannot be and for an unknown category, NotPossible for another category where fields of
    the present one are filled in, NotAllowed for what the actor may not see.
    """
    before = read.outcome
    round_ = programme.round(before.round)
    wanted = dict(changes)
    programme.permits.may_write(read.hidden & {*wanted, *(detail or ())}, Sensitivity.SPECIAL, before.person)
    category = category_of(programme, round_, wanted.get("category", before.category))
    programme.derive_details(round_)
    if category.code != before.category and _has_details(programme, read):
        raise NotPossible(say("results.other_category"))
    try:
        with programme.store.write("outcome") as tx:
            programme.permits.person(tx.one(Outcome, before.id).person)
            if "employer" in wanted:
                wanted["employer"] = employer_of(programme, tx, wanted["employer"])
            changed = evolve(before, **wanted)
            check_possible(changed)
            kept = tx.update(changed, base=before)
            if detail and category.detail is not None:
                base = read.detail if isinstance(read.detail, category.detail) else category.detail()
                _save_detail(programme, tx, category, kept, base, detail)
            if {"category", "began_on"} & wanted.keys():
                _count_anew(programme, tx, round_, kept)
            return kept
    except RecordConflict as conflict:
        raise RecordClash(programme, conflict, before.person) from conflict


def after_clash(read: OutcomeRecord, clash: RecordClash) -> OutcomeRecord:
    """A result as it was read, with what somebody else has kept meanwhile: for changing it again."""
    current = clash.current
    if isinstance(current, Outcome):
        return attrs.evolve(read, outcome=evolve(current, **_hidden_of(current, read)))
    return attrs.evolve(read, detail=evolve(current, **_hidden_of(current, read)))


def _hidden_of(record: Any, read: OutcomeRecord) -> dict[str, None]:
    return dict.fromkeys(field.name for field in fields_of(type(record)) if field.name in read.hidden)


@needs(Action.OUTCOMES)
def take_back_outcome(programme: Programme, outcome: str) -> Outcome:
    """Take a result back that never was; the history keeps that it was entered and taken back.

    An answer in which it came to light stays without it, and nobody is asked again about a job that never began.
    Raises UsageError for an unknown id.
    """
    with programme.store.write("outcome_taken_back") as tx:
        return _take_back(programme, tx, tx.one(Outcome, outcome))


@needs(Action.FOLLOW_UPS)
def take_back_answer(
    programme: Programme, round_: Round[Any], person: str, offset: str, *, with_result: bool = False
) -> FollowUp:
    """Put a follow-up on the list again as if nobody had asked; a result that came to light stays unless it is to go
    too.

    Raises UsageError if no such follow-up was there, NotPossible if nobody has asked yet.
    """
    with programme.store.write("follow_up_taken_back") as tx:
        applicant = find_part(programme, round_.id, person, Role.MENTEE, tx)
        listed = tx.all(FollowUp, participation=applicant.part.id, offset=offset)
        if not listed:
            raise UsageError(say("results.no_follow_up", person=applicant.person.name, offset=offset))
        asked = listed[0]
        if asked.status is FollowUpStatus.DUE:
            raise NotPossible(say("results.not_asked", person=applicant.person.name))
        if asked.note is not None:
            programme.permits.may_write(["note"], Sensitivity.SPECIAL, applicant.person.id)
        if with_result and asked.outcome is not None:
            _take_back(programme, tx, tx.one(Outcome, asked.outcome))
            asked = tx.one(FollowUp, asked.id)
        return tx.update(
            evolve(asked, status=FollowUpStatus.DUE, asked_on=None, by=None, outcome=None, note=None), base=asked
        )


def _has_details(programme: Programme, read: OutcomeRecord) -> bool:
    """Whether any field of the category is filled in, one that the actor does not see included."""
    known = read.listed.category
    if known is None or known.detail is None:
        return False
    kept = programme.store.fields(detail_table(known), known.detail, read.outcome.id)
    return kept is not None and any(getattr(kept, field.name) is not None for field in fields_of(known.detail))


def _take_back(programme: Programme, tx: Transaction, found: Outcome) -> Outcome:
    programme.permits.person(found.person)
    if found.note is not None:
        programme.permits.may_write(["note"], Sensitivity.SPECIAL, found.person)
    for answer in tx.all(FollowUp, outcome=found.id):
        tx.update(evolve(answer, outcome=None))
    tx.delete(found)
    _count_anew(programme, tx, programme.round(found.round), found)
    return found


def _save_detail(
    programme: Programme, tx: Transaction, category: Category, kept: Outcome, base: Any, detail: Mapping[str, Any]
) -> None:
    known = {field.name for field in fields_of(type(base))}
    changed = evolve(base, **{name: value for name, value in detail.items() if name in known})
    check_detail(programme, changed, kept.person)
    tx.save_fields(detail_table(category), kept.id, changed, base=base)


def _count_anew(programme: Programme, tx: Transaction, round_: Round[Any], about: Outcome) -> None:
    """Ask again about the jobs that there are: each offset counts from the one that was entered first."""
    part = tx.one(Participation, about.participation)
    forget_follow_ups(programme, tx, round_, part, Moment.JOB_START)
    work = {
        category.code
        for category in programme.answers(round_).outcomes.categories
        if category.standard_class is StandardClass.EMPLOYED
    }
    for one in tx.all(Outcome, participation=part.id, category=tuple(work)):
        schedule_follow_ups(programme, tx, round_, part, job_started_on=one.began_on)
