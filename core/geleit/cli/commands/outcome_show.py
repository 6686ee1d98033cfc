"""`geleit outcome show`: one result with everything that is known of it."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.making import argument, programme_command
from geleit.fields import fields_of
from geleit.model.outcomes import Outcome
from geleit.permissions import HIDDEN

_LINES = (
    *("began_on", "ended_on", "hours_per_week", "permanent", "insured", "adequate", "evidence", "confirmed_by", "note"),
)


@programme_command("outcome show", argument("outcome"), round_=False, json=True)
def command(desk: Desk, *, outcome: str) -> None:
    """Print it, with the fields that its category asks beyond the standard's."""
    from geleit.programme.results.listing import outcome_record

    found = outcome_record(desk.programme, outcome)
    listed = found.listed
    if desk.as_json:
        values = {name: HIDDEN if name in found.hidden else getattr(found.outcome, name) for name in _LINES}
        details = {field.name: HIDDEN if field.name in found.hidden else value for field, value in found.details}
        known = {name: getattr(found.outcome, name) for name in ("id", "person", "round", "category", "follow_up")}
        told = {
            "name": listed.name,
            "employer": listed.employer,
            "standard_class": listed.standard_class,
            "before_start": listed.before_start,
            "counted": listed.counted,
        }
        desk.json(known | values | told | {"details": details})
        return
    reading, language = desk.programme.reading, desk.door.language
    lines = [
        (desk.text("field.person"), listed.name),
        (desk.text("field.category"), desk.label("outcome", listed.outcome.category)),
        (desk.text("cli.column.standard_class"), desk.label("StandardClass", listed.standard_class)),
        (desk.text("field.employer"), listed.employer or "–"),
    ]
    if listed.before_start:
        lines.append((desk.text("cli.column.counted"), desk.text("results.before_start")))
    else:
        counted = ", ".join(desk.label("counted", code) for code in listed.counted)
        lines.append((desk.text("cli.column.counted"), counted or "–"))
    own = {field.name: field for field in fields_of(Outcome)}
    for field, value in (*((own[name], getattr(found.outcome, name)) for name in _LINES), *found.details):
        words = "–" if value is None else field.kind.shown(value, reading, language)
        lines.append((desk.label("field", field.name), HIDDEN if field.name in found.hidden else words))
    for line in lines:
        desk.put(": ".join(line))
