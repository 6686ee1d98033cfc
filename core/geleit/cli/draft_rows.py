"""A change by hand in a draft, told and as JSON: for `draft swap`, `draft give`, `draft drop` and `draft undo`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geleit.cli.desk import Desk
from geleit.cli.proposal_rows import pair_object
from geleit.labels import Listed, say

if TYPE_CHECKING:
    from geleit.programme.proposals.swapping import Changed


def show_change(desk: Desk, found: Changed, done: str = "cli.said.draft_changed") -> None:
    """Who has whom now and at which points, and the total; on stdout as JSON where that is wanted. `done` is the code
    of what is said once it is written."""
    if desk.as_json:
        desk.json(_object(desk, found))
        return
    from geleit.matching.proposing.standing import Points

    for note in found.notes:
        desk.tell(note)
    for pair in found.added:
        had = [desk.name(old.mentor) for old in found.removed if old.mentee == pair.mentee]
        points = desk.text(say("cli.said.points", points=Points(pair.score)))
        instead = desk.text(say("cli.said.draft_instead", had=Listed(had))) if had else ""
        desk.put(
            f"{desk.name(pair.mentee)} & {desk.name(pair.mentor)}{instead} ({points}): {pair.said(desk.door.language)}"
        )
    for old in found.removed:
        if old.mentee not in {pair.mentee for pair in found.added}:
            desk.put(
                desk.text(say("cli.said.draft_without", mentee=desk.name(old.mentee), mentor=desk.name(old.mentor)))
            )
    change = Points(found.after - found.before, signed=True)
    total = say("what_if.total", before=Points(found.before), after=Points(found.after), change=change)
    desk.put(desk.text(total))
    desk.tell(done if found.written else "cli.said.draft_would")


def _object(desk: Desk, found: Changed) -> dict[str, Any]:
    return {
        "proposal": found.proposal.id,
        "written": found.written,
        "change": found.change.code,
        "by": found.change.by,
        "at": found.change.at,
        "reason": found.change.reason,
        "removed": [pair_object(pair, desk.door.language) for pair in found.removed],
        "added": [pair_object(pair, desk.door.language) for pair in found.added],
        "total_before": found.before,
        "total_after": found.after,
        "notes": [desk.text(note) for note in found.notes],
    }
