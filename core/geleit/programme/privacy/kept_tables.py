"""The tables in which anything is kept, with the classes that describe them and their words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from geleit.fields import Field, Sensitivity, fields_of, table_of
from geleit.labels import Labels, Sentence, say
from geleit.model.people import Role
from geleit.programme.changes import record_classes
from geleit.programme.context import Programme

_DETAILS = "outcome_"
_TITLE = "kept.table."


def kept_classes(programme: Programme) -> Mapping[str, type[Any]]:
    """Table → the class that describes its columns: the core's records, the region's fields, details of outcomes; the
    tables about people first, in the order of their headings in the labels."""
    tables: dict[str, type[Any]] = {table_of(cls): cls for cls in record_classes()}
    tables |= {programme.table(role): programme.participant(role) for role in Role}
    for round_ in programme.rounds():
        for category in programme.answers(round_).outcomes.categories:
            if category.detail is not None:
                tables[f"{_DETAILS}{category.code.lower()}"] = category.detail
    order = [code.removeprefix(_TITLE) for code in programme.labels.codes() if code.startswith(_TITLE)]
    return dict(sorted(tables.items(), key=lambda item: order.index(item[0]) if item[0] in order else len(order)))


def kept_fields(programme: Programme) -> Mapping[str, Mapping[str, Field]]:
    """Table → column → its description."""
    return {table: {field.name: field for field in fields_of(cls)} for table, cls in kept_classes(programme).items()}


def sensitivity_of(field: Field | None) -> Sensitivity:
    """How a column is classified; one that no class describes any more is protected most."""
    return field.ask.sensitivity if field is not None else Sensitivity.SPECIAL


def table_words(labels: Labels, table: str) -> Sentence | str:
    """What a table is called."""
    if labels.languages_of(f"kept.table.{table}"):
        return say(f"kept.table.{table}")
    if table.startswith(_DETAILS):
        code = table.removeprefix(_DETAILS).upper()
        outcome = say(f"outcome.{code}") if labels.languages_of(f"outcome.{code}") else code
        return say("kept.table.outcome_details", outcome=outcome)
    return table


def field_words(labels: Labels, table: str, name: str) -> Sentence | str:
    """What a column is called."""
    for code in (f"kept.field_of.{table}.{name}", f"field.{name}", f"kept.field.{name}"):
        if labels.languages_of(code):
            return say(code)
    return name
