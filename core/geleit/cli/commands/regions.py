"""`geleit regions`: which regions and extensions are installed; none of them is imported."""

from __future__ import annotations

import sys

from geleit.cli import printing
from geleit.cli.door import Door
from geleit.cli.making import command as command_named
from geleit.cli.making import json_option, language_option
from geleit.regions.installed import installed

_COLUMNS = ("field.name", "cli.column.distribution", "cli.column.version", "field.kind")


@command_named("regions", json_option(), language_option())
def command(door: Door, *, as_json: bool) -> None:
    """Print them."""
    found = installed()
    if as_json:
        keys = ("name", "distribution", "version", "kind")
        sys.stdout.write(printing.as_json([{key: getattr(one, key) for key in keys} for one in found]))
        return
    if not found:
        door.tell("cli.said.no_regions")
        return
    rows = [(one.name, one.distribution, one.version, door.text(f"cli.kind.{one.kind}")) for one in found]
    for line in printing.aligned([tuple(map(door.text, _COLUMNS)), *rows]):
        print(line)
