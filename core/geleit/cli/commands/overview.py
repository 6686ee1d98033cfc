"""`geleit overview`: what waits for somebody, and how a round stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from geleit.cli.days import DAY
from geleit.cli.desk import Desk
from geleit.cli.making import flag, option, programme_command
from geleit.cli.overview_rows import Stand, figures, listing_row, put_listing, stand_row
from geleit.errors import NotAllowed
from geleit.labels import say

if TYPE_CHECKING:
    from geleit.programme.overview import Listing

T = TypeVar("T")


@programme_command(
    "overview",
    flag("--all-rounds", label="all_rounds"),
    option("--whose", default="all"),
    option("--since", type=DAY),
    option("--on", type=DAY, label="on_due"),
    option("--limit", type=int, default=50),
    json=True,
)
def command(desk: Desk, *, all_rounds: bool, whose: str, since: date | None, on: date | None, limit: int) -> None:
    """Print part by part what the reader may see; a part that they may not see is null in JSON."""
    from geleit.programme import overview

    programme = desk.programme
    rounds = programme.rounds() if all_rounds else (desk.round,)
    theirs = overview.whose(programme, whose)
    given: dict[str, Any] = {"whose": theirs, "on": on, "since": since, "limit": limit}
    lists: dict[str, Listing[Any] | None] = {
        "to_do": _seen(lambda: overview.things_to_do(programme, rounds, **given)),
        "tasks": _seen(lambda: overview.own_tasks(programme, **given)),
        "papers": _seen(lambda: overview.expiring_papers(programme, rounds, **given)),
        "incomplete": _seen(lambda: overview.incomplete_applications(programme, rounds, **given)),
        "offers": _seen(lambda: overview.waiting_offers(programme, rounds, **given)),
        "silent": _seen(lambda: overview.silent_pairs(programme, rounds, **given)),
    }
    stand = {
        round_.id: Stand(
            _seen(partial(overview.places, programme, round_, whose=theirs, limit=limit)),
            _seen(partial(overview.course, programme, round_, whose=theirs)),
            _seen(partial(overview.hours, programme, round_, whose=theirs, on=on)),
        )
        for round_ in rounds
    }
    if desk.as_json:
        found = {name: None if each is None else listing_row(desk, each) for name, each in lists.items()}
        desk.json(found | {"rounds": [stand_row(id_, parts) for id_, parts in stand.items()]})
        return
    for name, each in lists.items():
        if each is not None:
            put_listing(desk, name, each, marked=since is not None)
    for id_, parts in stand.items():
        desk.put(desk.text(say("cli.overview.round", round=id_)))
        for line in figures(desk, parts):
            desk.put(f"  {line}")


def _seen(found: Callable[[], T]) -> T | None:
    try:
        return found()
    except NotAllowed:
        return None
