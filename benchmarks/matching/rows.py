"""What is measured: each function here gives some rows of the table, each as soon as it is known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

import attrs

from benchmarks.matching.bench import GIGABYTE, Bench, ours
from benchmarks.matching.environments import Unreachable
from benchmarks.matching.or_library import OPTIMA, read
from benchmarks.matching.people import invented, preferences, worth
from benchmarks.matching.processes import Failed, Program, Sample, in_turns, sample
from benchmarks.matching.row import Row

WITHOUT = "the same without OR-Tools"
_POINT = 10_000
_PLACES = 25
_KEPT = 10_000
"""Above so many people a side the scores are not kept but worked out whenever they are needed."""

Judge = Callable[[Row, Sample, Sample | None], Row]


def rules(bench: Bench) -> Iterator[Row]:
    """Whole runs of the rules of mentor-match's README."""
    goals = {200: 300, 500: 300, 1000: 500}
    for n in bench.sizes((200, 500, 1000), (200,)):
        asked = invented(n, bench.seed)
        path = bench.kept(f"people_{n}.json", asked)
        yield _beside(
            Row("whole run, the README's rules", f"{n:,} × {n:,}"),
            ours("rules", path),
            partial(bench.peer, "mentor-match", "benchmarks.peers.mentor_match", path),
            bench.times(3 if n >= 1000 else 5),
            partial(_same_points, asked),
        ).reaching(times=goals.get(n))


def stable(bench: Bench) -> Iterator[Row]:
    """Stable pairs of strict preferences, beside the hospital-resident game of `matching`."""
    goals = {200: 100, 500: 100, 1000: 400}
    for n in bench.sizes((200, 500, 1000), (100,)):
        path = bench.kept(f"preferences_{n}.json", preferences(n, bench.seed))
        yield _beside(
            Row("stable, strict preferences", f"{n:,} × {n:,}"),
            ours("stable", path),
            partial(bench.peer, "matching", "benchmarks.peers.hospital_resident", path),
            bench.times(5 if n < 500 else 3),
            _same_pairs,
        ).reaching(times=goals.get(n))


def dense(bench: Bench) -> Iterator[Row]:
    """The proven optimum beside SciPy's dense solver, which proves nothing; with OR-Tools and without."""
    goals: Mapping[tuple[str, int], float] = {
        ("", 3000): 1.8,
        ("", 5000): 3,
        ("", 10_000): 5,
        ("scipy", 3000): 0.9,
        ("scipy", 5000): 1.1,
        ("scipy", 10_000): 1.2,
    }
    for n in bench.sizes((1000, 3000, 5000, 10_000), (1000,)):
        path = bench.scores(n, n)
        for solver, what in (("", "best total, proven"), ("scipy", WITHOUT)):
            found = _beside(
                Row(what, f"{n:,} × {n:,}"),
                ours("total", path, *(["--solver", solver] if solver else [])),
                partial(Program, "SciPy dense", "benchmarks.peers.dense_scipy", (path,)),
                bench.times(3 if n >= 5000 else 5),
                _same_total,
            )
            most = GIGABYTE if n == 10_000 and not solver else None
            yield found.reaching(times=goals.get((solver, n)), most=most)
        bench.forget(path)


def caseload(bench: Bench) -> Iterator[Row]:
    """Few mentors with 25 places each, beside a flow over all pairs.

    Without OR-Tools there is no such flow, only SciPy's dense solver on a column for every place, which is left out
    where that would be a table of 30,000 by 30,000 doubles.
    """
    for n in bench.sizes((3000, 30_000), (3000,)):
        m = max(1, n // _PLACES)
        path, places = bench.scores(n, m), str(_PLACES)
        size, large = f"{n:,} × {m:,} × {_PLACES}", n >= 30_000
        yield _beside(
            Row("caseload, proven", size),
            ours("total", path, "--places", places),
            partial(Program, "dense flow", "benchmarks.peers.dense_flow", (path, places)),
            bench.times(3),
            _same_total,
        ).reaching(times=1.5 if large else None, memory=5 if large else None)
        without, own = Row(WITHOUT, size), ours("total", path, "--places", places, "--solver", "scipy")
        if large:
            yield _alone(without, own, _same_total)
        else:
            peer = partial(Program, "SciPy dense, columns repeated", "benchmarks.peers.dense_scipy", (path, places))
            yield _beside(without, own, peer, bench.times(3), _same_total)
        bench.forget(path)


def growth(bench: Bench) -> Iterator[Row]:
    """Whole runs from people in memory to proven pairs; above 10,000 a side no scores are kept.

    The ratio is to growing like the number of pairs since the row before: at least 1 where it grows more slowly.
    """
    before: tuple[int, Sample] | None = None
    for n in bench.sizes((200, 500, 1000, 2000, 5000, 10_000, 20_000, 30_000), (200, 500, 1000)):
        streamed = n > _KEPT
        row = Row("growth, no scores kept" if streamed else "growth", f"{n:,} × {n:,}")
        program = ours("whole", str(n), "--seed", str(bench.seed), *(["--streamed"] if streamed else []))
        try:
            own = sample(program, [program.run() for _ in range(bench.times(1 if n > 2000 else 3))])
        except Failed as failed:
            yield row.faulty(str(failed))
            continue
        found = attrs.evolve(row.measured(own), total=_points(own))
        if before is not None:
            pairs = (n / before[0]) ** 2
            remarks = f"beside {pairs:.3g} times the row before"
            expected = attrs.evolve(before[1], wall=(before[1].seconds * pairs,), cpu=(before[1].working * pairs,))
            middle = attrs.evolve(own, wall=(own.seconds,), cpu=(own.working,))
            found = attrs.evolve(found.faster(middle, expected), remarks=remarks)
        yield found
        before = n, own


def scoring(bench: Bench) -> Iterator[Row]:
    """Scores in blocks by a region's policy, beside whole tables and beside the same blocks written out by hand."""
    for n in bench.sizes((1000, 3000), (500,)):
        size = f"{n:,} × {n:,}"
        try:
            program = ours("scoring", str(n), "--seed", str(bench.seed), "--turns", str(bench.turns))
            told = program.run()
        except Failed as failed:
            yield Row("scores", size).faulty(str(failed))
            continue
        ways = {
            way: Sample(name, tuple(told[way][0]), tuple(told[way][1]))
            for way, name in (("hook_path", "geleit"), ("naive", "whole tables"), ("hard_coded", "by hand"))
        }
        large = n == 3000
        for what, way, least in (
            ("scores, beside float64 over whole tables", "naive", 5),
            ("scores, beside hard-coded blocks", "hard_coded", 1 / 1.3),
        ):
            row = Row(what, size).measured(ways["hook_path"], ways[way]).reaching(times=least if large else None)
            yield row if told["agree"] else row.faulty("OTHER SCORES")


def or_library(bench: Bench) -> Iterator[Row]:
    """Published problems with published optima, where a folder with their files is given."""
    for path in sorted(bench.library.glob("assign*.txt")) if bench.library else ():
        row = Row("OR-Library", path.stem)
        program = ours("or-library", str(path), "--objective", "most_matched")
        try:
            instance = read(path)
            own = sample(program, [program.run()])
        except (Failed, ValueError) as failed:
            yield row.faulty(str(failed))
            continue
        cost, least = instance.cost(own.said["total"]), OPTIMA.get(path.stem)
        known = "" if least is None else f"published optimum {least:,}"
        found = attrs.evolve(row.measured(own), total=f"cost {cost:,}", remarks=known)
        if own.said["pairs"] != len(instance.scores):
            found = found.faulty(f"{own.said['pairs']:,} OF {len(instance.scores):,} MATCHED")
        yield found if least in (None, cost) else found.faulty("NOT THE OPTIMUM")


def _beside(row: Row, own: Program, peer: Callable[[], Program], times: int, judge: Judge) -> Row:
    """Both sides in turns; the product alone, with the reason, where the peer cannot be had."""
    try:
        beside = peer()
    except Unreachable as missing:
        return attrs.evolve(_alone(row, own, judge), remarks=str(missing))
    try:
        both = in_turns(own, beside, times)
        return judge(row.measured(*both), *both)
    except Failed as failed:
        return row.faulty(str(failed))


def _alone(row: Row, own: Program, judge: Judge) -> Row:
    try:
        told = sample(own, [own.run()])
        return judge(row.measured(told), told, None)
    except Failed as failed:
        return row.faulty(str(failed))


def _same_points(asked: Mapping[str, Any], row: Row, own: Sample, peer: Sample | None) -> Row:
    """The pairs of both are worth the same by the rules, and the product's are worth what it says."""
    points = worth(asked, own.said["made"])
    found = attrs.evolve(row, total=f"{points:,}")
    if points * _POINT != own.said["total"]:
        found = found.faulty(f"TOTAL OF {own.said['total'] / _POINT:,} SAID")
    theirs = points if peer is None else worth(asked, peer.said["made"])
    return found if points == theirs else found.faulty(f"THE PEER'S TOTAL IS {theirs:,}")


def _same_pairs(row: Row, own: Sample, peer: Sample | None) -> Row:
    if peer is None:
        return row
    if own.said["made"] != peer.said["made"]:
        return row.faulty("OTHER PAIRS THAN THE PEER'S")
    return attrs.evolve(row, remarks=f"the identical {own.said['pairs']:,} pairs")


def _same_total(row: Row, own: Sample, peer: Sample | None) -> Row:
    found = attrs.evolve(row, total=_points(own))
    if peer is not None and (own.said["total"], own.said["pairs"]) != (peer.said["total"], peer.said["pairs"]):
        found = found.faulty(f"THE PEER'S TOTAL IS {_points(peer)} WITH {peer.said['pairs']:,} PAIRS")
    return attrs.evolve(found, remarks=f"solved with {own.said['solver']}")


def _points(one: Sample) -> str:
    return f"{one.said['total'] / _POINT:,.4f}"


ROWS: Mapping[str, Callable[[Bench], Iterator[Row]]] = {
    "rules": rules,
    "stable": stable,
    "dense": dense,
    "caseload": caseload,
    "scoring": scoring,
    "growth": growth,
    "or-library": or_library,
}
"""What can be asked for by name."""
