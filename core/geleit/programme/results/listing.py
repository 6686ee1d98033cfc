"""The results of a round as they are read, and one of them with everything that is known of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from geleit.fields import Field, Sensitivity, evolve, fields_of
from geleit.model.office import Employer
from geleit.model.outcomes import Outcome
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.outcomes import detail_table
from geleit.programme.reporting.population_records import RoundRecords
from geleit.programme.roster import names
from geleit.programme.staff.permits import needs
from geleit.programme.staff.showing import note_shown
from geleit.questions.outcomes import Category, StandardClass


@attrs.frozen(kw_only=True)
class ListedOutcome:
    """A result with what belongs to it, its note left out.

    `category` is None where the region no longer has it. `before_start`: it lies before the person's start and is never
    counted as the programme's. `counted` are the codes of the counted results that it fulfils today.
    """

    outcome: Outcome
    name: str
    category: Category | None = None
    employer: str | None = None
    before_start: bool = False
    counted: tuple[str, ...] = ()

    @property
    def standard_class(self) -> StandardClass | None:
        """What it means to a European funder, None where nobody knows the category any more."""
        return self.category.standard_class if self.category else None


@attrs.frozen(kw_only=True)
class OutcomeRecord:
    """One result whole: what is listed of it, its note, and the fields that its category asks beyond the standard's,
    each with its value. What the actor may not see is None, and named in `hidden`."""

    listed: ListedOutcome
    outcome: Outcome
    detail: Any = None
    hidden: frozenset[str] = frozenset()

    @property
    def details(self) -> tuple[tuple[Field, Any], ...]:
        """The category's own fields with their values."""
        if self.detail is None:
            return ()
        return tuple((field, getattr(self.detail, field.name)) for field in fields_of(type(self.detail)))


@needs(Action.OUTCOMES)
def outcome_list(programme: Programme, round_: Round[Any]) -> tuple[ListedOutcome, ...]:
    """The results of a round, the latest first."""
    found = programme.store.all(Outcome, round=round_.id, order=("-began_on",))
    return _listed(programme, round_, [one for one in found if programme.permits.has_person(one.person)])


@needs(Action.OUTCOMES)
def outcome_record(programme: Programme, id_: str) -> OutcomeRecord:
    """A result by its id. Whose protected fields are shown is kept in the history. Raises UsageError for an unknown id,
    NotAllowed for a result of somebody else's case."""
    found = programme.store.one(Outcome, id_)
    programme.permits.person(found.person)
    round_ = programme.round(found.round)
    listed = _listed(programme, round_, [found])[0]
    detail = None
    if listed.category is not None and listed.category.detail is not None:
        programme.derive_details(round_)
        cls = listed.category.detail
        detail = programme.store.fields(detail_table(listed.category), cls, found.id) or cls()
    protected = [field.name for field in fields_of(Outcome) if field.ask.sensitivity is Sensitivity.SPECIAL]
    of_detail = fields_of(type(detail)) if detail is not None else ()
    protected_detail = [field.name for field in of_detail if field.ask.sensitivity is Sensitivity.SPECIAL]
    if programme.permits.sees(Sensitivity.SPECIAL, found.person):
        shown = [name for name in protected if getattr(found, name) is not None]
        shown += [name for name in protected_detail if getattr(detail, name) is not None]
        note_shown(programme, {found.person: shown})
        return OutcomeRecord(listed=listed, outcome=found, detail=detail)
    return OutcomeRecord(
        listed=listed,
        outcome=evolve(found, **dict.fromkeys(protected)),
        detail=None if detail is None else evolve(detail, **dict.fromkeys(protected_detail)),
        hidden=frozenset((*protected, *protected_detail)),
    )


def _listed(programme: Programme, round_: Round[Any], outcomes: list[Outcome]) -> tuple[ListedOutcome, ...]:
    records = RoundRecords(programme, round_, programme.today())
    categories: Mapping[str, Category] = {one.code: one for one in records.answers.outcomes.categories}
    called = names(programme)
    firms = {firm.id: firm.name for firm in programme.store.all(Employer)}
    return tuple(
        ListedOutcome(
            outcome=evolve(one, note=None),
            name=called.get(one.person, one.person),
            category=categories.get(one.category),
            employer=firms.get(one.employer, one.employer) if one.employer else None,
            before_start=records.results.before_start(one),
            counted=records.results.of_outcome(one, records.mentees.get(one.person)),
        )
        for one in outcomes
    )
