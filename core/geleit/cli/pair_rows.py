"""Partnerships as rows: for `pairs`, and for the commands that make some."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from geleit.cli.desk import Desk
from geleit.labels import say
from geleit.model.partnerships import Partnership


def pair_object(desk: Desk, pair: Partnership) -> dict[str, Any]:
    """A partnership as JSON."""
    return {
        "id": pair.id,
        "mentee": pair.mentee,
        "mentor": pair.mentor,
        "mentee_name": desk.name(pair.mentee),
        "mentor_name": desk.name(pair.mentor),
        "state": pair.state,
        "started": pair.started,
        "ended": pair.ended,
        "place": pair.place,
        "reason": pair.reason,
    }


def show_pairs(desk: Desk, pairs: Iterable[Partnership]) -> None:
    """Partnerships on stdout, as JSON or as a table."""
    found = list(pairs)
    if desk.as_json:
        desk.json([pair_object(desk, pair) for pair in found])
    else:
        pair_table(desk, found)


def pair_table(desk: Desk, pairs: Iterable[Partnership]) -> None:
    """Partnerships on stdout as a table."""
    desk.table(
        ("field.mentee", "field.mentor", "field.state", "cli.column.started", "cli.column.ended", "cli.column.id"),
        [
            (
                desk.name(pair.mentee),
                desk.name(pair.mentor),
                desk.label("PairState", pair.state),
                desk.day(pair.started),
                desk.day(pair.ended),
                pair.id,
            )
            for pair in pairs
        ],
    )


def tell_pair(desk: Desk, pair: Partnership) -> None:
    """Where a partnership stands now, as a message."""
    names = f"{desk.name(pair.mentee)} & {desk.name(pair.mentor)}"
    desk.tell(say("cli.said.state", what=names, state=say(f"PairState.{pair.state.value}")))
    tell_withheld(desk, [pair])


def tell_withheld(desk: Desk, pairs: Iterable[Partnership]) -> None:
    """Whose missing consent keeps the contacts of agreed pairs from being released, if anybody's does."""
    from geleit.programme.privacy.consents import contacts_withheld

    if withheld := contacts_withheld(desk.programme, pairs):
        desk.tell(withheld)


def tell_if_early(desk: Desk, pair: str, day: date) -> None:
    """Say that what was logged up to a day lies before the start of its partnership, where nothing counts yet."""
    from geleit.programme.partnerships import find_pair

    started = find_pair(desk.programme, desk.round, pair).started
    if started is not None and day < started:
        desk.tell(say("cli.said.before_start", start=started))
