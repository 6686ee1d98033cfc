"""`geleit match`: propose pairs for everybody who waits; nothing changes for anybody yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geleit.cli.desk import Desk
from geleit.cli.kinds import WHOLE, one_of
from geleit.cli.making import flag, option, programme_command
from geleit.errors import UsageError
from geleit.labels import say
from geleit.model.partnerships import Proposal
from geleit.questions.matching import Objective

if TYPE_CHECKING:
    from geleit.programme.proposals.comparing import Compared


@programme_command(
    "match",
    option("--objective", type=one_of(Objective)),
    option("--seed", type=WHOLE, default=0, label="seed_match"),
    flag("--compare"),
    json=True,
)
def command(desk: Desk, *, objective: Objective | None, seed: int, compare: bool) -> None:
    """Draft a proposal and print it, or all objectives side by side."""
    from geleit.cli.progress import Bar
    from geleit.programme.privacy.restriction import restricted_of_round
    from geleit.programme.proposals.comparing import compare as side_by_side
    from geleit.programme.proposals.drafting import changes_by_hand, draft, keep

    if compare and objective is not None:
        raise UsageError(say("cli.said.compare_alone"))
    try:
        with Bar(desk.door, "cli.said.scoring", "cli.said.solving") as bar:
            if compare:
                compared = side_by_side(desk.programme, desk.round, seed=seed, progress=bar)
            else:
                found = draft(desk.programme, desk.round, objective=objective, seed=seed, progress=bar)
    except KeyboardInterrupt:
        desk.tell("cli.said.match_interrupted")
        raise
    if compare:
        _show_compared(desk, compared)
    else:
        gone = changes_by_hand(desk.programme, desk.round)
        _show(desk, keep(desk.programme, desk.round, found))
        if gone:
            desk.tell(say("cli.said.by_hand_gone", n=gone))
    if left := restricted_of_round(desk.programme, desk.round):
        desk.tell(left)


def _show(desk: Desk, proposal: Proposal) -> None:
    from geleit.cli.proposal_rows import proposal_object, show_proposal

    if desk.as_json:
        desk.json(proposal_object(desk, proposal))
    else:
        show_proposal(desk, proposal)
        desk.tell(say("cli.said.proposed", proposal=proposal.id))


def _show_compared(desk: Desk, found: Compared) -> None:
    from geleit.cli.comparison import as_object, show

    if desk.as_json:
        desk.json(as_object(found, desk.door.language))
    else:
        show(desk, found)
