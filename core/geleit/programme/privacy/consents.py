"""Consents and other legal bases: for which purpose and recipient data may be used, asked before each transfer.

A consent is only ever added; its withdrawal is a day on it, and a consent given again is another record.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from enum import StrEnum

import attrs

from geleit.config import Basis, ConsentTable
from geleit.config.privacy import PROGRAMME
from geleit.errors import NotPossible, UsageError
from geleit.fields import evolve
from geleit.labels import Listed, Sentence, say
from geleit.model.evidence import Consent
from geleit.model.lifecycle import PairState
from geleit.model.partnerships import Partnership
from geleit.model.people import Person
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.privacy.purposes import CONTACT_RELEASE, find_purpose, purpose_words, recipient_words
from geleit.programme.privacy.restriction import check_unrestricted, left_out, restricted_people
from geleit.programme.roster import find_person, grouped
from geleit.programme.staff.permits import needs
from geleit.store import Reads, Transaction

TRANSFER = "transfer"
"""What the change history calls passing somebody's data to a recipient."""

_AGREED = (PairState.ACCEPTED, PairState.ACTIVE, PairState.PAUSED)


class Standing(StrEnum):
    """Where somebody stands with a purpose: it has a basis, it had one, or nobody has asked. Not asked is not no."""

    GIVEN = "given"
    WITHDRAWN = "withdrawn"
    NEVER_ASKED = "never_asked"


@needs(Action.CONSENT)
def standing(
    programme: Programme, person: str, table: ConsentTable, on: date | None = None, reads: Reads | None = None
) -> Standing:
    """Where a person stands with a purpose on a day (today)."""
    return standings(programme, [person], table, on, reads)[person]


@needs(Action.CONSENT)
def standings(
    programme: Programme,
    people: Collection[str],
    table: ConsentTable,
    on: date | None = None,
    reads: Reads | None = None,
) -> Mapping[str, Standing]:
    """Where people (ids) stand with a purpose on a day (today), by person."""
    day = on or programme.today()
    kept = grouped(reads or programme.store, Consent, "person", people)
    return {person: _standing(kept.get(person, ()), table, day) for person in people}


def _standing(kept: Iterable[Consent], table: ConsentTable, day: date) -> Standing:
    known = [
        consent
        for consent in kept
        if (consent.purpose, consent.recipient) == (table.purpose, table.recipient) and consent.given_on <= day
    ]
    if any(consent.withdrawn_on is None or consent.withdrawn_on > day for consent in known):
        return Standing.GIVEN
    if known:
        return Standing.WITHDRAWN
    return Standing.NEVER_ASKED if table.basis is Basis.CONSENT else Standing.GIVEN


@needs(Action.CONSENT)
def give_consent(
    programme: Programme,
    person: str,
    purpose: str = PROGRAMME,
    *,
    recipient: str | None = None,
    basis: Basis | None = None,
    text_version: str | None = None,
    language: str | None = None,
    channel: str | None = None,
    given_on: date | None = None,
) -> Consent:
    """Record a consent, or another basis that holds for this person.

    `text_version` is the text that was agreed to, for today's consents the one that the configuration names; `language`
    the language it was read in (ISO 639); `channel` how it came (on paper, by telephone). Contacts that waited for it
    are released. Raises UsageError for an unknown purpose, recipient or language, or a day ahead.
    """
    from geleit.vocabulary.languages import is_language

    table = find_purpose(programme, purpose, recipient)
    day = programme.happened_on(given_on)
    if language is not None and not is_language(language):
        raise UsageError(say("consents.no_language", found=language))
    with programme.store.write("consent") as tx:
        consent = tx.add(
            Consent(
                id=programme.new_id(),
                person=find_person(programme, person, tx).id,
                purpose=table.purpose,
                basis=(basis or table.basis).value,
                recipient=table.recipient,
                text_version=text_version or (table.text or None if day == programme.today() else None),
                language=language,
                given_on=day,
                by=programme.actor.shown,
                channel=channel,
            )
        )
        _release_what_waited(programme, tx, consent.person)
    return consent


@needs(Action.CONSENT)
def withdraw_consent(
    programme: Programme,
    person: str,
    purpose: str = PROGRAMME,
    *,
    recipient: str | None = None,
    on: date | None = None,
) -> int:
    """Record that a consent was withdrawn, or that somebody objects to another basis; returns how many records it
    ends. Raises UsageError for an unknown purpose or recipient, a day ahead or before it was given."""
    table = find_purpose(programme, purpose, recipient)
    with programme.store.write("withdraw_consent") as tx:
        return withdraw(programme, tx, find_person(programme, person, tx).id, table, programme.happened_on(on))


@needs(Action.CONSENT)
def withdraw(programme: Programme, tx: Transaction, person: str, table: ConsentTable, day: date) -> int:
    """`withdraw_consent` within a unit of work that does more."""
    kept = tx.all(Consent, person=person, purpose=table.purpose, recipient=table.recipient, withdrawn_on=None)
    for consent in kept:
        if day < consent.given_on:
            raise UsageError(say("consents.before_given", day=day, given=consent.given_on))
        tx.update(evolve(consent, withdrawn_on=day))
    if not kept and table.basis is not Basis.CONSENT:
        # Nobody was asked, so the objection has no record yet on which its day could stand.
        tx.add(
            Consent(
                id=programme.new_id(),
                person=person,
                purpose=table.purpose,
                basis=table.basis.value,
                recipient=table.recipient,
                given_on=day,
                by=programme.actor.shown,
                withdrawn_on=day,
            )
        )
        return 1
    return len(kept)


@attrs.frozen
class Transfer:
    """Who of some people may be passed on for a purpose, and who is left out for which reason (ids)."""

    table: ConsentTable
    allowed: frozenset[str]
    never_asked: frozenset[str]
    withdrawn: frozenset[str]
    restricted: frozenset[str]

    def sentences(self, programme: Programme) -> tuple[Sentence, ...]:
        """What is to be said about those who are left out; nothing where nobody is."""
        words = {
            "purpose": purpose_words(programme, self.table),
            "recipient": recipient_words(programme, self.table),
        }
        said = [
            say(f"consents.left_out_{why}", n=len(people), **words)
            for why, people in (("never_asked", self.never_asked), ("withdrawn", self.withdrawn))
            if people
        ]
        restricted = left_out(programme, self.restricted)
        return (*said, *((restricted,) if restricted else ()))


@needs(Action.EXPORT)
def transfer(programme: Programme, people: Iterable[str], table: ConsentTable, reads: Reads | None = None) -> Transfer:
    """Who of some people may be passed to a recipient for a purpose; nothing is kept of having asked."""
    reads = reads or programme.store
    everybody = frozenset(people)
    kept_only = restricted_people(reads) & everybody
    found = standings(programme, everybody - kept_only, table, reads=reads)

    def those(wanted: Standing) -> frozenset[str]:
        return frozenset(person for person, standing in found.items() if standing is wanted)

    return Transfer(
        table, those(Standing.GIVEN), those(Standing.NEVER_ASKED), those(Standing.WITHDRAWN), frozenset(kept_only)
    )


@needs(Action.EXPORT)
def note_transfer(programme: Programme, people: Iterable[str], table: ConsentTable, what: str) -> None:
    """Keep in the change history, for each of some people, what of them went to whom and for which purpose.

    To be called by whatever passes it on, before it does: what cannot be kept is not passed on.
    """
    named = sorted(set(people))
    if named:
        with programme.store.write("transfer") as tx:
            for person in named:
                tx.note(
                    TRANSFER,
                    "people",
                    person,
                    passed=what,
                    purpose=table.purpose,
                    recipient=table.recipient,
                    name=table.name,
                    basis=table.basis.value,
                )


@needs(Action.SEE_PEOPLE)
def check_passing(programme: Programme, person: str, reads: Reads | None = None) -> None:
    """Raise NotPossible where nothing of a person may be passed on: the data may only be kept, or the person has
    withdrawn from taking part."""
    reads = reads or programme.store
    check_unrestricted(programme, person, reads)
    table = find_purpose(programme)
    if standing(programme, person, table, reads=reads) is Standing.WITHDRAWN:
        purpose = purpose_words(programme, table)
        raise NotPossible(say("consents.not_passed_on", person=reads.one(Person, person).name, purpose=purpose))


@needs(Action.CONSENT)
def contacts_from(programme: Programme, reads: Reads, mentee: str, mentor: str) -> date | None:
    """The day from which the two sides of a pair may have each other's contacts: today, or None where one of them has
    not agreed.

    Where the organisation names a purpose for it, both must have agreed to that. Elsewhere it belongs to taking part,
    which the eligibility asks about, and only a withdrawal stands in its way.
    """
    return None if _withheld(programme, reads, [mentee, mentor]) else programme.today()


@needs(Action.CONSENT)
def contacts_lacking(programme: Programme, reads: Reads, people: Collection[str]) -> frozenset[str]:
    """Those of some people whose missing consent keeps their contacts, and those of whoever they are paired with, from
    being released."""
    return _withheld(programme, reads, people)


def _withheld(programme: Programme, reads: Reads, people: Collection[str]) -> frozenset[str]:
    table, own = _contact_purpose(programme)
    found = transfer(programme, people, table, reads)
    return found.withdrawn | found.restricted | (found.never_asked if own else frozenset())


def _contact_purpose(programme: Programme) -> tuple[ConsentTable, bool]:
    """The purpose under which contacts are released, and whether it is one of its own."""
    own = [table for table in programme.config.consents if table.purpose == CONTACT_RELEASE]
    return (own[0], True) if own else (find_purpose(programme), False)


def _release_what_waited(programme: Programme, tx: Transaction, person: str) -> None:
    for side in ("mentee", "mentor"):
        for pair in tx.all(Partnership, **{side: person}, state=_AGREED, contacts_released_on=None):
            if day := contacts_from(programme, tx, pair.mentee, pair.mentor):
                tx.update(evolve(pair, contacts_released_on=day))


@needs(Action.CONSENT)
def contacts_withheld(programme: Programme, pairs: Iterable[Partnership]) -> Sentence | None:
    """The sentence that says whose missing consent keeps the contacts of agreed pairs from being released; None where
    all are released."""
    waiting = [pair for pair in pairs if pair.state in _AGREED and pair.contacts_released_on is None]
    people = {person for pair in waiting for person in (pair.mentee, pair.mentor)}
    lacking = _withheld(programme, programme.store, people)
    if not lacking:
        return None
    names = Listed([find_person(programme, id_).name for id_ in sorted(lacking)])
    purpose = purpose_words(programme, _contact_purpose(programme)[0])
    return say("consents.contacts_withheld", n=len(lacking), people=names, purpose=purpose)


@needs(Action.CONSENT)
def to_be_asked(programme: Programme, people: Iterable[str], on: date | None = None) -> tuple[Sentence, ...]:
    """What is to be said before some people are screened: of whom there is no basis for taking part yet, and who has
    withdrawn it."""
    table = find_purpose(programme)
    found = list(standings(programme, frozenset(people), table, on).values())
    counts = {why: found.count(why) for why in (Standing.NEVER_ASKED, Standing.WITHDRAWN)}
    purpose = purpose_words(programme, table)
    return tuple(say(f"consents.screen_{why}", n=n, purpose=purpose) for why, n in counts.items() if n)
