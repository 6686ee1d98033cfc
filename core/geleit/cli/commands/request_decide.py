"""`geleit request decide`: what was decided about a request, with its basis in law; corrections are made with it."""

from __future__ import annotations

from datetime import date

from geleit.cli.days import DAY
from geleit.cli.desk import Desk
from geleit.cli.making import argument, flag, option, programme_command
from geleit.errors import UsageError
from geleit.labels import Listed, say


@programme_command(
    "request decide",
    argument("request"),
    flag("--grant"),
    flag("--refuse"),
    option("--decision", metavar="TEXT", required=True),
    option("--basis", metavar="TEXT", required=True, label="basis_decision"),
    option("--correct", "corrections", multiple=True, metavar="FIELD=VALUE"),
    option("--round", "in_round", metavar="ID", label="round_corrected"),
    option("--on", type=DAY),
    round_=False,
)
def command(
    desk: Desk,
    *,
    request: str,
    grant: bool,
    refuse: bool,
    decision: str,
    basis: str,
    corrections: tuple[str, ...],
    in_round: str | None,
    on: date | None,
) -> None:
    """Record it."""
    from geleit.programme.privacy.disclosures import recipients_of
    from geleit.programme.privacy.requests import correctable, decide_request, find_request

    if grant == refuse:
        raise UsageError(say("cli.said.grant_or_refuse"))
    asked = find_request(desk.programme, request)
    round_ = desk.programme.round(in_round) if in_round else None
    values = desk.values(corrections, correctable(desk.programme, asked.person, round_)) if corrections else None
    found = decide_request(
        desk.programme,
        asked.id,
        granted=grant,
        decision=decision,
        basis=basis,
        on=on,
        corrections=values,
        round_=round_,
    )
    code = "cli.said.granted" if found.granted else "cli.said.refused"
    desk.tell(say(code, kind=say(f"RequestKind.{found.kind.value}"), name=desk.name(found.person)))
    told = recipients_of(desk.programme, found.person)
    if found.granted and told and found.kind.value in ("correction", "erasure", "restriction"):
        desk.tell(say("cli.said.tell_recipients", recipients=Listed(told)))
