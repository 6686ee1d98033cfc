"""`geleit offers`: the pairs that wait for somebody's yes, and those that wait for the agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geleit.cli.desk import Desk
from geleit.cli.making import programme_command
from geleit.labels import say
from geleit.model.partnerships import Side

if TYPE_CHECKING:
    from geleit.programme.offers import Offer


@programme_command("offers", json=True)
def command(desk: Desk) -> None:
    """Print them, the most urgent first, with each side's answer."""
    from geleit.programme.offers import pending

    found = pending(desk.programme, desk.round)
    if desk.as_json:
        desk.json(
            {
                "offers": [_object(one) for one in found.offers],
                "unsigned": [{"id": one.id, "mentee": one.mentee, "mentor": one.mentor} for one in found.unsigned],
            }
        )
        return
    desk.table(
        ("field.mentee", "field.mentor", "cli.column.mentee_says", "cli.column.mentor_says", "cli.column.until"),
        [
            (
                one.mentee_name,
                one.mentor_name,
                *(desk.text(one.answer_of(side)) for side in (Side.MENTEE, Side.MENTOR)),
                desk.day(one.until) + (f" ({desk.text('offers.late')})" if one.late else ""),
            )
            for one in found.offers
        ],
    )
    for pair in found.unsigned:
        names = f"{found.names[pair.mentee]} & {found.names[pair.mentor]}"
        desk.put(desk.text(say("offers.unsigned", pair=names)))


def _object(one: Offer) -> dict[str, Any]:
    return {
        "id": one.pair.id,
        "mentee": one.pair.mentee,
        "mentor": one.pair.mentor,
        "mentee_name": one.mentee_name,
        "mentor_name": one.mentor_name,
        "answers": [
            {"side": side, "accepted": answer.accepted, "on": answer.on} for side, answer in one.answers.items()
        ],
        "asked": one.open,
        "until": one.until,
        "late": one.late,
    }
