"""Three ways to score all pairs of the same invented people by the same eight criteria.

`hook_path` is the product's: a plugin is asked for its policy, columns are made, scores are made of them. `hard_coded`
is what somebody writes who has these eight criteria only and wants speed: single precision, blocks of 64 rows, buffers
used again. `naive` is what one writes first: double precision, whole matrices. All three start with the people.

`python -m benchmarks.scoring` prints their times beside each other.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from functools import lru_cache
from statistics import median
from typing import Any

import numpy as np
import pluggy
from numpy.typing import NDArray

from benchmarks.measuring import table
from benchmarks.scoring_region import (
    GRADES,
    INTERESTS,
    KILOMETRES,
    LANGUAGES,
    SLOTS,
    WEIGHTS,
    Interest,
    Manner,
    Mentee,
    Mentor,
    Organisation,
    Profession,
    Region,
    invented,
    professions,
)
from geleit.matching.columns.people import Candidate, build
from geleit.matching.scoring.scores import score
from geleit.model.rounds import Round
from geleit.regions import hooks
from geleit.vocabulary.answer import Slot

POINT = 10_000
_ROWS = 64
_ROUND: Round[Any] = Round(id="r", title="R", settings=None)


@lru_cache(1)
def _plugins() -> pluggy.PluginManager:
    """The plugin manager of an open programme, with the region in it."""
    plugins = hooks.manager()
    plugins.register(Region())
    return plugins


def hook_path(n: int, seed: int) -> NDArray[Any]:
    """The scores of n mentees and n mentors in 1/10,000 of a point, by the product."""
    mentees, mentors = invented(n, seed)
    policy = _plugins().hook.geleit_matching(round_=_ROUND)
    return score(policy, build(mentees, mentors, Mentee, Mentor, loads={})).combined


def hard_coded(n: int, seed: int) -> NDArray[np.float32]:
    """The same in points, by blocks in single precision."""
    mentees, mentors = invented(n, seed)
    return blocked(arrays(mentees, np.float32), arrays(mentors, np.float32))


def naive(n: int, seed: int) -> NDArray[np.float64]:
    """The same in points, by whole matrices in double precision."""
    mentees, mentors = invented(n, seed)
    return whole(arrays(mentees, np.float64), arrays(mentors, np.float64))


def arrays(people: Sequence[Candidate], number: type[np.floating[Any]]) -> dict[str, NDArray[Any]]:
    """The answers as arrays: codes, bit masks, numbers."""
    answers: list[Any] = [one.participant for one in people]
    languages = {code: 1 << at for at, code in enumerate(LANGUAGES)}
    interests, slots, manners = ({one: 1 << at for at, one in enumerate(kind)} for kind in (Interest, Slot, Manner))
    organisations, kinds = ({one: at for at, one in enumerate(kind)} for kind in (Organisation, Profession))
    return {
        "organisation": np.array([organisations[one.organisation] for one in answers], np.int8),
        "profession": np.array([kinds[one.profession] for one in answers], np.int8),
        "grade": np.array([one.grade for one in answers], number),
        "languages": np.array([sum(languages[each.language] for each in one.languages) for one in answers], np.uint16),
        "interests": np.array([sum(interests[each] for each in one.interests) for one in answers], np.uint64),
        "availability": np.array([sum(slots[each] for each in one.availability) for one in answers], np.uint32),
        "x": np.array([one.x for one in answers], number),
        "y": np.array([one.y for one in answers], number),
        "manner": np.array([manners[one.manner] for one in answers], np.uint8),
        "wishes": np.array([sum(manners[each] for each in one.wishes) for one in answers], np.uint8),
    }


def blocked(mentees: dict[str, NDArray[Any]], mentors: dict[str, NDArray[Any]]) -> NDArray[np.float32]:
    """Blocks of 64 rows, single precision, a row gather for the table, everything else through buffers."""
    n, m = len(mentees["grade"]), len(mentors["grade"])
    scores = np.empty((n, m), np.float32)
    weights = {code: np.float32(weight) for code, weight in WEIGHTS.items()}
    close = (professions() * WEIGHTS["profession"]).astype(np.float32)[:, mentors["profession"]]
    # Without a wish everything is wished for.
    wished = {
        id(side): np.where(side["wishes"] == 0, 255, side["wishes"]).astype(np.uint8) for side in (mentees, mentors)
    }
    one, other = np.empty((_ROWS, m), np.float32), np.empty((_ROWS, m), np.float32)
    truth, count = np.empty((_ROWS, m), np.bool_), np.empty((_ROWS, m), np.uint8)
    masks = {kind: np.empty((_ROWS, m), kind) for kind in (np.uint8, np.uint16, np.uint32, np.uint64)}
    for start in range(0, n, _ROWS):
        stop = min(start + _ROWS, n)
        k = stop - start
        mine = {name: column[start:stop, None] for name, column in mentees.items()}
        out, a, b, t, c = scores[start:stop], one[:k], other[:k], truth[:k], count[:k]
        np.take(close, mentees["profession"][start:stop], axis=0, out=out, mode="clip")

        def add(values: NDArray[Any], weight: np.float32, out: NDArray[Any] = out, a: NDArray[Any] = a) -> None:
            np.multiply(values, weight, out=a)
            np.add(out, a, out=out)

        add(np.not_equal(mine["organisation"], mentors["organisation"], out=t), weights["organisation"])
        np.subtract(mine["grade"], mentors["grade"], out=a)
        np.abs(a, out=a)
        np.multiply(a, np.float32(-1 / GRADES), out=a)
        np.add(a, np.float32(1), out=a)
        np.maximum(a, np.float32(0), out=a)
        add(a, weights["grade"])
        shared = np.bitwise_and(mine["languages"], mentors["languages"], out=masks[np.uint16][:k])
        add(np.not_equal(shared, 0, out=t), weights["languages"])
        for code, kind, enough in (("interests", np.uint64, INTERESTS), ("availability", np.uint32, SLOTS)):
            np.bitwise_count(np.bitwise_and(mine[code], mentors[code], out=masks[kind][:k]), out=c)
            np.multiply(c, np.float32(1 / enough), out=a)
            np.minimum(a, np.float32(1), out=a)
            add(a, weights[code])
        np.subtract(mine["x"], mentors["x"], out=a)
        np.multiply(a, a, out=a)
        np.subtract(mine["y"], mentors["y"], out=b)
        np.multiply(b, b, out=b)
        np.add(a, b, out=a)
        np.sqrt(a, out=a)
        np.multiply(a, np.float32(-1 / KILOMETRES), out=a)
        np.exp(a, out=a)
        add(a, weights["near"])
        half = weights["wishes"] / np.float32(2)
        wanted = np.bitwise_and(wished[id(mentees)][start:stop, None], mentors["manner"], out=masks[np.uint8][:k])
        add(np.not_equal(wanted, 0, out=t), half)
        wanted = np.bitwise_and(mine["manner"], wished[id(mentors)], out=masks[np.uint8][:k])
        add(np.not_equal(wanted, 0, out=t), half)
    return scores


def whole(mentees: dict[str, NDArray[Any]], mentors: dict[str, NDArray[Any]]) -> NDArray[np.float64]:
    """Whole matrices in double precision, one expression per criterion."""
    mine = {name: column[:, None] for name, column in mentees.items()}
    theirs = mentors
    scores = WEIGHTS["organisation"] * (mine["organisation"] != theirs["organisation"])
    scores = scores + WEIGHTS["profession"] * professions()[mine["profession"], theirs["profession"]]
    scores = scores + WEIGHTS["grade"] * np.maximum(0, 1 - np.abs(mine["grade"] - theirs["grade"]) / GRADES)
    scores = scores + WEIGHTS["languages"] * ((mine["languages"] & theirs["languages"]) != 0)
    for code, enough in (("interests", INTERESTS), ("availability", SLOTS)):
        scores = scores + WEIGHTS[code] * np.minimum(np.bitwise_count(mine[code] & theirs[code]) / enough, 1)
    distance = np.sqrt((mine["x"] - theirs["x"]) ** 2 + (mine["y"] - theirs["y"]) ** 2)
    scores = scores + WEIGHTS["near"] * np.exp(-distance / KILOMETRES)
    of_mentee = np.where(mine["wishes"] == 0, 1, (mine["wishes"] & theirs["manner"]) != 0)
    of_mentor = np.where(theirs["wishes"] == 0, 1, (mine["manner"] & theirs["wishes"]) != 0)
    found: NDArray[np.float64] = scores + WEIGHTS["wishes"] * (of_mentee + of_mentor) / 2
    return found


def agree(n: int, seed: int) -> bool:
    """Whether all three say the same: a unit for each criterion's rounding, and what single precision leaves."""
    units = hook_path(n, seed)
    return all(
        bool((np.abs(units - np.float64(POINT) * points) <= len(WEIGHTS)).all())
        for points in (hard_coded(n, seed), naive(n, seed))
    )


WAYS: dict[str, Callable[[int, int], NDArray[Any]]] = {
    "hook_path": hook_path,
    "hard_coded": hard_coded,
    "naive": naive,
}


def measured(n: int, seed: int, turns: int) -> dict[str, float]:
    """Seconds of work by way, the middle of several turns that took place one after the other, after one that does
    not count."""
    seconds: dict[str, list[float]] = {name: [] for name in WAYS}
    for turn in range(turns + 1):
        for name, way in WAYS.items():
            began = time.process_time()
            way(n, seed)
            if turn:
                seconds[name].append(time.process_time() - began)
    return {name: median(one) for name, one in seconds.items()}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a row for each number of people; 1 where the three ways disagree."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scoring", description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=[1000, 2000, 3000], help="on each side")
    parser.add_argument("--turns", type=int, default=9)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    rows, sound = [], True
    for n in asked.people:
        same = agree(n, asked.seed)
        sound &= same
        found = measured(n, asked.seed, asked.turns)
        rows.append(
            (
                n,
                f"{found['hook_path'] / found['hard_coded']:.2f}",
                f"{found['naive'] / found['hook_path']:.1f}",
                *(f"{1000 * found[name]:.1f}" for name in WAYS),
                "yes" if same else "NO",
            )
        )
    head = ("people a side", "hook path : hard-coded", "naive : hook path", *(f"{name}, ms" for name in WAYS), "agree")
    print(table(head, rows))
    return 0 if sound else 1


if __name__ == "__main__":
    raise SystemExit(main())
