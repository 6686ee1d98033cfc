"""A kept proposal as a command shows it: one object as JSON, sentences for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geleit.cli.desk import Desk
from geleit.labels import number, say
from geleit.model.partnerships import Proposal

if TYPE_CHECKING:
    from geleit.programme.proposals.content import Content, StoredPair

_POINT = 10_000
_CRITERION = ("code", "value", "weight", "contribution")


def proposal_object(desk: Desk, proposal: Proposal) -> dict[str, Any]:
    """Everything about a proposal as data with stable keys; people by their ids, small groups without numbers."""
    from geleit.programme.proposals.content import content_of
    from geleit.programme.proposals.small_groups import protected_rows

    content, language = content_of(proposal), desk.door.language
    return {
        "round": proposal.round,
        "objective": proposal.objective,
        "total": proposal.total,
        "mentee_total": content.mentee_total,
        "mentor_total": content.mentor_total,
        "worst": content.worst,
        "seed": proposal.seed,
        "proposal": proposal.id,
        "region": proposal.region,
        "region_version": proposal.region_version,
        "pairs": [pair_object(pair, language) | {"by_hand": pair.by_hand} for pair in content.pairs],
        "unmatched": [
            {"mentee": one.mentee, "reason_code": one.reason_code, "reason": one.said(language)}
            for one in content.unmatched
        ],
        "blocking_pairs": {
            "count": content.blocking_count,
            "pairs": [{"mentee": mentee, "mentor": mentor} for mentee, mentor in content.blocking],
        },
        "equity": protected_rows(desk.programme, content.equity),
        "certificate": _certificate(content),
    }


def pair_object(pair: StoredPair, language: str) -> dict[str, Any]:
    """A pair of a draft as data: people by their ids, every score in 1/10,000 of a point."""
    return {
        "mentee": pair.mentee,
        "mentor": pair.mentor,
        "place": pair.place,
        "score": pair.score,
        "mentee_score": pair.mentee_score,
        "mentor_score": pair.mentor_score,
        "criteria": [{key: getattr(part, key) for key in _CRITERION} for part in pair.criteria],
        "sentence": pair.said(language),
    }


def _certificate(content: Content) -> dict[str, Any]:
    prices = content.prices.mentors if content.prices else {}
    return {
        "solver": content.solver,
        "verified": content.proven,
        "bound": content.bound,
        "places": [{"mentor": mentor, "people": gain.people, "points": gain.points} for mentor, gain in prices.items()],
        "mentees": content.mentees,
        "mentors": content.mentors,
        "proof": content.certificate,
    }


def show_proposal(desk: Desk, proposal: Proposal) -> None:
    """Print the pairs with a sentence each, those without a mentor with the reason, then what holds for all, and who is
    left out."""
    from geleit.programme.proposals.content import content_of
    from geleit.programme.proposals.small_groups import equity_lines
    from geleit.programme.proposals.telling import beside_words, in_all

    content, language = content_of(proposal), desk.door.language
    desk.put(desk.text(say("cli.said.pairs", n=len(content.pairs))))
    for pair in content.pairs:
        desk.put(f"  {_names(desk, pair.mentee, pair.mentor)} ({_points(pair.score, language)}): {pair.said(language)}")
        for aside in beside_words(desk.programme, pair, language):
            desk.put("    " + desk.text(aside))
        if pair.by_hand is not None:
            desk.put("    " + desk.text(say("cli.said.pair_by_hand", reason=pair.by_hand)))
    if content.unmatched:
        desk.put(desk.text("cli.said.unmatched"))
        for one in content.unmatched:
            desk.put(f"  {desk.name(one.mentee)}: {one.said(language)}")
    for line in in_all(proposal, content, desk.names, language):
        desk.put(desk.text(line))
    for row in equity_lines(desk.programme, content.equity, language):
        desk.put(row)


def _names(desk: Desk, mentee: str, mentor: str) -> str:
    return f"{desk.name(mentee)} & {desk.name(mentor)}"


def _points(units: int, language: str) -> str:
    return number(units / _POINT, language, decimals=2)
