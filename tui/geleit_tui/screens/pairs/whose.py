"""The round that a pair belongs to, which need not be the one that is looked at."""

from __future__ import annotations

from typing import Any

from geleit.model.rounds import Round
from geleit.programme.cases import view as views
from geleit.programme.cases.view import PairView
from geleit_tui.desk import Desk


def round_of(desk: Desk, view: PairView) -> Round[Any]:
    """The round of a pair."""
    return views.round_of(desk.programme, view.pair, desk.round)
