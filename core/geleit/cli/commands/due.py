"""`geleit due`: what there is to do."""

from __future__ import annotations

from datetime import date

from geleit.cli.days import DAY
from geleit.cli.desk import Desk
from geleit.cli.making import option, programme_command
from geleit.labels import Listed, say

_KEYS = ("what", "who", "since", "partnership", "due_on", "new")


@programme_command("due", option("--since", type=DAY), option("--on", type=DAY, label="on_due"), json=True)
def command(desk: Desk, *, since: date | None, on: date | None) -> None:
    """Print it, the oldest first; what is new since a day is marked."""
    from geleit.programme.due import due_in_round

    items = due_in_round(desk.programme, desk.round, on=on, since=since)
    if desk.as_json:
        rows = [{key: getattr(item, key) for key in _KEYS} | {"message": desk.text(item.sentence)} for item in items]
        desk.json(rows)
        return
    if not items:
        desk.tell("cli.said.nothing_due")
    for item in items:
        names = Listed([desk.name(person) for person in item.who])
        new = " *" if item.new and since is not None else ""
        line = {"day": item.due_on, "names": names, "message": item.sentence}
        desk.put(desk.text(say("cli.said.due" if item.who else "cli.said.due_by_itself", **line)) + new)
