"""What other systems get wrong when they match people, each as a test by name that holds here.

D numbers are those of our list of defects seen elsewhere; the others are measured faults of single packages.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from geleit.errors import NotPossible, UsageError
from geleit.labels import core_labels
from geleit.matching.assigning.assignment import assign
from geleit.matching.assigning.checking import AssignmentError
from geleit.matching.columns.people import Sides
from geleit.matching.scoring.scores import ScoringError, score
from geleit.model.lifecycle import OPEN_PAIRS, PairState
from geleit.model.partnerships import Partnership, Proposal, Side
from geleit.model.people import Role
from geleit.programme import changes, closing, offers
from geleit.programme.proposals import answering, drafting, pool, publishing
from geleit.questions.matching import Criterion, MatchingPolicy, Objective
from geleit.standard.scorers import overlap, pairwise
from geleit.vocabulary.answer import Slot
from geleit.vocabulary.spoken import Spoken
from tests.organisations.bundled import BundledOffice
from tests.organisations.candidates import FULL, both, mentee, mentor, pairs_of, run
from tests.organisations.tandems import COOK, MENTEE, MENTOR
from tests.organisations.tandems import mentee as applicant
from tests.organisations.tandems import mentor as volunteer

SOLVERS = ("scipy", "ortools")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[BundledOffice]:
    """Offers that a mentor accepts or declines; each mentor takes one."""
    opened = BundledOffice(tmp_path, "munich_migranet", "mentor_confirms = true")
    with opened.programme:
        yield opened


def by_hand(office: BundledOffice, mentee: str, mentor: str) -> Partnership:
    """An offer made by a person."""
    return publishing.pair_by_hand(office.programme, office.round, mentee, mentor, "kennen sich")


# Records: through the use cases that command line and screens call.


def test_d01_two_acceptances_at_once_never_exceed_a_capacity(office: BundledOffice) -> None:
    """Two colleagues give the same mentor somebody at the same moment: one of them is refused, one pair stands."""
    office.bring(Role.MENTEE, MENTEE, applicant("amal"), applicant("bea"))
    office.bring(Role.MENTOR, MENTOR, volunteer("tom"))
    gate = threading.Barrier(2)
    refused: list[NotPossible] = []

    def give(mentee: str, seed: int) -> None:
        with office.open(seed) as programme:
            gate.wait()
            try:
                publishing.pair_by_hand(programme, programme.round(), mentee, "tom", "kennen sich")
            except NotPossible as error:
                refused.append(error)

    workers = [threading.Thread(target=give, args=(who, seed)) for seed, who in enumerate(("amal", "bea"))]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(refused) == 1
    assert office.programme.store.count(Partnership, mentor="tom", state=tuple(OPEN_PAIRS)) == 1
    (pair,) = office.programme.store.all(Partnership)
    assert offers.answer_offer(office.programme, office.round, pair.id, Side.MENTOR, accepted=True).state is not (
        PairState.OFFERED
    )
    with pytest.raises(NotPossible, match="Tom Beispiel"):
        by_hand(office, "bea" if pair.mentee == "amal" else "amal", "tom")


def test_d02_a_second_mentorship_while_one_runs_is_refused_and_the_running_one_is_named(office: BundledOffice) -> None:
    """Both names stand in the refusal."""
    office.bring(Role.MENTEE, MENTEE, applicant("amal"))
    office.bring(Role.MENTOR, MENTOR, volunteer("tom"), volunteer("uli"))
    by_hand(office, "amal", "tom")
    with pytest.raises(NotPossible, match="Amal Muster & Tom Beispiel"):
        by_hand(office, "amal", "uli")


def test_d12_every_score_lists_its_parts_in_words(office: BundledOffice) -> None:
    """Each criterion has a name in both languages, the counted contributions add up to the score, a sentence says it."""
    office.bring(Role.MENTEE, MENTEE, applicant("amal", topics="job_search"), applicant("bea", COOK))
    office.bring(Role.MENTOR, MENTOR, volunteer("tom", topics="job_search"), volunteer("uli"))
    content = drafting.propose(office.programme, office.round).content or {}
    assert len(content["pairs"]) == 2
    for pair in content["pairs"]:
        assert sum(part["contribution"] for part in pair["criteria"] if part["counted"]) == pair["score"]
        for part in pair["criteria"]:
            for language in ("de", "en"):
                assert (
                    office.programme.labels.text(f"criterion.{part['code']}", language) != f"criterion.{part['code']}"
                )
        assert "Muster" in pair["sentence"] and "Beispiel" in pair["sentence"]


def test_d13_the_explanation_is_kept_with_the_version_of_the_rules_and_why_not_answers_from_it(
    office: BundledOffice,
) -> None:
    """What the draft says stays when the people change; why two are no pair is answered for that very draft."""
    office.bring(Role.MENTEE, MENTEE, applicant("amal"), applicant("bea", COOK))
    office.bring(Role.MENTOR, MENTOR, volunteer("tom"), volunteer("uli", COOK))
    kept = drafting.propose(office.programme, office.round, seed=3)
    assert (kept.region, kept.seed, kept.objective) == ("munich_migranet", 3, "most_matched")
    assert kept.region_version == office.programme.asked.loaded.version
    answered = answering.why_not(office.programme, office.round, "amal", "uli")
    assert answered.answer.code == "better_elsewhere"
    assert answered.answer.parts and answered.sentences
    office.bring(Role.MENTOR, MENTOR, volunteer("uli", "2142", topics="job_search"))
    assert office.programme.store.one(Proposal, kept.id) == kept


def test_d14_a_decline_takes_a_coded_reason(office: BundledOffice) -> None:
    """None and an unknown one are refused, saying which there are; with one the pair is never proposed again."""
    office.bring(Role.MENTEE, MENTEE, applicant("amal"))
    office.bring(Role.MENTOR, MENTOR, volunteer("tom"))
    pair = by_hand(office, "amal", "tom")
    for reason in (None, "", "keine Lust"):
        with pytest.raises(UsageError, match="no_time"):
            offers.answer_offer(office.programme, office.round, pair.id, Side.MENTOR, accepted=False, reason=reason)
    assert office.programme.store.one(Partnership, pair.id).state is PairState.OFFERED
    declined = offers.answer_offer(
        office.programme, office.round, pair.id, Side.MENTOR, accepted=False, reason="distance"
    )
    assert (declined.state, declined.end_reason) == (PairState.DECLINED, "distance")
    assert ("amal", "tom") in pool.forbidden_pairs(office.programme.store, office.round)


def test_d15_a_decided_pair_can_be_undone_with_a_reason_and_a_trace(office: BundledOffice) -> None:
    """Closed and opened again, each with why and by whom in the change history; without a reason neither."""
    office.bring(Role.MENTEE, MENTEE, applicant("amal"))
    office.bring(Role.MENTOR, MENTOR, volunteer("tom"))
    pair = by_hand(office, "amal", "tom")
    offers.answer_offer(office.programme, office.round, pair.id, Side.MENTOR, accepted=True)
    with pytest.raises(UsageError):
        closing.close(office.programme, office.round, pair.id, "")
    closed = closing.close(office.programme, office.round, pair.id, "no_fit")
    assert (closed.state, closed.end_reason, closed.ended_by) == (PairState.CLOSED, "no_fit", Side.ORGANISATION)
    with pytest.raises(NotPossible):
        closing.reopen(office.programme, office.round, pair.id, " ")
    assert closing.reopen(office.programme, office.round, pair.id, "Missverständnis").state is PairState.ACTIVE
    trace = [one for one in changes.changes(office.programme, "amal") if one.table == "partnerships"]
    assert {"close", "reopen"} <= {one.reason for one in changes.changes(office.programme, "amal")}
    assert "no_fit" in str([one.after for one in trace])
    assert "Missverständnis" in str(changes.changes(office.programme, "amal"))
    assert all(one.actor for one in trace)


def test_d16_open_offers_expire_when_the_mentor_leaves_and_the_mentee_waits_again(office: BundledOffice) -> None:
    """The offer is no longer open to anybody, and the next proposal has the mentee."""
    office.bring(Role.MENTEE, MENTEE, applicant("amal"))
    office.bring(Role.MENTOR, MENTOR, volunteer("tom"), volunteer("uli"))
    pair = by_hand(office, "amal", "tom")
    closing.mentor_leaves(office.programme, office.round, "tom", "zieht um")
    assert office.programme.store.one(Partnership, pair.id).state is PairState.EXPIRED
    with pytest.raises(NotPossible):
        offers.answer_offer(office.programme, office.round, pair.id, Side.MENTOR, accepted=True)
    (again,) = (drafting.propose(office.programme, office.round).content or {})["pairs"]
    assert (again["mentee"], again["mentor"]) == ("amal", "uli")


# Numbers: through `assign` and `propose`.

EXAMPLE = np.array([[10, 1], [5, 0]])
POSSIBLE = np.array([[True, True], [True, False]])


def by_table(table: dict[tuple[str, str], float]) -> MatchingPolicy:
    """Ten points at the most, by a table of shares; what does not stand there is 0."""

    def looked_up(one: Any, other: Any) -> float:
        return table.get((f"m{one.points:.0f}", f"p{other.points:.0f}"), 0.0)

    return MatchingPolicy(criteria=[Criterion("table", pairwise(looked_up), 10)])


def numbered(n: int, m: int) -> Sides:
    """Mentees m0, m1 … and mentors p0, p1 …"""
    return both([mentee(f"m{i}", float(i)) for i in range(n)], [mentor(f"p{j}", float(j)) for j in range(m)])


@pytest.mark.parametrize("solver", SOLVERS)
def test_d03_a_forbidden_pair_takes_no_slot(solver: str) -> None:
    """M1-A 10, M1-B 1, M2-A 5, M2-B forbidden, most matched: M1-B and M2-A, for which 10 points are given up."""
    found = assign(EXAMPLE, allowed=POSSIBLE, objective="most_matched", solver=solver)
    assert (found.pairs, found.total, found.unmatched) == (((0, 1), (1, 0)), 6, ())


def test_d03_neither_does_one_of_a_proposal() -> None:
    """The same by people, the forbidden pair as one that was declined; the best total may leave somebody out."""
    policy = by_table({("m0", "p0"): 1.0, ("m0", "p1"): 0.1, ("m1", "p0"): 0.5, ("m1", "p1"): 0.9})
    draft = run(policy, numbered(2, 2), forbidden=[("m1", "p1")])
    assert pairs_of(draft) == {("m0", "p1"), ("m1", "p0")}
    best = run(policy, numbered(2, 2), forbidden=[("m1", "p1")], objective=Objective.BEST_TOTAL)
    assert pairs_of(best) == {("m0", "p0")}
    assert [one.mentee for one in best.unmatched] == ["m1"]


@pytest.mark.parametrize("objective", list(Objective))
def test_d04_equal_scores_do_not_depend_on_the_order_of_rows(objective: Objective) -> None:
    """All pairs tie: every order of both sides gives the same pairs."""
    people, others = [mentee(f"m{i}", 1.0) for i in range(4)], [mentor(f"p{j}", 1.0) for j in range(3)]
    drafts = [
        pairs_of(run(by_table({}), both(rows, columns), objective=objective))
        for rows in list(permutations(people))[::5]
        for columns in permutations(others)
    ]
    assert all(found == drafts[0] for found in drafts)
    assert objective is Objective.BEST_TOTAL or len(drafts[0]) == 3


def test_d11_less_availability_never_raises_a_score() -> None:
    """All sets of four times on both sides: a set within another never scores more, on its own or in a whole policy."""
    slots = list(Slot)[:4]
    sets = [tuple(slot for at, slot in enumerate(slots) if mask >> at & 1) for mask in range(16)]
    sides = both(
        [mentee(f"m{i}", availability=some) for i, some in enumerate(sets)],
        [mentor(f"p{j}", availability=some) for j, some in enumerate(sets)],
    )
    alone = MatchingPolicy(criteria=[Criterion("availability", overlap("availability", enough=2), 1)])
    for policy in (alone, FULL):
        points = score(policy, sides).combined
        for less in range(16):
            for more in range(16):
                if less & more == less:
                    assert (points[less] <= points[more]).all()
                    assert (points[:, less] <= points[:, more]).all()


@pytest.mark.parametrize("solver", SOLVERS)
def test_fractions_of_points_decide(solver: str) -> None:
    """1.1 is better than 0.4; subtracted from the largest double both would be the same."""
    found = assign(np.array([[0.1, 0.5], [0.6, 0.3]]), solver=solver)
    assert (found.pairs, found.total) == (((0, 1), (1, 0)), 11_000)


@pytest.mark.parametrize("objective", ["stable", "most_matched"])
def test_a_thousand_people_with_complete_lists_need_no_recursion(objective: str) -> None:
    """Everybody ranks everybody, and everybody is matched."""
    found = assign(np.random.default_rng(1).integers(0, 10_000, (1_000, 1_000)), objective=objective)
    assert len(found.pairs) == 1_000


def test_one_person_scores_alone_as_in_a_block() -> None:
    """To the unit: no product of matrices, whose last digits depend on how many rows there are."""
    languages = ("de", "ar", "en", "fr", "uk")
    people = [
        mentee(f"m{i}", languages=tuple(Spoken(one) for at, one in enumerate(languages) if i >> at & 1))
        for i in range(32)
    ]
    others = [mentor(f"p{j}", languages=(Spoken(languages[j % 5]), Spoken("de"))) for j in range(7)]
    block = score(FULL, both(people, others)).combined
    for row, one in enumerate(people):
        assert (score(FULL, both([one], others)).combined[0] == block[row]).all()


@pytest.mark.parametrize("bad", [float("-inf"), float("inf"), float("nan")])
def test_no_number_that_is_not_finite_reaches_a_solver(bad: float) -> None:
    """An infinite value is refused naming the criterion and both people; NaN is unknown, and refused as a score."""
    policy = by_table({("m1", "p0"): bad})
    if np.isnan(bad):
        assert run(policy, numbered(2, 2)).pairs
    else:
        with pytest.raises(ScoringError) as refused:
            run(policy, numbered(2, 2))
        said = refused.value.in_language("en", core_labels().over({"criterion.table": {"en": "The table"}}))
        assert said.startswith("The table cannot be scored for M1 with P0: ")
    with pytest.raises(AssignmentError, match="Cem"):
        assign(np.array([[1.0, 2.0], [bad, 1.0]]), ids=(("Amal", "Cem"), ("x", "y")))


@pytest.mark.parametrize("solver", SOLVERS)
def test_no_penalty_eats_the_scores(solver: str) -> None:
    """Whoever has somebody counts more than any sum, and still a single unit among huge scores decides."""
    base = 10**9
    scores = np.array([[base, base + 1, base], [base + 1, base, base], [base, base, base]])
    allowed = np.array([[True, True, False], [True, True, True], [True, True, True]])
    found = assign(scores, allowed=allowed, solver=solver)
    assert (found.pairs, found.total) == (((0, 1), (1, 0), (2, 2)), 3 * base + 2)


def test_what_is_too_large_to_be_added_exactly_is_refused() -> None:
    """With the numbers, instead of an answer that is rounded."""
    with pytest.raises(AssignmentError) as refused:
        assign(np.full((3, 3), 2**62))
    assert str(2**53) in str(refused.value)


@pytest.mark.parametrize("solver", SOLVERS)
def test_a_score_of_nothing_is_a_pair_all_the_same(solver: str) -> None:
    """0 is no missing edge, and an incomplete assignment is no error: two of three have somebody."""
    found = assign(np.zeros((3, 2), np.int64), solver=solver)
    assert (len(found.pairs), len(found.unmatched)) == (2, 1)
    none = assign(np.zeros((3, 2), np.int64), allowed=np.zeros((3, 2), np.bool_), solver=solver)
    assert (none.pairs, none.unmatched) == ((), (0, 1, 2))
