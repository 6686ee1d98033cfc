"""Who is matched with whom: exact, the same answer whatever the order of the rows, and explained.

`build` makes columns of people, `score` makes scores of columns, `assign` the best pairs of scores; `propose` does all
three and explains the result, `why_not` one pair that is not in it. Names are loaded on first use, so that importing
this package costs neither NumPy nor SciPy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geleit.matching.assignment import Assignment as Assignment
    from geleit.matching.assignment import assign as assign
    from geleit.matching.columns import Candidate as Candidate
    from geleit.matching.columns import NeverField as NeverField
    from geleit.matching.columns import Sides as Sides
    from geleit.matching.columns import build as build
    from geleit.matching.draft import Draft as Draft
    from geleit.matching.draft import DraftPair as DraftPair
    from geleit.matching.draft import Unmatched as Unmatched
    from geleit.matching.proposing import propose as propose
    from geleit.matching.scoring import Part as Part
    from geleit.matching.scoring import Scores as Scores
    from geleit.matching.scoring import score as score
    from geleit.matching.why import Answer as Answer
    from geleit.matching.why import why_not as why_not

__all__ = [
    "Answer",
    "Assignment",
    "Candidate",
    "Draft",
    "DraftPair",
    "NeverField",
    "Part",
    "Scores",
    "Sides",
    "Unmatched",
    "assign",
    "build",
    "propose",
    "score",
    "why_not",
]

_ROOMS = {
    "assignment": ("Assignment", "assign"),
    "columns": ("Candidate", "NeverField", "Sides", "build"),
    "draft": ("Draft", "DraftPair", "Unmatched"),
    "proposing": ("propose",),
    "scoring": ("Part", "Scores", "score"),
    "why": ("Answer", "why_not"),
}
_HOMES = {name: f"geleit.matching.{room}" for room, names in _ROOMS.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
