"""Who is to be asked again, when, and how they can be reached."""

from __future__ import annotations

from typing import Any

import attrs

from geleit.fields import Field, Sensitivity, evolve, fields_of
from geleit.labels import Sentence, say
from geleit.model.outcomes import FollowUp, FollowUpStatus, Outcome
from geleit.model.people import Person
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.histories import working_days
from geleit.programme.outcomes import follow_ups
from geleit.programme.privacy.consents import Standing, standings
from geleit.programme.privacy.purposes import find_purpose, purpose_words
from geleit.programme.privacy.restriction import restricted_people
from geleit.programme.roster import names
from geleit.programme.sheet import CONTACTS
from geleit.programme.staff.permits import needs
from geleit.progress import due_follow_ups


@attrs.frozen(kw_only=True)
class ListedFollowUp:
    """A follow-up with what is needed for asking, its note left out.

    `due`: its day has come and nobody has asked. `contact` are the ways to reach the person that are known, in words;
    `withheld` says why there are none where the actor may not see them or the person may not be asked. `category` is
    the code of the result that came to light.
    """

    follow_up: FollowUp
    name: str
    round: str
    due: bool = False
    contact: tuple[tuple[Field, str], ...] = ()
    withheld: Sentence | None = None
    category: str | None = None


@needs(Action.FOLLOW_UPS)
def follow_up_list(programme: Programme, round_: Round[Any], *, every: bool = True) -> tuple[ListedFollowUp, ...]:
    """Who is to be asked again in a round: those whom nobody has asked yet, then the others, each by day and name; unless `every`, without those who have answered."""
    found = follow_ups(programme, round_, every=every)
    store = programme.store
    today = programme.today()
    waiting = due_follow_ups(found, on=today, since=None, calendar=working_days(programme))
    due = {item.about for item in waiting}
    called = names(programme)
    ids = tuple({one.person for one in found})
    people = {person.id: person for person in store.all(Person, id=ids, order="sort_key")} if ids else {}
    places = {id_: place for place, id_ in enumerate(people)}
    taking_part = find_purpose(programme)
    standing = standings(programme, ids, taking_part)
    kept_only = restricted_people(store)
    came = {one.id: one.category for one in store.all(Outcome, round=round_.id)}

    def withheld(one: FollowUp) -> Sentence | None:
        if one.person in kept_only:
            return say("results.kept_only")
        if standing[one.person] is Standing.WITHDRAWN:
            return say("results.withdrawn", purpose=purpose_words(programme, taking_part))
        return None if programme.permits.sees(Sensitivity.PERSONAL, one.person) else say("results.not_seen")

    def listed(one: FollowUp) -> ListedFollowUp:
        reason = None if one.status is FollowUpStatus.ANSWERED else withheld(one)
        asked = one.status is FollowUpStatus.ANSWERED or reason is not None
        return ListedFollowUp(
            follow_up=evolve(one, note=None),
            name=called.get(one.person, one.person),
            round=round_.id,
            due=one.id in due,
            contact=() if asked else _contact(programme, people[one.person]),
            withheld=reason,
            category=came.get(one.outcome) if one.outcome else None,
        )

    def order(one: FollowUp) -> tuple[object, ...]:
        return one.status is not FollowUpStatus.DUE, one.due_on, places[one.person], one.id

    return tuple(map(listed, sorted(found, key=order)))


def _contact(programme: Programme, person: Person) -> tuple[tuple[Field, str], ...]:
    known = {field.name: field for field in fields_of(Person)}
    return tuple(
        (known[name], known[name].kind.shown(getattr(person, name), programme.reading, programme.language))
        for name in CONTACTS
        if getattr(person, name) is not None
    )
