"""`geleit init`: a small commented configuration for a region, ready for `geleit check`."""

from __future__ import annotations

from pathlib import Path

from geleit.cli.door import Door
from geleit.cli.making import command as command_named
from geleit.cli.making import config_argument, language_option, option
from geleit.cli.reasons import reason_of
from geleit.errors import GeleitError, UsageError
from geleit.labels import say


@command_named(
    "init",
    config_argument(),
    option("--region", required=True, metavar="NAME", label="init_region"),
    option("--name", required=True, metavar="TEXT", label="init_name"),
    language_option(),
)
def command(door: Door, *, config: Path, region: str, name: str) -> None:
    """Write the file; one that exists is never touched."""
    from geleit.cli.first_config import first_config
    from geleit.regions.asking import Asked
    from geleit.regions.loading import load

    if config.exists():
        raise UsageError(say("cli.said.exists", file=config))
    asked = Asked(load(region, config.parent))

    text = first_config(asked, region, name, stem=config.stem, language=door.language)
    try:
        with config.open("xb") as file:
            file.write(text.encode("utf-8", "replace"))
    except OSError as error:
        raise GeleitError(say("config.cannot_write", file=config, reason=reason_of(error))) from error
    door.tell(say("cli.said.initialised", file=config))
