"""`geleit match`: propose pairs for everybody who waits; nothing changes for anybody yet."""

from __future__ import annotations

from typing import Any

from geleit.cli.desk import Desk
from geleit.cli.kinds import WHOLE, one_of
from geleit.cli.making import option, programme_command
from geleit.labels import number, say
from geleit.model.partnerships import Proposal
from geleit.questions.matching import Objective

_POINT = 10_000
_PAIR = ("mentee", "mentor", "place", "score", "criteria", "sentence")
_CRITERION = ("code", "value", "weight", "contribution")
_UNMATCHED = ("mentee", "reason_code", "reason")
_EQUITY = ("field", "value", "people", "matched")


@programme_command(
    "match",
    option("--objective", type=one_of(Objective)),
    option("--seed", type=WHOLE, default=0, label="seed_match"),
    json=True,
)
def command(desk: Desk, *, objective: Objective | None, seed: int) -> None:
    """Draft a proposal and print it."""
    from geleit.programme.privacy.restriction import restricted_of_round
    from geleit.programme.proposals.drafting import propose

    proposal = propose(desk.programme, desk.round, objective=objective, seed=seed)
    found = _object(desk, proposal)
    if desk.as_json:
        desk.json(found)
    else:
        _show(desk, found)
    if left := restricted_of_round(desk.programme, desk.round):
        desk.tell(left)


def _object(desk: Desk, proposal: Proposal) -> dict[str, Any]:
    content = proposal.content or {}
    language = desk.door.language
    pairs = [
        {
            **{key: pair.get(key) for key in _PAIR},
            "criteria": [{key: part.get(key) for key in _CRITERION} for part in pair["criteria"]],
            "sentence": pair.get("sentences", {}).get(language, pair["sentence"]),
        }
        for pair in content.get("pairs", [])
    ]
    unmatched = [
        {
            **{key: one.get(key) for key in _UNMATCHED},
            "reason": one.get("reasons", {}).get(language, one["reason"]),
        }
        for one in content.get("unmatched", [])
    ]
    return {
        "round": proposal.round,
        "objective": proposal.objective,
        "total": proposal.total,
        "seed": proposal.seed,
        "proposal": proposal.id,
        "region": proposal.region,
        "region_version": proposal.region_version,
        "pairs": pairs,
        "unmatched": unmatched,
        "equity": [{key: row.get(key) for key in _EQUITY} for row in content.get("equity", [])],
    }


def _show(desk: Desk, found: dict[str, Any]) -> None:
    desk.put(desk.text(say("cli.said.pairs", n=len(found["pairs"]))))
    for pair in found["pairs"]:
        points = number(pair["score"] / _POINT, desk.door.language)
        desk.put(f"  {desk.name(pair['mentee'])} & {desk.name(pair['mentor'])} ({points}): {pair['sentence']}")
    if found["unmatched"]:
        desk.put(desk.text("cli.said.unmatched"))
        for one in found["unmatched"]:
            desk.put(f"  {desk.name(one['mentee'])}: {one['reason']}")
    desk.tell(say("cli.said.proposed", proposal=found["proposal"]))
