"""Results with their dates and evidence, and asking again."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs

from geleit.errors import NotPossible, UsageError
from geleit.fields import Field, Sensitivity, evolve, fields_of
from geleit.labels import Listed, say
from geleit.model.office import Employer
from geleit.model.outcomes import FollowUp, FollowUpStatus, Outcome
from geleit.model.partnerships import Partnership
from geleit.model.people import Participant, Participation, Role
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.closing import schedule_follow_ups
from geleit.programme.context import Programme
from geleit.programme.roster import find_part
from geleit.programme.staff.permits import needs
from geleit.questions.outcomes import Category, StandardClass
from geleit.store import Transaction
from geleit.vocabulary.answer import Answer

_HOURS_A_WEEK = 7 * 24

CONTRACT = ("hours_per_week", "permanent", "insured", "adequate")
"""What a contract says of a job or a training."""


@attrs.frozen(kw_only=True)
class Result:
    """What is known of a result: its category and days, and of a job what the contract says."""

    category: str
    began_on: date
    ended_on: date | None = None
    employer: str | None = None
    hours_per_week: float | None = None
    permanent: Answer | None = None
    insured: Answer | None = None
    adequate: Answer | None = None
    evidence: str | None = None
    note: str | None = None


@needs(Action.OUTCOMES)
def record_outcome(
    programme: Programme,
    round_: Round[Any],
    person: str,
    result: Result,
    *,
    confirmed_by: str | None = None,
    follow_up: str | None = None,
    detail: Participant | None = None,
) -> Outcome:
    """Record a mentee's result. A job found early is a result like any other and ends nothing.

    A result before the start is kept, and never counted as the programme's.
    Raises UsageError for a category the region does not have, or days that cannot be.
    """
    programme.derive_details(round_)
    with programme.store.write("outcome") as tx:
        return add_outcome(
            programme, tx, round_, person, result, confirmed_by=confirmed_by, follow_up=follow_up, detail=detail
        )


def category_of(programme: Programme, round_: Round[Any], code: str) -> Category:
    """A category by its code. Raises UsageError naming the ones there are."""
    categories = {category.code: category for category in programme.answers(round_).outcomes.categories}
    if code not in categories:
        raise UsageError(say("outcomes.unknown", category=code, categories=Listed(list(categories), "list.or")))
    return categories[code]


@needs(Action.OUTCOMES)
def add_outcome(
    programme: Programme,
    tx: Transaction,
    round_: Round[Any],
    person: str,
    result: Result,
    *,
    confirmed_by: str | None = None,
    follow_up: str | None = None,
    detail: Participant | None = None,
    digest: str | None = None,
    id_: str | None = None,
) -> Outcome:
    """`record_outcome` within a unit of work that does more; an outcome whose `id_` is known is changed, and what the
    result leaves unknown stays as it was. Raises UsageError also if that outcome is another person's."""
    category = category_of(programme, round_, result.category)
    check_possible(result)
    applicant = find_part(programme, round_.id, person, Role.MENTEE, tx)
    if detail is not None:
        check_detail(programme, detail, applicant.person.id)
    pairs = sorted(
        tx.all(Partnership, mentee_part=applicant.part.id), key=lambda pair: (pair.started or pair.decided_on, pair.id)
    )
    known = tx.get(Outcome, id_) if id_ else None
    if known is not None:
        if known.person != applicant.person.id:
            raise UsageError(say("lists.id_taken", id=known.id))
        said = {name: value for name, value in attrs.asdict(result).items() if value is not None}
        if known.note is not None and said.get("note", known.note) != known.note:
            programme.permits.may_write(["note"], Sensitivity.SPECIAL, known.person)
        if result.employer is not None:
            said["employer"] = employer_of(programme, tx, result.employer)
        return tx.update(evolve(known, confirmed_by=confirmed_by or known.confirmed_by, source_digest=digest, **said))
    stored = tx.add(
        Outcome(
            id=id_ or programme.new_id(),
            person=applicant.person.id,
            participation=applicant.part.id,
            partnership=pairs[-1].id if pairs else None,
            round=round_.id,
            category=category.code,
            began_on=result.began_on,
            ended_on=result.ended_on,
            employer=employer_of(programme, tx, result.employer),
            hours_per_week=result.hours_per_week,
            permanent=result.permanent,
            insured=result.insured,
            adequate=result.adequate,
            evidence=result.evidence,
            confirmed_by=confirmed_by or programme.actor.shown,
            definition_version=programme.answers(round_).outcomes.definition_version,
            follow_up=follow_up,
            note=result.note,
            source_digest=digest,
        )
    )
    if detail is not None and category.detail is not None:
        tx.save_fields(detail_table(category), stored.id, detail)
    if category.standard_class is StandardClass.EMPLOYED:
        schedule_follow_ups(programme, tx, round_, applicant.part, job_started_on=result.began_on)
    return stored


def detail_table(category: Category) -> str:
    """The table of the fields that a category asks beyond the standard's."""
    return f"outcome_{category.code.lower()}"


def asked_fields(category: Category) -> tuple[Field, ...]:
    """What is asked about a result of a category: its days and what shows it, an employer unless it says how somebody
    left, of work and training also what the contract says, and what the region asks beyond that."""
    names = ["began_on", "ended_on"]
    names += [] if category.end_state else ["employer"]
    names += CONTRACT if category.standard_class in (StandardClass.EMPLOYED, StandardClass.TRAINING) else []
    known = {field.name: field for field in fields_of(Outcome)}
    more = fields_of(category.detail) if category.detail is not None else ()
    return (*(known[name] for name in names), *more, *(known[name] for name in ("evidence", "note")))


def check_possible(result: Result | Outcome) -> None:
    """Raises UsageError for days and hours that cannot be."""
    if result.ended_on is not None and result.ended_on < result.began_on:
        raise UsageError(say("outcomes.days", began=result.began_on, ended=result.ended_on))
    if result.hours_per_week is not None and not 0 <= result.hours_per_week <= _HOURS_A_WEEK:
        raise UsageError(say("outcomes.hours", most=_HOURS_A_WEEK, found=result.hours_per_week))


@needs(Action.OUTCOMES)
def check_detail(programme: Programme, detail: Participant, person: str) -> None:
    """Raises NotAllowed if one of a category's own fields has a value and the actor may not see it."""
    given = [field for field in fields_of(type(detail)) if getattr(detail, field.name) is not None]
    special = [field.name for field in given if field.ask.sensitivity is Sensitivity.SPECIAL]
    programme.permits.may_write(special, Sensitivity.SPECIAL, person)


@needs(Action.OUTCOMES)
def employer_of(programme: Programme, tx: Transaction, name: str | None) -> str | None:
    """The id of an employer by id or name; a name that is not known yet becomes an employer."""
    if not name:
        return None
    if tx.get(Employer, name) is not None:
        return name
    known = tx.all(Employer, name=name)
    if known:
        return known[0].id
    return tx.add(Employer(id=programme.new_id(), name=name, since=programme.today())).id


@needs(Action.FOLLOW_UPS)
def answer_follow_up(
    programme: Programme,
    round_: Round[Any],
    person: str,
    offset: str,
    *,
    reached: bool,
    result: Result | None = None,
    detail: Participant | None = None,
    note: str | None = None,
    on: date | None = None,
) -> FollowUp:
    """Record what came of asking again, with a result where one came to light. "Not reached" is an answer of its own,
    never a no.

    Raises UsageError if no such follow-up is on the list, or for a result of somebody who was not reached; NotPossible
    if it has been answered.
    """
    if result is not None and not reached:
        raise UsageError(say("outcomes.no_result"))
    programme.derive_details(round_)
    with programme.store.write("follow_up") as tx:
        applicant = find_part(programme, round_.id, person, Role.MENTEE, tx)
        listed = tx.all(FollowUp, participation=applicant.part.id, offset=offset)
        if not listed:
            offsets = [one.offset for one in tx.all(FollowUp, participation=applicant.part.id)]
            raise UsageError(
                say("outcomes.no_follow_up", person=applicant.person.name, offsets=Listed(offsets or ["–"]))
            )
        asked = listed[0]
        if asked.note is not None:
            programme.permits.may_write(["note"], Sensitivity.SPECIAL, applicant.person.id)
        if asked.status is FollowUpStatus.ANSWERED:
            raise NotPossible(say("outcomes.answered", person=applicant.person.name))
        outcome = None
        if result is not None:
            outcome = add_outcome(programme, tx, round_, applicant.person.id, result, follow_up=asked.id, detail=detail)
        return tx.update(
            evolve(
                asked,
                status=FollowUpStatus.ANSWERED if reached else FollowUpStatus.NOT_REACHED,
                asked_on=programme.happened_on(on),
                by=programme.actor.shown,
                outcome=outcome.id if outcome else None,
                note=note,
            )
        )


@needs(Action.FOLLOW_UPS)
def follow_ups(programme: Programme, round_: Round[Any], *, every: bool = True) -> tuple[FollowUp, ...]:
    """Who is to be asked again in a round, the earliest first; unless `every`, without those who have answered."""
    parts = {part.id for part in programme.store.all(Participation, round=round_.id)}
    return tuple(
        one
        for one in programme.store.all(FollowUp, order="due_on")
        if one.participation in parts
        and (every or one.status is not FollowUpStatus.ANSWERED)
        and programme.permits.has_person(one.person)
    )
