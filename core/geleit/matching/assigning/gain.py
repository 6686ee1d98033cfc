"""A gain or a cost, first in people and then in points; without NumPy, since a kept proposal is read without it."""

from __future__ import annotations

import attrs


@attrs.frozen
class Gain:
    """What a change brings or costs: so many mentees with a mentor, and so much to the total in units."""

    people: int = 0
    points: int = 0


def parted(units: int, unit: int, each: int = 1) -> Gain:
    """Units of which `each` times `unit` count one person, the rest, less than half a `unit`, points (all is points
    where `unit` is 0)."""
    if not unit:
        return Gain(0, units)
    steps = (units + unit // 2) // unit
    return Gain(steps // each, units - steps * unit)
