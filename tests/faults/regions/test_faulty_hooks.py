"""An answer of the wrong type, or what looks like an answer and is none, is refused with hook and remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.faults.regions.conftest import House

CASES: dict[str, dict[str, Any]] = {
    "wrong_type": {
        "body": """
@hookimpl
def geleit_sessions(round_):
    return {"months": 6}
""",
        "hook": "geleit_sessions",
        "english": ("must return SessionPolicy, not dict",),
        "german": ("muss SessionPolicy zurückgeben, nicht dict",),
    },
    "wrong_type_inside": {
        "body": """
@hookimpl
def geleit_eligibility(round_):
    return Eligibility(mentee=["AGE"])
""",
        "rules": False,
        "hook": "geleit_eligibility",
        "english": ("mentee[0]", "expected Rule, found str"),
        "german": ("mentee[0]", "erwartet wird Rule, nicht str"),
    },
    "hours_as_a_pair": {
        "body": """
@hookimpl
def geleit_sessions(round_):
    return SessionPolicy(dose=(2, 3), months="6")
""",
        "hook": "geleit_sessions",
        "english": ("dose: expected Dose or None, found tuple", "months: expected int or None, found str"),
        "german": ("dose: erwartet wird Dose oder None, nicht tuple", "months: erwartet wird int oder None, nicht str"),
    },
    "generator_returned": {
        "body": """
@hookimpl
def geleit_reports(round_):
    return (report for report in standard.reports(round_))
""",
        "hook": "geleit_reports",
        "english": ("must return tuple, not generator",),
        "german": ("muss tuple zurückgeben, nicht generator",),
    },
    "coroutine": {
        "body": """
@hookimpl
async def geleit_sessions(round_):
    return SessionPolicy()
""",
        "hook": "geleit_sessions",
        "english": ("please return the finished value",),
        "german": ("bitte den fertigen Wert mit return zurückgeben",),
    },
    "misspelt_and_unmarked": {
        "body": """
def geleit_matchign(round_):
    return standard.matching(round_)
""",
        "hook": "geleit_matchign",
        "english": ("probably geleit_matching is meant",),
        "german": ("gemeint ist wohl geleit_matching",),
    },
    "cached_outside": {
        "body": """
@functools.lru_cache
@hookimpl
def geleit_sessions(round_):
    return SessionPolicy()
""",
        "hook": "geleit_sessions",
        "english": ("please remove the cache",),
        "german": ("bitte den Zwischenspeicher entfernen",),
    },
    "unmarked": {
        "body": """
def geleit_sessions(round_):
    return SessionPolicy()
""",
        "hook": "geleit_sessions",
        "english": ("please write @geleit.hookimpl above it",),
        "german": ("bitte @geleit.hookimpl darüber schreiben",),
    },
    "wrong_argument": {
        "body": """
@hookimpl
def geleit_sessions(cohort):
    return SessionPolicy()
""",
        "hook": "geleit_sessions",
        "english": ("asks for cohort", "round_"),
        "german": ("verlangt cohort", "round_"),
    },
    "answers_as_extension": {
        "body": """
@hookimpl
def geleit_extend(round_):
    return Extension()
""",
        "hook": "geleit_extend",
        "english": ("please put the additions into your own answers",),
        "german": ("bitte die Zusätze in die eigenen Antworten aufnehmen",),
    },
    "silent": {
        "rules": False,
        "hook": "geleit_eligibility",
        "english": ("every region must answer this question",),
        "german": ("diese Frage muss jede Region beantworten",),
    },
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_no_answer_is_refused_with_hook_and_remedy(house: House, name: str) -> None:
    """Region, distribution, version, hook and remedy stand in the error, in both languages, whenever it is used."""
    house.refuses(name, **CASES[name])


def test_a_hook_by_another_name_counts_as_answered(house: House) -> None:
    """`hookimpl(specname=…)` is an answer like any other, and the standard is not listed in its place."""
    house.install(
        "named",
        """
        @hookimpl(specname="geleit_sessions")
        def half_a_year(round_):
            return SessionPolicy(months=9)
        """,
    )
    with house.open(house.organisation("named")) as programme:
        assert programme.answers(programme.round()).sessions.months == 9
        assert "geleit_sessions" not in programme.asked.silent()
        assert "geleit_matching" in programme.asked.silent()


def test_objects_of_a_module_that_answer_to_every_name_are_no_hooks(house: House) -> None:
    """What lies in a module and pretends to have every attribute is not taken for an answer, and not run."""
    house.install(
        "pretending",
        """
        class Anything:
            def __getattr__(self, name):
                raise RuntimeError("never to be read")

            def __call__(self):
                raise RuntimeError("never to be called")

        anything = Anything()
        """,
    )
    house.ask(house.organisation("pretending"))
