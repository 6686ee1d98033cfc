"""Two organisations of the programme: what differs between them stands in their TOML and nowhere else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from geleit.config import Config, load, parse_toml, structure_at
from geleit_austria_wko import Settings
from geleit_austria_wko.territories import Land

CONFIGS = Path(__file__).parents[3] / "configs"


def settings_of(config: Config) -> Settings:
    found, problems = structure_at(config.document, ("region",), Settings)
    assert problems == () and found is not None
    return found


@pytest.fixture
def kaernten() -> Config:
    return load(CONFIGS / "wk-kaernten.toml")


@pytest.fixture
def wien_noe() -> Config:
    return load(CONFIGS / "wko-wien-noe.toml")


def test_siblings_differ_by_their_toml_only(kaernten: Config, wien_noe: Config) -> None:
    """The same region, with other Länder, hours and no duty to be registered with the AMS."""
    assert kaernten.programme.region == wien_noe.programme.region == "austria_wko"
    assert settings_of(kaernten) == Settings()
    assert settings_of(wien_noe) == Settings(
        land=(Land.WIEN, Land.NIEDEROESTERREICH), hours_per_month=(5.0, 5.0), ams_registration_required=False
    )


def test_rounds_are_numbered_within_the_land(kaernten: Config, wien_noe: Config) -> None:
    """Each organisation counts its own rounds; a joint round may be followed by one of a single Land."""
    assert [(one.id, one.number) for one in kaernten.rounds] == [
        ("ktn-10", 10),
        ("ktn-11", 11),
        ("ktn-12", 12),
        ("ktn-13", 13),
    ]
    assert [(one.id, one.number) for one in wien_noe.rounds] == [("wien-noe-18", 18), ("wien-20", 20)]
    alone, problems = structure_at(wien_noe.document, ("rounds", 1, "region"), Settings, partial=True)
    assert (alone, problems) == ({"land": (Land.WIEN,)}, ())


def test_a_round_may_lack_its_dates(kaernten: Config) -> None:
    """Round 11 has the days of the example; the later ones are planned without any."""
    dates: dict[str, Any] = {one.id: (one.start, one.end) for one in kaernten.rounds}
    assert dates["ktn-12"] == dates["ktn-13"] == (None, None)
    assert None not in dates["ktn-11"]


def test_a_misspelt_land_or_criterion_is_found() -> None:
    """The settings are read strictly: both mistakes at once, each with its line."""
    document = parse_toml('[region]\nland = ["AT2l"]\nweights = { ocupation = 5 }\n', Path("x.toml"))
    found, problems = structure_at(document, ("region",), Settings)
    assert found is None
    assert [problem.line for problem in problems] == [2, 3]
