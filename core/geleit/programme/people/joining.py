"""Somebody's part in a round begins: their answers, the series of the dated ones, and who may be the same person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from geleit.fields import fields_of
from geleit.model.lifecycle import PartState
from geleit.model.people import DuplicateNotice, Participation, Role
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.decisions import note_dated
from geleit.programme.staff.permits import needs
from geleit.store import Transaction


@needs(Action.TAKE_IN)
def add_part(
    programme: Programme,
    tx: Transaction,
    round_id: str,
    role: Role,
    person: str,
    values: Mapping[str, Any],
    digest: str | None = None,
) -> Participation:
    """Let a person apply in a round, with what is known of their answers; a value of another class is passed over."""
    today = programme.today()
    part = tx.add(
        Participation(
            id=programme.new_id(),
            person=person,
            round=round_id,
            role=role,
            state=PartState.APPLIED,
            since=today,
            applied_on=today,
            source_digest=digest,
        )
    )
    cls = programme.participant(role)
    fields = {field.name: field for field in fields_of(cls) if field.name in values}
    tx.save_fields(programme.table(role), part.id, cls(**{name: values[name] for name in fields}))
    for name, field in fields.items():
        if field.ask.dated:
            note_dated(programme, tx, part, name, field.kind.stored(values[name]))
    return part


@needs(Action.TAKE_IN)
def note_twins(programme: Programme, tx: Transaction, person: str, twins: Mapping[str, tuple[str, ...]]) -> None:
    """Keep who may be the same person, by which signs, for somebody to decide."""
    for other, signs in twins.items():
        tx.add(
            DuplicateNotice(
                id=programme.new_id(), person=person, other=other, signs=signs, noticed_on=programme.today()
            )
        )
