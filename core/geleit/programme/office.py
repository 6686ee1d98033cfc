"""The coordinator's own records: employers and talks with them, notes of talks, reminders."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from geleit.errors import UsageError
from geleit.fields import evolve
from geleit.labels import Listed, say
from geleit.model.office import Contact, Employer, EmployerContact, Task
from geleit.model.partnerships import Partnership
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.record_clash import RecordClash
from geleit.programme.roster import find_person
from geleit.programme.staff.permits import needs
from geleit.store import Reads, RecordConflict, Transaction


@needs(Action.EMPLOYERS)
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


@needs(Action.EMPLOYERS)
def add_employer(
    programme: Programme,
    name: str,
    *,
    sector: str | None = None,
    territory: str | None = None,
    contact_person: str | None = None,
    email: str | None = None,
    phone: str | None = None,
) -> Employer:
    """Record a firm, and whom to talk to there."""
    with programme.store.write("employer") as tx:
        return tx.add(
            Employer(
                id=programme.new_id(),
                name=name,
                sector=sector,
                territory=territory,
                contact_person=contact_person,
                email=email,
                phone=phone,
                since=programme.today(),
            )
        )


@needs(Action.EMPLOYERS)
def change_employer(programme: Programme, before: Employer, changes: Mapping[str, Any]) -> Employer:
    """Change fields of a firm as it was read. What somebody else changed meanwhile is joined, unless it is the same
    field: then RecordClash is raised. Raises UsageError for a firm without a name."""
    changed = evolve(before, **changes)
    if not changed.name.strip():
        raise UsageError(say("office.no_name"))
    try:
        with programme.store.write("employer") as tx:
            return tx.update(changed, base=before)
    except RecordConflict as conflict:
        raise RecordClash(programme, conflict) from conflict


@needs(Action.EMPLOYERS)
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
    with programme.store.write("employer_contact") as tx:
        if partnership is not None:
            programme.permits.pair(tx.one(Partnership, partnership))
        firm = find_employer(programme, employer, tx)
        return add_employer_contact(programme, tx, firm.id, kind, day, note, partnership)


@needs(Action.EMPLOYERS)
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


@needs(Action.CONTACTS)
def note_contact(
    programme: Programme, person: str, kind: str, *, on: date | None = None, note: str | None = None
) -> Contact:
    """Note a talk with a person; for staff only. Raises UsageError for a day ahead."""
    with programme.store.write("contact") as tx:
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


@needs(Action.TASKS)
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


@needs(Action.TASKS)
def finish_task(programme: Programme, task: str) -> Task:
    """Tick a reminder off."""
    with programme.store.write("task_done") as tx:
        found = tx.one(Task, task)
        if not _is_own(programme, found):
            raise programme.permits.not_own()
        return tx.update(evolve(found, done_on=programme.today()))


@needs(Action.TASKS)
def reopen_task(programme: Programme, task: str) -> Task:
    """Put a reminder that was ticked off back on the list."""
    with programme.store.write("task_reopened") as tx:
        found = tx.one(Task, task)
        if not _is_own(programme, found):
            raise programme.permits.not_own()
        return tx.update(evolve(found, done_on=None))


@needs(Action.TASKS)
def tasks(programme: Programme, *, every: bool = True) -> tuple[Task, ...]:
    """The reminders, the earliest first; unless `every`, only those that are open."""
    return tuple(
        task
        for task in programme.store.all(Task, order="due_on")
        if (every or task.done_on is None) and _is_own(programme, task)
    )


def _is_own(programme: Programme, task: Task) -> bool:
    """Whoever works with own cases has the reminders that they wrote, and those about their people."""
    permits = programme.permits
    if not permits.narrow or task.owner == programme.actor.shown:
        return True
    return task.person is not None and permits.has_person(task.person)
