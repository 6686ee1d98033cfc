"""`geleit what-if`: what another setting would make of the present draft; nothing is stored."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.kinds import NUMBER, one_of
from geleit.cli.making import option, programme_command
from geleit.errors import UsageError
from geleit.fields import Reading, Unreadable
from geleit.fields.kinds import FloatKind
from geleit.labels import say
from geleit.questions.matching import Objective

_PAIR = "MENTEE MENTOR"


@programme_command(
    "what-if",
    option("--weight", "weights", metavar="CODE=N", multiple=True),
    option("--objective", type=one_of(Objective), label="objective_tried"),
    option("--force", metavar=_PAIR, nargs=2, multiple=True),
    option("--forbid", metavar=_PAIR, nargs=2, multiple=True),
    option("--place", "places", metavar="MENTOR", multiple=True, label="place_tried"),
    option("--minimum-fit", type=NUMBER),
    json=True,
)
def command(
    desk: Desk,
    *,
    weights: tuple[str, ...],
    objective: Objective | None,
    force: tuple[tuple[str, str], ...],
    forbid: tuple[tuple[str, str], ...],
    places: tuple[str, ...],
    minimum_fit: float | None,
) -> None:
    """Print who would move and what would be gained and lost."""
    from geleit.cli.difference_rows import difference_object
    from geleit.programme.proposals.trying import what_if

    if not (weights or objective or force or forbid or places or minimum_fit is not None):
        raise UsageError(say("cli.said.what_if_what"))
    found = what_if(
        desk.programme,
        desk.round,
        weights=dict(map(_weight, weights)),
        objective=objective,
        force=force,
        forbid=forbid,
        places=places,
        minimum_fit=minimum_fit,
    )
    sentences = [desk.text(sentence) for sentence in found.sentences]
    if desk.as_json:
        proposal = found.kept.proposal
        desk.json(
            {
                "proposal": proposal.id if proposal else None,
                **difference_object(found.difference),
                "sentences": sentences,
                "notes": [desk.text(note) for note in found.notes],
            }
        )
        return
    for note in found.notes:
        desk.tell(note)
    for sentence in sentences:
        desk.put(sentence)


def _weight(written: str) -> tuple[str, float]:
    """`occupation=6` as code and number. Raises UsageError."""
    code, equals, number = written.partition("=")
    try:
        points = FloatKind().read(number.strip(), Reading())
    except Unreadable as error:
        raise UsageError(say("cli.said.bad_weight", found=written)) from error
    if not (equals and code.strip()):
        raise UsageError(say("cli.said.bad_weight", found=written))
    return code.strip(), points
