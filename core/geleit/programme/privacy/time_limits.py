"""How long data are kept, as far as the configuration says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.staff.permits import needs


@attrs.frozen
class TimeLimit:
    """How long a category of data is kept: so many months from an event on, on which basis, and what happens then.

    None where the configuration leaves it open.
    """

    category: str
    months: int | None = None
    start: str | None = None
    basis: str | None = None
    then: str | None = None


@needs(Action.PROCESSING)
def time_limits(programme: Programme) -> tuple[TimeLimit, ...]:
    """The time limits of the table `[retention]`, by category in its order; none where there is no such table."""
    table: Any = getattr(programme.config, "retention", None)
    if table is None:
        return ()
    by_name = isinstance(table, Mapping)
    named: Iterable[tuple[str, Any]] = table.items() if by_name else ((str(one.category), one) for one in table)
    return tuple(
        TimeLimit(
            category,
            getattr(one, "months", None),
            _word(getattr(one, "start", None)),
            _word(getattr(one, "basis", None)),
            _word(getattr(one, "then", None)),
        )
        for category, one in named
    )


def _word(value: Any) -> str | None:
    return (str(getattr(value, "value", value)) or None) if value is not None else None
