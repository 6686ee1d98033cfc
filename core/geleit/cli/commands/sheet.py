"""`geleit sheet`: what a volunteer mentor reads of a mentee."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.making import argument, programme_command
from geleit.labels import say


@programme_command("sheet", argument("pair"), json=True)
def command(desk: Desk, *, pair: str) -> None:
    """Print it."""
    from geleit.programme.sheet import sheet

    found = sheet(desk.programme, desk.round, pair)
    lines = [
        (
            line.field.name,
            desk.label("field", line.field.name),
            line.value if isinstance(line.value, str) else desk.text(line.value),
        )
        for line in found.lines
    ]
    if desk.as_json:
        desk.json(
            {
                "partnership": found.partnership,
                "mentee": found.mentee,
                "mentor": found.mentor,
                "fields": [{"field": name, "label": label, "value": value} for name, label, value in lines],
                "eligible": found.eligible,
                "contacts_released": found.contacts_released,
            }
        )
        return
    desk.put(desk.text(say("sheet.title", mentor=desk.name(found.mentor))))
    for _, label, value in lines:
        desk.put(f"  {label}: {value}")
    desk.put(f"  {desk.text('sheet.eligible')}: {desk.text(f'sheet.{found.eligible}')}")
