"""`geleit init`: a small commented configuration for a region, ready for `geleit check`."""

from __future__ import annotations

from pathlib import Path

from geleit.cli.door import Door
from geleit.cli.kinds import OneOf
from geleit.cli.making import command as command_named
from geleit.cli.making import config_argument, language_option, option
from geleit.errors import GeleitError, UsageError
from geleit.files.reasons import reason_of
from geleit.labels import say


@command_named(
    "init",
    config_argument(),
    option("--region", required=True, metavar="NAME", label="init_region"),
    option("--name", required=True, metavar="TEXT", label="init_name"),
    option("--protection", type=OneOf(("sqlcipher", "disk", "none")), label="init_protection"),
    option("--key", "source", type=OneOf(("file", "keyring", "passphrase")), label="key_source"),
    language_option(),
)
def command(door: Door, *, config: Path, region: str, name: str, protection: str | None, source: str | None) -> None:
    """Write the file and, for an encrypted database, make its key; a file that exists is never touched."""
    from geleit.cli.first_config import first_config
    from geleit.config.checks import is_region
    from geleit.config.wording import shown
    from geleit.files.new_file import check_name
    from geleit.programme.safekeeping.keys import another_key_file
    from geleit.regions.asking import Asked
    from geleit.regions.loading import load

    if config.exists():
        raise UsageError(say("cli.said.exists", file=config))
    check_name(config)
    if {*region} & {*"./\\"} and not is_region(region):
        raise UsageError(say("config.no_region", found=shown(region)))
    asked = Asked(load(region, config.parent))

    protection, source = _protected(protection, source)
    text = first_config(
        asked,
        region,
        name,
        stem=config.stem,
        language=door.language,
        protection=protection,
        source=source,
        key_file=another_key_file(config) if source == "file" else None,
    )
    try:
        with config.open("xb") as file:
            file.write(text.encode("utf-8", "replace"))
    except OSError as error:
        raise GeleitError(say("config.cannot_write", file=config, reason=reason_of(error))) from error
    door.tell(say("cli.said.initialised", file=config))
    _make_key(door, config, protection, source)


def _protected(protection: str | None, source: str | None) -> tuple[str | None, str | None]:
    """What the configuration says of protection and key: encrypted where that is installed, unless somebody says
    otherwise; never that a disk is encrypted, which only people can know."""
    from importlib.util import find_spec

    if protection is None and find_spec("sqlcipher3") is not None:
        protection = "sqlcipher"
    if protection != "sqlcipher":
        return (None if protection in (None, "none") else protection), source
    return protection, source or "file"


def _make_key(door: Door, config: Path, protection: str | None, source: str | None) -> None:
    """Make a key that is kept somewhere, so that day one works; a passphrase is asked for when the records begin."""
    if protection is None:
        door.tell("cli.said.init_unprotected")
    if source not in ("file", "keyring"):
        return
    from geleit.config import load
    from geleit.programme.safekeeping.keys import keep_key
    from geleit.store import Key

    path = keep_key(load(config), Key.random())
    door.tell(say("cli.said.key_made", file=path) if path else "cli.said.key_in_keyring")
