"""`geleit export`: people, pairs, sessions or outcomes as CSV or as a workbook."""

from __future__ import annotations

from pathlib import Path

from geleit.cli.desk import Desk
from geleit.cli.kinds import OneOf, one_of
from geleit.cli.making import argument, flag, option, programme_command
from geleit.errors import UsageError
from geleit.fields import Field
from geleit.files.csv_out import csv_text
from geleit.files.saving import save_new, save_sealed
from geleit.labels import say
from geleit.model.people import Role


@programme_command(
    "export",
    argument("what", type=OneOf(("people", "pairs", "sessions", "outcomes"))),
    option("--role", type=one_of(Role), default=Role.MENTEE, label="role_export"),
    option("--recipient", metavar="CODE", label="recipient_export"),
    option("--purpose", metavar="CODE", label="purpose_export"),
    option("--out", metavar="FILE"),
    flag("--seal"),
)
def command(
    desk: Desk, *, what: str, role: Role, recipient: str | None, purpose: str | None, out: str | None, seal: bool
) -> None:
    """Write them with headings that an import understands again; no cell runs as a formula."""
    from geleit.cli.passphrases import sealing_key
    from geleit.programme.exporting import export
    from geleit.programme.privacy.purposes import find_recipient

    if purpose is not None and recipient is None:
        raise UsageError(say("cli.said.purpose_alone"))
    if seal and out is None:
        raise UsageError(say("cli.said.seal_where"))
    key = sealing_key(desk.door) if seal else None
    table = find_recipient(desk.programme, recipient, purpose) if recipient is not None else None
    found = export(desk.programme, desk.round, what, role, table)
    for sentence in found.left_out:
        desk.tell(sentence)
    headings = [[_heading(desk, field) for field in found.fields]] if found.fields else []
    cells = [*headings, *map(list, found.rows)]
    if out is None:
        desk.raw(csv_text(cells))
        return
    path = Path(out)
    content: str | bytes = csv_text(cells)
    if path.suffix.lower() == ".xlsx":
        from geleit.files.xlsx_out import xlsx_bytes

        content = xlsx_bytes(cells)
    if key is None:
        path = save_new(path, content, spreadsheet=True)
    else:
        path = save_sealed(path, content, key, spreadsheet=True)
    desk.tell(say("cli.said.exported", n=len(found.rows), file=path))


def _heading(desk: Desk, field: Field) -> str:
    known = desk.programme.labels.languages_of(f"field.{field.name}")
    return desk.label("field" if known else "cli.export", field.name)
