"""Erasures as the ledger has them, done in a database: for the first time, after an interruption, after a restore."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from geleit.config.retention import Category
from geleit.model.people import Participation, Person
from geleit.model.retention import KeptPerson
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.privacy.duties import KEPT
from geleit.programme.privacy.frozen import freeze
from geleit.programme.reporting.populations import populations
from geleit.programme.reporting.reports import exact
from geleit.store import Store, Transaction
from geleit.store.erasure.ledger import Ledger, LedgerEntry

if TYPE_CHECKING:
    from geleit.figures import Period, ReportResult
    from geleit.model.rounds import Round
    from geleit.questions.reports import Columns, Report

ERASURE = "erasure"
"""What the change history calls it."""

_REQUESTS = "requests"


@attrs.frozen
class Reapplied:
    """What was done: whom by their random ids, how many reports were frozen before, in which files a name, an
    address or a number still stands, how many rows of others lost one, which copies of older versions were removed."""

    people: tuple[str, ...] = ()
    frozen: int = 0
    traces: tuple[Path, ...] = ()
    others: int = 0
    copies: tuple[Path, ...] = ()


def ledger_of(programme: Programme) -> Ledger:
    """The ledger of a programme's database."""
    return Ledger(programme.config.database_path, programme.config.database.group)


def pending(store: Store, ledger: Ledger) -> tuple[LedgerEntry, ...]:
    """The erasures that a database lacks: interrupted ones, and those of people who are in it all the same, because it
    was restored from an older backup."""
    entries = ledger.entries()
    ids = json.dumps([entry.person for entry in entries])
    here = {
        id_ for (id_,) in store.rows('SELECT "id" FROM "people" WHERE "id" IN (SELECT value FROM json_each(?))', [ids])
    }
    kept = {one.person for one in store.all(KeptPerson, erased=True)}
    return tuple(
        entry
        for entry in entries
        if not entry.done or (entry.person in here and not (entry.kept and entry.person in kept))
    )


def reapply(programme: Programme) -> Reapplied:
    """Do again whatever the ledger says and the records lack; safe to call at any time, by whoever is at work.

    The reports of closed periods are frozen before. Raises Busy if somebody else keeps the database in use: then the
    next opening, or the next call, goes on.
    """
    ledger = ledger_of(programme)
    if not ledger.path.exists():
        return Reapplied()
    with programme.permits.as_system(Action.ERASE):
        return perform(programme, pending(programme.store, ledger))


def perform(programme: Programme, entries: Collection[LedgerEntry], note: Mapping[str, Any] | None = None) -> Reapplied:
    """Erase people that the ledger names, to the last byte, and finish their entries.

    `note` is what the change history keeps beside the number of people.
    """
    if not entries:
        return Reapplied()
    from geleit.store.erasure.cleaning import clean, traces
    from geleit.store.erasure.telling import of_nobody_else, take_out

    store = programme.store
    frozen = _freeze(programme, store, [entry.person for entry in entries])
    erased: list[Person] = []
    with store.write(ERASURE) as tx:
        for entry in entries:
            person = tx.get(Person, entry.person)
            if person is not None:
                erased.append(person)
                _erase(programme, store, tx, entry)
        looked_for = of_nobody_else(tx, erased)
        others = take_out(tx, store.link(), looked_for)
        tx.note(ERASURE, people=len(entries), **(note or {}))
    copies = clean(store)
    found = traces(store, looked_for)
    ledger_of(programme).finish([entry.person for entry in entries], programme.clock())
    return Reapplied(
        people=tuple(entry.person for entry in entries),
        frozen=frozen,
        traces=tuple(dict.fromkeys(path for path, _ in found)),
        others=len(others),
        copies=copies,
    )


def scope_of(kept: Iterable[str]) -> frozenset[str]:
    """The tables that duties of some categories keep; what the person asks for is kept with them, to be answered."""
    tables = frozenset(table for category in kept for table in KEPT[Category(category)])
    return tables | {"participations", _REQUESTS} if kept else frozenset()


def _erase(programme: Programme, store: Store, tx: Transaction, entry: LedgerEntry) -> None:
    from geleit.store.erasure.erasing import Scope, carry_out, plan

    today = programme.today()
    found = plan(tx, entry.person, Scope(entry.counts, scope_of(list(entry.kept))))
    name = programme.labels.text("erasure.nobody", programme.config.organisation.languages[0])
    # What a duty kept of somebody is erased later than the rest, and was counted then.
    known = tx.count(KeptPerson, person=entry.person, erased=True)
    carry_out(tx, store.link(), found, new_id=programme.new_id, name=name, on=today, count=not known)
    for category, until in entry.kept.items():
        rule = programme.config.retention.get(Category(category))
        tx.add(
            KeptPerson(
                id=programme.new_id(),
                person=entry.person,
                category=category,
                until=None if until is None else date.fromisoformat(until),
                basis=rule.basis if rule is not None else "",
                since=today,
                erased=True,
            )
        )


def _freeze(programme: Programme, store: Store, people: Iterable[str]) -> int:
    """Freeze the reports of every round in which one of some people was."""
    known: dict[tuple[str, date], Mapping[str, Columns]] = {}

    def figures(round_: Round[object], declared: Report, period: Period) -> ReportResult:
        key = round_.id, period.last
        if key not in known:
            known.clear()
            known[key] = populations(programme, round_, period.last)
        return exact(programme, round_, declared, period, known[key])

    rounds = {part.round for id_ in people for part in store.all(Participation, person=id_)}
    return freeze(programme, rounds, figures)
