"""Scores of invented people: eight criteria with 23 points in all, for as many people as are asked for.

`python -m benchmarks.matching.invented MENTEES MENTORS SEED FILE.npy` writes all of them as int32, in 1/10,000 point.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Units = NDArray[np.int32]
_ROWS = 64
_POINT = 10_000
_KINDS = 25


class Invented:
    """n mentees and m mentors, drawn independently, and the scores of all pairs.

    The criteria, in points: another organisation 3, a table of professions 5, the grades' distance 3, a shared
    language 3, interests 3, times 2, nearness 3, a wished profession 1.
    """

    def __init__(self, n: int, m: int, seed: int) -> None:
        self.shape = n, m
        dice = np.random.default_rng(seed)
        self._mentees, self._mentors = _side(dice, n), _side(dice, m)
        close = dice.integers(0, 5, (_KINDS, _KINDS)) / 4
        np.fill_diagonal(close, 1)
        wish = np.eye(_KINDS + 1, _KINDS)
        wish[_KINDS] = 0.5
        self._profession = _units(5 * close)
        self._wish = _units(wish)
        grades = np.arange(8)
        self._grades = _units(3 * np.maximum(0, 1 - np.abs(grades - grades[:, None] - 2) / 4))
        counts = np.arange(65)
        self._interests = _units(3 * np.minimum(counts / 4, 1))
        self._times = _units(2 * np.minimum(counts / 3, 1))

    def block(self, rows: slice) -> Units:
        """The scores of some mentees with all mentors."""
        mentee = {name: column[rows, None] for name, column in self._mentees.items()}
        mentor = self._mentors
        away = (mentee["x"] - mentor["x"]) ** 2 + (mentee["y"] - mentor["y"]) ** 2
        # Falls from 1 to a half at 25 km; only operations whose rounding IEEE 754 lays down.
        units: Units = np.rint(np.float32(3 * _POINT) / (1 + away / np.float32(625))).astype(np.int32)
        units += (mentee["organisation"] != mentor["organisation"]) * np.int32(3 * _POINT)
        units += self._profession[mentee["profession"], mentor["profession"]]
        units += self._grades[mentee["grade"], mentor["grade"]]
        units += ((mentee["languages"] & mentor["languages"]) != 0) * np.int32(3 * _POINT)
        units += self._interests[np.bitwise_count(mentee["interests"] & mentor["interests"])]
        units += self._times[np.bitwise_count(mentee["times"] & mentor["times"])]
        units += self._wish[mentee["wish"], mentor["profession"]]
        return units


def _side(dice: np.random.Generator, size: int) -> dict[str, NDArray[Any]]:
    def bits(width: int, share: float) -> NDArray[np.uint32]:
        drawn = dice.random((size, width)) < share
        packed: NDArray[np.uint32] = (drawn << np.arange(width, dtype=np.uint32)).sum(axis=1, dtype=np.uint32)
        return packed

    return {
        "organisation": dice.integers(0, _KINDS, size),
        "profession": dice.integers(0, _KINDS, size),
        "wish": np.where(dice.random(size) < 0.3, dice.integers(0, _KINDS, size), _KINDS),
        "grade": dice.integers(0, 8, size),
        "languages": bits(12, 0.15) | np.uint32(1) * (dice.random(size) < 0.7),
        "interests": bits(20, 0.2),
        "times": bits(14, 0.3),
        "x": (dice.random(size) * 100).astype(np.float32),
        "y": (dice.random(size) * 100).astype(np.float32),
    }


def _units(points: NDArray[Any]) -> Units:
    whole: Units = np.rint(points * _POINT).astype(np.int32)
    return whole


def write(table: Invented, path: Path) -> None:
    """Keep all scores in a file, block by block."""
    kept = np.lib.format.open_memmap(path, mode="w+", dtype=np.int32, shape=table.shape)
    for start in range(0, table.shape[0], _ROWS):
        rows = slice(start, start + _ROWS)
        kept[rows] = table.block(rows)
    kept.flush()


if __name__ == "__main__":
    write(Invented(*map(int, sys.argv[1:4])), Path(sys.argv[4]))
