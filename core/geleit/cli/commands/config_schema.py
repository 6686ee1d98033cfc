"""`geleit config schema`: which keys a configuration may hold, with their kinds and defaults."""

from __future__ import annotations

import sys
from pathlib import Path

from geleit.cli import printing
from geleit.cli.door import Door
from geleit.cli.making import as_option, config_argument, json_option, language_option
from geleit.cli.making import command as command_named


@command_named("config schema", config_argument(required=False), json_option(), as_option(), language_option())
def command(door: Door, *, config: Path | None, as_json: bool) -> None:
    """The core's keys; with CONFIG those of its region as well."""
    from geleit.config import Tables, schema

    entries = [entry for entry in schema(Tables) if config is None or entry.key not in {"region", "region.*"}]
    if config is not None:
        with door.open(config) as programme:
            own = schema(programme.asked.region.settings)
        entries += [entry._replace(key=f"region.{entry.key}") for entry in own]
    rows = [(entry.key, door.text(entry.kind), printing.plain(entry.default), entry.required) for entry in entries]
    if as_json:
        keys = ("key", "kind", "default", "required")
        sys.stdout.write(printing.as_json([dict(zip(keys, row, strict=True)) for row in rows]))
        return
    headings = tuple(door.text(f"cli.column.{name}") for name in ("key", "expected", "default"))
    shown = [
        (key, kind, door.text("cli.help.required") if required else "" if default is None else str(default))
        for key, kind, default, required in rows
    ]
    for line in printing.aligned([headings, *shown]):
        print(line)
