"""`geleit import`: take in a list of people, or of what happened to them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from geleit.cli import faults
from geleit.cli.desk import Desk
from geleit.cli.kinds import OneOf
from geleit.cli.making import argument, flag, option, programme_command
from geleit.errors import IntakeError, Problem
from geleit.labels import say

if TYPE_CHECKING:
    from geleit.programme.intake import Import

_PEOPLE = {"mentees": "mentee", "mentors": "mentor"}
_LISTS = ("sessions", "statements", "attendance", "outcomes", "employers")


@programme_command(
    "import",
    argument("file"),
    option("--what", type=OneOf((*_PEOPLE, *_LISTS)), required=True, label="import_what"),
    flag("--dry-run"),
    flag("--accept-valid"),
    option("--encoding", type=OneOf(("utf-8", "cp1252"))),
    json=True,
)
def command(desk: Desk, *, file: str, what: str, dry_run: bool, accept_valid: bool, encoding: str | None) -> int:
    """Take it in; the exit code is 1 if a row was refused, unless refused rows were to be left out."""
    from geleit.model.people import Role
    from geleit.programme.applications import import_people
    from geleit.programme.lists import import_list

    how: dict[str, Any] = {"encoding": encoding, "dry_run": dry_run, "accept_valid": accept_valid}
    try:
        if what in _PEOPLE:
            done = import_people(desk.programme, desk.round, Role(_PEOPLE[what]), Path(file), **how)
        else:
            done = import_list(desk.programme, desk.round, what, Path(file), **how)
    except IntakeError as error:
        if desk.as_json:
            own = error.problems or (Problem(Path(file).name, 0, "", error.sentence),)
            desk.json(_object(desk, None, own))
        raise _with_hint(error) from error
    if desk.as_json:
        desk.json(_object(desk, done, done.problems))
    else:
        _show(desk, done, held_back=not done.written and not dry_run)
    return 1 if done.problems and not accept_valid else 0


def _with_hint(error: IntakeError) -> IntakeError:
    """The error, with the option that may help."""
    if all(problem.sentence.code != "intake.not_utf8" for problem in error.problems):
        return error
    return IntakeError(error.sentence, [*error.problems, Problem("", 0, "", say("cli.said.try_encoding"))])


def _object(desk: Desk, done: Import | None, problems: tuple[Problem, ...]) -> dict[str, Any]:
    return {
        "accepted": done.accepted if done else 0,
        "updated": done.updated if done else 0,
        "unchanged": done.unchanged if done else 0,
        "refused": [
            {"line": one.line, "column": one.key, "value": one.found, "message": desk.text(one.sentence)}
            for one in problems
        ],
        "unknown_columns": done.unknown_columns if done else (),
        "duplicates": done.duplicates if done else (),
        "changes": done.changes if done else (),
        "written": done is not None and done.written,
        "refused_file": str(done.refused_file) if done and done.refused_file else None,
    }


def _show(desk: Desk, done: Import, *, held_back: bool) -> None:
    for change in done.changes:
        values = {"field": say(f"field.{change.field}"), "before": change.before, "after": change.after}
        desk.put(desk.text(say("cli.said.change", line=change.line, name=desk.name(change.id), **values)))
    for twin in done.duplicates:
        signs = ", ".join(desk.text(f"cli.sign.{sign}") for sign in twin.signs)
        names = {"name": twin.name, "other": twin.other_name, "id": twin.other}
        desk.put(desk.text(say("cli.said.duplicate", line=twin.line, signs=signs, **names)))
    faults.tell_problems(desk.door, done.problems)
    refused = len({problem.line for problem in done.problems})
    if done.unknown_columns:
        desk.tell(say("cli.said.unknown_columns", columns=", ".join(done.unknown_columns)))
    if held_back:
        desk.tell(say("cli.said.held_back", n=refused))
        return
    counts = {"accepted": done.accepted, "updated": done.updated, "unchanged": done.unchanged, "refused": refused}
    desk.tell(say("cli.said.imported" if done.written else "cli.said.would_import", **counts))
    if done.refused_file:
        desk.tell(say("cli.said.refused_file", file=done.refused_file))
