"""`geleit round copy`: plan the next round with the parameters of one that there is."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs

from geleit.cli.days import DAY_AHEAD
from geleit.cli.desk import Desk
from geleit.cli.kinds import WHOLE
from geleit.cli.making import flag, option, programme_command
from geleit.labels import say


@programme_command(
    "round copy",
    option("--round", "chosen", metavar="ID", label="round_copied"),
    option("--id", "new_id", metavar="ID", label="id_copied"),
    option("--title", label="title_copied"),
    option("--start", type=DAY_AHEAD, label="start_copied"),
    option("--end", type=DAY_AHEAD, label="end_copied"),
    option("--apply-by", type=DAY_AHEAD, label="apply_by_copied"),
    option("--places", type=WHOLE, label="places_copied"),
    flag("--dry-run"),
    round_=False,
    json=True,
)
def command(
    desk: Desk,
    *,
    chosen: str | None,
    new_id: str | None,
    title: str | None,
    start: date | None,
    end: date | None,
    apply_by: date | None,
    places: int | None,
    dry_run: bool,
) -> None:
    """What is not given follows from the round before."""
    from geleit.programme.settings.copying import copy_round, next_round

    given: dict[str, Any] = {"id": new_id, "title": title, "end": end, "apply_by": apply_by, "places": places}
    following = attrs.evolve(
        next_round(desk.programme, chosen, start=start), **{key: one for key, one in given.items() if one is not None}
    )
    made = copy_round(desk.programme, following, dry_run=dry_run)
    if desk.as_json:
        desk.json({**attrs.asdict(made), "written": not dry_run})
        return
    days = {"start": desk.day(made.start), "end": desk.day(made.end)}
    told = {"title": made.title, "before": desk.programme.round(made.before).title, "file": made.file, **days}
    code = "settings.round_would_copy" if dry_run else "settings.round_copied"
    desk.tell(say(code, n=len(made.settings), **told))
