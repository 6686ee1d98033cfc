"""`geleit employer show`: a firm with the talks, and who has found something there."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.making import argument, programme_command
from geleit.fields import fields_of
from geleit.model.office import Employer

_KEYS = ("name", "sector", "territory", "contact_person", "email", "phone", "since")


@programme_command("employer show", argument("employer"), round_=False, json=True)
def command(desk: Desk, *, employer: str) -> None:
    """Print it, the latest talk first."""
    from geleit.programme.employers import employer_record

    found = employer_record(desk.programme, employer)
    firm = found.employer
    if desk.as_json:
        desk.json(
            {"id": firm.id}
            | {key: getattr(firm, key) for key in _KEYS}
            | {"talks": found.talks, "placed": found.placed, "others": found.others}
        )
        return
    reading, language = desk.programme.reading, desk.door.language
    for field in fields_of(Employer):
        value = getattr(firm, field.name)
        if field.name in _KEYS and value is not None:
            desk.put(f"{desk.label('field', field.name)}: {field.kind.shown(value, reading, language)}")
    if found.talks:
        desk.put()
        desk.table(
            ("cli.column.at", "field.kind", "cli.export.by", "cli.column.about", "field.note"),
            [
                (desk.day(talk.on), talk.kind, talk.by, " & ".join(talk.about) or "–", talk.note or "–")
                for talk in found.talks
            ],
        )
    if found.placed:
        desk.put()
        desk.table(
            ("cli.column.began", "field.person", "field.category", "cli.column.ended"),
            [
                (desk.day(one.began_on), one.name, desk.label("outcome", one.category), desk.day(one.ended_on))
                for one in found.placed
            ],
        )
    if found.others:
        desk.put(desk.text("cli.column.others") + f": {found.others}")
