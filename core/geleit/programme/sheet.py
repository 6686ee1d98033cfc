"""The sheet about a mentee for their volunteer mentor: who they are, and whether they are eligible, never why."""

from __future__ import annotations

from typing import Any

import attrs

from geleit.fields import Field, Sensitivity, fields_of
from geleit.labels import Sentence, say
from geleit.model.people import Person, Role
from geleit.model.rounds import Round
from geleit.permissions import HIDDEN, Action
from geleit.programme.context import Programme
from geleit.programme.findings import screen_one
from geleit.programme.partnerships import find_pair
from geleit.programme.privacy.consents import check_passing, contacts_from
from geleit.programme.roster import find_part
from geleit.programme.staff.permits import needs
from geleit.screening import Outlook

HANDED_OUT = "sheet"
"""What the change history calls it."""

PROFILE = ("given_name", "family_name", "call_name", "languages", "occupations")
CONTACTS = ("email", "phone", "contact_language")

_WORDS = {Outlook.ELIGIBLE: "yes", Outlook.NOT_ELIGIBLE: "no", Outlook.OPEN: "open"}


@attrs.frozen
class Line:
    """A field with its value in words, or with the sentence that says why there is none."""

    field: Field
    value: str | Sentence


@attrs.frozen(kw_only=True)
class Sheet:
    """What a volunteer mentor reads of a mentee. `eligible` is yes, no or open; the ids are those of the records."""

    partnership: str
    mentee: str
    mentor: str
    lines: tuple[Line, ...]
    eligible: str
    contacts_released: bool


@needs(Action.SEE_SHEET)
def sheet(programme: Programme, round_: Round[Any], text: str) -> Sheet:
    """The sheet of a pair. It has no special field and no paper in it; contacts stand there once both sides have said
    yes and nobody has withdrawn their consent. That it was made is kept in the history.

    Raises NotPossible where nothing of the mentee may be passed on.
    """
    pair = find_pair(programme, round_, text)
    check_passing(programme, pair.mentee)
    one = find_part(programme, pair.round, pair.mentee, Role.MENTEE)
    released = pair.contacts_released_on is not None and (
        contacts_from(programme, programme.store, pair.mentee, pair.mentor) is not None
    )
    known = {field.name: field for field in (*fields_of(Person), *fields_of(type(one.fields)))}
    lines = [Line(known[name], _shown(programme, known[name], one.value(name))) for name in PROFILE if name in known]
    for name in CONTACTS:
        value = _shown(programme, known[name], one.value(name)) if released else say("sheet.not_released")
        lines.append(Line(known[name], value))
    outlook = screen_one(programme, programme.round(pair.round), one).decision
    with programme.store.write(HANDED_OUT) as tx:
        fields = [line.field.name for line in lines if released or line.field.name not in CONTACTS]
        tx.note(HANDED_OUT, "people", pair.mentee, partnership=pair.id, mentor=pair.mentor, fields=fields)
    return Sheet(
        partnership=pair.id,
        mentee=pair.mentee,
        mentor=pair.mentor,
        lines=tuple(lines),
        eligible=_WORDS[outlook],
        contacts_released=released,
    )


def _shown(programme: Programme, field: Field, value: Any) -> str | Sentence:
    if field.ask.sensitivity is Sensitivity.SPECIAL:
        return HIDDEN
    if value is None:
        return say("sheet.unknown")
    return field.kind.shown(value, programme.reading, programme.language)
