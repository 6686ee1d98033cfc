"""A faulty extension is named like a faulty region, and the region beside it is not blamed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.faults.regions.conftest import House

CASES: dict[str, dict[str, Any]] = {
    "extension_answers": {
        "body": """
@hookimpl
def geleit_matching(round_):
    return standard.matching(round_)
""",
        "hook": "geleit_matching",
        "english": ("that question is the region's, an extension answers geleit_extend only",),
        "german": ("diese Frage gehört der Region, eine Erweiterung antwortet nur auf geleit_extend",),
    },
    "extension_answers_by_another_name": {
        "body": """
@hookimpl(specname="geleit_matching")
def weights(round_):
    return standard.matching(round_)
""",
        "hook": "geleit_matching",
        "english": ("an extension answers geleit_extend only",),
        "german": ("eine Erweiterung antwortet nur auf geleit_extend",),
    },
    "extension_raises": {
        "body": """
@hookimpl
def geleit_extend(round_):
    raise LookupError("nothing to add")
""",
        "hook": "geleit_extend",
        "english": ("LookupError: nothing to add", "Please tell the region's authors"),
        "german": ("LookupError: nothing to add", "verständigen"),
    },
    "extension_wrong_type": {
        "body": """
@hookimpl
def geleit_extend(round_):
    return None
""",
        "hook": "geleit_extend",
        "english": ("does not answer geleit_extend",),
        "german": ("beantwortet geleit_extend nicht",),
    },
    "extension_undecorated": {
        "body": """
class More(geleit.Participant):
    wishes: str | None = None

@hookimpl
def geleit_extend(round_):
    return Extension(mentee=More)
""",
        "hook": "geleit_extend",
        "english": ("the class More for mentee", "please write @geleit.participant above it"),
        "german": ("die Klasse More", "bitte @geleit.participant darüber schreiben"),
    },
    "extension_replaces_a_field": {
        "body": """
@geleit.participant
class More(geleit.Participant):
    may_work: str | None = None

@hookimpl
def geleit_extend(round_):
    return Extension(mentee=More)
""",
        "hook": "geleit_extend",
        "english": ("the field may_work", "please use another name"),
        "german": ("das Feld may_work", "bitte anders nennen"),
    },
    "extension_repeats_a_code": {
        "body": """
@hookimpl
def geleit_extend(round_):
    return Extension(milestones=(geleit.Milestone("kick_off", geleit.Due(days=3)),))
""",
        "hook": "geleit_extend",
        "english": ("the code kick_off occurs more than once",),
        "german": ("der Code kick_off kommt mehrmals vor",),
    },
    "extension_reads_nothing": {
        "body": """
@hookimpl
def geleit_extend(round_):
    return Extension(rules=Eligibility(mentee=(Rule("XX", geleit.is_true("nowhere")),)))
""",
        "hook": "geleit_extend",
        "english": ("XX reads the field nowhere, which does not exist",),
        "german": ("XX liest das Feld nowhere, das es nicht gibt",),
        "labels": '[rule]\nXX = { de = "XX", en = "XX" }\n',
    },
}


@pytest.mark.parametrize("name", CASES)
def test_a_faulty_extension_is_named_with_hook_and_remedy(house: House, name: str) -> None:
    """Extension, distribution, version, hook and remedy stand in the error; a region without it works."""
    house.refuses(name, extends=True, **CASES[name])
