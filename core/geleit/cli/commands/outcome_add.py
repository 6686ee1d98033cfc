"""`geleit outcome add`: a dated result of a mentee."""

from __future__ import annotations

from typing import Any

from geleit.cli.desk import Desk
from geleit.cli.making import argument, option, programme_command
from geleit.cli.result_options import result_of, result_options
from geleit.labels import say


@programme_command(
    "outcome add",
    argument("person"),
    argument("category"),
    *result_options(required=True),
    option("--detail", "details", multiple=True, metavar="FIELD=VALUE"),
    option("--confirmed-by", metavar="NAME"),
)
def command(desk: Desk, *, person: str, category: str, confirmed_by: str | None, **values: Any) -> None:
    """Record it."""
    from geleit.programme.outcomes import record_outcome

    result, detail = result_of(desk, category, values)
    kept = record_outcome(desk.programme, desk.round, person, result, confirmed_by=confirmed_by, detail=detail)
    what = {"name": desk.name(kept.person), "category": say(f"outcome.{kept.category}")}
    desk.tell(say("cli.said.outcome", day=kept.began_on, **what))
    desk.warn_about(values["note"])
