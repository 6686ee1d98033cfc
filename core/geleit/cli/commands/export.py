"""`geleit export`: people, pairs, sessions or outcomes as CSV for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from geleit.cli.desk import Desk
from geleit.cli.kinds import OneOf, one_of
from geleit.cli.making import argument, option, programme_command
from geleit.cli.saving import save_new
from geleit.display import neutral_cell
from geleit.fields import Field, fields_of
from geleit.labels import say
from geleit.model.office import Employer
from geleit.model.outcomes import Outcome
from geleit.model.partnerships import Partnership
from geleit.model.people import Person, Role
from geleit.model.sessions import Session

_INNER = frozenset({"id", "rev", "source_digest"})
_NAMED = ("mentee", "mentor")
Rows = Iterable[Sequence[tuple[Field, Any]]]


@programme_command(
    "export",
    argument("what", type=OneOf(("people", "pairs", "sessions", "outcomes"))),
    option("--role", type=one_of(Role), default=Role.MENTEE, label="role_export"),
    option("--out", metavar="FILE"),
)
def command(desk: Desk, *, what: str, role: Role, out: str | None) -> None:
    """Write them with headings that an import understands again; no cell runs as a formula."""
    rows = [list(row) for row in (_people(desk, role) if what == "people" else _records(desk, what))]
    text = _csv(desk, rows)
    if out is None:
        desk.raw(text)
        return
    path = save_new(Path(out), text, spreadsheet=True)
    desk.tell(say("cli.said.exported", n=len(rows), file=path))


def _people(desk: Desk, role: Role) -> Rows:
    from geleit.programme.roster import roster

    for one in roster(desk.programme, desk.round.id, role):
        person = [(field, getattr(one.person, field.name)) for field in fields_of(Person) if field.name != "rev"]
        own = [(field, getattr(one.fields, field.name)) for field in fields_of(type(one.fields))]
        yield [*person, *own]


def _records(desk: Desk, what: str) -> Rows:
    store = desk.programme.store
    pairs = {pair.id: pair for pair in store.all(Partnership, round=desk.round.id, order="decided_on")}
    records: Iterable[Any] = pairs.values()
    if what == "sessions":
        records = [one for one in store.all(Session, order="held_on") if one.partnership in pairs]
    elif what == "outcomes":
        records = store.all(Outcome, round=desk.round.id, order="began_on")
    of_pair = [field for field in fields_of(Partnership) if field.name in _NAMED] if what == "sessions" else []
    for record in records:
        own = [(field, getattr(record, field.name)) for field in fields_of(type(record)) if field.name not in _INNER]
        yield [*((field, getattr(pairs[record.partnership], field.name)) for field in of_pair), *own]


def _csv(desk: Desk, rows: Sequence[Sequence[tuple[Field, Any]]]) -> str:
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    if rows:
        writer.writerow([neutral_cell(_heading(desk, field)) for field, _ in rows[0]])
    for row in rows:
        writer.writerow([neutral_cell(_cell(desk, field, value)) for field, value in row])
    return file.getvalue()


def _heading(desk: Desk, field: Field) -> str:
    known = desk.programme.labels.languages_of(f"field.{field.name}")
    return desk.label("field" if known else "cli.export", field.name)


def _cell(desk: Desk, field: Field, value: Any) -> str:
    if value is None:
        return ""
    if field.name in (*_NAMED, "person") and isinstance(value, str):
        return desk.name(value)
    if field.name == "employer" and isinstance(value, str):
        firm = desk.programme.store.get(Employer, value)
        return value if firm is None else firm.name
    return field.kind.shown(value, desk.programme.reading, desk.door.language)
