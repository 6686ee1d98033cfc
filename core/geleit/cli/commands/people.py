"""`geleit people`: the people of a round, looked for and in an order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geleit.cli.desk import Desk
from geleit.cli.kinds import WHOLE, OneOf, one_of
from geleit.cli.making import flag, option, programme_command
from geleit.errors import UsageError
from geleit.labels import say
from geleit.model.lifecycle import PartState
from geleit.model.people import Role

if TYPE_CHECKING:
    from geleit.programme.people.browsing import PersonRow

_SHOWN = 50
_SORTS = ("name", "state", "applied", "waiting")
_KEYS = ("person", "part", "name", "role", "state", "since", "applied_on", "waiting_since", "priority", "territory")


@programme_command(
    "people",
    option("--role", type=one_of(Role)),
    option("--state", "states", type=one_of(PartState), multiple=True, label="state_people"),
    option("--text", metavar="TEXT", label="text_people"),
    option("--rule", metavar="CODE", label="rule_people"),
    option("--territory", metavar="NAME", label="territory_people"),
    option("--sort", type=OneOf(_SORTS), default="name", label="sort_people"),
    flag("--descending", label="descending_people"),
    option("--limit", type=WHOLE, default=_SHOWN),
    option("--offset", type=WHOLE, default=0, label="offset_people"),
    json=True,
)
def command(
    desk: Desk,
    *,
    role: Role | None,
    states: tuple[PartState, ...],
    text: str | None,
    rule: str | None,
    territory: str | None,
    sort: str,
    descending: bool,
    limit: int,
    offset: int,
) -> None:
    """Print a page of them, and how many there are."""
    from geleit.cli.progress import Bar
    from geleit.programme.people.browsing import Query, browse, sort_of

    for name, value, least in (("--limit", limit, 1), ("--offset", offset, 0)):
        if value < least:
            expected = say("cli.said.at_least", least=least)
            raise UsageError(say("cli.said.bad_value", what=name, found=value, expected=expected))
    query = Query(role, tuple(states), text or "", rule, territory, sort_of(sort), descending)
    with Bar(desk.door, "cli.said.checking_rule", "cli.said.checking_rule") as bar:
        found = browse(desk.programme, desk.round, query, report=bar)
    page = found.page(offset, limit)
    if desk.as_json:
        desk.json({"found": found.found, "all": found.all, "offset": offset, "people": [_object(one) for one in page]})
        return
    names = ("field.name", "cli.column.role", "field.state", "field.applied_on", "field.territory")
    desk.table((*names, "cli.column.with", "cli.column.id"), [_cells(desk, one) for one in page])
    if len(page) < found.found:
        desk.tell(say("cli.said.people_page", n=len(page), first=offset + 1, found=found.found))


def _object(one: PersonRow) -> dict[str, Any]:
    pairs = [{"person": each.person, "name": each.name, "state": each.state} for each in one.beside]
    return {key: getattr(one, key) for key in _KEYS} | {"place": one.place, "beside": pairs}


def _cells(desk: Desk, one: PersonRow) -> tuple[str, ...]:
    return (
        one.listed,
        desk.label("Role", one.role),
        desk.label("PartState", one.state),
        desk.day(one.applied_on),
        one.place or "–",
        ", ".join(each.name for each in one.beside) or "–",
        one.person,
    )
