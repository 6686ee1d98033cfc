"""`geleit person add`: somebody applies, entered by hand."""

from __future__ import annotations

from geleit.cli.answer_words import read_answers
from geleit.cli.desk import Desk
from geleit.cli.kinds import one_of
from geleit.cli.making import argument, flag, option, programme_command
from geleit.labels import say
from geleit.model.people import Role


@programme_command(
    "person add",
    argument("answers", nargs=-1, metavar="FIELD=VALUE…"),
    option("--role", type=one_of(Role), required=True),
    option("--known", metavar="PERSON"),
    flag("--dry-run", "dry_run"),
    json=True,
)
def command(desk: Desk, *, answers: tuple[str, ...], role: Role, known: str | None, dry_run: bool) -> None:
    """Add them."""
    from geleit.programme.people.checks import fields_asked
    from geleit.programme.people.writing import add_person

    values = read_answers(desk, answers, fields_asked(desk.programme, role))
    added = add_person(desk.programme, desk.round, role, values, person=known, dry_run=dry_run)
    if desk.as_json:
        desk.json(
            {
                "id": added.person.id,
                "part": added.part.id,
                "duplicates": added.twins,
                "left": added.left,
                "written": not dry_run,
            }
        )
        return
    for twin in added.twins:
        signs = ", ".join(desk.text(f"cli.sign.{sign}") for sign in twin.signs)
        desk.put(desk.text(say("cli.said.twin", name=added.person.name, other=twin.name, id=twin.id, signs=signs)))
    for one in added.left:
        desk.put(
            desk.text(say("cli.said.left_as_it_is", field=say(f"field.{one.field}"), kept=one.before, given=one.after))
        )
    code = "cli.said.would_add" if dry_run else "cli.said.kept"
    desk.tell(say(code, what=added.person.name, id=added.person.id))
