"""`geleit restore`: put a backup in the place of the records, or elsewhere for looking at it."""

from __future__ import annotations

from pathlib import Path

from geleit.cli.desk import Desk
from geleit.cli.making import argument, flag, option, programme_command
from geleit.labels import say


@programme_command(
    "restore",
    argument("backup"),
    option("--into", metavar="FILE", label="restore_into"),
    flag("--ask-key", "ask_key"),
    flag("--without-manifest", "without_manifest"),
    flag("--dry-run", "dry_run"),
    round_=False,
    json=True,
)
def command(desk: Desk, *, backup: str, into: str | None, ask_key: bool, without_manifest: bool, dry_run: bool) -> None:
    """Check it in every way, back up what is there, and put it in its place."""
    from geleit.cli.passphrases import backup_key
    from geleit.programme.safekeeping.restoring import restore

    done = restore(
        desk.programme,
        Path(backup),
        key=backup_key(desk.door) if ask_key else None,
        into=Path(into) if into else None,
        dry_run=dry_run,
        without_manifest=without_manifest,
    )
    if desk.as_json:
        desk.json(
            {
                "file": done.path.name,
                "witness": str(done.witness),
                "lost": done.lost,
                "kept": done.kept,
                "into": done.into,
                "erased": done.erased,
            }
        )
    if done.unreadable is not None:
        desk.tell(done.unreadable)
    if done.lost:
        desk.tell(say("cli.said.restore_lost", n=done.lost))
    if dry_run:
        desk.tell(say("cli.said.would_restore", file=done.path.name, n=done.witness.seq))
    elif done.into is not None:
        desk.tell(say("cli.said.restored_into", file=done.path.name, into=done.into))
    else:
        desk.tell(say("cli.said.restored", file=done.path.name, n=done.witness.seq))
        if done.kept is not None:
            desk.tell(say("cli.said.restore_kept", file=done.kept))
        if done.erased is None:
            desk.tell("cli.said.erasures_to_come")
        elif done.erased:
            desk.tell(say("cli.said.erased_again", n=done.erased))
