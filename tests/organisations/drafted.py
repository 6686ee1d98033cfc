"""Mentees who wait and mentors with places, and numbers that say at once who fits whom: ten points for equal numbers,
one less for each step between them, and one more where a mentee's wish is met; another district is no pair."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from shutil import copytree

from geleit.model.people import Role
from tests.organisations.office import OfficeAtWork
from tests.organisations.tiny import EVERYBODY, configuration, laid_out, region_source

_MATCHING = '''

@participant
class Mentee(geleit.Mentee):
    """A mentee with a number and a wish for a mentor's."""

    points: float | None = None
    wish: float | None = None
    district: str | None = None


@participant
class Mentor(geleit.Mentor):
    """A mentor with a number."""

    points: float | None = None
    district: str | None = None


@hookimpl
def geleit_matching(round_):
    """Equal numbers fit best, and a wish counts besides."""
    return geleit.MatchingPolicy(
        criteria=[
            geleit.Criterion("points", geleit.closeness("points", within=10), 10, neutral=0.0),
            geleit.Criterion(
                "wish", geleit.closeness("wish", "points", within=1), 1, wish_of=geleit.Side.MENTEE, neutral=0.0
            ),
        ],
        vetoes=[geleit.Veto("apart", geleit.pairwise(lambda one, other: float(one.district == other.district)))],
        mentee_capacity={mentors},
        minimum_fit=2.0,
        acceptance=geleit.AcceptancePolicy(sides=(geleit.Side.MENTOR,)),
    )
'''
_LABELS = """
[field]
points = { de = "Zahl", en = "Number" }
wish = { de = "Wunsch", en = "Wish" }
district = { de = "Bezirk", en = "District" }

[criterion]
points = { de = "Zahl", en = "number" }
wish = { de = "Wunsch", en = "wish" }

[veto]
apart = { de = "nicht im selben Bezirk", en = "not in the same district" }
"""
_ROUND = '[[rounds]]\nid = "c"\ntitle = "Durchgang"\nstart = 2026-01-12\nend = 2026-07-12\n'
MENTEES: Mapping[str, str] = {"m1": "Amal;10", "m2": "Bea;9", "m3": "Cem;2", "m4": "Dana;5;fern"}
MENTORS: Mapping[str, str] = {"p1": "Tom;10", "p2": "Uli;4", "p3": "Vera;1"}
"""By id: name and number, and the district where it is not the same for all. The best pairs are m1 with p1 (10 points),
m2 with p2 (5) and m3 with p3 (9); m4 lives elsewhere."""


def at_work(
    folder: Path,
    *,
    mentees: Mapping[str, str] = MENTEES,
    mentors: Mapping[str, str] = MENTORS,
    several: int = 1,
) -> OfficeAtWork:
    """The organisation with everybody admitted and nothing proposed; `several` mentors a mentee at the most."""
    source = region_source(EVERYBODY, _MATCHING.replace("{mentors}", str(several)), mentee="Mentee", mentor="Mentor")
    tables = {"mentees": mentees, "mentors": mentors}
    lists = {
        name: "id;given_name;family_name;points;district\n" + "".join(_line(*one) for one in rows.items())
        for name, rows in tables.items()
    }
    config = laid_out(folder, configuration(_ROUND), source, labels=_LABELS, **lists)
    office = OfficeAtWork(config, date(2026, 1, 12), 1)
    office.take_in()
    for role, rows in ((Role.MENTEE, mentees), (Role.MENTOR, mentors)):
        for id_ in rows:
            office.admit(id_, role)
    return office


def once_more(office: OfficeAtWork, folder: Path) -> OfficeAtWork:
    """The same organisation in another folder, as it was left: cheaper than to take everybody in again."""
    copytree(office.folder, folder, dirs_exist_ok=True)
    return OfficeAtWork(folder / office.config.name, office.day, 2)


def _line(id_: str, told: str) -> str:
    name, number, *elsewhere = told.split(";")
    return f"{id_};{name};Muster;{number};{elsewhere[0] if elsewhere else 'nah'}\n"
