"""`geleit why-not`: why two people are no pair in the present draft."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.making import argument, programme_command


@programme_command("why-not", argument("mentee"), argument("mentor"), json=True)
def command(desk: Desk, *, mentee: str, mentor: str) -> None:
    """Print the reason first, then what else is known."""
    from geleit.model.people import Role
    from geleit.programme.proposals.drafting import why_not
    from geleit.programme.roster import find_part

    ids = [
        find_part(desk.programme, desk.round.id, text, role).person.id
        for text, role in ((mentee, Role.MENTEE), (mentor, Role.MENTOR))
    ]
    sentences = [desk.text(sentence) for sentence in why_not(desk.programme, desk.round, *ids)]
    if desk.as_json:
        desk.json({"mentee": ids[0], "mentor": ids[1], "sentences": sentences})
        return
    for sentence in sentences:
        desk.put(sentence)
