"""`geleit demo`: a region's programme with invented people, to try everything on."""

from __future__ import annotations

from pathlib import Path

from geleit.cli.door import Door
from geleit.cli.kinds import WHOLE, one_of
from geleit.cli.making import argument, flag, language_option, option
from geleit.cli.making import command as command_named
from geleit.demo.until import Until
from geleit.errors import UsageError
from geleit.labels import say

FOLDER = "geleit-demo"


@command_named(
    "demo",
    argument("region", required=False),
    flag("--all", "every", label="demo_all"),
    option("--dir", "folder", metavar="DIR"),
    option("--seed", type=WHOLE, default=1),
    option("--until", type=one_of(Until), default=Until.END, label="until_demo"),
    language_option(),
)
def command(door: Door, *, region: str | None, every: bool, folder: str | None, seed: int, until: Until) -> None:
    """Make one region's demo, or every installed region's, each in a folder of its own."""
    from geleit.demo.running import run
    from geleit.files.new_file import inside
    from geleit.regions.installed import REGIONS, installed

    if (region is None) == (not every):
        raise UsageError(say("cli.said.one_region"))
    known = [one.name for one in installed(REGIONS)]
    for name in known if region is None else [region]:
        place = Path(folder or FOLDER)
        if every or folder is None:
            # A name that is not installed is refused where the region is looked for, with the nearest one.
            place = inside(place, name) if name in known else place / name
        run(name, place, seed, door.put, language=door.wanted, until=until)
        if every:
            door.put()
