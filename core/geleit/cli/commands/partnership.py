"""`geleit partnership`: everything about one pair or case."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.making import argument, flag, programme_command
from geleit.cli.partnership_lines import show_partnership
from geleit.cli.partnership_object import partnership_object


@programme_command("partnership", argument("pair"), flag("--open", "opened"), json=True)
def command(desk: Desk, *, pair: str, opened: bool) -> None:
    """Print it; protected texts with `--open` only, which the change history keeps."""
    from geleit.programme.cases.view import pair_view

    view = pair_view(desk.programme, desk.round, pair, opened=opened)
    if desk.as_json:
        desk.json(partnership_object(view))
    else:
        show_partnership(desk, view)
