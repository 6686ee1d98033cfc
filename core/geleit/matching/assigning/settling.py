"""From the face of the best assignments to one of them: the same one, whichever solver found the prices.

Pairs without an alternative are made first; among the others augmenting paths decide, people in canonical order.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from geleit.labels import say
from geleit.matching.assigning.checking import AssignmentError
from geleit.matching.assigning.face import Face
from geleit.matching.assigning.paths import Paths
from geleit.matching.assigning.problem import Bools, Edges, Ints, joined, together
from geleit.matching.assigning.ties import Ring, ranks

_FEW = 8
"""Pairs per person up to which it pays to look for those without an alternative one by one."""
_ROWS = 2**11
"""Rows whose bits are set together."""


def settle(face: Face, ring: Callable[[], Ring]) -> Edges:
    """The pairs of one best assignment. Raises AssignmentError if there is none, so the prices are wrong."""
    n, m = len(face.least), len(face.room)
    least, most, room = face.least.copy(), face.most.copy(), face.room.copy()
    if (room < 0).any():
        raise AssignmentError(say("assign.not_proven", status="room"))
    made: list[tuple[int, int]] = []
    rows = np.flatnonzero(most)
    listed: dict[int, list[int]] | None = None
    if face.equal.count <= _FEW * (n + m):
        row, column = face.equal.edges()
        some, open_ = _without_alternative(row, column, least, most, room, face.full)
        made = list(zip(row[some].tolist(), column[some].tolist(), strict=True))
        rows = np.unique(row[open_])
        listed = _listed(row[open_].tolist(), column[open_].tolist())
    if len(rows) and (listed is None or listed):
        places = ring()
        paths = Paths(
            _fits(face, rows, places, listed),
            needs=least[places.mentees].tolist(),
            takes=most[places.mentees].tolist(),
            room=room[places.mentors].tolist(),
            full=face.full[places.mentors].tolist(),
            start=places.next_mentor[places.mentees].tolist(),
        )
        found = np.array(paths.pairs(), np.int64).reshape(-1, 2)
        made += zip(places.mentees[found[:, 0]].tolist(), places.mentors[found[:, 1]].tolist(), strict=True)
    elif (least > 0).any() or room[face.full].any():
        raise AssignmentError(say("assign.not_proven", status="face"))
    row, column = np.array(made, np.int64).reshape(-1, 2).T
    settled = together([(row, column, face.levels[row] + face.prices[column])], m)
    return joined(face.fixed, settled, m)


def _listed(row: list[int], column: list[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for i, j in zip(row, column, strict=True):
        found.setdefault(i, []).append(j)
    return found


def _fits(face: Face, rows: NDArray[np.intp], ring: Ring, listed: dict[int, list[int]] | None) -> dict[int, int]:
    """By mentee who could be had, all as places in canonical order, the mentors as the bits of an integer."""
    mentees, mentors = ranks(ring.mentees), ranks(ring.mentors)
    if listed is not None:
        return {int(mentees[i]): sum(1 << int(mentors[j]) for j in columns) for i, columns in listed.items()}
    found: dict[int, int] = {}
    ordered = rows[np.argsort(mentees[rows])]
    for first in range(0, len(ordered), _ROWS):
        some = ordered[first : first + _ROWS]
        marks = np.take(face.equal.rows(some), ring.mentors, axis=1)
        packed = np.packbits(marks, axis=1, bitorder="little")
        raw, width = packed.tobytes(), packed.shape[1]
        for at, row in enumerate(mentees[some].tolist()):
            found[row] = int.from_bytes(raw[at * width : (at + 1) * width], "little")
    return found


def _without_alternative(
    rows: Ints, columns: Ints, least: Ints, most: Ints, room: Ints, full: Bools
) -> tuple[Bools, Bools]:
    """Which pairs must be made, and which are still open after that; the counts given are brought up to date.

    A mentee who needs as many pairs as there are, or a full mentor with as many places as pairs, leaves no choice.
    """
    row, column = rows.tolist(), columns.tolist()
    of_row: dict[int, set[int]] = {}
    of_column: dict[int, set[int]] = {}
    for at, (i, j) in enumerate(zip(row, column, strict=True)):
        of_row.setdefault(i, set()).add(at)
        of_column.setdefault(j, set()).add(at)
    needs, takes, places, filled = least.tolist(), most.tolist(), room.tolist(), full.tolist()
    made = np.zeros(len(row), np.bool_)
    open_ = np.ones(len(row), np.bool_)
    waiting = deque([(True, i) for i in of_row] + [(False, j) for j in of_column])

    def close(at: int) -> None:
        open_[at] = False
        of_row[row[at]].discard(at)
        of_column[column[at]].discard(at)
        waiting.append((True, row[at]))
        waiting.append((False, column[at]))

    while waiting:
        is_mentee, who = waiting.popleft()
        mine = (of_row if is_mentee else of_column)[who]
        if not mine:
            continue
        if not (takes[who] if is_mentee else places[who]):
            for at in sorted(mine):
                close(at)
        elif len(mine) == (needs[who] if is_mentee else places[who] if filled[who] else -1):
            for at in sorted(mine):
                if takes[row[at]] and places[column[at]]:
                    made[at] = True
                    needs[row[at]] = max(needs[row[at]] - 1, 0)
                    takes[row[at]] -= 1
                    places[column[at]] -= 1
                close(at)
    least[:], most[:], room[:] = needs, takes, places
    return made, open_
