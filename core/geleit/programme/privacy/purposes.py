"""For what people's data are used, and who receives them: what the organisation has named, and what labels know."""

from __future__ import annotations

from geleit.config import ConsentTable
from geleit.config.privacy import ORGANISATION, OTHER_SIDE, PROGRAMME
from geleit.errors import UsageError
from geleit.labels import Listed, Sentence, say
from geleit.programme.context import Programme

CONTACT_RELEASE = "contact_release"
"""The purpose of passing somebody's telephone and e-mail to the other side of a pair."""

_PURPOSE = "purpose."
"""Before the code of a purpose in the labels: what has a name there is a purpose."""


def purposes(programme: Programme) -> tuple[ConsentTable, ...]:
    """Every purpose with a recipient that the organisation has named; taking part always is one."""
    named = programme.config.consents
    if any(table.purpose == PROGRAMME for table in named):
        return named
    return (ConsentTable(purpose=PROGRAMME), *named)


def find_purpose(programme: Programme, purpose: str = PROGRAMME, recipient: str | None = None) -> ConsentTable:
    """A purpose with its recipient: one the organisation has named, or one the labels know. A recipient may be left out
    where there is only one. Raises UsageError naming what there is."""
    named = [table for table in purposes(programme) if table.purpose == purpose]
    if not named:
        codes = [code.removeprefix(_PURPOSE) for code in programme.labels.codes() if code.startswith(_PURPOSE)]
        if purpose not in codes:
            known = {*codes, *(table.purpose for table in purposes(programme))}
            words = Listed(sorted(known), "list.or")
            raise UsageError(say("decisions.unknown_purpose", purpose=purpose, purposes=words))
        named = [ConsentTable(purpose=purpose, recipient=OTHER_SIDE if purpose == CONTACT_RELEASE else ORGANISATION)]
    found = [table for table in named if recipient in (None, table.recipient)]
    if len(found) == 1:
        return found[0]
    code = "consents.which_recipient" if found else "consents.unknown_recipient"
    recipients = Listed([table.recipient for table in named], "list.or")
    raise UsageError(say(code, purpose=purpose_words(programme, named[0]), recipient=recipient, recipients=recipients))


def find_recipient(programme: Programme, recipient: str, purpose: str | None = None) -> ConsentTable:
    """What the organisation has named for a recipient. Raises UsageError naming the recipients, or the purposes where
    there are several."""
    named = [table for table in purposes(programme) if table.recipient not in (ORGANISATION, OTHER_SIDE)]
    found = [table for table in named if table.recipient == recipient and purpose in (None, table.purpose)]
    if len(found) == 1:
        return found[0]
    if found:
        codes = Listed([table.purpose for table in found], "list.or")
        raise UsageError(say("consents.which_purpose", recipient=recipient, purposes=codes))
    known = Listed(sorted({table.recipient for table in named}) or ["–"], "list.or")
    raise UsageError(say("consents.no_recipient", recipient=recipient, recipients=known))


def purpose_words(programme: Programme, table: ConsentTable) -> Sentence | str:
    """What a purpose is called: by the organisation, by a label, or by its code."""
    code = f"{_PURPOSE}{table.purpose}"
    return table.title or (say(code) if programme.labels.languages_of(code) else table.purpose)


def recipient_words(programme: Programme, table: ConsentTable) -> Sentence | str:
    """What a recipient is called: by the organisation, by a label, or by its code."""
    code = f"recipient.{table.recipient}"
    if table.recipient == ORGANISATION and not table.name:
        return programme.config.organisation.name
    return table.name or (say(code) if programme.labels.languages_of(code) else table.recipient)
