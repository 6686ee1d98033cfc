"""`propose`: from two sides and a policy to a draft that explains itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

import numpy as np

from geleit.errors import UsageError
from geleit.labels import say
from geleit.matching.assigning.checking import Pairs
from geleit.matching.assigning.ties import canonical_order, ranks
from geleit.matching.columns.people import Sides
from geleit.matching.proposing.crowding import crowding
from geleit.matching.proposing.draft import Draft, DraftPair
from geleit.matching.proposing.equity import equity
from geleit.matching.proposing.explanation import explain
from geleit.matching.proposing.measuring import blocking
from geleit.matching.proposing.task import Task
from geleit.matching.proposing.unmatched import Situation, why_unmatched
from geleit.matching.scoring.scores import Scores, score
from geleit.model.partnerships import Place
from geleit.questions.matching import MatchingPolicy, Objective


def propose(
    policy: MatchingPolicy,
    sides: Sides,
    *,
    capacities: Mapping[str, int],
    mentee_capacities: Mapping[str, int] | None = None,
    locked: Iterable[tuple[str, str]] = (),
    forbidden: Iterable[tuple[str, str]] = (),
    objective: Objective | None = None,
    seed: int = 0,
    scores: Scores | None = None,
    waiting: Mapping[str, int] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Draft:
    """The best pairs under a policy, with parts and a sentence each, and a reason for every mentee left without.

    `capacities` are the mentors' free places by id, `mentee_capacities` those of mentees (the policy's number where
    not given). `locked` pairs are made whatever they score, `forbidden` ones (declined earlier) never; both by ids of
    mentee and mentor, and a forbidden pair of somebody who is not among the candidates says nothing. `objective`
    replaces the policy's. `scores` are those of this policy and these sides, where they are known already. `waiting`
    are the days since admission by mentee's id, for the equity rows; who is not named counts as unknown there.
    `progress` is told how many mentees of how many are scored, and before each solving that all are: whoever wants the
    run to end raises there.

    Returning people (`Candidate.priority`) go first with `most_matched` and `fairest`: among assignments of equally
    many mentees (and, with `fairest`, an equal worst pair) one with the most priority mentees is taken, and only then
    the best total; where mentees can have several mentors, those who have to be preferred are so in each of their
    places. `best_total` and `stable` do not know priority: it would contradict what they promise.

    Where the policy scores free capacity, each further case of a mentor counts those proposed before it, so that one
    proposal spreads people over the caseloads (see `crowding`); the scores shown are those before the proposal.

    Permuting candidates on either side changes nothing. Raises ScoringError, AssignmentError, InfeasibleLocks, and
    UsageError for a locked pair of somebody unknown.
    """
    scores = scores or score(policy, sides, progress=progress)
    rows = {id_: row for row, id_ in enumerate(sides.mentees.ids)}
    columns = {id_: column for column, id_ in enumerate(sides.mentors.ids)}
    ruled_out = frozenset(forbidden)
    fixed = tuple(dict.fromkeys((_row(rows, mentee), _row(columns, mentor)) for mentee, mentor in locked))
    may = scores.allowed.copy()
    for mentee, mentor in ruled_out:
        if mentee in rows and mentor in columns:
            may[rows[mentee], columns[mentor]] = False
    places = np.array([capacities.get(id_, 0) for id_ in columns], dtype=np.int64)
    task = Task(
        scores=scores,
        may=may,
        places=places,
        mentee_places=np.array(
            [(mentee_capacities or {}).get(id_, policy.mentee_capacity) for id_ in rows], dtype=np.int64
        ),
        locked=fixed,
        crowded=crowding(scores, places),
        objective=Objective(objective or policy.objective),
        seed=seed,
        pulse=(lambda: None) if progress is None else partial(progress, len(rows), len(rows)),
    )
    found, proof = task.solve()
    pairs = _draft_pairs(task, found.pairs)
    situation = Situation(scores, may, task.places, found.pairs, proof.prices)
    matched: dict[str, list[int]] = {}
    for pair in pairs:
        matched.setdefault(pair.mentee, []).append(pair.score)
    left = [row for row in found.unmatched if task.mentee_places[row] > 0]
    return Draft(
        pairs=pairs,
        unmatched=tuple(sorted((why_unmatched(situation, row) for row in left), key=lambda one: one.mentee)),
        objective=task.objective.value,
        total=sum(pair.score for pair in pairs),
        seed=seed,
        equity=equity(policy.equity, sides.mentees.candidates, matched, waiting=waiting),
        places=dict(zip(columns, task.places.tolist(), strict=True)),
        mentee_total=sum(pair.mentee_score for pair in pairs),
        mentor_total=sum(pair.mentor_score for pair in pairs),
        worst=min((pair.score for pair in pairs), default=None),
        blocking=_blocking(task, found.pairs),
        proof=proof,
        mentee_places=dict(zip(rows, task.mentee_places.tolist(), strict=True)),
        forbidden=ruled_out,
    )


def _blocking(task: Task, pairs: Pairs) -> tuple[tuple[str, str], ...]:
    """The pairs, by ids, who would both rather have each other."""
    scores = task.scores
    possible = task.fit & (task.mentee_places > 0)[:, None] & (task.places > 0)
    found = blocking(
        (scores.mentee_view, scores.mentor_view),
        possible,
        pairs,
        locked=frozenset(task.locked),
        mentee_places=task.mentee_places,
        places=task.places,
    )
    mentees, mentors = scores.sides.mentees.ids, scores.sides.mentors.ids
    return tuple(sorted((mentees[row], mentors[column]) for row, column in found))


def _row(rows: Mapping[str, int], id_: str) -> int:
    if id_ not in rows:
        raise UsageError(say("propose.unknown_person", id=id_))
    return rows[id_]


def _draft_pairs(task: Task, pairs: Pairs) -> tuple[DraftPair, ...]:
    scores, sides = task.scores, task.scores.sides
    policy = scores.policy
    parts = scores.parts_of(pairs)
    places = _mentor_places(task, pairs)
    made = []
    for i, j in pairs:
        mentee = sides.mentees.candidates[i]
        made.append(
            DraftPair(
                mentee=mentee.id,
                mentor=sides.mentors.candidates[j].id,
                place=places[i, j],
                score=int(scores.combined[i, j]),
                mentee_score=int(scores.mentee_view[i, j]),
                mentor_score=int(scores.mentor_view[i, j]),
                parts=parts[i, j],
                sentence=explain(policy, sides, (i, j), parts[i, j]),
                beside={name: mentee.value(name) for name in policy.beside_the_pair},
                locked=(i, j) in task.locked,
            )
        )
    return tuple(sorted(made, key=lambda pair: (pair.mentee, pair.place is not Place.LEAD, pair.mentor)))


def _mentor_places(task: Task, pairs: Pairs) -> dict[tuple[int, int], Place]:
    """Which of a mentee's mentors leads: a locked one, else the one that fits best, ties by the canonical order."""
    rank = ranks(canonical_order(task.scores.sides.mentors.ids, task.seed))
    ordered = sorted(pairs, key=lambda pair: (pair not in task.locked, -int(task.scores.combined[pair]), rank[pair[1]]))
    leading: dict[int, tuple[int, int]] = {}
    for pair in ordered:
        leading.setdefault(pair[0], pair)
    return {pair: Place.LEAD if leading[pair[0]] == pair else Place.SECOND for pair in pairs}
