"""Looking through the change history: by person, actor, day and reason, a page at a time at any length."""

from __future__ import annotations

from array import array
from datetime import date
from zoneinfo import ZoneInfo

import attrs

from geleit.fields import Sensitivity
from geleit.permissions import Action
from geleit.programme.changes import covered
from geleit.programme.context import Programme
from geleit.programme.history.words import HistoryWords, Line
from geleit.programme.roster import find_person
from geleit.programme.staff.permits import needs
from geleit.programme.staff.showing import note_shown
from geleit.store import JournalEntry
from geleit.store.journal.entries import Wanted, actors_and_reasons, numbered, numbers


@attrs.frozen(kw_only=True)
class Filter:
    """Which changes somebody wants to see. `person` is a name or an id, `day` a day by the organisation's clock."""

    person: str | None = None
    actor: str | None = None
    day: date | None = None
    reason: str | None = None

    @property
    def open(self) -> bool:
        """Whether everything is wanted."""
        return self == Filter()


@attrs.frozen
class Found:
    """The changes that a filter finds, newest first, as they were when it was asked; `person` is the id of whom it was
    about. What is written afterwards is not among them, so that pages do not shift."""

    seqs: array[int] = attrs.field(repr=False)
    person: str | None = None
    name: str | None = None

    def __len__(self) -> int:
        return len(self.seqs)


@attrs.frozen
class Choices:
    """What the history can be filtered by: everybody who has changed anything, and every reason with its words."""

    actors: tuple[str, ...]
    reasons: tuple[tuple[str, str], ...]


@needs(Action.SEE_HISTORY)
def find(programme: Programme, wanted: Filter | None = None) -> Found:
    """Find changes. Protected values are shown for one person at a time, and only to those who may see them; that
    they are shown is kept. Whoever works with own cases must name one of their people, else NotAllowed is raised."""
    wanted = wanted or Filter()
    if wanted.person is None and programme.permits.narrow:
        raise programme.permits.not_own()
    whom = None if wanted.person is None else find_person(programme, wanted.person)
    zone = ZoneInfo(programme.config.organisation.timezone)
    whose = whom.id if whom else None
    asked = Wanted(person=whose, actor=wanted.actor, day=wanted.day, reason=wanted.reason, zone=zone)
    found = Found(numbers(programme.store, asked), whose, whom.name if whom else None)
    if whose is not None and found.seqs and programme.permits.sees(Sensitivity.SPECIAL, whose):
        note_shown(programme, {whose: ["journal"]})
    return found


@needs(Action.SEE_HISTORY)
def page(programme: Programme, found: Found, offset: int, limit: int) -> tuple[Line, ...]:
    """Some of the changes that were found, in words; each value as its column is classified."""
    return HistoryWords(programme).lines(entries_of(programme, found, offset, limit))


@needs(Action.SEE_HISTORY)
def entries_of(programme: Programme, found: Found, offset: int, limit: int) -> tuple[JournalEntry, ...]:
    """The same as data."""
    if found.person is not None:
        programme.permits.person(found.person)
    elif programme.permits.narrow:
        raise programme.permits.not_own()
    return covered(programme, numbered(programme.store, found.seqs[offset : offset + limit]), found.person)


@needs(Action.SEE_HISTORY)
def filter_choices(programme: Programme) -> Choices:
    """What can be filtered by; for whoever works with own cases only the reasons, since actors are colleagues'."""
    actors, reasons = actors_and_reasons(programme.store)
    words = HistoryWords(programme)
    named = sorted(((code, words.why(code)) for code in reasons), key=lambda one: one[1].casefold())
    return Choices(() if programme.permits.narrow else actors, tuple(named))
