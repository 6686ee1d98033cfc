"""Writes docs/reference/permissions.md from the tables that the program itself asks: `python make_permissions.py`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from geleit.fields import Sensitivity, fields_of, table_of
from geleit.labels import core_labels
from geleit.permissions import RIGHTS, SIGHT, StaffRole
from geleit.programme.changes import record_classes
from geleit.standard.fields import Mentee, Mentor

PAGE = Path(__file__).with_name("permissions.md")
ROLES = (StaffRole.LEAD, StaffRole.COORDINATOR, StaffRole.ASSISTANT, StaffRole.MENTOR, StaffRole.EVALUATOR)

_HEAD = """\
# Permissions: who may do and see what

Made from the tables that the program asks (`python docs/reference/make_permissions.py`); a test keeps it in step.
[permissions.md](../permissions.md) says in plain words what the roles are for, and what they are not.
"""


def page() -> str:
    """The page as it should be."""
    return "\n".join([_HEAD, *_actions(), "", *_sight(), "", *_columns(), ""])


def _text(code: str) -> str:
    return core_labels().text(code, "en")


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(headings)} |"
    yield f"|{'|'.join(' --- ' for _ in headings)}|"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _actions() -> Iterator[str]:
    yield "## Roles and actions\n"
    yield "`–`: refused. *own cases*: with the people and partnerships of one's own cases, and of those one stands in for."
    yield "Where there is no `[staff]` table, whoever opens the records may do everything.\n"
    headings = ("action", "in words", *(_text(f"StaffRole.{role.value}") for role in ROLES))
    rows = (
        (
            f"`{action.value}`",
            _text(f"Action.{action.value}"),
            *(_text(f"Reach.{rights[role].value}") for role in ROLES),
        )
        for action, rights in RIGHTS.items()
    )
    yield from _table(headings, rows)


def _sight() -> Iterator[str]:
    yield "## Roles and fields\n"
    yield "Each column has one class. A value of a class that a role does not see is shown as `•••`, and the role cannot"
    yield "change it. A person's protected fields can be opened for three hours with a reason (`geleit unlock`).\n"
    order = list(Sensitivity)
    rows = (
        (
            f"`{each.value}`",
            _text(f"Sensitivity.{each.value}"),
            *(
                "yes"
                if order.index(each) <= order.index(SIGHT[role].others)
                else "own cases"
                if order.index(each) <= order.index(SIGHT[role].own)
                else "•••"
                for role in ROLES
            ),
        )
        for each in order
    )
    yield from _table(("class", "in words", *(_text(f"StaffRole.{role.value}") for role in ROLES)), rows)


def _columns() -> Iterator[str]:
    yield "## Columns\n"
    yield "The records of the core, and the fields that every region asks; a region's own fields are personal unless it says"
    yield "otherwise, its free texts are special.\n"
    tables: list[tuple[str, type[Any]]] = [(table_of(cls), cls) for cls in record_classes()]
    tables += [("mentee_fields", Mentee), ("mentor_fields", Mentor)]
    classes = (Sensitivity.SPECIAL, Sensitivity.PERSONAL, Sensitivity.INTERNAL)
    rows = (
        (
            f"`{table}`",
            *(
                ", ".join(f"`{field.name}`" for field in fields_of(cls) if field.ask.sensitivity is each) or "–"
                for each in classes
            ),
        )
        for table, cls in tables
    )
    yield from _table(("table", *(_text(f"Sensitivity.{each.value}") for each in classes)), rows)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
