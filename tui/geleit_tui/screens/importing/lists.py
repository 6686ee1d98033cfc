"""The kinds of lists that can be taken in, and the step that does it."""

from __future__ import annotations

from pathlib import Path

from geleit.labels import say
from geleit.model.people import Role
from geleit.programme.applications import import_people
from geleit.programme.intake import Import
from geleit.programme.lists import LISTS, import_list
from geleit_tui.desk import Desk

PEOPLE = {"mentees": Role.MENTEE, "mentors": Role.MENTOR}
KINDS = (*PEOPLE, *LISTS)
"""What a list can hold; its labels are `ui.importing.what.<kind>`."""

SUFFIXES = (".csv", ".xlsx", ".txt")


def words(desk: Desk, kind: str) -> str:
    """What a list holds, in words; people are called as the region calls them."""
    if kind in PEOPLE:
        return desk.text(say("ui.importing.what.people", role=say(f"Role.{PEOPLE[kind].value}")))
    return desk.text(f"ui.importing.what.{kind}")


def take_in(
    desk: Desk, kind: str, path: Path, *, encoding: str | None, dry_run: bool, accept_valid: bool = False
) -> Import:
    """Take in a list of some kind, or try it."""
    if kind in PEOPLE:
        return import_people(
            desk.programme,
            desk.round,
            PEOPLE[kind],
            path,
            encoding=encoding,
            dry_run=dry_run,
            accept_valid=accept_valid,
        )
    return import_list(
        desk.programme, desk.round, kind, path, encoding=encoding, dry_run=dry_run, accept_valid=accept_valid
    )
