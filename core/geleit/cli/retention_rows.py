"""What is due by the retention rules, as rows and as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from geleit.cli.desk import Desk
from geleit.programme.privacy.retention import Due

HEADINGS = (
    *("cli.column.due_on", "field.person", "cli.column.retention_category", "cli.column.retention_then"),
    *("cli.column.retention_since", "cli.column.retention_held"),
)


def rows(desk: Desk, found: Iterable[Due]) -> list[tuple[str, ...]]:
    """A row for each, with the reason why nothing is done where there is one."""
    return [
        (
            desk.day(one.due_on),
            one.name,
            desk.label("retention.category", one.category.value),
            desk.label("retention.then", one.do.value),
            desk.day(one.since),
            desk.text(one.held) if one.held is not None else "",
        )
        for one in found
    ]


def objects(desk: Desk, found: Iterable[Due]) -> list[dict[str, Any]]:
    """An object for each."""
    return [
        {
            "person": one.person,
            "category": one.category.value,
            "do": one.do.value,
            "since": one.since,
            "due_on": one.due_on,
            "records": len(one.rows),
            "held": desk.text(one.held) if one.held is not None else None,
        }
        for one in found
    ]
