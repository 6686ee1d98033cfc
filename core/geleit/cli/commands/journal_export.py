"""`geleit journal export`: the whole change history, for whoever audits it."""

from __future__ import annotations

from pathlib import Path

from geleit.cli.desk import Desk
from geleit.cli.making import option, programme_command
from geleit.files.saving import save_new
from geleit.labels import say


@programme_command("journal export", option("--out", metavar="FILE", required=True), round_=False)
def command(desk: Desk, *, out: str) -> None:
    """Write it as lines of JSON to a new file."""
    from geleit.programme.safekeeping.verifying import export_history

    content = export_history(desk.programme)
    path = save_new(Path(out), content)
    desk.tell(say("cli.said.exported", n=content.count(b"\n"), file=path))
