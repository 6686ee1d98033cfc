"""`geleit consent`: record a consent or another legal basis, or that it was withdrawn."""

from __future__ import annotations

from datetime import date

from geleit.cli.days import DAY
from geleit.cli.desk import Desk
from geleit.cli.kinds import one_of
from geleit.cli.making import argument, flag, option, programme_command
from geleit.config import Basis
from geleit.labels import say


@programme_command(
    "consent",
    argument("person"),
    option("--purpose", metavar="CODE", default="programme"),
    option("--recipient", metavar="CODE"),
    option("--basis", type=one_of(Basis), label="basis_consent"),
    option("--text-version", metavar="VERSION"),
    option("--text-language", metavar="CODE"),
    option("--channel", metavar="TEXT"),
    flag("--withdraw"),
    option("--on", type=DAY),
    round_=False,
)
def command(
    desk: Desk,
    *,
    person: str,
    purpose: str,
    recipient: str | None,
    basis: Basis | None,
    text_version: str | None,
    text_language: str | None,
    channel: str | None,
    withdraw: bool,
    on: date | None,
) -> None:
    """Record it."""
    from geleit.programme.privacy import consents
    from geleit.programme.privacy.purposes import find_purpose, purpose_words
    from geleit.programme.roster import find_person

    table = find_purpose(desk.programme, purpose, recipient)
    found = find_person(desk.programme, person)
    what = {"name": found.name, "purpose": purpose_words(desk.programme, table)}
    if withdraw:
        count = consents.withdraw_consent(desk.programme, found.id, purpose, recipient=table.recipient, on=on)
        desk.tell(say("cli.said.withdrawn" if count else "cli.said.no_consent", **what))
        return
    given = consents.give_consent(
        desk.programme,
        found.id,
        purpose,
        recipient=table.recipient,
        basis=basis,
        text_version=text_version,
        language=text_language,
        channel=channel,
        given_on=on,
    )
    desk.tell(say("cli.said.consent", day=given.given_on, **what))
