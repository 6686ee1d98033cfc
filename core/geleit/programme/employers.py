"""Employers as they are read: the firms with their talks, and who works or learns there."""

from __future__ import annotations

from datetime import date

import attrs

from geleit.fields import Sensitivity
from geleit.model.office import Employer, EmployerContact
from geleit.model.outcomes import Outcome
from geleit.model.partnerships import Partnership
from geleit.permissions import HIDDEN, Action
from geleit.programme.context import Programme
from geleit.programme.office import find_employer
from geleit.programme.roster import names
from geleit.programme.staff.permits import needs
from geleit.programme.staff.showing import note_shown
from geleit.vocabulary.names import sort_key


@attrs.frozen(kw_only=True)
class ListedEmployer:
    """A firm with the number of talks, the last of them, and how many people have found something there."""

    employer: Employer
    talks: int
    last_talk: date | None
    placed: int


@attrs.frozen(kw_only=True)
class Talk:
    """A talk with a firm. `about` are the names of the pair it was about, `note` is covered where the actor may not
    read it."""

    id: str
    on: date
    kind: str
    by: str
    about: tuple[str, ...] = ()
    note: str | None = None


@attrs.frozen(kw_only=True)
class Placed:
    """A result at a firm: whose, of which category (a code), from when to when."""

    outcome: str
    round: str
    name: str
    category: str
    began_on: date
    ended_on: date | None = None


@attrs.frozen(kw_only=True)
class EmployerRecord:
    """A firm whole: its talks, the latest first, and the results there that the actor may see; `others` is how many
    more there are."""

    employer: Employer
    talks: tuple[Talk, ...]
    placed: tuple[Placed, ...]
    others: int = 0


@needs(Action.EMPLOYERS)
def employer_list(programme: Programme) -> tuple[ListedEmployer, ...]:
    """The firms by name."""
    store = programme.store
    talks: dict[str, list[date]] = {}
    for talk in store.all(EmployerContact, order="on"):
        talks.setdefault(talk.employer, []).append(talk.on)
    placed: dict[str, set[str]] = {}
    for outcome in store.all(Outcome):
        if outcome.employer:
            placed.setdefault(outcome.employer, set()).add(outcome.person)
    return tuple(
        ListedEmployer(
            employer=firm,
            talks=len(talks.get(firm.id, ())),
            last_talk=talks[firm.id][-1] if firm.id in talks else None,
            placed=len(placed.get(firm.id, ())),
        )
        for firm in sorted(store.all(Employer), key=lambda one: (sort_key(one.name), one.id))
    )


@needs(Action.EMPLOYERS)
def talk_kinds(programme: Programme) -> tuple[str, ...]:
    """The kinds of talks that have been noted so far, the most frequent first."""
    kinds = [talk.kind for talk in programme.store.all(EmployerContact)]
    return tuple(sorted(set(kinds), key=lambda kind: (-kinds.count(kind), kind)))


@needs(Action.EMPLOYERS)
def employer_record(programme: Programme, text: str) -> EmployerRecord:
    """A firm by id or exact name. Whose notes are shown is kept in the history. Raises UsageError."""
    store, permits = programme.store, programme.permits
    firm = find_employer(programme, text)
    called = names(programme)
    talks = store.all(EmployerContact, employer=firm.id, order=("-on",))
    concerned = tuple({talk.partnership for talk in talks if talk.partnership})
    pairs = {pair.id: pair for pair in store.all(Partnership, id=concerned)} if concerned else {}
    found = store.all(Outcome, employer=firm.id, order=("-began_on",))
    seen = [one for one in found if permits.sees(Sensitivity.PERSONAL, one.person)]
    shown: dict[str, list[str]] = {}

    def told(talk: EmployerContact) -> Talk:
        pair = pairs.get(talk.partnership or "")
        person = pair.mentee if pair else None
        sees = permits.sees(Sensitivity.SPECIAL, person)
        if sees and talk.note is not None and person is not None:
            shown.setdefault(person, []).append("note")
        return Talk(
            id=talk.id,
            on=talk.on,
            kind=talk.kind,
            by=talk.by,
            about=(called.get(pair.mentee, pair.mentee), called.get(pair.mentor, pair.mentor)) if pair else (),
            note=talk.note if sees or talk.note is None else HIDDEN,
        )

    listed = tuple(map(told, talks))
    note_shown(programme, shown)
    return EmployerRecord(
        employer=firm,
        talks=listed,
        placed=tuple(
            Placed(
                outcome=one.id,
                round=one.round,
                name=called.get(one.person, one.person),
                category=one.category,
                began_on=one.began_on,
                ended_on=one.ended_on,
            )
            for one in seen
        ),
        others=len(found) - len(seen),
    )
