"""Applications coming in as a list of people, each row known again when it comes a second time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from geleit.errors import Problem, UsageError
from geleit.fields import Field, Sensitivity, evolve, fields_of
from geleit.files.headings import CONSENT, CONSENT_LANGUAGE, CONSENT_TEXT, ID, evidence_columns
from geleit.files.intake import IntakeRow
from geleit.labels import say
from geleit.model.evidence import Consent, Evidence
from geleit.model.people import Participant, Participation, Person, Role
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme import rounds
from geleit.programme.context import Programme
from geleit.programme.decisions import note_dated
from geleit.programme.intake import Change, Done, Duplicate, Effect, Import, Plan, shown, take_in
from geleit.programme.papers import paper_kinds
from geleit.programme.people.joining import add_part, note_twins
from geleit.programme.people.signs import Signs
from geleit.programme.privacy.purposes import find_purpose
from geleit.programme.staff.permits import needs
from geleit.programme.staff.showing import note_shown
from geleit.store import Transaction
from geleit.vocabulary.names import name_key

PURPOSE = "programme"
_NOT_ASKED = frozenset({"id", "rev"})


@needs(Action.TAKE_IN)
def import_people(
    programme: Programme,
    round_: Round[Any],
    role: Role,
    path: Path,
    *,
    encoding: str | None = None,
    dry_run: bool = False,
    accept_valid: bool = False,
) -> Import:
    """Take in a list of mentees or of mentors.

    A row with an id is that person: what differs is updated and shown, an empty cell changes nothing; a row whose id
    belongs to somebody with whom it shares neither name, birth date, telephone nor e-mail is refused. A row without one
    is known by its content: identical rows are unchanged, anything else is new. Likely duplicates are noted for a
    person to decide and never joined.
    """
    fields = tuple(field for field in fields_of(Person) if field.name not in _NOT_ASKED)
    own = fields_of(programme.participant(role))
    taken = {field.name for field in (*fields, *own)}
    special = {field.name for field in (*fields, *own) if field.ask.sensitivity is Sensitivity.SPECIAL}
    papers = evidence_columns(sorted(paper_kinds(programme, round_)), taken)
    plan = Plan(
        columns=(ID, *fields, *own, CONSENT, CONSENT_TEXT, CONSENT_LANGUAGE, *papers),
        start=lambda tx: _People(programme, round_, role, tx).apply,
        protected=frozenset((*special, *(column.name for column in papers))),
    )
    done = take_in(programme, path, plan, encoding=encoding, dry_run=dry_run, accept_valid=accept_valid)
    shown: dict[str, list[str]] = {}
    for change in done.changes:
        if change.field in special:
            shown.setdefault(change.id, []).append(change.field)
    note_shown(programme, shown)
    return done


class _People:
    """Keeps rows of people within one unit of work, knowing who is there already."""

    def __init__(self, programme: Programme, round_: Round[Any], role: Role, tx: Transaction) -> None:
        self.programme, self.round, self.role = programme, round_, role
        self.table = programme.table(role)
        self.cls: type[Participant] = programme.participant(role)
        self.person_fields = {field.name: field for field in fields_of(Person) if field.name not in _NOT_ASKED}
        self.own_fields = {field.name: field for field in fields_of(self.cls)}
        self.kinds = sorted(paper_kinds(programme, round_))
        rounds.ensure(programme, tx, round_)
        people = tx.all(Person)
        self.people = {person.id: person for person in people}
        self.parts = {part.person: part for part in tx.all(Participation, round=round_.id, role=role)}
        self.digests = Counter(part.source_digest for part in self.parts.values())
        self.met: Counter[str] = Counter()
        self.signs = Signs(people)

    def apply(self, tx: Transaction, row: IntakeRow) -> Done:
        """Keep one row."""
        if row.source_id is None:
            self.met[row.digest] += 1
            if self.met[row.digest] <= self.digests[row.digest]:
                return Done(Effect.UNCHANGED)
        elif row.source_id in self.people:
            self._check_id(row, self.people[row.source_id])
            if row.source_id in self.parts:
                return self._update(tx, row, self.people[row.source_id], self.parts[row.source_id])
        return self._add(tx, row)

    def _check_id(self, row: IntakeRow, known: Person) -> None:
        """Refuse a row that cannot be the person of its id: lists that count their rows from 1 have the same ids."""
        signs = ("birth_date", "phone", "email")
        same = any(name in row.values and row.values[name] == getattr(known, name) for name in signs)
        given, family = (row.values.get(name) or getattr(known, name) for name in ("given_name", "family_name"))
        words = {*name_key(given, family).split()} & {*name_key(known.given_name, known.family_name).split()}
        if not words and not same:
            somebody = say("people.id_taken", id=known.id, person=known.name)
            raise UsageError(somebody, [Problem("", 0, "id", somebody, known.id)])

    def _add(self, tx: Transaction, row: IntakeRow) -> Done:
        known = self.people.get(row.source_id or "")
        person = known or tx.add(Person(id=row.source_id or self.programme.new_id(), **self._of_person(row.values)))
        changes = self._change_person(tx, row, person) if known else ()
        part = add_part(self.programme, tx, self.round.id, self.role, person.id, row.values, row.digest)
        self._papers(tx, row, person, part)
        duplicates = () if known else self._duplicates(tx, row, person)
        self.people.setdefault(person.id, person)
        self.parts[person.id] = part
        return Done(Effect.ACCEPTED, changes, duplicates)

    def _update(self, tx: Transaction, row: IntakeRow, person: Person, part: Participation) -> Done:
        if part.source_digest == row.digest:
            return Done(Effect.UNCHANGED)
        changes = [*self._change_person(tx, row, person)]
        before = tx.fields(self.table, self.cls, part.id) or self.cls()
        new = {name: row.values[name] for name in self.own_fields if name in row.values}
        differing = {name: value for name, value in new.items() if getattr(before, name) != value}
        if differing:
            tx.save_fields(self.table, part.id, evolve(before, **differing))
        for name, value in differing.items():
            field = self.own_fields[name]
            changes.append(self._change(row, person.id, field, getattr(before, name), value))
            if field.ask.dated:
                note_dated(self.programme, tx, part, name, field.kind.stored(value))
        added = self._papers(tx, row, person, part)
        if not changes and not added:
            return Done(Effect.UNCHANGED)
        self.parts[person.id] = tx.update(evolve(part, source_digest=row.digest))
        return Done(Effect.UPDATED, tuple(changes))

    def _of_person(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {name: values[name] for name in self.person_fields if name in values}

    def _change_person(self, tx: Transaction, row: IntakeRow, person: Person) -> tuple[Change, ...]:
        new = {name: value for name, value in self._of_person(row.values).items() if getattr(person, name) != value}
        if not new:
            return ()
        self.people[person.id] = tx.update(evolve(person, **new))
        return tuple(
            self._change(row, person.id, self.person_fields[name], getattr(person, name), value)
            for name, value in new.items()
        )

    def _change(self, row: IntakeRow, id_: str, field: Field, before: Any, after: Any) -> Change:
        return Change(
            row.line, id_, field.name, shown(self.programme, field, before), shown(self.programme, field, after)
        )

    def _papers(self, tx: Transaction, row: IntakeRow, person: Person, part: Participation) -> int:
        """Record the papers and the consent that a row tells of; what is recorded already is not recorded twice."""
        known = {(one.kind, one.issued_on, one.valid_until) for one in tx.all(Evidence, person=person.id)}
        added = 0
        for kind in self.kinds:
            name = f"{kind}_seen" if f"{kind}_seen" in row.values else kind
            said = row.values.get(name) if name not in self.own_fields else None
            if said is None or said is False:
                continue
            issued = said if isinstance(said, date) else None
            until = row.values.get(f"{kind}_valid_until")
            if (kind, issued, until) not in known:
                added += 1
                tx.add(
                    Evidence(
                        id=self.programme.new_id(),
                        person=person.id,
                        participation=part.id,
                        kind=kind,
                        issued_on=issued,
                        seen_on=self.programme.today(),
                        by=self.programme.actor.shown,
                        valid_until=until,
                    )
                )
        return added + self._consent(tx, row, person)

    def _consent(self, tx: Transaction, row: IntakeRow, person: Person) -> int:
        said = row.values.get(CONSENT.name)
        if said is None:
            return 0
        standing = [one for one in tx.all(Consent, person=person.id, purpose=PURPOSE) if one.withdrawn_on is None]
        today = self.programme.today()
        if said is False:
            for consent in standing:
                tx.update(evolve(consent, withdrawn_on=today))
            return len(standing)
        if standing:
            return 0
        given = said if isinstance(said, date) else today
        tx.add(
            Consent(
                id=self.programme.new_id(),
                person=person.id,
                purpose=PURPOSE,
                basis=find_purpose(self.programme, PURPOSE).basis.value,
                text_version=row.values.get(CONSENT_TEXT.name),
                language=row.values.get(CONSENT_LANGUAGE.name),
                given_on=given,
                by=self.programme.actor.shown,
            )
        )
        return 1

    def _duplicates(self, tx: Transaction, row: IntakeRow, person: Person) -> tuple[Duplicate, ...]:
        found = self.signs.of(person)
        self.signs.add(person)
        note_twins(self.programme, tx, person.id, found)
        return tuple(
            Duplicate(row.line, person.id, other, signs, person.name, self.people[other].name)
            for other, signs in found.items()
        )
