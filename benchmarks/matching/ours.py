"""The product's side of each comparison, measured in a process of its own like the peers'.

`python -m benchmarks.matching.ours TASK …` prints what was measured as JSON.
"""

from __future__ import annotations

import argparse
import json
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.matching.or_library import read
from benchmarks.matching.rules import people, whole_run
from benchmarks.peers.reporting import measure, report, turn
from benchmarks.scoring import WAYS, agree
from benchmarks.scoring_region import Mentee, Mentor, Region
from benchmarks.scoring_region import invented as people_to_score
from geleit.matching import Candidate, assign, build, score
from geleit.matching.scoring.tabling import table
from geleit.model.rounds import Round

_WARM = 50
"""So many people a side are matched before anything is timed."""
_LIBRARIES = {
    "scipy": ("scipy.optimize", "scipy.sparse", "scipy.sparse.csgraph"),
    "ortools": ("ortools.graph.python.min_cost_flow",),
}


def loaded(solver: str | None = None) -> None:
    """Import what solvers need, of both where none is forced, so that no run waits for it."""
    for one in (solver,) if solver else _LIBRARIES:
        for library in _LIBRARIES[one]:
            import_module(library)


def rules(path: Path) -> None:
    """A whole run of the README's rules: from people in memory to pairs. The proof is checked afterwards."""
    loaded()
    asked = json.loads(path.read_text())
    whole_run(people({**asked, "mentees": asked["mentees"][:_WARM], "mentors": asked["mentors"][:_WARM]}))
    both = people(asked)
    taken, (found, scores) = measure(lambda: both, whole_run, times=5)
    ids = scores.sides.mentees.ids, scores.sides.mentors.ids
    made = sorted((ids[0][row], ids[1][column]) for row, column in found.pairs)
    proven = found.certificate.verify(scores.combined, allowed=scores.allowed)
    report(**taken, pairs=len(made), made=made, total=found.total, proven=proven)


def stable(path: Path) -> None:
    """Stable pairs of preferences that are there as two tables of scores, the better the rank the higher."""
    asked = json.loads(path.read_text())
    names = [*asked["mentees"]], [*asked["mentors"]]
    places = [{name: place for place, name in enumerate(side)} for side in names]
    tables = []
    for side, other in (("mentees", 1), ("mentors", 0)):
        wishes = np.array([[places[other][name] for name in wish] for wish in asked[side].values()])
        table = np.empty(wishes.shape, np.int32)
        np.put_along_axis(table, wishes, np.arange(wishes.shape[1], 0, -1, dtype=np.int32)[None], axis=1)
        tables.append(table)
    mine, theirs = tables[0], np.ascontiguousarray(tables[1].T)
    taken, found = measure(lambda: None, lambda _: assign(mine, mentor_scores=theirs, objective="stable"), times=5)
    made = sorted((names[0][row], names[1][column]) for row, column in found.pairs)
    report(**taken, pairs=len(made), made=made)


def total(scores: Any, places: int, solver: str | None, objective: str, allowed: Any = None) -> None:
    """The best assignment of a table of scores, its certificate verified within the time."""
    asked: dict[str, Any] = {"capacity": places}

    def run(units: Any, **more: Any) -> tuple[Any, bool]:
        found = assign(units, objective=objective, solver=solver, **asked, **more)
        return found, found.certificate.verify(units, **asked, **more)

    loaded(solver)
    assign(np.ones((_WARM, _WARM), np.int32), solver=solver)
    mask = {} if allowed is None else {"allowed": allowed}
    taken, (found, proven) = measure(lambda: scores, lambda units: run(units, **mask))
    report(**taken, pairs=len(found.pairs), total=found.total, proven=proven, solver=found.solver)


def whole(n: int, seed: int, streamed: bool) -> None:
    """From people in memory to proven pairs: columns, scores by eight criteria, assignment, certificate verified.

    `streamed`: the scores are worked out block by block whenever they are needed, and never kept.
    """
    policy = Region().geleit_matching(Round(id="r", title="R", settings=None))

    def run(people: tuple[list[Candidate], list[Candidate]]) -> tuple[Any, bool]:
        sides = build(*people, Mentee, Mentor, loads={})
        scores = table(policy, sides) if streamed else score(policy, sides).combined
        found = assign(scores, objective="best_total", ids=(sides.mentees.ids, sides.mentors.ids))
        return found, found.certificate.verify(scores)

    loaded()
    run(people_to_score(_WARM, seed))
    people = people_to_score(n, seed)
    taken, (found, proven) = measure(lambda: people, run)
    report(**taken, pairs=len(found.pairs), total=found.total, proven=proven, solver=found.solver)


def scoring(n: int, seed: int, turns: int) -> None:
    """The three ways to score the same people, in turns within this one process, after a turn that does not count."""
    seconds: dict[str, list[tuple[float, float]]] = {name: [] for name in WAYS}
    for number in range(turns + 1):
        for name, way in WAYS.items():
            took = turn(partial(way, n, seed))[0]
            if number:
                seconds[name].append(took)
    report(**{name: [*zip(*taken, strict=True)] for name, taken in seconds.items()}, agree=agree(n, seed))


def main() -> None:
    """Measure one task."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.matching.ours", description=__doc__)
    parser.add_argument("task", choices=("rules", "stable", "total", "whole", "scoring", "or-library"))
    parser.add_argument("what", help="the file; for `whole` and `scoring` the number of people a side")
    parser.add_argument("--places", type=int, default=1)
    parser.add_argument("--solver", choices=("scipy", "ortools"))
    parser.add_argument("--objective", default="best_total")
    parser.add_argument("--streamed", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--turns", type=int, default=1)
    asked = parser.parse_args()
    match asked.task:
        case "rules":
            rules(Path(asked.what))
        case "stable":
            stable(Path(asked.what))
        case "total":
            total(np.load(asked.what), asked.places, asked.solver, asked.objective)
        case "whole":
            whole(int(asked.what), asked.seed, asked.streamed)
        case "scoring":
            scoring(int(asked.what), asked.seed, asked.turns)
        case "or-library":
            problem = read(Path(asked.what))
            total(problem.scores, asked.places, asked.solver, asked.objective, problem.allowed)


if __name__ == "__main__":
    main()
