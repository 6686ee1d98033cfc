"""`geleit retention list`: whose time is over by the rules of the configuration."""

from __future__ import annotations

from datetime import date

from geleit.cli.days import DAY_AHEAD
from geleit.cli.desk import Desk
from geleit.cli.making import option, programme_command


@programme_command("retention list", option("--on", type=DAY_AHEAD, label="on_due"), round_=False, json=True)
def command(desk: Desk, *, on: date | None) -> None:
    """Print it, in the order of the categories."""
    from geleit.cli.retention_rows import HEADINGS, objects, rows
    from geleit.programme.privacy.retention import due

    found = due(desk.programme, on)
    if desk.as_json:
        desk.json(objects(desk, found))
        return
    if not desk.programme.config.retention:
        desk.tell("cli.said.retention_no_rules")
        return
    desk.table(HEADINGS, rows(desk, found))
