"""`geleit rebalance`: who would be better off with another mentor; nothing changes until a person decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geleit.cli.desk import Desk
from geleit.cli.kinds import NUMBER, WHOLE
from geleit.cli.making import option, programme_command
from geleit.cli.pair_rows import pair_object, tell_withheld
from geleit.errors import NotPossible
from geleit.labels import number, say

if TYPE_CHECKING:
    from geleit.programme.proposals.rebalancing import Plan

_POINT = 10_000
_HEADINGS = (
    "field.mentor",
    "cli.column.cases_before",
    "cli.column.cases_after",
    "cli.column.places",
    "cli.column.level",
)


@programme_command(
    "rebalance",
    option("--worth", type=NUMBER, metavar="POINTS"),
    option("--stay", metavar="PERSON", multiple=True),
    option("--seed", type=WHOLE, default=0, label="seed_match"),
    option("--decide", metavar="CODE", label="decide_rebalance"),
    json=True,
)
def command(desk: Desk, *, worth: float | None, stay: tuple[str, ...], seed: int, decide: str | None) -> None:
    """Show the moves; with the code that they were shown with, carry them out."""
    from geleit.programme.proposals.rebalancing import decide_rebalancing, rebalance

    plan = rebalance(desk.programme, desk.round, worth=worth, staying=stay, seed=seed)
    if decide is not None and decide.strip() != plan.code:
        raise NotPossible(say("matching.rebalance_changed"))
    pairs = () if decide is None else decide_rebalancing(desk.programme, desk.round, plan)
    if desk.as_json:
        desk.json(_object(desk, plan) | {"partnerships": [pair_object(desk, pair) for pair in pairs]})
    else:
        _show(desk, plan)
    if decide is not None:
        desk.tell(say("cli.said.rebalanced", n=len(pairs)))
        tell_withheld(desk, pairs)
    elif plan.found.transfers:
        desk.tell(say("cli.said.rebalance_decide", code=plan.code))


def _object(desk: Desk, plan: Plan) -> dict[str, Any]:
    found = plan.found
    return {
        "round": desk.round.id,
        "code": plan.code,
        "worth": found.worth,
        "gain": found.gain,
        "seed": found.seed,
        "staying": found.staying,
        "moves": [
            {
                "mentee": one.mentee,
                "source": one.source,
                "target": one.target,
                "before": one.before,
                "after": one.after,
                "criteria": [{"code": code, "change": change} for code, change in one.changes.items()],
                "makes_room_for": one.makes_room_for,
                "sentence": desk.text(one.sentence),
                "beside": {name: None if value is None else str(value) for name, value in one.beside.items()},
            }
            for one in found.transfers
        ],
        "placings": [{"mentee": one.mentee, "mentor": one.mentor, "score": one.score} for one in found.placings],
        "left": found.left,
        "loads": [
            {
                "mentor": one.mentor.person.id,
                "before": one.before,
                "after": one.after,
                "places": one.places,
                "level_before": one.level_before,
                "level_after": one.level_after,
            }
            for one in plan.shifts
        ],
    }


def _show(desk: Desk, plan: Plan) -> None:
    found, language = plan.found, desk.door.language
    gain, worth = (number(units / _POINT, language, decimals=2) for units in (found.gain, found.worth))
    desk.put(desk.text(say("cli.said.moves", n=len(found.transfers), staying=found.staying, gain=gain, worth=worth)))
    for move in found.transfers:
        desk.put(f"  {desk.text(move.sentence)}")
        for aside in plan.beside[move.mentee]:
            desk.put(f"    {desk.text(aside)}")
    if found.placings:
        desk.put(desk.text("cli.said.placings"))
    for one in found.placings:
        points = number(one.score / _POINT, language, decimals=2)
        desk.put(f"  {desk.name(one.mentee)} & {desk.name(one.mentor)} ({points})")
    if found.left:
        desk.put(desk.text(say("cli.said.left", n=len(found.left))))
    desk.table(
        _HEADINGS,
        [
            (
                one.mentor.person.name,
                f"{one.before} ({desk.label('Level', one.level_before)})",
                str(one.after),
                str(one.places),
                desk.label("Level", one.level_after),
            )
            for one in plan.shifts
        ],
    )
