"""Who is in a round, with everything a rule, a list or the matching reads of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

import attrs

from geleit.config.privacy import settled
from geleit.errors import UsageError
from geleit.fields import Sensitivity
from geleit.labels import Listed, say
from geleit.model.dossier import Dossier
from geleit.model.evidence import Consent, DatedValue, Evidence
from geleit.model.lifecycle import PartState
from geleit.model.people import Interview, Override, Participant, Participation, Person, Role
from geleit.model.retention import Placeholder
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.staff.permits import needs
from geleit.store import Reads, people

R = TypeVar("R")
_MANY = 500
_SHOWN = 10


@attrs.frozen
class Applicant:
    """A person in a round: who they are, their part, their answers, their papers."""

    person: Person
    part: Participation
    fields: Participant
    evidence: tuple[Evidence, ...] = ()
    dated: Mapping[str, tuple[DatedValue, ...]] = attrs.field(factory=dict)
    consents: tuple[Consent, ...] = ()
    interviews: tuple[Interview, ...] = ()
    overrides: Mapping[str, str] = attrs.field(factory=dict)
    settled: frozenset[str] = frozenset()

    def dossier(self, round_: Round[Any], on: date) -> Dossier:
        """What a rule may read of this person on a day."""
        return Dossier(
            person=self.person,
            role=self.part.role,
            participant=self.fields,
            round=round_,
            on=on,
            evidence=self.evidence,
            dated=self.dated,
            consents=self.consents,
            interviews=self.interviews,
            settled=self.settled,
        )

    def value(self, name: str) -> Any:
        """A field's value, of the participation or of the person."""
        return getattr(self.fields, name) if hasattr(self.fields, name) else getattr(self.person, name)


def grouped(reads: Reads, cls: type[R], key: str, ids: Collection[str]) -> Mapping[str, tuple[R, ...]]:
    """Records of a class by the value of one of their fields, for some values of it."""
    found: dict[str, list[R]] = defaultdict(list)
    for record in reads.all(cls, **{key: tuple(ids)}):  # type: ignore[type-var]  # every record class has id and rev
        found[getattr(record, key)].append(record)
    return {value: tuple(records) for value, records in found.items()}


@needs(Action.SEE_PEOPLE)
def roster(
    programme: Programme, round_id: str, role: Role, states: Iterable[PartState] = (), reads: Reads | None = None
) -> tuple[Applicant, ...]:
    """Everybody with a role in a round (in some states only, if any are named), in the order of their names."""
    reads = reads or programme.store
    return with_papers(programme, reads, without_papers(programme, round_id, role, states, reads))


@needs(Action.SEE_PEOPLE)
def without_papers(
    programme: Programme, round_id: str, role: Role, states: Iterable[PartState] = (), reads: Reads | None = None
) -> tuple[Applicant, ...]:
    """As `roster`, with answers only: for who counts many people and looks at nobody's papers."""
    reads = reads or programme.store
    cls = programme.participant(role)
    members = people.roster(reads, round_id, role, programme.table(role), cls, states=frozenset(states) or None)
    # In a pair with somebody who was erased stands nobody, who takes part in nothing else.
    nobody = {one.person for one in reads.all(Placeholder, counts=False)}
    return tuple(
        Applicant(member.person, member.participation, member.fields or cls())
        for member in members
        if member.person.id not in nobody and programme.permits.has_person(member.person.id)
    )


@needs(Action.SEE_PEOPLE)
def names(programme: Programme) -> Mapping[str, str]:
    """Everybody's name by id; the sign for what is hidden stands for whoever is in nobody's own case."""
    found = programme.store.all(Person)
    return {one.id: programme.permits.shown(one.name, Sensitivity.PERSONAL, one.id) for one in found}


@needs(Action.SEE_PEOPLE)
def with_papers(programme: Programme, reads: Reads, applicants: Sequence[Applicant]) -> tuple[Applicant, ...]:
    """The same people with everything a rule reads of them."""
    parts = {one.part.id for one in applicants}
    person_ids = {one.person.id for one in applicants}
    evidence = grouped(reads, Evidence, "person", person_ids)
    consents = grouped(reads, Consent, "person", person_ids)
    dated = grouped(reads, DatedValue, "participation", parts)
    interviews = grouped(reads, Interview, "participation", parts)
    overrides = grouped(reads, Override, "participation", parts)
    return tuple(
        Applicant(
            one.person,
            one.part,
            one.fields,
            evidence.get(one.person.id, ()),
            _series(dated.get(one.part.id, ())),
            consents.get(one.person.id, ()),
            interviews.get(one.part.id, ()),
            {each.rule: each.reason for each in overrides.get(one.part.id, ())},
            settled(programme.config.consents),
        )
        for one in applicants
    )


def _series(values: Iterable[DatedValue]) -> Mapping[str, tuple[DatedValue, ...]]:
    series: dict[str, list[DatedValue]] = defaultdict(list)
    for value in sorted(values, key=lambda one: (one.seen_on, one.id)):
        series[value.field].append(value)
    return {name: tuple(found) for name, found in series.items()}


@needs(Action.SEE_PEOPLE)
def find_person(programme: Programme, text: str, reads: Reads | None = None) -> Person:
    """A person by id, or by a name that only one person has. Raises UsageError naming the candidates."""
    reads = reads or programme.store
    exact = reads.get(Person, text)
    if exact is not None:
        programme.permits.person(exact.id)
        return exact
    known = people.search(reads, text, limit=_MANY if programme.permits.narrow else _SHOWN)
    found = [person for person in known if programme.permits.has_person(person.id)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise programme.permits.not_own() if known else UsageError(say("people.nobody", text=text))
    shown = [f"{person.name} ({person.id})" for person in found[:_SHOWN]]
    raise UsageError(say("people.several", text=text, candidates=Listed(shown, "list.or")))


@needs(Action.SEE_PEOPLE)
def find_part(
    programme: Programme, round_id: str, person: str, role: Role | None = None, reads: Reads | None = None
) -> Applicant:
    """Somebody's part in a round. Raises UsageError if they have none, or two and no role is named."""
    reads = reads or programme.store
    found = find_person(programme, person, reads)
    only = {"role": role} if role else {}
    parts = reads.all(Participation, round=round_id, person=found.id, **only)
    if len(parts) != 1:
        code = "people.two_parts" if parts else "people.no_part_as" if role else "people.no_part"
        as_ = say(f"Role.{role.value}") if role else ""
        raise UsageError(say(code, person=found.name, round=round_id, role=as_))
    part = parts[0]
    cls = programme.participant(part.role)
    fields = reads.fields(programme.table(part.role), cls, part.id)
    return with_papers(programme, reads, [Applicant(found, part, fields or cls())])[0]
