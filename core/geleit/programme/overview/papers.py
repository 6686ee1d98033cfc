"""Documents that expire soon, or have expired."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.due import due_papers_of_round
from geleit.programme.overview.doing import matter
from geleit.programme.overview.matters import LISTED, Listing, Matter, listed, with_names
from geleit.programme.overview.whose import EVERYBODY, Whose
from geleit.programme.staff.permits import needs
from geleit.progress.items import in_order


@needs(Action.SEE_DUE)
def expiring_papers(
    programme: Programme,
    rounds: Iterable[Round[Any]],
    *,
    whose: Whose = EVERYBODY,
    on: date | None = None,
    since: date | None = None,
    limit: int | None = LISTED,
) -> Listing[Matter]:
    """The documents of everybody in some rounds that expire within 30 days or have expired, the earliest first."""
    day = on or programme.today()
    found = {
        item.key: (round_.id, item)
        for round_ in rounds
        for item in due_papers_of_round(programme, round_, on=day, since=since, person=whose.person)
    }
    matters = [matter(item, found[item.key][0]) for item in in_order(item for _, item in found.values())]
    return with_names(programme, listed(matters, limit))
