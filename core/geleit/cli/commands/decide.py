"""`geleit decide`: publish a proposal, so that its pairs are offered or stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geleit.cli.desk import Desk
from geleit.cli.making import flag, option, programme_command
from geleit.cli.pair_rows import show_pairs, tell_withheld
from geleit.labels import say

if TYPE_CHECKING:
    from geleit.programme.proposals.outlook import Outlook


@programme_command("decide", option("--proposal", metavar="ID"), flag("--dry-run", "dry_run"), json=True)
def command(desk: Desk, *, proposal: str | None, dry_run: bool) -> None:
    """Publish it and print its pairs, or only say what that would do."""
    from geleit.programme.proposals.outlook import outlook
    from geleit.programme.proposals.publishing import publish

    if dry_run:
        _show(desk, outlook(desk.programme, desk.round, proposal))
        return
    pairs = publish(desk.programme, desk.round, proposal)
    show_pairs(desk, pairs)
    desk.tell(say("cli.said.published", n=len(pairs)))
    tell_withheld(desk, pairs)


def _show(desk: Desk, found: Outlook) -> None:
    if desk.as_json:
        desk.json(_object(desk, found))
        return
    for sentence in (*found.sentences, *found.notes, *found.obstacles):
        desk.put(desk.text(sentence))
    desk.tell("outlook.impossible" if found.obstacles else "cli.said.draft_would")


def _object(desk: Desk, found: Outlook) -> dict[str, Any]:
    return {
        "proposal": found.proposal.id,
        "pairs": [{"mentee": pair.mentee, "mentor": pair.mentor} for pair in found.pairs],
        "asked": found.asked,
        "until": found.until,
        "withheld": found.withheld,
        "waiting": found.waiting,
        "obstacles": [desk.text(one) for one in found.obstacles],
        "notes": [desk.text(one) for one in found.notes],
        "sentences": [desk.text(one) for one in found.sentences],
    }
