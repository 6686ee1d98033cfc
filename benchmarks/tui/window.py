"""Reading the list by itself: how long a page takes at any size, wherever in the list it stands."""

from __future__ import annotations

from pathlib import Path
from statistics import median

import attrs

from benchmarks.measuring import timed
from benchmarks.tui.people import config_of, now
from geleit.programme import Programme
from geleit.programme.people.browsing import Query, Sort, browse

_PAGE = 256
_TIMES = 7


@attrs.frozen
class Window:
    """Milliseconds, the middle of several: to count and read the first page, the next one, the last one, to jump into
    the middle for the first time and again, and to find a name among all."""

    people: int
    sort: str
    first: float
    following: float
    last: float
    jump: float
    again: float
    name: float


def windows(folder: Path) -> list[Window]:
    """Every order there is."""
    with Programme.open(config_of(folder), clock=now, account="benchmark") as programme:
        round_ = programme.round()
        browse(programme, round_, Query()).page(0, _PAGE)

        def measured(sort: Sort) -> Window:
            taken: dict[str, list[float]] = {}
            people = 0
            for _ in range(_TIMES):
                opening, found = timed(lambda: browse(programme, round_, Query(sort=sort)))
                people = found.found
                last, middle = (people - 1) // _PAGE * _PAGE, people // 2 // _PAGE * _PAGE
                reading, _page = timed(lambda: found.page(0, _PAGE))  # noqa: B023  # called at once
                taken.setdefault("first", []).append(opening.median + reading.median)
                for name, offset in (("following", _PAGE), ("last", last), ("jump", middle), ("again", middle + 777)):
                    took, _page = timed(lambda: found.page(offset, _PAGE))  # noqa: B023  # called at once
                    taken.setdefault(name, []).append(took.median)
                took, _found = timed(lambda: browse(programme, round_, Query(text="zzzova", sort=sort)).page(0, _PAGE))
                taken.setdefault("name", []).append(took.median)
            middles = {name: 1000 * median(seconds) for name, seconds in taken.items()}
            return Window(people, sort.value, **middles)

        return [measured(sort) for sort in Sort]
