"""`geleit person edit`: change somebody's answers."""

from __future__ import annotations

from geleit.cli.answer_words import read_answers
from geleit.cli.desk import Desk
from geleit.cli.kinds import one_of
from geleit.cli.making import argument, flag, option, programme_command
from geleit.labels import say
from geleit.model.people import Role


@programme_command(
    "person edit",
    argument("person"),
    argument("answers", nargs=-1, required=True, metavar="FIELD=VALUE…"),
    option("--role", type=one_of(Role)),
    flag("--dry-run", "dry_run"),
    json=True,
)
def command(desk: Desk, *, person: str, answers: tuple[str, ...], role: Role | None, dry_run: bool) -> None:
    """Change them."""
    from geleit.programme.people.checks import fields_asked
    from geleit.programme.people.writing import edit_person
    from geleit.programme.roster import find_part

    one = find_part(desk.programme, desk.round.id, person, role)
    values = read_answers(desk, answers, fields_asked(desk.programme, one.part.role))
    edited = edit_person(desk.programme, desk.round, one.part.id, values, dry_run=dry_run)
    if desk.as_json:
        desk.json({"id": one.person.id, "changes": edited.changes, "written": not dry_run})
        return
    for change in edited.changes:
        field = say(f"field.{change.field}")
        desk.put(desk.text(say("cli.said.changed_field", field=field, before=change.before, after=change.after)))
    code = "cli.said.would_edit" if dry_run else "cli.said.edited"
    desk.tell(say(code, name=one.person.name, n=len(edited.changes)))
