"""`geleit demo`: a region's programme with invented people, to try everything on."""

from __future__ import annotations

from pathlib import Path

from geleit.cli.door import Door
from geleit.cli.kinds import WHOLE
from geleit.cli.making import argument, flag, language_option, option
from geleit.cli.making import command as command_named
from geleit.errors import UsageError
from geleit.labels import say

FOLDER = "geleit-demo"


@command_named(
    "demo",
    argument("region", required=False),
    flag("--all", "every", label="demo_all"),
    option("--dir", "folder", metavar="DIR"),
    option("--seed", type=WHOLE, default=1),
    language_option(),
)
def command(door: Door, *, region: str | None, every: bool, folder: str | None, seed: int) -> None:
    """Make one region's demo, or every installed region's, each in a folder of its own."""
    from geleit.demo import run
    from geleit.regions.installed import REGIONS, installed

    if (region is None) == (not every):
        raise UsageError(say("cli.said.one_region"))
    names = [one.name for one in installed(REGIONS)] if region is None else [region]
    for name in names:
        place = Path(folder or FOLDER)
        run(name, place / name if every or folder is None else place, seed, door.put, language=door.wanted)
        if every:
            door.put()
