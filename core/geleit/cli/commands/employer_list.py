"""`geleit employer list`: the firms."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.making import programme_command
from geleit.model.office import Employer, EmployerContact

_KEYS = ("id", "name", "sector", "territory", "contact_person", "email", "phone", "since")


@programme_command("employer list", round_=False, json=True)
def command(desk: Desk) -> None:
    """Print them by name, with the number of talks and the last of them."""
    store = desk.programme.store
    firms = store.all(Employer, order="name")
    talks = {firm.id: sorted(one.on for one in store.all(EmployerContact, employer=firm.id)) for firm in firms}
    if desk.as_json:
        desk.json(
            [
                {key: getattr(firm, key) for key in _KEYS}
                | {"contacts": len(talks[firm.id]), "last_contact": max(talks[firm.id], default=None)}
                for firm in firms
            ]
        )
        return
    desk.table(
        ("field.name", "field.sector", "cli.column.contacts", "cli.column.last_contact", "cli.column.id"),
        [
            (
                firm.name,
                firm.sector or "–",
                str(len(talks[firm.id])),
                desk.day(max(talks[firm.id], default=None)),
                firm.id,
            )
            for firm in firms
        ],
    )
