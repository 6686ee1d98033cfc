"""What a draft says: why these two, why nobody, why not."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from geleit.labels import Sentence, core_labels
from geleit.matching.columns.people import build
from geleit.matching.proposing.draft import Draft
from geleit.matching.proposing.explanation import reasons
from geleit.matching.scoring.scores import score
from geleit.questions.matching import Criterion, MatchingPolicy, Objective, Veto
from geleit.standard import scorers
from geleit.vocabulary.answer import Answer, Slot
from geleit.vocabulary.cefr import Cefr
from geleit.vocabulary.spoken import Spoken
from tests.organisations.candidates import CLOSE, FULL, Mentee, Mentor, both, mentee, mentor, pairs_of, run


def german(sentence: Sentence) -> str:
    """A sentence in German."""
    return core_labels().text(sentence, "de")


def test_a_pair_says_why_in_a_plain_sentence() -> None:
    """The strongest three reasons, with names, titles and languages in words."""
    amina = mentee(
        "amina",
        occupations=("2512",),
        languages=(Spoken("ar"), Spoken("de", Cefr.B1)),
        territory="one",
        availability=(Slot.MO_AM,),
    )
    karl = mentor(
        "karl",
        occupations=("2513",),
        languages=(Spoken("de"), Spoken("ar")),
        territory="one",
        availability=(Slot.MO_AM,),
    )
    labels = core_labels().over({"territory.one": {"de": "Kärnten", "en": "Carinthia"}})
    (pair,) = run(FULL, both([amina], [karl])).pairs
    title = "Akademische und vergleichbare Fachkräfte in der Informations- und Kommunikationstechnologie"
    assert labels.text(pair.sentence, "de") == (
        f"Amina und Karl: gleiches Berufsfeld (251 {title}), zwei gemeinsame Sprachen (Arabisch und Deutsch) "
        "und beide in Kärnten."
    )
    assert "two shared languages (Arabic and German) and both in Carinthia." in labels.text(pair.sentence, "en")


def test_the_country_of_origin_is_never_named() -> None:
    """A lifted origin counts and is told as a business tie, without the country."""
    sides = both([mentee("a", origin="SY")], [mentor("x", business_countries=("SY",))])
    policy = attrs.evolve(FULL, vetoes=())
    (pair,) = run(policy, sides).pairs
    assert german(pair.sentence) == "A und X: geschäftliche Verbindung zum Herkunftsland."
    assert "Syrien" not in repr(pair.sentence)
    assert "SY" not in repr(pair.sentence)


@pytest.mark.parametrize(
    "scorer",
    [
        scorers.overlap("needs_ramp", "has_ramp"),
        scorers.pairwise(lambda one, other: float(one.needs_ramp == other.has_ramp)),
        lambda one, other: (one.needs_ramp == other.has_ramp) * 1.0,
    ],
)
def test_special_data_count_but_are_never_told(scorer: Any) -> None:
    """A scorer may see them; the sentence leaves the criterion out, even its name, however the scorer is written."""
    policy = MatchingPolicy(criteria=[Criterion("ramp", scorer, 1)])
    sides = both([mentee("a", needs_ramp=Answer.YES)], [mentor("x", has_ramp=Answer.YES)])
    (pair,) = run(policy, sides).pairs
    assert pair.score == 10_000
    assert pair.sentence.code == "explain.pair_nothing"


REASONS: dict[str, tuple[Any, dict[str, Any], dict[str, Any], str]] = {
    "similar": (
        scorers.similarity("territory", table={("one", "two"): 0.5}),
        {"territory": "one"},
        {"territory": "two"},
        "passend bei „Wohngebiet“: one und two",
    ),
    "equal": (
        scorers.similarity("territory", table={}),
        {"territory": "one"},
        {"territory": "one"},
        "gemeinsam bei „Wohngebiet“: one",
    ),
    "close": (
        scorers.closeness("experience_years", within=5),
        {"experience_years": 4.5},
        {"experience_years": 3.0},
        "nahe beieinander bei „Berufserfahrung in Jahren“: 4,5 und 3",
    ),
    "slots": (
        scorers.overlap("availability"),
        {"availability": (Slot.MO_AM, Slot.MO_PM)},
        {"availability": (Slot.MO_PM,)},
        "eine gemeinsame Zeit",
    ),
    "wish": (
        scorers.prefers("territory", "territory"),
        {"territory": "one"},
        {"territory": "one"},
        "ein Wunsch von A ist erfüllt („Wohngebiet“)",
    ),
    "wish_of_mentor": (
        scorers.prefers("territory", "territory", of_mentor=True),
        {"territory": "one"},
        {"territory": "one"},
        "ein Wunsch von X ist erfüllt („Wohngebiet“)",
    ),
    "unknown_to_the_core": (
        scorers.pairwise(lambda one, other: 0.8),
        {},
        {},
        "criterion.mine zu 80 %",
    ),
}


@pytest.mark.parametrize("name", sorted(REASONS))
def test_each_built_in_scorer_says_what_it_found(name: str) -> None:
    """What they have in common, in words; a scorer of a region's own by its label and value."""
    scorer, mine, theirs, expected = REASONS[name]
    sides = both([mentee("a", **mine)], [mentor("x", **theirs)])
    policy = MatchingPolicy(criteria=[Criterion("mine", scorer, 1)])
    found = reasons(policy, sides, (0, 0), score(policy, sides).parts(0, 0))
    assert [german(sentence) for sentence in found] == [expected]


def test_free_places_are_a_reason() -> None:
    """A mentor with room is told as such."""
    sides = build([mentee("a")], [mentor("x")], Mentee, Mentor, loads={"x": 0.5})
    policy = MatchingPolicy(criteria=[Criterion("free", scorers.free_capacity(), 1)])
    assert german(run(policy, sides).pairs[0].sentence) == "A und X: X hat noch Platz."


def reason(draft: Draft, id_: str) -> tuple[str, str]:
    """Code and German sentence of somebody left without."""
    (found,) = [one for one in draft.unmatched if one.mentee == id_]
    return found.reason_code, german(found.reason)


def test_the_unmatched_hear_who_took_the_places() -> None:
    """The best fitting mentors, at which score, and who has their places at which."""
    sides = both(
        [mentee("a", 10, territory="one"), mentee("b", 8, territory="one")], [mentor("x", 10, territory="one")]
    )
    draft = run(CLOSE, sides)
    assert pairs_of(draft) == {("a", "x")}
    code, said = reason(draft, "b")
    assert code == "places_taken"
    assert said == (
        "Die passenden Plätze sind vergeben: X (hätte 8,00 Punkte) betreut A (10,00). "
        "Mit einem weiteren Platz bei X könnte eine Person mehr begleitet werden."
    )


def test_each_reason_for_having_nobody() -> None:
    """No place anywhere, ruled out by every veto, declined before, nothing fits well enough."""
    policy = attrs.evolve(CLOSE, minimum_fit=5.0)
    mentees = [
        mentee("far", 0, territory="one"),
        mentee("abroad", 10, territory="two"),
        mentee("declined", 10, territory="one"),
    ]
    sides = both(mentees, [mentor("x", 10, territory="one"), mentor("y", 10, territory="one")])
    draft = run(policy, sides, forbidden=[("declined", "x"), ("declined", "y"), ("gone", "x")])
    assert not draft.pairs
    assert reason(draft, "far")[0] == "below_minimum_fit"
    assert "kommt X mit 0,00 Punkten, verlangt sind 5,00" in reason(draft, "far")[1]
    assert reason(draft, "abroad") == (
        "vetoed",
        "Alle 2 Mentor:innen mit freiem Platz sind ausgeschlossen: veto.apart (2).",
    )
    assert reason(draft, "declined")[0] == "forbidden"
    for nobody in (run(policy, sides, capacities={}), run(policy, both(mentees, []))):
        assert {one.reason_code for one in nobody.unmatched} == {"no_mentor"}


def test_the_unmatched_hear_what_one_more_place_would_bring() -> None:
    """Where the total alone counts, in points, of the mentors for whom a pair would cost the others least; who is ruled
    out or was declined before is counted besides."""
    mentees = [mentee(name, points, territory="one") for name, points in (("a", 10), ("b", 7), ("c", 5))]
    places = (("x", 10, "one"), ("y", 7, "one"), ("far", 5, "two"), ("known", 5, "one"))
    mentors = [mentor(name, points, territory=where) for name, points, where in places]
    declined = [(one.id, "known") for one in mentees]
    draft = run(CLOSE, both(mentees, mentors), objective=Objective.BEST_TOTAL, forbidden=declined)
    assert pairs_of(draft) == {("a", "x"), ("b", "y")}
    code, said = reason(draft, "c")
    assert code == "places_taken"
    assert said == (
        "Die passenden Plätze sind vergeben: Y (hätte 8,00 Punkte) betreut B (10,00) und X (hätte 5,00 Punkte) betreut A "
        "(10,00). Ein weiterer Platz brächte bei Y 8,00 Punkte und bei X 5,00 Punkte. Eine andere Person mit Platz ist "
        "ausgeschlossen: veto.apart (1). Mit einer anderen Person kam das Paar schon einmal nicht zustande."
    )
    (left,) = draft.unmatched
    assert "would add 8.00 points with Y and 5.00 points with X" in core_labels().text(left.reason, "en")


@pytest.mark.parametrize(
    "scorer",
    [
        scorers.overlap("needs_ramp", "has_ramp"),
        scorers.pairwise(lambda one, other: float(one.needs_ramp == other.has_ramp)),
    ],
)
def test_a_veto_that_reads_special_data_is_not_named(scorer: Any) -> None:
    """It rules out; the reason says that something does, and not what it is."""
    policy = attrs.evolve(CLOSE, vetoes=[Veto("ramp", scorer, at_least=1.0)])
    draft = run(policy, both([mentee("a", 1, needs_ramp=Answer.YES)], [mentor("x", 1, has_ramp=Answer.NO)]))
    code, said = reason(draft, "a")
    assert code == "vetoed"
    assert "eine Voraussetzung, die hier nicht genannt wird (1)" in said
    assert "ramp" not in repr(draft.unmatched)
