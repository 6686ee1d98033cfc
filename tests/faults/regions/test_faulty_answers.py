"""An answer of the right type whose contents cannot be used is refused with hook, code and remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.faults.regions.conftest import House

CASES: dict[str, dict[str, Any]] = {
    "nan_weight": {
        "body": """
@hookimpl
def geleit_matching(round_):
    return MatchingPolicy(criteria=(Criterion("occupation", geleit.same_occupation(), math.nan),))
""",
        "hook": "geleit_matching",
        "english": ("the weight of occupation must be a finite number of at least 0, but is nan",),
        "german": ("das Gewicht von occupation muss eine endliche Zahl ab 0 sein, ist aber nan",),
    },
    "missing_language": {
        "body": """
@hookimpl
def geleit_eligibility(round_):
    return Eligibility(mentee=(Rule("XX-AGE", geleit.at_least("age", 16)),))
""",
        "rules": False,
        "hook": "geleit_eligibility",
        "english": ("the text “rule.XX-AGE” is missing in the language de", "please add it to labels.toml"),
        "german": ("der Text „rule.XX-AGE“ fehlt in der Sprache de", "bitte in labels.toml ergänzen"),
        "labels": '[rule]\nXX-AGE = { en = "Sixteen or older" }\n',
    },
    "duplicate_code": {
        "body": """
@hookimpl
def geleit_eligibility(round_):
    return Eligibility(mentee=(*standard.rules(Role.MENTEE), Rule("ST-AGE", geleit.at_least("age", 16))))
""",
        "rules": False,
        "hook": "geleit_eligibility",
        "english": ("the code ST-AGE occurs more than once", "every code must be unique"),
        "german": ("der Code ST-AGE kommt mehrmals vor", "jeder Code muss eindeutig sein"),
    },
    "broken_labels": {
        "hook": "",
        "english": ("labels.toml", "please correct the file"),
        "german": ("labels.toml", "bitte die Datei berichtigen"),
        "labels": "[rule\n",
    },
    "never_declared": {
        "body": """
@hookimpl
def geleit_matching(round_):
    return MatchingPolicy(criteria=(Criterion("occupation", geleit.prefers("gender", "gender"), 1),))
""",
        "hook": "geleit_matching",
        "english": ("occupation", "gender", "beside_the_pair"),
        "german": ("occupation", "gender", "beside_the_pair"),
    },
    "never_read": {
        "body": """
@hookimpl
def geleit_matching(round_):
    return MatchingPolicy(criteria=(Criterion("occupation", lambda mentee, mentor: mentee.gender == mentor.gender, 1),))
""",
        "hook": "geleit_matching",
        "english": ("occupation", "gender"),
        "german": ("occupation", "gender"),
    },
    "lifts_gender": {
        "body": """
@hookimpl
def geleit_matching(round_):
    return MatchingPolicy(criteria=(Criterion("occupation", lambda one, other: one.gender == other.gender, 1, lifts="gender", source="x"),))
""",
        "hook": "geleit_matching",
        "english": ("occupation wants to see the field gender", "only origin can be lifted"),
        "german": ("occupation will das Feld gender sehen", "nur origin kann"),
    },
    "lifts_without_source": {
        "body": """
@hookimpl
def geleit_matching(round_):
    return MatchingPolicy(criteria=(Criterion("occupation", geleit.same_occupation(), 1, lifts="origin"),))
""",
        "hook": "geleit_matching",
        "english": ("only with a source",),
        "german": ("mit Quelle",),
    },
    "infinite_hours": {
        "body": """
@hookimpl
def geleit_sessions(round_):
    return SessionPolicy(dose=geleit.Dose(2, math.inf))
""",
        "hook": "geleit_sessions",
        "english": ("the hours must be finite",),
        "german": ("die Stunden müssen endlich sein",),
    },
    "unknown_category": {
        "body": """
@hookimpl
def geleit_outcomes(round_):
    return geleit.Outcomes(
        categories=standard.outcomes(round_).categories, counted=(geleit.CountedResult("hired", categories=("HIRED",)),)
    )
""",
        "hook": "geleit_outcomes",
        "english": ("hired counts HIRED, which is no category of outcome",),
        "german": ("hired zählt HIRED, was keine Ergebnisart ist",),
    },
    "condition_without_words": {
        "body": """
class Odd:
    reads = ("age",)
    def __call__(self, dossier):
        raise NotImplementedError
    def describe(self):
        raise KeyError("no words")

@hookimpl
def geleit_eligibility(round_):
    return Eligibility(mentee=(Rule("ST-AGE", Odd()),))
""",
        "rules": False,
        "hook": "geleit_eligibility",
        "english": ("the condition of ST-AGE does not say what it reads and wants (KeyError: 'no words')",),
        "german": ("die Voraussetzung von ST-AGE sagt nicht, was sie liest und verlangt",),
    },
    "answer_that_cannot_be_looked_at": {
        "body": """
class Reads:
    def __iter__(self):
        raise SystemExit(3)

class Scorer:
    reads = Reads()
    def __call__(self, one, other):
        return 1.0

@hookimpl
def geleit_matching(round_):
    return MatchingPolicy(criteria=(Criterion("occupation", Scorer(), 1),))
""",
        "hook": "geleit_matching",
        "english": ("the answer cannot be checked (SystemExit: 3)",),
        "german": ("die Antwort lässt sich nicht prüfen (SystemExit: 3)",),
    },
}


@pytest.mark.parametrize("name", CASES)
def test_unusable_contents_are_refused_with_hook_and_remedy(house: House, name: str) -> None:
    """Region, distribution, version, hook and remedy stand in the error, in both languages, whenever it is used."""
    house.refuses(name, **CASES[name])
