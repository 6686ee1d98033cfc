"""Rounds: what shares dates, places and parameters."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Generic, TypeVar

import attrs

from geleit.fields import record
from geleit.model.lifecycle import RoundState

S = TypeVar("S")


@attrs.frozen(kw_only=True)
class Round(Generic[S]):
    """A round as a region is asked about it: its dates (which may still be open) and the settings in force.

    `settings` is the region's own class: its defaults, replaced by the organisation's `[region]`, replaced by the
    round's. `number` counts per programme ("11. Durchgang").
    """

    id: str
    title: str
    settings: S
    start: date | None = None
    end: date | None = None
    places: int | None = None
    number: int | None = None
    apply_by: date | None = None
    state: RoundState = RoundState.PLANNED
    continues: str | None = None


@record(
    "rounds",
    internal=(
        "title",
        "start",
        "end",
        "places",
        "number",
        "apply_by",
        "state",
        "continues",
        "parameters",
        "region",
        "region_version",
        "opened_at",
        "closed_at",
    ),
)
class RoundRecord:
    """A round as it is kept: its state, and the effective parameters frozen when it was opened."""

    id: str
    rev: int = 1
    title: str
    start: date | None = None
    end: date | None = None
    places: int | None = None
    number: int | None = None
    apply_by: date | None = None
    state: RoundState = RoundState.PLANNED
    continues: str | None = None
    parameters: dict[str, Any] | None = None
    region: str | None = None
    region_version: str | None = None
    opened_at: datetime | None = None
    closed_at: datetime | None = None
