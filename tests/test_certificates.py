"""Certificates prove what is best and nothing else; prices are what solving again would show."""

from __future__ import annotations

import json
from typing import Any

import attrs
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from geleit.matching import Assignment, assign
from geleit.matching.assigning.certificate import Certificate
from geleit.matching.assigning.checking import AssignmentError
from tests.oracles.answers import blocking_by_definition
from tests.oracles.instances import OBJECTIVES, Case, Pairs, drawn, free_part, standing

SUMS = ("most_matched", "best_total", "fairest")
WAYS = st.sampled_from([None, "scipy"])
SEEDS = st.integers(0, 2**32 - 1)


def some_pairs(case: Case, seed: int, start: Pairs = ()) -> Pairs:
    """Pairs that may be made beside the locked ones, in a random number: some of `start`, then whoever fits."""
    rng = np.random.default_rng(seed)
    kept = [pair for pair in start if rng.random() < rng.choice([0.5, 0.8, 1.0])]
    every = [(row, column) for row, column in np.ndindex(*case.scores.shape) if case.open(row, column)]
    made: list[tuple[int, int]] = []
    places, capacity = case.rest()
    willing = rng.choice([0.2, 0.7, 1.0])
    for row, column in [*kept, *(every[k] for k in rng.permutation(len(every)) if rng.random() < willing)]:
        if places[row] and capacity[column] and (row, column) not in made:
            made.append((row, column))
            places[row] -= 1
            capacity[column] -= 1
    return tuple(made)


def claiming(case: Case, certificate: Certificate, made: Pairs) -> Certificate:
    """The same proof for other pairs, with their own total."""
    pairs = tuple(sorted((*case.locked, *made)))
    total = sum(int(case.scores[pair]) for pair in pairs)
    return attrs.evolve(certificate, pairs=pairs, total=total, bound=total)


def kept(certificate: Certificate) -> Certificate:
    """As it comes back from a file."""
    return Certificate.from_json(json.loads(json.dumps(certificate.to_json())))


@settings(max_examples=50)
@given(drawn(most=7), st.sampled_from(OBJECTIVES), WAYS)
def test_the_best_assignment_is_proven_also_from_a_file(case: Case, objective: str, solver: str | None) -> None:
    """The certificate survives JSON unchanged, and verifies."""
    certificate = case.solve(objective, solver=solver).certificate
    assert kept(certificate) == certificate
    assert case.verifies(kept(certificate))


@settings(max_examples=75)
@given(drawn(most=6), st.sampled_from(SUMS), SEEDS)
def test_exactly_the_assignments_as_good_as_the_best_are_proven(case: Case, objective: str, seed: int) -> None:
    """Whatever pairs are put into a proof: it holds for them just if none are better."""
    best = case.solve(objective)
    chosen = free_part(case, best)
    # Of equal sums the one with the most pairs is taken, but the proof is about the sum.
    counted = 1 if objective == "best_total" else 3
    made = some_pairs(case, seed, chosen)
    equal = standing(case, objective, made)[:counted] == standing(case, objective, chosen)[:counted]
    assert case.verifies(claiming(case, best.certificate, made)) == equal


@settings(max_examples=50)
@given(drawn(most=6), SEEDS)
def test_exactly_what_no_pair_blocks_is_called_stable(case: Case, seed: int) -> None:
    """By the definition, pair by pair."""
    best = case.solve("stable")
    made = some_pairs(case, seed, free_part(case, best))
    blocked = bool(blocking_by_definition(case, made))
    assert case.verifies(claiming(case, best.certificate, made)) == (not blocked)


@settings(max_examples=75)
@given(drawn(most=6), st.sampled_from(SUMS), SEEDS)
def test_no_proof_holds_for_other_data_unless_it_is_still_the_best(case: Case, objective: str, seed: int) -> None:
    """Scores, permissions, places and the proof's own numbers change at random; what still verifies is the best."""
    certificate = case.solve(objective).certificate
    rng = np.random.default_rng(seed)
    other = _changed(case, rng)
    proof = attrs.evolve(
        certificate,
        prices=tuple(price + int(rng.choice([-1, 0, 0, 0, 1, 5, 2**62])) for price in certificate.prices),
        threshold=None if certificate.threshold is None else certificate.threshold + int(rng.choice([-1, 0, 0, 1])),
        cover=tuple(int(rng.choice([1, price, price])) for price in certificate.cover),
    )
    for tried in (certificate, proof):
        made = tuple(pair for pair in tried.pairs if pair not in other.locked)
        claimed = claiming(other, tried, made)
        if other.verifies(claimed):
            counted = 1 if objective == "best_total" else 3
            best = free_part(other, other.solve(objective))
            assert standing(other, objective, made)[:counted] == standing(other, objective, best)[:counted]


def _changed(case: Case, rng: np.random.Generator) -> Case:
    """Another case of the same people, in which the locks can still be kept."""
    locks = np.zeros(case.scores.shape, np.bool_)
    for pair in case.locked:
        locks[pair] = True
    few = rng.random(case.scores.shape) < 0.1
    _, capacity = case.rest()
    less = [max(0, int(used - left)) for used, left in zip(case.capacity, capacity, strict=True)]
    return case._replace(
        scores=case.scores + few * rng.integers(-4, 5, case.scores.shape),
        allowed=(case.allowed ^ (rng.random(case.scores.shape) < 0.05)) | locks,
        capacity=[
            max(low, old + int(rng.choice([-1, 0, 0, 0, 1]))) for low, old in zip(less, case.capacity, strict=True)
        ],
    )


@settings(max_examples=50)
@given(drawn(most=6), st.sampled_from(SUMS), SEEDS)
def test_a_proof_fails_as_soon_as_something_binding_is_broken(case: Case, objective: str, seed: int) -> None:
    """A pair forbidden, a place less, a better score elsewhere, a lock missing, prices that prove nothing."""
    result = case.solve(objective)
    proof, made = result.certificate, free_part(case, result)
    rng = np.random.default_rng(seed)
    m = case.scores.shape[1]
    assert not case.verifies(attrs.evolve(proof, prices=(*proof.prices, 0)))
    assert not case.verifies(attrs.evolve(proof, total=proof.total + 1, bound=proof.total + 1))
    assert not case.verifies(attrs.evolve(proof, bound=proof.total + 1))
    assert not case.verifies(attrs.evolve(proof, pairs=((0, m), *proof.pairs)))
    assert not case.verifies(attrs.evolve(proof, pairs=((-1, 0), *proof.pairs)))
    if m:
        at = int(rng.integers(m))
        for bad in (-1, 2**63, 2**64 + proof.prices[at]):
            prices = (*proof.prices[:at], bad, *proof.prices[at + 1 :])
            assert not case.verifies(attrs.evolve(proof, prices=prices))
        assert not case.verifies(attrs.evolve(proof, prices=proof.prices[1:]))
    if case.locked:
        without = claiming(case._replace(locked=case.locked[1:]), proof, made)
        assert not case.verifies(without)
    if made:
        pair = made[int(rng.integers(len(made)))]
        assert not case.verifies(attrs.evolve(proof, pairs=tuple(sorted((*proof.pairs, pair)))))
        forbidden = case.allowed.copy()
        forbidden[pair] = False
        assert not case._replace(allowed=forbidden).verifies(proof)
        used = sum(column == pair[1] for _, column in result.pairs)
        fewer = [used - 1 if column == pair[1] else places for column, places in enumerate(case.capacity)]
        assert not case._replace(capacity=fewer).verifies(proof)
        raised = case.scores.copy()
        raised[pair] -= 1
        assert not case._replace(scores=raised).verifies(proof)


@settings(max_examples=50)
@given(drawn(most=6), st.sampled_from(SUMS), SEEDS)
def test_a_proof_fails_when_a_raised_score_makes_another_assignment_better(
    case: Case, objective: str, seed: int
) -> None:
    """The pairs and their total stay as they are; only what they are compared with rises."""
    result = case.solve(objective)
    made = free_part(case, result)
    others = [pair for pair in np.ndindex(*case.scores.shape) if case.open(*pair) and pair not in result.pairs]
    assume(others)
    rng = np.random.default_rng(seed)
    raised = case.scores.copy()
    raised[others[int(rng.integers(len(others)))]] += int(rng.choice([1, 5, 300_000]))
    other = case._replace(scores=raised)
    best = free_part(other, other.solve(objective))
    counted = 1 if objective == "best_total" else 3
    better = standing(other, objective, best)[:counted] > standing(other, objective, made)[:counted]
    assert not (better and other.verifies(result.certificate))


def test_sums_that_leave_64_bits_prove_nothing() -> None:
    """Sixteen places at 2**60 cost 0 to whoever adds in 64 bits: nobody matched would then be the best."""
    scores = np.ones((16, 1), int)
    best = assign(scores, capacity=16, objective="best_total").certificate
    for price in (2**60, 2**61 - 1, 2**62, 2**63 - 1, 2**64):
        forged = attrs.evolve(best, pairs=(), total=0, bound=0, prices=(price,))
        assert not forged.verify(scores, capacity=16)
    # Nobody pays for a mentor without places, so such a price must not wrap round either.
    below = assign([[-3, 1], [-3, 1]], capacity=[0, 1], objective="best_total").certificate
    forged = attrs.evolve(below, pairs=(), total=0, bound=0, prices=(2**63 - 1, 0))
    assert not forged.verify([[-3, 1], [-3, 1]], capacity=[0, 1])


@pytest.mark.parametrize("kept_", [{}, {"objective": "stable"}, {"pairs": [[1]]}])
def test_what_is_no_certificate_is_refused(kept_: dict[str, Any]) -> None:
    """Not taken for one that proves nothing."""
    whole = assign([[1]]).certificate.to_json()
    with pytest.raises(AssignmentError):
        Certificate.from_json({**kept_} if "pairs" not in kept_ else {**whole, **kept_})


def value(case: Case, objective: str, result: Assignment) -> tuple[int, int]:
    """What a result is worth to its objective: people, and points with the worth of empty places."""
    if objective != "best_total":
        return len(case.scores) - len(result.unmatched), result.total
    worth = case.reservation or [0] * len(case.scores)
    used = sum(worth[row] for row, _ in result.pairs)
    return 0, result.total - used


def comparable(case: Case, objective: str) -> tuple[Case, str, Assignment]:
    """The case, the sum its prices are about, and its result: `fairest` is a sum above its threshold."""
    result = case.solve(objective)
    threshold = result.certificate.threshold
    if threshold is None:
        return case, "most_matched" if objective == "fairest" else objective, result
    floor = case.reservation or [threshold] * len(case.scores)
    return case._replace(reservation=[max(threshold, low) for low in floor]), "most_matched", result


def one_more_place(case: Case, objective: str, column: int) -> None:
    """The price of a mentor is what solving again with one more place gains."""
    case, sum_, result = comparable(case, objective)
    assert result.prices is not None
    more = [places + (at == column) for at, places in enumerate(case.capacity)]
    after = case._replace(capacity=more).solve(sum_)
    gained = tuple(b - a for a, b in zip(value(case, sum_, result), value(case, sum_, after), strict=True))
    worth = result.prices.place(column)
    assert (worth.people, worth.points) == gained


def forced_pair(case: Case, objective: str, row: int, column: int) -> None:
    """Forcing a pair costs at least what its prices say, and a pair in the result costs nothing."""
    case, sum_, result = comparable(case, objective)
    assert result.prices is not None
    least = result.prices.least_cost(row, column, int(case.scores[row, column]))
    if (row, column) in result.pairs:
        assert (row, column) in case.locked or (least.people, least.points) == (0, 0)
        return
    places, capacity = case.rest()
    if not (case.allowed[row, column] and places[row] and capacity[column]):
        return
    forced = case._replace(locked=(*case.locked, (row, column))).solve(sum_)
    cost = tuple(a - b for a, b in zip(value(case, sum_, result), value(case, sum_, forced), strict=True))
    # A pair below what its mentee must reach may even raise the sum: then it costs nothing.
    assert (least.people, least.points) <= max(cost, (0, 0))


@settings(max_examples=75)
@given(drawn(most=6), st.sampled_from(SUMS), st.data())
def test_a_price_is_the_gain_of_one_more_place(case: Case, objective: str, data: st.DataObject) -> None:
    """Exactly, in people and points, also for mentors without any place and for full or free ones."""
    assume(case.scores.shape[1])
    one_more_place(case, objective, data.draw(st.integers(0, case.scores.shape[1] - 1)))


@settings(max_examples=75)
@given(drawn(most=6), st.sampled_from(SUMS), st.data())
def test_the_least_cost_never_exceeds_the_cost_of_locking_the_pair(
    case: Case, objective: str, data: st.DataObject
) -> None:
    """People first, then points."""
    assume(case.scores.size)
    row, column = (data.draw(st.integers(0, size - 1)) for size in case.scores.shape)
    forced_pair(case, objective, row, column)


@settings(max_examples=50)
@given(drawn(most=7), st.sampled_from(SUMS))
def test_prices_explain_who_is_left_out(case: Case, objective: str) -> None:
    """To an unmatched mentee each mentor is worth no more than to others; an unmatched mentor is to nobody."""
    case, sum_, result = comparable(case, objective)
    assert result.prices is not None
    each = result.prices.per_person
    worth = case.reservation or [0] * len(case.scores)
    places, capacity = case.rest()
    for row, column in np.ndindex(*case.scores.shape):
        score = int(case.scores[row, column])
        if not case.open(row, column) or not places[row]:
            continue
        if row in result.unmatched:
            alone = worth[row] if sum_ == "best_total" else -each
            assert result.prices.mentees[row] == alone
            assert result.prices.mentors[column] >= score - alone
        if capacity[column] > sum(pair[1] == column for pair in result.pairs if pair not in case.locked):
            assert result.prices.mentors[column] == 0
            assert (row, column) in result.pairs or result.prices.mentees[row] >= score


def test_a_place_that_costs_everybody_points_still_brings_a_person() -> None:
    """Everybody moves from their best mentor to their worst so that one more is matched: a person, less 25 points."""
    scores = np.array([[5, -5, 0], [0, 5, -5], [-5, 0, 0]])
    result = assign(scores, allowed=scores != 0, capacity=[1, 1, 0])
    more = assign(scores, allowed=scores != 0, capacity=[1, 1, 1])
    assert result.prices is not None
    worth = result.prices.place(2)
    assert (len(more.pairs) - len(result.pairs), more.total - result.total) == (worth.people, worth.points) == (1, -25)


@pytest.mark.soak
@settings(max_examples=5_000)
@given(drawn(most=7), st.sampled_from(SUMS), st.data())
def test_prices_are_exact_thousands_of_times(case: Case, objective: str, data: st.DataObject) -> None:
    """The long version."""
    assume(case.scores.size)
    row, column = (data.draw(st.integers(0, size - 1)) for size in case.scores.shape)
    one_more_place(case, objective, column)
    forced_pair(case, objective, row, column)
