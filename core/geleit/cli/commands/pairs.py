"""`geleit pairs`: the partnerships of a round."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geleit.cli.desk import Desk
from geleit.cli.kinds import one_of
from geleit.cli.making import flag, option, programme_command
from geleit.cli.pair_rows import pair_object, pair_table
from geleit.model.lifecycle import PairState

if TYPE_CHECKING:
    from geleit.programme.cases.listing import PairRow


@programme_command(
    "pairs",
    option("--state", "states", type=one_of(PairState), multiple=True),
    flag("--silent"),
    option("--mentor", metavar="PERSON", label="mentor_pairs"),
    option("--search", metavar="TEXT"),
    json=True,
)
def command(desk: Desk, *, states: tuple[PairState, ...], silent: bool, mentor: str | None, search: str | None) -> None:
    """Print them, in the order in which they were decided."""
    from geleit.programme.cases.listing import SILENT, Wanted, pair_rows
    from geleit.programme.roster import find_person

    wanted = Wanted(
        states=states,
        silences=SILENT if silent else (),
        mentor=find_person(desk.programme, mentor).id if mentor else None,
        text=search or "",
    )
    found = wanted.kept(pair_rows(desk.programme, desk.round))
    found = tuple(sorted(found, key=lambda row: (row.pair.decided_on, row.pair.id)))
    if desk.as_json:
        desk.json([_object(desk, row) for row in found])
    else:
        pair_table(desk, [row.pair for row in found])


def _object(desk: Desk, row: PairRow) -> dict[str, Any]:
    account = row.sums
    return {
        **pair_object(desk, row.pair),
        "end": row.end,
        "stage": row.pair.stage,
        "met_minutes": account.met_minutes if account else None,
        "meetings": account.meetings if account else None,
        "expected_least": account.expected_least if account else None,
        "expected_most": account.expected_most if account else None,
        "last_meeting": row.last_meeting,
        "silence": row.silence,
        "predecessor": row.pair.predecessor,
    }
