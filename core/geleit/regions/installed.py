"""Which regions and extensions are installed, read from the installed distributions without importing any."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points
from typing import NamedTuple

REGIONS = "geleit.regions"
EXTENSIONS = "geleit.extensions"
_KINDS = {REGIONS: "region", EXTENSIONS: "extension"}


class Installed(NamedTuple):
    """A region or an extension as its distribution declares it."""

    name: str
    distribution: str
    version: str
    kind: str
    entry_point: EntryPoint


def installed(*groups: str) -> tuple[Installed, ...]:
    """All installed regions and extensions (or one group of them), sorted by kind and name."""
    found = []
    for group in groups or (REGIONS, EXTENSIONS):
        for point in entry_points(group=group):
            distribution = point.dist
            name = distribution.name if distribution else "?"
            version = distribution.version if distribution else "?"
            found.append(Installed(point.name, name, version, _KINDS[group], point))
    return tuple(sorted(found, key=lambda one: (one.kind != "region", one.name, one.distribution)))
