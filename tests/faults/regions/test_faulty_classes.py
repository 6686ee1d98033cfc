"""A class of fields or of settings that cannot be used is refused before anything is stored in its terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.faults.regions.sources import who

if TYPE_CHECKING:
    from tests.faults.regions.conftest import House

RUNS_NOTHING: dict[str, Any] = {
    "who": False,
    "hook": "geleit_region",
    "english": ("nothing of a region runs while records are read", "please write the check as a rule"),
    "german": ("beim Lesen von Angaben läuft nichts von einer Region", "bitte die Prüfung als Regel schreiben"),
}
"""What is said of a field with a function of its own."""
CASES: dict[str, dict[str, Any]] = {
    "undecorated": {
        "body": """
class Mentee(geleit.Mentee):
    wishes: str | None = None
"""
        + who(mentee="Mentee"),
        "who": False,
        "hook": "geleit_region",
        "english": ("the class Mentee for mentee", "please write @geleit.participant above it"),
        "german": ("für mentee die Klasse Mentee", "bitte @geleit.participant darüber schreiben"),
    },
    "settings_undecorated": {
        "body": """
class Settings:
    months: int = 6
"""
        + who(settings="Settings"),
        "who": False,
        "hook": "geleit_region",
        "english": ("the settings Settings", "please write @geleit.settings above it"),
        "german": ("die Einstellungen Settings", "bitte @geleit.settings darüber schreiben"),
    },
    "setting_without_default": {
        "body": """
@geleit.settings
class Settings:
    months: int
"""
        + who(settings="Settings"),
        "who": False,
        "hook": "geleit_region",
        "english": ("the settings Settings", "give every value a default"),
        "german": ("die Einstellungen Settings", "jedem Wert", "eine Vorgabe geben"),
    },
    "field_without_default": {
        "body": """
@geleit.participant
class Mentee(geleit.Mentee):
    swims: bool
    email: str | None = None
"""
        + who(mentee="Mentee"),
        "who": False,
        "hook": "geleit_region",
        "english": (
            "the field swims of the class Mentee has no default",
            "the field email of the class Mentee is called like",
        ),
        "german": (
            "das Feld swims der Klasse Mentee hat keinen Vorgabewert",
            "das Feld email der Klasse Mentee heißt wie",
        ),
    },
    "field_with_a_validator": {
        "body": """
@geleit.participant
class Mentee(geleit.Mentee):
    swims: bool | None = attrs.field(default=None, validator=attrs.validators.instance_of(bool))
"""
        + who(mentee="Mentee"),
        **RUNS_NOTHING,
    },
    "field_with_a_converter": {
        "body": """
@geleit.participant
class Mentee(geleit.Mentee):
    swims: str | None = attrs.field(default=None, converter=str.upper)
"""
        + who(mentee="Mentee"),
        **RUNS_NOTHING,
    },
    "field_with_a_factory": {
        "body": """
@geleit.participant
class Mentee(geleit.Mentee):
    swims: str | None = attrs.field(factory=lambda: "no")
"""
        + who(mentee="Mentee"),
        **RUNS_NOTHING,
    },
    "class_with_a_function_of_its_own": {
        "body": """
@geleit.participant
class Mentee(geleit.Mentee):
    swims: str | None = None
    def __attrs_post_init__(self):
        raise ValueError("never")
"""
        + who(mentee="Mentee"),
        **RUNS_NOTHING,
    },
    "detail_with_a_converter": {
        "body": """
@geleit.participant
class Job(geleit.Participant):
    wage: int | None = attrs.field(default=None, converter=lambda given: 1 // given)

@hookimpl
def geleit_outcomes(round_):
    return geleit.Outcomes(categories=(*standard.outcomes(round_).categories, geleit.Category("WORK", detail=Job)))
""",
        "hook": "geleit_outcomes",
        "english": ("the field wage of the class Job has a function of its own (converter)",),
        "german": ("das Feld wage der Klasse Job hat eine eigene Funktion (converter)",),
    },
    "detail_of_an_unknown_type": {
        "body": """
@attrs.frozen
class Job:
    wage: complex | None = None

@hookimpl
def geleit_outcomes(round_):
    return geleit.Outcomes(categories=(*standard.outcomes(round_).categories, geleit.Category("WORK", detail=Job)))
""",
        "hook": "geleit_outcomes",
        "english": ("Job.wage",),
        "german": ("Job.wage",),
    },
    "settings_that_refuse_their_defaults": {
        "body": """
@geleit.settings
class Settings:
    months: int = attrs.field(default=0, validator=attrs.validators.ge(1))
"""
        + who(settings="Settings"),
        "who": False,
        "hook": "geleit_region",
        "english": ("the settings Settings refuse their own defaults (ValueError", "please correct the default"),
        "german": ("die Einstellungen Settings lehnen ihre eigenen Vorgaben ab", "bitte Vorgabe oder Prüfung"),
    },
}


@pytest.mark.parametrize("name", CASES)
def test_an_unusable_class_is_refused_with_hook_and_remedy(house: House, name: str) -> None:
    """Region, distribution, version, hook and remedy stand in the error, in both languages, whenever it is used."""
    house.refuses(name, **CASES[name])
