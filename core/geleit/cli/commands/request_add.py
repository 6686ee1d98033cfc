"""`geleit request add`: somebody asks about their own data."""

from __future__ import annotations

from datetime import date

from geleit.cli.days import DAY
from geleit.cli.desk import Desk
from geleit.cli.kinds import one_of
from geleit.cli.making import argument, option, programme_command
from geleit.labels import say
from geleit.model.office import RequestKind


@programme_command(
    "request add",
    argument("person"),
    argument("matter", type=one_of(RequestKind)),
    option("--on", type=DAY, label="on_received"),
    option("--identity", type=DAY),
    option("--note", metavar="TEXT"),
    option("--purpose", metavar="CODE", label="purpose_withdrawn"),
    option("--recipient", metavar="CODE"),
    round_=False,
)
def command(
    desk: Desk,
    *,
    person: str,
    matter: RequestKind,
    on: date | None,
    identity: date | None,
    note: str | None,
    purpose: str | None,
    recipient: str | None,
) -> None:
    """Record it and say until when it is to be answered."""
    from geleit.programme.privacy.requests import add_request

    made = add_request(
        desk.programme,
        person,
        matter,
        received_on=on,
        identity_checked_on=identity,
        note=note,
        purpose=purpose,
        recipient=recipient,
    )
    kind = say(f"RequestKind.{made.kind.value}")
    desk.tell(say("cli.said.request_added", kind=kind, name=desk.name(made.person), day=made.deadline, id=made.id))
    if made.identity_checked_on is None:
        desk.tell("cli.said.identity_next")
