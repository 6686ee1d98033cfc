"""Who is matched with whom: exact, the same answer whatever the order of the rows, and explained.

`build` makes columns of people, `score` makes scores of columns, `assign` the best pairs of scores; `propose` does all
three and explains the result, `compare` does it for every objective, `why_not` explains one pair that is not in it,
`what_if` shows what a change would make of it.
Names are loaded on first use, so that importing this package costs neither NumPy nor SciPy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geleit.matching.answering.comparing import Comparison as Comparison
    from geleit.matching.answering.comparing import compare as compare
    from geleit.matching.answering.what_if import Change as Change
    from geleit.matching.answering.what_if import Difference as Difference
    from geleit.matching.answering.what_if import what_if as what_if
    from geleit.matching.answering.why import Answer as Answer
    from geleit.matching.answering.why import why_not as why_not
    from geleit.matching.assigning.assignment import Assignment as Assignment
    from geleit.matching.assigning.assignment import assign as assign
    from geleit.matching.assigning.certificate import Certificate as Certificate
    from geleit.matching.assigning.gain import Gain as Gain
    from geleit.matching.columns.people import Candidate as Candidate
    from geleit.matching.columns.people import NeverField as NeverField
    from geleit.matching.columns.people import Sides as Sides
    from geleit.matching.columns.people import build as build
    from geleit.matching.proposing.draft import Draft as Draft
    from geleit.matching.proposing.draft import DraftPair as DraftPair
    from geleit.matching.proposing.draft import Unmatched as Unmatched
    from geleit.matching.proposing.prices import PriceList as PriceList
    from geleit.matching.proposing.proposing import propose as propose
    from geleit.matching.proposing.standing import Standing as Standing
    from geleit.matching.scoring.scores import Part as Part
    from geleit.matching.scoring.scores import Scores as Scores
    from geleit.matching.scoring.scores import score as score
    from geleit.matching.scoring.tabling import table as table

__all__ = [
    "Answer",
    "Assignment",
    "Candidate",
    "Certificate",
    "Change",
    "Comparison",
    "Difference",
    "Draft",
    "DraftPair",
    "Gain",
    "NeverField",
    "Part",
    "PriceList",
    "Scores",
    "Sides",
    "Standing",
    "Unmatched",
    "assign",
    "build",
    "compare",
    "propose",
    "score",
    "table",
    "what_if",
    "why_not",
]

_ROOMS = {
    "assigning.assignment": ("Assignment", "assign"),
    "assigning.certificate": ("Certificate",),
    "columns.people": ("Candidate", "NeverField", "Sides", "build"),
    "answering.comparing": ("Comparison", "compare"),
    "proposing.draft": ("Draft", "DraftPair", "Unmatched"),
    "assigning.gain": ("Gain",),
    "proposing.prices": ("PriceList",),
    "proposing.proposing": ("propose",),
    "scoring.scores": ("Part", "Scores", "score"),
    "scoring.tabling": ("table",),
    "proposing.standing": ("Standing",),
    "answering.what_if": ("Change", "Difference", "what_if"),
    "answering.why": ("Answer", "why_not"),
}
_HOMES = {name: f"geleit.matching.{room}" for room, names in _ROOMS.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
