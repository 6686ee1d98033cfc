"""By which signs two people may be one: offered to whoever decides, never joined by the program."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from geleit.model.people import Person
from geleit.store import Reads, people
from geleit.store.likeness import with_contacts
from geleit.vocabulary.names import name_key

_MOST = 200
"""So many people of one name are compared; more of them have nothing else in common."""


class Signs:
    """By which signs two people may be one: the same name, telephone or e-mail; a birth date only beside a name.

    1 January is no sign, since it stands for unknown birth dates.
    """

    def __init__(self, people: Iterable[Person]) -> None:
        self._by_sign: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._births: dict[str, date | None] = {}
        for person in people:
            self.add(person)

    def add(self, person: Person) -> None:
        """Know a further person."""
        self._births[person.id] = person.birth_date
        for sign in _signs(person):
            self._by_sign[sign].add(person.id)

    def of(self, person: Person) -> dict[str, tuple[str, ...]]:
        """Who may be the same person, with the signs."""
        found: dict[str, list[str]] = defaultdict(list)
        for sign in _signs(person):
            for other in sorted(self._by_sign[sign]):
                found[other].append(sign[0])
        likely = {}
        for other, signs in found.items():
            births = self._births[other], person.birth_date
            if None not in births and births[0] != births[1] and signs == ["name"]:
                continue
            if births[0] == births[1] and births[0] is not None and (births[0].month, births[0].day) != (1, 1):
                signs.append("birth_date")
            likely[other] = tuple(signs)
        return likely


def likely_same(reads: Reads, person: Person) -> dict[Person, tuple[str, ...]]:
    """Who among everybody may be the same as a person who is not kept yet, with the signs."""
    name = name_key(person.given_name, person.family_name)
    wanted = frozenset(_contact_signs(person.phone, person.email))
    near = {one.id: one for one in people.search(reads, name, limit=_MOST)} if name else {}
    if wanted:
        near |= {one.id: one for one in with_contacts(reads, lambda *of: not wanted.isdisjoint(_contact_signs(*of)))}
    near.pop(person.id, None)
    return {near[id_]: signs for id_, signs in Signs(near.values()).of(person).items()}


def _signs(person: Person) -> Iterator[tuple[str, str]]:
    name = name_key(person.given_name, person.family_name)
    if name:
        yield "name", name
    yield from _contact_signs(person.phone, person.email)


def _contact_signs(phone: str | None, email: str | None) -> Iterator[tuple[str, str]]:
    if phone and (digits := "".join(filter(str.isdigit, phone)).lstrip("0")):
        yield "phone", digits[-9:]
    if email:
        yield "email", email.casefold().strip()
