"""`geleit request list`: who waits for an answer about their data, and whose data may only be kept."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.making import flag, programme_command
from geleit.model.office import Request

_KEYS = (
    *("id", "person", "kind", "received_on", "identity_checked_on", "deadline", "extended_until", "granted"),
    *("decision", "basis", "decided_on", "answered_on", "lifted_on"),
)


@programme_command("request list", flag("--all", "every", label="request_all"), round_=False, json=True)
def command(desk: Desk, *, every: bool) -> None:
    """Print them, the overdue ones first."""
    from geleit.programme.privacy.requests import requests

    today = desk.programme.today()
    found = requests(desk.programme, every=every)
    if desk.as_json:
        desk.json(
            [
                {key: getattr(one, key) for key in _KEYS}
                | {
                    "due_on": one.due_on,
                    "overdue": one.answered_on is None and one.due_on < today,
                    "restricts": one.restricts,
                }
                for one in found
            ]
        )
        return
    names = ("cli.column.due_on", "cli.column.matter", "field.person", "field.state", "cli.column.id")
    desk.table(
        names,
        [
            (
                desk.day(one.due_on) if one.answered_on is None else "–",
                desk.label("RequestKind", one.kind),
                desk.name(one.person),
                desk.text(_state(desk, one)),
                one.id,
            )
            for one in found
        ],
    )


def _state(desk: Desk, one: Request) -> str:
    """Where a request stands: the code of its label."""
    if one.answered_on is not None:
        return "cli.request.restricts" if one.restricts else "cli.request.answered"
    if one.due_on < desk.programme.today():
        return "cli.request.overdue"
    if one.granted is not None:
        return "cli.request.decided"
    return "cli.request.checked" if one.identity_checked_on is not None else "cli.request.received"
