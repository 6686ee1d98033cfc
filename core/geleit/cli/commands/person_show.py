"""`geleit person show`: everything about one person."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.kinds import one_of
from geleit.cli.making import argument, flag, option, programme_command
from geleit.model.people import Role


@programme_command(
    "person show",
    argument("person"),
    option("--role", type=one_of(Role)),
    flag("--special"),
    option("--round", "in_round", metavar="ID", label="round_seen"),
    round_=False,
    json=True,
)
def command(desk: Desk, *, person: str, role: Role | None, special: bool, in_round: str | None) -> None:
    """Print it."""
    from geleit.cli.person_words import as_object, put_record
    from geleit.programme.people.record import read_record

    round_ = desk.programme.round(in_round) if in_round else None
    record = read_record(desk.programme, person, round_=round_, role=role, unveil=special)
    if desk.as_json:
        desk.json(as_object(desk, record))
    else:
        put_record(desk, record)
