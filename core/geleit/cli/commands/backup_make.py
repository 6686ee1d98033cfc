"""`geleit backup make`: back the records up, and remove the backups that are no longer kept."""

from __future__ import annotations

from pathlib import Path

from geleit.cli.desk import Desk
from geleit.cli.making import flag, option, programme_command
from geleit.labels import say


@programme_command(
    "backup make",
    option("--to", metavar="FOLDER", label="backup_to"),
    flag("--dry-run", "dry_run"),
    round_=False,
    json=True,
)
def command(desk: Desk, *, to: str | None, dry_run: bool) -> None:
    """Make it, prove it by restoring it, and say where it is and what it does not protect from."""
    from geleit.programme.safekeeping.backups import make_backup

    made = make_backup(desk.programme, Path(to) if to else None, dry_run=dry_run)
    removed = [one.path.name for one in made.expired.removed]
    if desk.as_json:
        manifest = None if made.backup is None else made.backup.manifest
        desk.json(
            {
                "folder": made.folder,
                "file": None if manifest is None else manifest.file,
                "size": None if manifest is None else manifest.size,
                "sha256": None if manifest is None else manifest.sha256,
                "witness": None if manifest is None else str(manifest.witness),
                "sealed": made.sealed,
                "removed": removed,
                "left": [desk.text(one) for one in made.expired.left],
            }
        )
    elif made.backup is not None:
        desk.put(str(made.backup.path))
    if made.backup is None:
        desk.tell(say("cli.said.would_back_up", folder=made.folder))
    else:
        desk.tell(say("cli.said.backed_up", n=made.backup.manifest.witness.seq))
    if removed:
        desk.tell(say("cli.said.backups_would_go" if dry_run else "cli.said.backups_gone", n=len(removed)))
    for sentence in made.expired.left:
        desk.tell(sentence)
    if not made.sealed:
        desk.tell("cli.said.backup_plain" if made.network is None else "cli.said.backup_plain_network")
    if made.same_disk:
        desk.tell("cli.said.backup_same_disk")
