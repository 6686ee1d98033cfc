"""`geleit statement`: what a pair reports for a month."""

from __future__ import annotations

from datetime import date

from geleit.cli.desk import Desk
from geleit.cli.kinds import NUMBER, WHOLE, Read
from geleit.cli.making import argument, flag, option, programme_command
from geleit.cli.pair_rows import tell_if_early
from geleit.errors import UsageError
from geleit.files.cell_kinds import MonthKind
from geleit.labels import say
from geleit.progress.calendar_months import last_of_month

_MINUTES = 60


@programme_command(
    "statement",
    argument("pair"),
    argument("month", type=Read(MonthKind(), "MONTH")),
    option("--meetings", type=WHOLE),
    option("--hours", type=NUMBER),
    flag("--estimated"),
)
def command(desk: Desk, *, pair: str, month: date, meetings: int | None, hours: float | None, estimated: bool) -> None:
    """Record it; a second one for the same month replaces the first."""
    from geleit.programme.partnerships import find_pair
    from geleit.programme.sessions import state_month

    if meetings is None and hours is None:
        raise UsageError(say("cli.said.statement_empty"))
    found = find_pair(desk.programme, desk.round, pair)
    minutes = None if hours is None else round(hours * _MINUTES)
    state_month(desk.programme, desk.round, found.id, month, meetings=meetings, minutes=minutes, estimated=estimated)
    shown = f"{month.month:02}/{month.year}"
    names = f"{desk.name(found.mentee)} & {desk.name(found.mentor)}"
    desk.tell(say("cli.said.stated", pair=names, month=shown))
    tell_if_early(desk, found.id, last_of_month(month))
