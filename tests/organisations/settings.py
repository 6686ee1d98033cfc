"""An organisation whose region has settings of every kind, with a round that is planned and one that is to be opened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from geleit.programme import Programme
from tests.organisations.tiny import OF_AGE, configuration, laid_out, region_source

REGION = region_source(
    '''
from enum import StrEnum


class Track(StrEnum):
    """Which way."""

    SHORT = "short"
    LONG = "long"


@geleit.settings
class Settings:
    """What may be set."""

    months: int = geleit.setting(6, source="leaflet of the district")
    hours_per_month: tuple[float, float] = geleit.setting((5.0, 7.0), source="leaflet")
    level: geleit.Cefr = geleit.assumption(geleit.Cefr.B1, note="nobody has said so")
    track: Track | None = geleit.assumption(None, note="open")
    strict: bool = geleit.assumption(False, note="open")
    tracks: tuple[Track, ...] = geleit.assumption((Track.SHORT,), note="open")
    weights: dict[str, float] = geleit.assumption({"occupation": 5.0, "languages": 2.0}, note="points")


@hookimpl
def geleit_sessions(round_):
    """The standard's, with the hours of the settings."""
    low, high = round_.settings.hours_per_month
    return attrs.evolve(geleit.standard.sessions(round_), dose=geleit.Dose(least=low, most=high))
''',
    OF_AGE,
    settings="Settings",
)

LABELS = """
[setting]
months = { de = "Dauer in Monaten", en = "Length in months" }
hours_per_month = { de = "Stunden je Monat", en = "Hours per month" }
[source]
months = { de = "Merkblatt des Bezirks", en = "leaflet of the district" }
[assumption]
level = { de = "hat niemand gesagt", en = "nobody has said so" }
[Track]
short = { de = "kurz", en = "short" }
long = { de = "lang", en = "long" }
"""

ROUNDS = """
[region]
strict = true

[reporting]
minimum_cell = 5

[[rounds]]
id = "r-2026"
title = "Durchgang 2026"
number = 1
start = 2026-03-01
end = 2026-08-31
apply_by = 2026-01-31
places = 20
region = { months = 5 }

[[rounds]]
id = "r-next"
title = "Ohne Tage"
"""


def settings_office(folder: Path, *tables: str) -> Path:
    """The organisation's folder; the configuration's path."""
    return laid_out(folder, configuration(ROUNDS, *tables), REGION, labels=LABELS)


def opened(
    config: Path,
    *,
    account: str = "chris",
    language: str = "de",
    clock: Callable[[], datetime] | None = None,
    seed: int = 5,
) -> Programme:
    """Its programme, in the morning of 5 March 2026."""
    now = clock or (lambda: datetime(2026, 3, 5, 9, tzinfo=UTC))
    return Programme.open(config, clock=now, randomness=Random(seed), account=account, language=language)
