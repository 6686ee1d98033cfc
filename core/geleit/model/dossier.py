"""All that a rule may read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

import attrs

from geleit.fields import fields_of
from geleit.model.evidence import Consent, DatedValue, Evidence
from geleit.model.people import Interview, Participant, Person, Role
from geleit.model.rounds import Round


def _read_only(series: Mapping[str, tuple[DatedValue, ...]]) -> Mapping[str, tuple[DatedValue, ...]]:
    """The dated values as a rule gets them: what it writes there must not reach the next rule."""
    return MappingProxyType(dict(series))


@attrs.frozen(kw_only=True)
class Dossier:
    """A person's application with its papers, seen on the day `on`; rules read this and nothing else.

    `settled` are the purposes that rest on another legal basis than consent, so that nobody is asked.
    """

    person: Person
    role: Role
    participant: Participant
    round: Round[Any]
    on: date
    evidence: tuple[Evidence, ...] = ()
    dated: Mapping[str, tuple[DatedValue, ...]] = attrs.field(factory=dict, converter=_read_only)
    consents: tuple[Consent, ...] = ()
    interviews: tuple[Interview, ...] = ()
    settled: frozenset[str] = frozenset()

    def value(self, name: str) -> Any:
        """A field's value: of the participation, of the latest interview's ratings, `age`, or of the person.

        None is unknown. Raises AttributeError for a name that none of them has.
        """
        if hasattr(self.participant, name):
            own = getattr(self.participant, name)
            return own if own is not None else self._rated(name)
        if name == "age":
            return self.person.age(self.on)
        return getattr(self.person, name)

    def _rated(self, name: str) -> Any:
        known = (talk for talk in self.interviews if talk.held_on <= self.on)
        held = sorted(known, key=lambda talk: talk.held_on, reverse=True)
        kinds = {field.name: field.kind for field in fields_of(type(self.participant))}
        rated = [talk.ratings[name] for talk in held if talk.ratings and talk.ratings.get(name) is not None]
        return kinds[name].restored(rated[0]) if rated and name in kinds else None

    def papers(self, kind: str) -> tuple[Evidence, ...]:
        """The documents of a kind that were seen by the reference day, newest first."""
        seen = [paper for paper in self.evidence if paper.kind == kind and paper.seen_on <= self.on]
        return tuple(sorted(seen, key=lambda paper: (paper.issued_on or paper.seen_on, paper.seen_on), reverse=True))

    def consented(self, purpose: str) -> bool | None:
        """Whether a legal basis for a purpose stands; False once it was withdrawn, None where nobody has asked."""
        given = [consent for consent in self.consents if consent.purpose == purpose and consent.given_on <= self.on]
        if not given:
            return True if purpose in self.settled else None
        return any(consent.withdrawn_on is None or consent.withdrawn_on > self.on for consent in given)
