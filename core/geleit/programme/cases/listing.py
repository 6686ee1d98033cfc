"""All pairs or cases of a round in a table, thousands as well: names, hours, and how long they have been silent."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

import attrs

from geleit.fields import Sensitivity
from geleit.model.lifecycle import OPEN_PAIRS, PairState
from geleit.model.partnerships import Partnership
from geleit.model.people import Person
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.histories import histories
from geleit.programme.sessions import LOGGABLE
from geleit.programme.staff.permits import needs
from geleit.progress import Silence, Sums, planned_end, sums
from geleit.progress.silence import contacts, silence
from geleit.store import Reads
from geleit.vocabulary.names import query_key, search_key, sort_key


@attrs.frozen(kw_only=True)
class PairRow:
    """A pair with both names as the reader may see them, and `key`, in which they are looked for.

    `sums` is None for a pair that was never agreed, `end` the last planned day, `last_meeting` as in `Progress`.
    """

    pair: Partnership
    mentee: str
    mentor: str
    key: str
    end: date | None = None
    sums: Sums | None = None
    last_meeting: date | None = None
    silence: Silence = Silence.NONE

    @property
    def name(self) -> str:
        """Both names, the mentee's first."""
        return f"{self.mentee} & {self.mentor}"


SILENT = frozenset({Silence.YELLOW, Silence.RED})
"""Who has not met for longer than the policy's first threshold."""


@attrs.frozen(kw_only=True)
class Wanted:
    """Which pairs are asked for: in some states, of some silences, of a mentor (id), with some words in the names.
    What is empty asks for nothing."""

    states: Collection[PairState] = ()
    silences: Collection[Silence] = ()
    mentor: str | None = None
    text: str = ""

    def kept(self, rows: Iterable[PairRow]) -> tuple[PairRow, ...]:
        """The rows that are asked for, in their order."""
        words = query_key(self.text).split()
        return tuple(
            row
            for row in rows
            if (not self.states or row.pair.state in self.states)
            and (not self.silences or row.silence in self.silences)
            and (self.mentor is None or row.pair.mentor == self.mentor)
            and all(word in row.key for word in words)
        )


class Order(StrEnum):
    """By what a table of pairs is sorted; open pairs stand before those that have ended."""

    MENTEE = "mentee"
    MENTOR = "mentor"
    LAST_MEETING = "last_meeting"
    HOURS = "hours"


def in_order(rows: Iterable[PairRow], order: Order = Order.MENTEE) -> tuple[PairRow, ...]:
    """The rows sorted; who has not met for longest, or has met least, stands first."""
    return tuple(sorted(rows, key=lambda row: (row.pair.state not in OPEN_PAIRS, *_key(row, order), row.pair.id)))


def _key(row: PairRow, order: Order) -> tuple[Any, ...]:
    match order:
        case Order.MENTEE:
            return sort_key(row.mentee), sort_key(row.mentor)
        case Order.MENTOR:
            return sort_key(row.mentor), sort_key(row.mentee)
        case Order.LAST_MEETING:
            return (row.last_meeting or row.pair.started or row.pair.decided_on,)
    return (row.sums.met_minutes if row.sums else 0,)


@needs(Action.SEE_CASES)
def pair_rows(programme: Programme, round_: Round[Any], *, on: date | None = None) -> tuple[PairRow, ...]:
    """Every pair of a round, in the order of the mentees' names; those that are over stand behind the open ones."""
    policy, day = programme.answers(round_).sessions, on or programme.today()
    known = histories(programme, round_)
    names = names_of(
        programme, (id_ for one in known.values() for id_ in (one.partnership.mentee, one.partnership.mentor))
    )
    rows = []
    for history in known.values():
        pair = history.partnership
        mentee, mentor = names[pair.mentee], names[pair.mentor]
        row = PairRow(pair=pair, mentee=mentee, mentor=mentor, key=search_key(f"{mentee} {mentor}"))
        if pair.state in LOGGABLE:
            row = attrs.evolve(
                row,
                end=planned_end(policy, history),
                sums=sums(policy, history, on=day),
                last_meeting=max((met.last for met in contacts(history, day) if met.first <= day), default=None),
                silence=silence(policy, history, day),
            )
        rows.append(row)
    return in_order(rows)


@needs(Action.SEE_CASES)
def names_of(programme: Programme, people: Iterable[str], reads: Reads | None = None) -> Mapping[str, str]:
    """The names of some people by id, as far as the reader may see them; who is gone has the id for a name."""
    wanted = tuple(dict.fromkeys(people))
    reads = reads or programme.store
    known = {
        one.id: programme.permits.shown(one.name, Sensitivity.PERSONAL, one.id)
        for one in (reads.all(Person, id=wanted) if wanted else ())
    }
    return {id_: known.get(id_, id_) for id_ in wanted}
