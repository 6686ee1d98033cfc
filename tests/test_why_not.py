"""Why two people are no pair in a draft: the hardest reason, prices, and what the pair would cost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

from geleit.errors import NotPossible, UsageError
from geleit.labels import Sentence, core_labels
from geleit.matching.answering.what_if import Change, what_if
from geleit.matching.answering.why import Answer as Reason
from geleit.matching.answering.why import why_not
from geleit.matching.assigning.gain import Gain
from geleit.matching.changing.swapping import check_exchange, given
from geleit.matching.proposing.prices import PriceList
from geleit.matching.proposing.standing import Standing
from geleit.model.partnerships import Proposal, Side
from geleit.model.people import Role
from geleit.programme import applications, offers
from geleit.programme.proposals import answering, drafting, publishing, trying
from geleit.questions.matching import Criterion, MatchingPolicy, Objective, Veto
from geleit.standard import scorers
from geleit.vocabulary.answer import Answer
from tests.organisations.candidates import CLOSE, both, mentee, mentor, pairs_of, run
from tests.organisations.drafted import at_work, once_more
from tests.organisations.office import OfficeAtWork


def german(sentence: Sentence) -> str:
    """A sentence in German."""
    return core_labels().text(sentence, "de")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> OfficeAtWork:
    """Everybody admitted, nothing proposed."""
    office = at_work(tmp_path_factory.mktemp("original"))
    office.programme.close()
    return office


@pytest.fixture
def office(original: OfficeAtWork, tmp_path: Path) -> Iterator[OfficeAtWork]:
    """One of one's own."""
    office = once_more(original, tmp_path)
    with office.programme:
        yield office


def told(office: OfficeAtWork, mentee: str, mentor: str, *, exact: bool = False) -> tuple[Reason, list[str], list[str]]:
    """The answer, its sentences and its notes in German."""
    found = answering.why_not(office.programme, office.round, mentee, mentor, exact=exact)
    labels = office.programme.labels
    return (
        found.answer,
        [labels.text(one, "de") for one in found.sentences],
        [labels.text(one, "de") for one in found.notes],
    )


def test_what_reads_special_data_is_not_named() -> None:
    """Neither as a veto, in an answer or an error, nor as a part; it still rules out, and it still counts."""
    ramp = scorers.overlap("needs_ramp", "has_ramp")
    sides = both([mentee("a", 1, needs_ramp=Answer.YES)], [mentor("x", 1, has_ramp=Answer.NO)])
    ruled_out = attrs.evolve(CLOSE, vetoes=[Veto("ramp", ramp, at_least=1.0)])
    draft = Standing.of(run(ruled_out, sides))
    answer = why_not(ruled_out, sides, draft, "a", "x")
    assert (answer.code, answer.vetoes) == ("vetoed", ("ramp",))
    assert "eine Voraussetzung, die hier nicht genannt wird" in german(answer.sentence)
    with pytest.raises(NotPossible) as refused:
        what_if(ruled_out, sides, draft, Change(force=(("a", "x"),)))
    with pytest.raises(NotPossible) as taken:
        check_exchange(ruled_out, sides, draft, (), given(sides, draft, (), ("a", "x")))
    for error in (refused.value, taken.value):
        assert "eine Voraussetzung, die hier nicht genannt wird" in error.in_language("de")
    scored = attrs.evolve(CLOSE, vetoes=(), criteria=[*CLOSE.criteria, Criterion("ramp", ramp, 2)])
    parts = why_not(scored, sides, Standing.of(run(scored, sides, capacities={})), "a", "x")
    assert any("ein Kriterium, das hier nicht genannt wird" in german(one) for one in parts.details)
    said = [answer.sentence, *answer.details, *parts.details, refused.value.sentence, taken.value.sentence]
    assert "ramp" not in repr(said)


def test_the_hardest_reason_comes_first() -> None:
    """Ruled out, declined, locked elsewhere, no place, below the minimum, better elsewhere, or a pair after all."""
    policy = attrs.evolve(CLOSE, minimum_fit=1.0)
    mentees = [
        mentee("best", 10, territory="one"),
        mentee("next", 8, territory="one"),
        mentee("locked", 3, territory="one"),
        mentee("abroad", 9, territory="two"),
        mentee("far", 0, territory="one"),
    ]
    mentors = [mentor(name, 10, territory="one") for name in ("x", "y", "full")]
    sides = both(mentees, mentors)
    draft = run(
        policy,
        sides,
        capacities={"x": 1, "y": 1},
        locked=[("locked", "y")],
        forbidden=[("next", "y")],
    )
    standing = Standing.of(draft)
    assert pairs_of(draft) == {("best", "x"), ("locked", "y")}
    expected = {
        ("best", "x"): "paired",
        ("abroad", "x"): "vetoed",
        ("next", "y"): "forbidden",
        ("locked", "x"): "locked_elsewhere",
        ("best", "y"): "locked_elsewhere",
        ("next", "full"): "no_place",
        ("far", "x"): "below_minimum_fit",
        ("next", "x"): "better_elsewhere",
    }
    for (one, other), code in expected.items():
        answer = why_not(policy, sides, standing, one, other)
        assert answer.code == code
        assert answer.score == sum(part.contribution for part in answer.parts)
        for sentence in (answer.sentence, *answer.details):
            assert "why." not in german(sentence)
    answer = why_not(policy, sides, standing, "next", "x")
    assert [german(sentence) for sentence in answer.details] == [
        "Die 8,00 Punkte im Einzelnen: criterion.points 8,00.",
        "Next hat in diesem Vorschlag niemanden.",
        "X hat jetzt: Best mit X (10,00 Punkte).",
        "Besser für X: Best mit X (10,00 Punkte).",
    ]
    assert why_not(policy, sides, standing, "abroad", "x").vetoes == ("apart",)
    with pytest.raises(UsageError):
        why_not(policy, sides, standing, "nobody", "x")


def test_both_sides_views_are_told_where_they_differ() -> None:
    """What only the mentee wishes is not the mentor's gain; unknown values are called unknown."""
    policy = MatchingPolicy(
        criteria=[
            Criterion("points", scorers.closeness("points", within=10), 10, neutral=0.0),
            Criterion("wish", scorers.prefers("territory", "territory"), 2, wish_of=Side.MENTEE, neutral=0.5),
        ]
    )
    sides = both([mentee("a", 10)], [mentor("x", 10)])
    answer = why_not(policy, sides, Standing.of(run(policy, sides)), "a", "x")
    assert (answer.mentee_score, answer.mentor_score, answer.score) == (110_000, 100_000, 110_000)
    said = [german(sentence) for sentence in answer.details]
    assert said[0] == "Die 11,00 Punkte im Einzelnen: criterion.points 10,00 und criterion.wish 1,00 (unbekannt)."
    assert said[1] == "Aus Sicht von A sind es 11,00 Punkte, aus Sicht von X 10,00."


@pytest.mark.parametrize(
    ("place", "cost", "expected"),
    [
        (Gain(0, 13_000), Gain(0, 5_000), ["brächte 1,30 Punkte", "mindestens 0,50 Punkte"]),
        (Gain(1, 70_000), Gain(1, -20_000), ["hätte ein:e Mentee mehr", "hat ein:e Mentee weniger"]),
        (Gain(), Gain(), ["brächte nichts", "muss nichts kosten"]),
    ],
)
def test_prices_are_told_in_words(place: Gain, cost: Gain, expected: list[str]) -> None:
    """What one more place would bring, and what forcing the pair costs at least: people, points, or nothing."""
    sides = both(
        [mentee("a", 10, territory="one"), mentee("b", 8, territory="one")], [mentor("x", 10, territory="one")]
    )
    prices = PriceList(mentees={"b": attrs.evolve(cost, points=cost.points + 80_000)}, mentors={"x": Gain()})
    standing = Standing.of(run(CLOSE, sides))
    answer = why_not(CLOSE, sides, standing, "b", "x", prices=attrs.evolve(prices, mentors={"x": place}))
    answer_cost = why_not(CLOSE, sides, standing, "b", "x", prices=prices)
    assert (answer.place, answer_cost.least_cost) == (place, cost)
    assert any(expected[0] in german(sentence) for sentence in answer.details)
    assert any(expected[1] in german(sentence) for sentence in answer_cost.details)


def test_the_exact_cost_names_who_moves() -> None:
    """Solved once more with the pair locked: B takes A's mentor, A takes B's."""
    sides = both(
        [mentee("a", 10, territory="one"), mentee("b", 9, territory="one")],
        [mentor("x", 10, territory="one"), mentor("y", 6, territory="one")],
    )
    answer = why_not(CLOSE, sides, Standing.of(run(CLOSE, sides)), "b", "x", exact=True)
    assert answer.exact is not None
    assert answer.exact.before.total - answer.exact.after.total == 20_000
    said = [german(sentence) for sentence in answer.details]
    assert "Wird B mit X festgelegt:" in said
    assert "A: statt X nun Y (10,00 → 6,00 Punkte)" in said
    assert "Summe: vorher 17,00, nachher 15,00 Punkte (−2,00)" in said
    for one, other in (("a", "x"), ("c", "x")):
        many = both(
            [mentee("a", 10, territory="one"), mentee("c", 9, territory="two")], [mentor("x", 10, territory="one")]
        )
        assert why_not(CLOSE, many, Standing.of(run(CLOSE, many)), one, other, exact=True).exact is None


def test_where_the_weakest_pair_counts_a_place_is_worked_out_instead_of_priced() -> None:
    """Prices tell the truth about totals only; the exact answer says both."""
    sides = both(
        [mentee("a", 10, territory="one"), mentee("b", 9, territory="one")], [mentor("x", 10, territory="one")]
    )
    draft = run(CLOSE, sides, objective=Objective.FAIREST)
    assert draft.prices is not None
    standing = Standing.of(draft)
    answer = why_not(CLOSE, sides, standing, "b", "x", prices=draft.prices)
    assert answer.code == "better_elsewhere"
    assert (answer.place, answer.least_cost) == (None, None)
    assert why_not(CLOSE, sides, standing, "b", "x", prices=draft.prices, exact=True).place == Gain(1, 90_000)


def test_the_answer_is_about_the_draft_that_was_kept(office: OfficeAtWork) -> None:
    """Not about another objective's, even where that one would have made the pair."""
    drafting.propose(office.programme, office.round, objective=Objective.STABLE, seed=5)
    answer, said, notes = told(office, "m2", "p1")
    assert answer.code == "better_elsewhere"
    assert notes == []
    assert "Bea Muster und Tom Muster kämen auf 9,00 Punkte" in said[0]
    assert answer.place is None  # that objective has no prices
    kept = drafting.latest(office.programme, office.round)
    assert kept.content is not None
    for pair in kept.content["pairs"]:
        assert told(office, pair["mentee"], pair["mentor"])[0].code == "paired"


def test_the_kept_prices_say_what_a_place_and_the_pair_are_worth(office: OfficeAtWork) -> None:
    """M2 with P1 instead of P2 is four points more and takes as much from M1: the prices kept with the draft."""
    drafting.propose(office.programme, office.round)
    answer, said, notes = told(office, "m2", "p1", exact=True)
    assert notes == []
    assert answer.place == Gain(0, 40_000)
    assert answer.least_cost is not None and answer.exact is not None
    assert answer.least_cost.points <= answer.exact.before.total - answer.exact.after.total == 20_000
    assert "Ein weiterer Platz bei Tom Muster brächte 4,00 Punkte." in said
    assert "Wird Bea Muster mit Tom Muster festgelegt:" in said


def test_without_a_draft_the_answer_is_about_what_would_be_proposed_now(office: OfficeAtWork) -> None:
    """And says so; nothing is kept by asking."""
    _, _, notes = told(office, "m2", "p1", exact=True)
    assert "keinen Vorschlag" in notes[0]
    assert office.programme.store.count(Proposal) == 0


def test_a_draft_that_is_older_than_somebodys_answers_says_so(office: OfficeAtWork) -> None:
    """Scores are today's, and the draft's are no longer those."""
    drafting.propose(office.programme, office.round)
    mentees = (
        (office.folder / "mentees.csv").read_text(encoding="utf-8").replace("m1;Amal;Muster;10", "m1;Amal;Muster;3")
    )
    (office.folder / "mentees.csv").write_text(mentees, encoding="utf-8")
    applications.import_people(office.programme, office.round, Role.MENTEE, office.folder / "mentees.csv")
    _, _, notes = told(office, "m2", "p1")
    assert len(notes) == 1
    assert "Ein Paar hat heute andere Punkte" in notes[0]
    found = trying.what_if(office.programme, office.round, places=["p3"])
    said = [office.programme.labels.text(note, "de") for note in found.notes]
    assert said[0] == notes[0]
    assert "auch ohne das Ausprobierte 2 Mentees andere" in said[1]


def test_a_veto_is_named_in_words(office: OfficeAtWork) -> None:
    """By its label, never by its code."""
    answer, said, _ = told(office, "m4", "p1")
    assert answer.code == "vetoed"
    assert said[0] == "Dana Muster und Tom Muster sind als Paar ausgeschlossen: nicht im selben Bezirk."


def test_a_refusal_is_told_with_its_day_and_reason(office: OfficeAtWork) -> None:
    """Who declined, when and why; the pair stays ruled out."""
    made = publishing.publish(office.programme, office.round, drafting.propose(office.programme, office.round).id)
    pair = next(one for one in made if one.mentee == "m2")
    assert pair.mentor == "p2"
    offers.answer_offer(office.programme, office.round, pair.id, Side.MENTOR, accepted=False, reason="no_time")
    answer, said, _ = told(office, "m2", "p2")
    assert answer.code == "forbidden"
    assert "12.1.2026" in said[0]
    assert "Mentor:in" in said[0]


def test_who_cannot_be_paired_at_all_is_said_first(office: OfficeAtWork) -> None:
    """A mentee with a pair is named with it."""
    publishing.pair_by_hand(office.programme, office.round, "m1", "p1", "kennen sich")
    with pytest.raises(NotPossible) as refused:
        told(office, "m1", "p2")
    assert "Amal" in str(refused.value)
