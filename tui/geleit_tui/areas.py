"""The rooms of the UI: nine main areas with a number each, and the rooms that are opened from them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from geleit.permissions import Action

if TYPE_CHECKING:
    from geleit_tui.screens.room import Room


class Area(NamedTuple):
    """A main area: its code (label `ui.<code>.title`), the key that opens it, what somebody needs to see it."""

    code: str
    key: str
    needs: Action


AREAS = (
    Area("home", "1", Action.CHECK),
    Area("people", "2", Action.SEE_PEOPLE),
    Area("matching", "3", Action.PROPOSE),
    Area("pairs", "4", Action.SEE_CASES),
    Area("outcomes", "5", Action.OUTCOMES),
    Area("employers", "6", Action.EMPLOYERS),
    Area("reports", "7", Action.REPORT),
    Area("history", "8", Action.SEE_HISTORY),
    Area("settings", "9", Action.CHECK),
)

ROOMS = {
    "home": "home.screen:HomeRoom",
    "people": "people.screen:PeopleRoom",
    "person": "person.screen:PersonRoom",
    "importing": "importing.screen:ImportingRoom",
    "matching": "matching.screen:MatchingRoom",
    "matching_pair": "matching.pair:MatchingPairRoom",
    "matching_table": "matching.table:MatchingTableRoom",
    "matching_whole": "matching.whole:MatchingWholeRoom",
    "matching_compare": "matching.comparing:MatchingCompareRoom",
    "matching_rules": "matching.rules:MatchingRulesRoom",
    "matching_offers": "matching.offers:MatchingOffersRoom",
    "matching_rebalance": "matching.rebalancing:MatchingRebalanceRoom",
    "pairs": "pairs.screen:PairsRoom",
    "pair": "pairs.pair:PairRoom",
    "events": "pairs.events:EventsRoom",
    "board": "board.screen:BoardRoom",
    "outcomes": "outcomes.screen:OutcomesRoom",
    "employers": "employers.screen:EmployersRoom",
    "employer": "employers.employer:EmployerRoom",
    "reports": "reports.screen:ReportsRoom",
    "history": "history.screen:HistoryRoom",
    "settings": "settings.screen:SettingsRoom",
}
"""Room → the module and class in which it stands; each is loaded when it is first opened."""


def room_class(code: str) -> type[Room[object]]:
    """The class of a room."""
    module, _, name = ROOMS[code].partition(":")
    found: type[Room[object]] = getattr(import_module(f"geleit_tui.screens.{module}"), name)
    return found
