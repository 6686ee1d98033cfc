"""The parts of an overview, as JSON and as lines for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import attrs

from geleit.cli.desk import Desk
from geleit.labels import Listed, say

if TYPE_CHECKING:
    from geleit.programme.overview import Course, Funnel, Hours, Listing, Matter, Places

_MINUTES = 60
_HOURS = ("pairs", "met_minutes", "meetings", "expected_least", "expected_most", "behind")
_PLACES = ("planned", "mentors", "places", "running", "free", "unpaired")
_MORE = ("role", "rules", "missing", "sides", "late", "days")


def listing_row(desk: Desk, listing: Listing[Any]) -> dict[str, Any]:
    """A list as JSON."""
    items = [_matter(desk, one) for one in listing.items]
    kinds = _counted("what", {code.rpartition(".")[2]: n for code, n in listing.kinds.items()})
    return {"count": listing.count, "new": listing.new, "kinds": kinds, "items": items}


def _counted(name: str, numbers: Mapping[Any, int]) -> list[dict[str, Any]]:
    """How many of each there are, the key under a name."""
    return [{name: key, "count": n} for key, n in numbers.items()]


def _matter(desk: Desk, one: Matter) -> dict[str, Any]:
    more = {name: getattr(one, name) for name in _MORE if hasattr(one, name)}
    return {
        "what": one.what.rpartition(".")[2],
        "who": [{"id": each.id, "name": each.name} for each in one.who],
        "people": one.people,
        "round": one.round,
        "since": one.since,
        "due_on": one.due_on,
        "new": one.new,
        "message": desk.text(one.sentence),
        "opens": {"kind": one.opens.kind, "id": one.opens.id, "round": one.opens.round},
        **more,
    }


@attrs.frozen
class Stand:
    """How a round stands, part by part; None for what the reader may not see."""

    places: Places | None
    course: Course | None
    hours: Hours | None


def stand_row(round_id: str, stand: Stand) -> dict[str, Any]:
    """How a round stands, as JSON."""
    course, hours = stand.course, stand.hours
    return {
        "id": round_id,
        "places": None if stand.places is None else _places(stand.places),
        "funnel": None if course is None else [_funnel(one) for one in course.funnels],
        "pairs": None if course is None else _counted("state", course.pairs),
        "hours": None if hours is None else {name: getattr(hours, name) for name in _HOURS},
    }


def _funnel(funnel: Funnel) -> dict[str, Any]:
    return {"role": funnel.role, **funnel.steps, "states": _counted("state", funnel.states)}


def _places(places: Places) -> dict[str, Any]:
    noticed = [
        {"id": one.mentor.id, "name": one.mentor.name, "level": one.level, "running": one.running, "places": one.places}
        for one in places.noticed
    ]
    known = {name: getattr(places, name) for name in _PLACES}
    return known | {"levels": _counted("level", places.levels), "noticed": noticed}


def put_listing(desk: Desk, name: str, listing: Listing[Any], *, marked: bool) -> None:
    """Print a list with its heading; `marked` puts a sign to what is new."""
    head = {"n": listing.count, "new": listing.new, "what": say(f"cli.overview.{name}")}
    desk.put(desk.text(say("cli.overview.list_new" if marked and listing.new else "cli.overview.list", **head)))
    for one in listing.items:
        names = Listed([each.name for each in one.who])
        line = {"day": one.due_on or one.since or "–", "names": names, "message": one.sentence}
        new = " *" if one.new and marked else ""
        desk.put("  " + desk.text(say("cli.said.due" if one.who else "cli.said.due_by_itself", **line)) + new)
    if listing.count > len(listing.items):
        desk.put("  " + desk.text(say("cli.overview.more", n=listing.count - len(listing.items))))


def figures(desk: Desk, stand: Stand) -> Iterable[str]:
    """How a round stands, line by line."""
    places, course, hours = stand.places, stand.course, stand.hours
    for funnel in () if course is None else course.funnels:
        steps = [f"{desk.text(f'overview.step.{step}')} {n}" for step, n in funnel.steps.items()]
        yield desk.text(say("cli.overview.funnel", role=say(f"Role.{funnel.role.value}"), steps=" · ".join(steps)))
    if places is not None:
        yield desk.text(say("cli.overview.places", places=places.places, free=places.free, unpaired=places.unpaired))
        for one in places.noticed:
            line = {"mentor": one.mentor.name, "level": say(f"Level.{one.level.value}"), "n": one.running}
            yield desk.text(say("cli.overview.noticed", **line))
    if hours is not None:
        met = round(hours.met_minutes / _MINUTES)
        if hours.expected_least is None or hours.expected_most is None:
            yield desk.text(say("cli.overview.hours_as_needed", met=met, n=hours.pairs))
        else:
            least, most = round(hours.expected_least / _MINUTES), round(hours.expected_most / _MINUTES)
            yield desk.text(
                say("cli.overview.hours", met=met, least=least, most=most, n=hours.pairs, behind=hours.behind)
            )
