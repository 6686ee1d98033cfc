"""`geleit draft show`: the proposal that waits for a decision, as it stands now."""

from __future__ import annotations

from typing import Any

from geleit.cli.desk import Desk
from geleit.cli.making import programme_command


@programme_command("draft show", json=True)
def command(desk: Desk) -> None:
    """Print it with what was changed by hand, and say what has changed around it since."""
    from geleit.cli.proposal_rows import proposal_object, show_proposal
    from geleit.programme.proposals.content import content_of
    from geleit.programme.proposals.drafting import latest
    from geleit.programme.proposals.kept import since

    proposal = latest(desk.programme, desk.round)
    notes = [desk.text(note) for note in since(desk.programme, desk.round)]
    if desk.as_json:
        changes: list[dict[str, Any]] = [
            {
                "change": one.code,
                "by": one.by,
                "at": one.at,
                "reason": one.reason,
                "removed": [{"mentee": mentee, "mentor": mentor} for mentee, mentor in one.removed],
                "added": [{"mentee": mentee, "mentor": mentor} for mentee, mentor in one.added],
            }
            for one in content_of(proposal).changes
        ]
        desk.json({**proposal_object(desk, proposal), "changes": changes, "notes": notes})
        return
    show_proposal(desk, proposal)
    for note in notes:
        desk.tell(note)
