"""Erasing a person: everything that is theirs, in the records, in the change history, and in the file's bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import attrs

from geleit.errors import NotPossible, UsageError
from geleit.labels import Listed, Sentence, say
from geleit.model.lifecycle import OPEN_PAIRS, PairState
from geleit.model.office import Request, RequestKind
from geleit.model.partnerships import Partnership, Side
from geleit.model.people import Person
from geleit.model.retention import KeptPerson, Placeholder
from geleit.permissions import Action
from geleit.programme.closing import close as close_pair
from geleit.programme.context import Programme
from geleit.programme.partnerships import move, pair_name
from geleit.programme.privacy.disclosures import recipients_of
from geleit.programme.privacy.duties import Duty, duties
from geleit.programme.privacy.holds import check_not_held
from geleit.programme.privacy.reapplying import Reapplied, ledger_of, perform, reapply, scope_of
from geleit.programme.roster import find_person
from geleit.programme.staff.permits import needs
from geleit.store import Reads
from geleit.store.erasure.ledger import LedgerEntry

_LISTS = "*-refused*.csv"
"""The files of rows that could not be taken in lie beside the lists, often in these folders."""


@attrs.frozen(kw_only=True)
class Erased:
    """What an erasure did, or, after a dry run, would do.

    `deleted`, `emptied` and `kept` are numbers of rows by table; `duties` say what is kept, until when and on which
    basis. `closed` are the partnerships that were ended before, `frozen` how many reports were kept exactly. `others`
    is how many rows of other people named the person and do not any more, `copies` which copies of older versions were
    removed. `traces` are files of the database in which a name, an address or a number still stands (there should be
    none), `lists` files beside it that nobody has looked after: rows of lists that were refused. `recipients` are those
    who received the person's data, and are to be told (Art. 19 GDPR).
    """

    person: str
    name: str
    done: bool
    counts: bool = False
    deleted: Mapping[str, int] = attrs.field(factory=dict)
    emptied: Mapping[str, int] = attrs.field(factory=dict)
    kept: Mapping[str, int] = attrs.field(factory=dict)
    duties: tuple[Duty, ...] = ()
    closed: tuple[str, ...] = ()
    frozen: int = 0
    others: int = 0
    copies: tuple[Path, ...] = ()
    traces: tuple[Path, ...] = ()
    lists: tuple[Path, ...] = ()
    recipients: tuple[Sentence | str, ...] = ()


@needs(Action.ERASE)
def erase(
    programme: Programme,
    person: str,
    reason: str,
    *,
    request: str | None = None,
    close: str | None = None,
    counts: bool = False,
    dry_run: bool = False,
) -> Erased:
    """Erase a person. What a duty keeps stays, restricted, until its last day; everything else goes at once.

    `reason` is kept in the change history without the person's name; `request` is the id of the person's request, which
    must have been granted. `close` is the reason with which partnerships are ended that still run. `counts`: what
    figures are made of stays, with nobody's name on it (the person is anonymised).
    Raises NotPossible while a partnership runs, under a legal hold, or for a request that was not granted; UsageError
    for nobody's name; Busy if somebody else keeps the file in use: then the erasure is finished by the next opening.
    """
    if not reason.strip():
        raise NotPossible(say("erasure.reason_missing"))
    store = programme.store
    found = find_person(programme, person)
    if store.count(Placeholder, person=found.id):
        raise UsageError(say("erasure.erased_already"))
    check_not_held(store, found)
    _check_request(store, found, request)
    pairs = _open_pairs(store, found.id)
    if pairs and close is None:
        commands = Listed([f"geleit close {programme.config.path.name} {pair.id}" for pair in pairs])
        names = Listed([pair_name(store, pair) for pair in pairs])
        raise NotPossible(say("erasure.running", person=found.name, pairs=names, commands=commands))
    closed = tuple(pair_name(store, pair) for pair in pairs)
    if not dry_run:
        for pair in pairs:
            _end(programme, found, pair, close or "")
    kept = duties(programme, store, found.id, programme.today())
    answer = _planned(programme, found, kept, counts=counts and not kept)
    told = recipients_of(programme, found.id)
    answer = attrs.evolve(answer, closed=closed, lists=_lists(programme, found), recipients=told)
    if dry_run:
        return answer
    return _done(programme, found, answer, reason, request)


@needs(Action.ERASE)
def go_on(programme: Programme) -> Reapplied:
    """Finish erasures that were interrupted, and do those again that restored records lack. Raises Busy."""
    return reapply(programme)


@needs(Action.ERASE)
def erase_all(programme: Programme, people: Iterable[tuple[str, bool]], reason: str) -> Reapplied:
    """Erase people by their ids in one go, each wholly or so that figures stay; for a caller that has checked them."""
    today, store = programme.today(), programme.store
    entries = []
    for person, counts in people:
        kept = duties(programme, store, person, today)
        entries.append(_entry(programme, person, kept, counts=counts and not kept))
    return _performed(programme, entries, {"reason": reason})


def _done(programme: Programme, person: Person, answer: Erased, reason: str, request: str | None) -> Erased:
    from geleit.store.erasure.telling import without

    entry = _entry(programme, person.id, answer.duties, counts=answer.counts, request=request)
    note = {"reason": without(reason, person), "request": request, "counts": answer.counts}
    done = _performed(programme, [entry], note)
    return attrs.evolve(
        answer, done=True, frozen=done.frozen, others=done.others, copies=done.copies, traces=done.traces
    )


def _entry(
    programme: Programme, person: str, kept: Iterable[Duty], *, counts: bool, request: str | None = None
) -> LedgerEntry:
    until = {duty.category.value: duty.until.isoformat() if duty.until else None for duty in kept}
    return LedgerEntry(person, programme.clock(), counts, until, request)


def _performed(programme: Programme, entries: list[LedgerEntry], note: Mapping[str, object]) -> Reapplied:
    """Write the ledger, then erase. Where nothing could be erased, the ledger takes it back."""
    ledger = ledger_of(programme)
    for entry in entries:
        ledger.begin(entry)
    try:
        return perform(programme, entries, note)
    except BaseException:
        for entry in entries:
            if _is_whole(programme.store, entry):
                ledger.withdraw(entry.person, programme.clock())
        raise


def _is_whole(reads: Reads, entry: LedgerEntry) -> bool:
    """Whether nothing at all has been erased of a person."""
    return reads.get(Person, entry.person) is not None and not (
        entry.kept and reads.count(KeptPerson, person=entry.person, erased=True)
    )


def _check_request(reads: Reads, person: Person, request: str | None) -> None:
    """Raises UsageError for a request that is not this person's to be erased, NotPossible before it was granted."""
    if request is None:
        return
    found = reads.get(Request, request)
    if found is None or found.person != person.id or found.kind is not RequestKind.ERASURE:
        raise UsageError(say("erasure.no_request", request=request, person=person.name))
    if not found.granted:
        raise NotPossible(say("erasure.not_granted", request=request))


def _open_pairs(reads: Reads, person: str) -> tuple[Partnership, ...]:
    found = {pair.id: pair for side in ("mentee", "mentor") for pair in reads.all(Partnership, **{side: person})}
    return tuple(found[id_] for id_ in sorted(found) if found[id_].state in OPEN_PAIRS)


def _end(programme: Programme, person: Person, pair: Partnership, reason: str) -> None:
    """End a partnership for its erased side; an offer expires."""
    if pair.state is PairState.OFFERED:
        with programme.store.write("close") as tx:
            move(programme, tx, tx.one(Partnership, pair.id), "expire", ended=programme.today())
        return
    by = Side.MENTEE if pair.mentee == person.id else Side.MENTOR
    close_pair(programme, programme.round(pair.round), pair.id, reason, by=by)


def _planned(programme: Programme, person: Person, kept: tuple[Duty, ...], *, counts: bool) -> Erased:
    from geleit.store.erasure.erasing import Scope, plan

    found = plan(programme.store, person.id, Scope(counts, scope_of([duty.category for duty in kept])))
    return Erased(
        person=person.id,
        name=person.name,
        done=False,
        counts=counts,
        deleted=found.counted(found.delete),
        emptied=found.counted(found.empty),
        kept=found.counted(found.keep),
        duties=kept,
    )


def _lists(programme: Programme, person: Person) -> tuple[Path, ...]:
    """Files of refused rows near the records that speak of the person."""
    from geleit.store.erasure.telling import found_in, telling

    folders = dict.fromkeys((programme.config.path.parent, programme.config.database_path.parent))
    files = [path for folder in folders for path in sorted(folder.glob(_LISTS))]
    words = [person.family_name, *telling(person)]
    return tuple(dict.fromkeys(path for path, _ in found_in(files, [word for word in words if len(word) > 2])))
