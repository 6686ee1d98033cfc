"""The coordinator's own records: employers and talks with them, notes of talks, reminders."""

from __future__ import annotations

from datetime import date

from geleit.errors import UsageError
from geleit.fields import evolve
from geleit.labels import Listed, say
from geleit.model.office import Contact, Employer, EmployerContact, Task
from geleit.programme.context import Programme
from geleit.programme.roster import find_person
from geleit.store import Reads, Transaction


def find_employer(programme: Programme, text: str, reads: Reads | None = None) -> Employer:
    """An employer by id or exact name. Raises UsageError."""
    reads = reads or programme.store
    found = reads.get(Employer, text)
    named = (found,) if found else reads.all(Employer, name=text)
    if len(named) != 1:
        shown = [f"{one.name} ({one.id})" for one in named]
        raise UsageError(
            say("office.no_employer" if not named else "people.several", text=text, candidates=Listed(shown))
        )
    return named[0]


def add_employer(
    programme: Programme, name: str, *, sector: str | None = None, territory: str | None = None
) -> Employer:
    """Record a firm."""
    with programme.store.write("employer") as tx:
        return tx.add(
            Employer(id=programme.new_id(), name=name, sector=sector, territory=territory, since=programme.today())
        )


def contact_employer(
    programme: Programme,
    employer: str,
    kind: str,
    *,
    on: date | None = None,
    note: str | None = None,
    partnership: str | None = None,
) -> EmployerContact:
    """Note a talk with a firm, with or without a mentee in view. Raises UsageError for a day ahead."""
    day = programme.happened_on(on)
    with programme.store.write("talk with an employer") as tx:
        firm = find_employer(programme, employer, tx)
        return add_employer_contact(programme, tx, firm.id, kind, day, note, partnership)


def add_employer_contact(
    programme: Programme,
    tx: Transaction,
    employer: str,
    kind: str,
    on: date,
    note: str | None = None,
    partnership: str | None = None,
) -> EmployerContact:
    """`contact_employer` within a unit of work that does more."""
    return tx.add(
        EmployerContact(
            id=programme.new_id(),
            employer=employer,
            on=on,
            kind=kind,
            partnership=partnership,
            note=note,
            by=programme.actor.shown,
        )
    )


def note_contact(
    programme: Programme, person: str, kind: str, *, on: date | None = None, note: str | None = None
) -> Contact:
    """Note a talk with a person; for staff only. Raises UsageError for a day ahead."""
    with programme.store.write("contact note") as tx:
        return tx.add(
            Contact(
                id=programme.new_id(),
                person=find_person(programme, person, tx).id,
                on=programme.happened_on(on),
                kind=kind,
                note=note,
                by=programme.actor.shown,
            )
        )


def add_task(programme: Programme, title: str, *, due_on: date | None = None, person: str | None = None) -> Task:
    """Put a reminder on the list."""
    with programme.store.write("task") as tx:
        return tx.add(
            Task(
                id=programme.new_id(),
                title=title,
                due_on=due_on,
                owner=programme.actor.shown,
                person=find_person(programme, person, tx).id if person else None,
            )
        )


def finish_task(programme: Programme, task: str) -> Task:
    """Tick a reminder off."""
    with programme.store.write("task done") as tx:
        return tx.update(evolve(tx.one(Task, task), done_on=programme.today()))
