"""How long data are kept, as far as the configuration says."""

from __future__ import annotations

import attrs

from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.staff.permits import needs


@attrs.frozen
class TimeLimit:
    """How long a category of data is kept: so many months from an event on, on which basis (None where the
    configuration names none), and what happens then."""

    category: str
    months: int
    start: str
    basis: str | None
    then: str


@needs(Action.PROCESSING)
def time_limits(programme: Programme) -> tuple[TimeLimit, ...]:
    """The time limits of the table `[retention]`, by category in its order; none where there is no such table."""
    return tuple(
        TimeLimit(category.value, table.months, table.start.value, table.basis or None, table.then.value)
        for category, table in programme.config.retention.items()
    )
