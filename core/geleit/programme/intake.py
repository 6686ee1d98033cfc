"""Taking in a list: read everything, then keep all of it in one step, or none; or the good rows if asked to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from stat import S_ISDIR
from typing import Any

import attrs

from geleit.errors import GeleitError, IntakeError, Problem, StoreError
from geleit.fields import Field, Sensitivity
from geleit.files.headings import VirtualColumn, columns_of
from geleit.files.intake import Check, Intake, IntakeRow, read_table
from geleit.files.new_file import check_name
from geleit.files.refused_file import write_refused
from geleit.files.sheet import Sheet
from geleit.files.spreadsheet import read_rows
from geleit.labels import say
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.staff.permits import needs
from geleit.store import Transaction, head

_LONGEST_STEM = 40
"""So much of a list's name goes into the name of the file of refused rows, which no file system finds too long."""


class Effect(StrEnum):
    """What a row did to the records."""

    ACCEPTED = "accepted"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@attrs.frozen
class Change:
    """A field that a row changed: whose, which, from what to what, as people read it."""

    line: int
    id: str
    field: str
    before: str
    after: str


@attrs.frozen
class Duplicate:
    """Two people who may be one, and by which signs (`name`, `birth_date`, `phone`, `email`); with both names, since
    after a dry run the records know neither."""

    line: int
    id: str
    other: str
    signs: tuple[str, ...]
    name: str
    other_name: str


@attrs.frozen
class Done:
    """What a row did, with what it changed and who may be the same person."""

    effect: Effect
    changes: tuple[Change, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()


@attrs.frozen(kw_only=True)
class Import:
    """What taking in a list came to. `written` is False after a dry run, and where refused rows held all back."""

    accepted: int
    updated: int
    unchanged: int
    problems: tuple[Problem, ...]
    unknown_columns: tuple[str, ...]
    changes: tuple[Change, ...]
    duplicates: tuple[Duplicate, ...]
    written: bool
    refused_file: Path | None = None


Apply = Callable[[Transaction, IntakeRow], Done]
"""Keeps one row; raises GeleitError if the row cannot be kept."""


_OF_ONE_ROW = frozenset({"store.refused", "store.reference"})
"""What the database refuses because of a row; everything else it says (a full disk) concerns the list as a whole."""


class _Undo(Exception):
    """Takes a unit of work back without anything having gone wrong."""


@attrs.frozen(kw_only=True)
class Plan:
    """How a list is read: its columns, what its rows must agree with, and what keeps one; `protected` names the columns
    of special fields."""

    columns: Sequence[Field | VirtualColumn]
    checks: Sequence[Check] = ()
    start: Callable[[Transaction], Apply]
    protected: frozenset[str] = frozenset()


@needs(Action.TAKE_IN)
def take_in(
    programme: Programme,
    path: Path,
    plan: Plan,
    *,
    encoding: str | None = None,
    dry_run: bool = False,
    accept_valid: bool = False,
) -> Import:
    """Take in a list. Every faulty row is named; unless `accept_valid`, one of them holds all rows back.

    With `accept_valid` the refused rows are written, with their reasons, to a file beside the list. Raises IntakeError
    if the file as a whole cannot be read, NotAllowed for protected columns that the actor does not see, UsageError if the file of refused rows could not be named after it.
    """
    _check_place(path)
    refused_path = path.with_name(f"{path.stem[:_LONGEST_STEM]}-refused.csv")
    if accept_valid and not dry_run:
        check_name(refused_path)
    reading = programme.reading
    columns = columns_of(plan.columns, programme.labels, reading.languages, programme.config.import_.columns)
    sheet = read_rows(path, encoding=encoding, known=columns.knows)
    intake = read_table(sheet, columns, reading, today=programme.today(), checks=plan.checks)
    protected = [heading for heading, name in intake.columns.items() if name in plan.protected]
    programme.permits.may_write(protected, Sensitivity.SPECIAL)
    intake, done, written = _keep(programme, plan, sheet, intake, dry_run=dry_run, accept_valid=accept_valid)
    refused_file = None
    if intake.refused and accept_valid and not dry_run:
        refused_file = write_refused(
            refused_path,
            sheet,
            intake.refused,
            intake.problems,
            language=programme.language,
            labels=programme.labels,
        )
    effects = [one.effect for one in done.values()]
    return Import(
        accepted=effects.count(Effect.ACCEPTED),
        updated=effects.count(Effect.UPDATED),
        unchanged=effects.count(Effect.UNCHANGED),
        problems=intake.problems,
        unknown_columns=intake.unknown_columns,
        changes=tuple(change for one in done.values() for change in one.changes),
        duplicates=tuple(duplicate for one in done.values() for duplicate in one.duplicates),
        written=written,
        refused_file=refused_file,
    )


def _check_place(path: Path) -> None:
    """Raises IntakeError where there is no file, or a folder; whatever else is wrong is found in reading."""
    try:
        folder = S_ISDIR(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        code = "lists.no_file"
    except OSError:
        return
    else:
        if not folder:
            return
        code = "lists.folder"
    raise IntakeError(say("intake.unusable", file=path.name or path), [Problem("", 0, "", say(code, file=path))])


def _keep(
    programme: Programme, plan: Plan, sheet: Sheet, intake: Intake, *, dry_run: bool, accept_valid: bool
) -> tuple[Intake, dict[int, Done], bool]:
    """Try all rows in one unit of work; what only the records can refuse is found here, and then tried without."""
    while True:
        done: dict[int, Done] = {}
        problems: list[Problem] = []
        holds_back = bool(intake.problems) and not accept_valid
        try:
            with programme.store.write("import") as tx:
                before = head(tx)
                apply = plan.start(tx)
                for row in intake.rows:
                    try:
                        done[row.line] = apply(tx, row)
                    except GeleitError as error:
                        if isinstance(error, StoreError) and error.sentence.code not in _OF_ONE_ROW:
                            raise
                        problems += _as_problems(sheet, intake, row, error)
                if problems or dry_run or holds_back:
                    raise _Undo
                if head(tx) != before:
                    tx.note("import", file=sheet.file)
        except _Undo:
            if not problems:
                return intake, done if dry_run else {}, False
            intake = intake.refusing(sheet, problems)
            if not accept_valid and not dry_run:
                return intake, {}, False
            continue
        return intake, done, True


def _as_problems(sheet: Sheet, intake: Intake, row: IntakeRow, error: GeleitError) -> list[Problem]:
    """The row's own problems where the error names them (by the names of columns), else one with its sentence."""
    headings = {name: heading for heading, name in intake.columns.items()}
    own = [
        problem._replace(file=sheet.file, line=row.line, key=headings.get(problem.key, problem.key))
        for problem in error.problems
    ]
    return own or [Problem(sheet.file, row.line, "", error.sentence, "")]


def shown(programme: Programme, field: Field, value: Any) -> str:
    """A field's value as people read it; a dash where it is unknown."""
    return "–" if value is None else field.kind.shown(value, programme.reading, programme.language)
