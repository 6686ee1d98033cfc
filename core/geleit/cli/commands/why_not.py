"""`geleit why-not`: why two people are no pair in the present draft, and what the pair would cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geleit.cli.desk import Desk
from geleit.cli.making import argument, flag, programme_command

if TYPE_CHECKING:
    from geleit.programme.proposals.answering import Answered

_WORTH = ("people", "points")
_CRITERION = ("code", "value", "weight", "contribution", "counted")


@programme_command("why-not", argument("mentee"), argument("mentor"), flag("--exact"), json=True)
def command(desk: Desk, *, mentee: str, mentor: str, exact: bool) -> None:
    """Print the reason first, then what else is known."""
    from geleit.programme.proposals.answering import why_not

    found = why_not(desk.programme, desk.round, mentee, mentor, exact=exact)
    if desk.as_json:
        desk.json(_object(desk, found))
        return
    for note in found.notes:
        desk.tell(note)
    for sentence in found.sentences:
        desk.put(desk.text(sentence))


def _object(desk: Desk, found: Answered) -> dict[str, Any]:
    from geleit.cli.difference_rows import difference_object

    answer, proposal = found.answer, found.kept.proposal
    return {
        "mentee": found.mentee,
        "mentor": found.mentor,
        "proposal": proposal.id if proposal else None,
        "code": answer.code,
        "score": answer.score,
        "mentee_score": answer.mentee_score,
        "mentor_score": answer.mentor_score,
        "criteria": [{key: getattr(part, key) for key in _CRITERION} for part in answer.parts],
        "vetoes": answer.vetoes,
        "mentee_has": [_pair(pair, score) for pair, score in answer.mentee_has.items()],
        "mentor_has": [_pair(pair, score) for pair, score in answer.mentor_has.items()],
        "place": _worth(answer.place),
        "least_cost": _worth(answer.least_cost),
        "exact": None if answer.exact is None else difference_object(answer.exact),
        "sentences": [desk.text(sentence) for sentence in found.sentences],
        "notes": [desk.text(note) for note in found.notes],
    }


def _pair(pair: tuple[str, str], score: int) -> dict[str, Any]:
    return {"mentee": pair[0], "mentor": pair[1], "score": score}


def _worth(worth: object) -> dict[str, Any] | None:
    return None if worth is None else {key: getattr(worth, key) for key in _WORTH}
