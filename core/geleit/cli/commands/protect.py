"""`geleit protect`: encrypt the records, or keep them in a plain file on an encrypted disk."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.kinds import OneOf
from geleit.cli.making import flag, option, programme_command
from geleit.labels import say


@programme_command(
    "protect",
    option("--to", type=OneOf(("sqlcipher", "disk")), required=True, label="protect_to"),
    option("--key", "source", type=OneOf(("file", "keyring", "passphrase")), label="key_source"),
    flag("--dry-run", "dry_run"),
    round_=False,
    json=True,
)
def command(desk: Desk, *, to: str, source: str | None, dry_run: bool) -> None:
    """Change the protection; the records stay as they are."""
    from geleit.config import KeySource, Protection
    from geleit.programme.safekeeping.protection import protect

    done = protect(desk.programme, Protection(to), KeySource(source) if source else None, dry_run=dry_run)
    if desk.as_json:
        desk.json(done)
    if done.key_file is not None:
        desk.tell(say("cli.said.key_made", file=done.key_file))
    code = "cli.said.would_protect" if dry_run else "cli.said.protected"
    desk.tell(say(code, now=desk.label("Protection", done.now.value)))
    if done.encrypted and not dry_run:
        desk.tell(f"cli.said.protected_{to}")
