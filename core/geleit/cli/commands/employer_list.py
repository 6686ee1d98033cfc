"""`geleit employer list`: the firms."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.making import programme_command

_KEYS = ("id", "name", "sector", "territory", "contact_person", "email", "phone", "since")


@programme_command("employer list", round_=False, json=True)
def command(desk: Desk) -> None:
    """Print them by name, with the number of talks and the last of them."""
    from geleit.programme.office import employers

    found = employers(desk.programme)
    firms, talks = list(found), {firm.id: days for firm, days in found.items()}
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
