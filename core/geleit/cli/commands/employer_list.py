"""`geleit employer list`: the firms."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.making import programme_command

_KEYS = ("id", "name", "sector", "territory", "contact_person", "email", "phone", "since")


@programme_command("employer list", round_=False, json=True)
def command(desk: Desk) -> None:
    """Print them by name, with the number of talks, the last of them, and how many people found something there."""
    from geleit.programme.employers import employer_list

    found = employer_list(desk.programme)
    if desk.as_json:
        desk.json(
            [
                {key: getattr(one.employer, key) for key in _KEYS}
                | {"contacts": one.talks, "last_contact": one.last_talk, "placed": one.placed}
                for one in found
            ]
        )
        return
    desk.table(
        (
            *("field.name", "field.sector", "field.contact_person", "cli.column.contacts", "cli.column.last_contact"),
            *("cli.column.placed", "cli.column.id"),
        ),
        [
            (
                one.employer.name,
                one.employer.sector or "–",
                one.employer.contact_person or "–",
                str(one.talks),
                desk.day(one.last_talk),
                str(one.placed),
                one.employer.id,
            )
            for one in found
        ],
    )
