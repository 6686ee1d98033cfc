"""`geleit backup verify`: restore a backup beside the records, check it, and throw the copy away."""

from __future__ import annotations

from pathlib import Path

from geleit.cli.desk import Desk
from geleit.cli.making import argument, option, programme_command
from geleit.labels import say


@programme_command(
    "backup verify",
    argument("backup", required=False),
    option("--from", "folder", metavar="FOLDER", label="backup_from"),
    round_=False,
    json=True,
)
def command(desk: Desk, *, backup: str | None, folder: str | None) -> None:
    """The newest one unless a backup is named; whatever is wrong with it is an error."""
    from geleit.programme.safekeeping.backups import verify_backup

    found = verify_backup(desk.programme, Path(backup) if backup else None, folder=Path(folder) if folder else None)
    if desk.as_json:
        desk.json(
            {
                "file": found.path.name,
                "entries": found.entries,
                "witness": str(found.witness),
                "since": found.since,
            }
        )
    desk.tell(say("cli.said.backup_good", file=found.path.name, n=found.entries))
    if found.since is None:
        desk.tell("cli.said.backup_other_line")
    else:
        desk.tell(say("cli.said.backup_since", n=found.since))
