"""What a rebalancing proposes, in figures and in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import attrs

from geleit.labels import Listed, Sentence, say
from geleit.matching.assigning.checking import Ints
from geleit.matching.columns.people import Candidate
from geleit.matching.proposing.crowding import crowding_by_criterion
from geleit.matching.proposing.explanation import criterion_in_words, explain, reasons
from geleit.matching.proposing.standing import Points
from geleit.matching.scoring.scores import Part, Scores


@attrs.frozen(kw_only=True)
class Transfer:
    """A running case that would move: `before` with `source`, `after` with `target`, in 1/10,000 of a point.

    Both count the caseloads as they are when the moves before this one have been made, so the gains of all moves add
    up to the gain shown. `changes` are the differences by criterion. `makes_room_for` names who then gets a place with
    `source`. `sentence` says all this to who decides; `reason` says why the new two fit, and names nobody else.
    """

    mentee: str
    source: str
    target: str
    before: int
    after: int
    changes: Mapping[str, int]
    makes_room_for: tuple[str, ...]
    sentence: Sentence
    reason: Sentence
    beside: Mapping[str, object] = attrs.field(factory=dict)

    @property
    def gain(self) -> int:
        """What the move adds, in 1/10,000 of a point; less than nothing where it only makes room."""
        return self.after - self.before


@attrs.frozen(kw_only=True)
class Placing:
    """Somebody who waits and would get a place when the moves have been made; `score` is in 1/10,000 of a point."""

    mentee: str
    mentor: str
    score: int


@attrs.frozen(kw_only=True)
class Rebalancing:
    """What a rebalancing proposes; nothing changes before it is decided on.

    `worth` is what a move has to bring, `gain` what all moves bring, both in 1/10,000 of a point. `left` wait and get
    no place. `before` and `after` are the cases by mentor, the second with the placings.
    """

    transfers: tuple[Transfer, ...]
    placings: tuple[Placing, ...]
    left: tuple[str, ...]
    staying: int
    worth: int
    gain: int
    seed: int
    before: Mapping[str, int]
    after: Mapping[str, int]


@attrs.frozen(eq=False, kw_only=True)
class Footing:
    """What a rebalancing starts from: the scores, who has whom now (by ids), the places besides the fixed cases, by
    column, and the most cases that a mentor can come to have."""

    scores: Scores
    running: Mapping[str, str]
    free: Ints
    most: int


def told(task: Footing, chosen: Mapping[str, str], fixed: Mapping[str, int], worth: int, seed: int) -> Rebalancing:
    """What changes where `chosen` says who has whom then: the moves one after the other in the order of ids, then who
    gets a place, each by the caseloads of its time. `fixed` are the cases by mentor that are not looked at."""
    running, ids = task.running, task.scores.sides.mentors.ids
    moving = [id_ for id_ in sorted(running) if chosen[id_] != running[id_]]
    coming = {id_: mentor for id_, mentor in sorted(chosen.items()) if id_ not in running}
    pairs = [*((id_, running[id_]) for id_ in moving), *((id_, chosen[id_]) for id_ in (*moving, *coming))]
    counting = _Counting(task, Counter(running.values()), pairs)
    before = {id_: fixed.get(id_, 0) + counting.cases[id_] for id_ in ids}
    transfers = []
    for mentee in moving:
        source, target = running[mentee], chosen[mentee]
        counting.cases[source] -= 1
        old, new = counting.parts(mentee, source), counting.parts(mentee, target)
        counting.cases[target] += 1
        arriving = sorted(
            [other for other in moving if chosen[other] == source]
            + [other for other, mentor in coming.items() if mentor == source]
        )
        transfers.append(_transfer(task, (mentee, source, target), (old, new), tuple(arriving), worth))
    placings = []
    for mentee, mentor in coming.items():
        placings.append(Placing(mentee=mentee, mentor=mentor, score=_sum(counting.parts(mentee, mentor))))
        counting.cases[mentor] += 1
    return Rebalancing(
        transfers=tuple(transfers),
        placings=tuple(placings),
        left=tuple(sorted(id_ for id_ in task.scores.sides.mentees.ids if id_ not in chosen)),
        staying=len(running) - len(moving),
        worth=worth,
        gain=sum(transfer.gain for transfer in transfers),
        seed=seed,
        before=before,
        after={id_: fixed.get(id_, 0) + counting.cases[id_] for id_ in ids},
    )


class _Counting:
    """The parts of some pairs by how many cases a mentor has at the time."""

    def __init__(self, task: Footing, cases: Counter[str], pairs: Iterable[tuple[str, str]]) -> None:
        sides = task.scores.sides
        rows = {id_: row for row, id_ in enumerate(sides.mentees.ids)}
        self.cases = cases
        self._columns = {id_: column for column, id_ in enumerate(sides.mentors.ids)}
        self._most = task.most
        self._taken = crowding_by_criterion(task.scores, task.free, task.most + 1)
        by_row = {(rows[mentee], self._columns[mentor]): (mentee, mentor) for mentee, mentor in pairs}
        self._parts = {by_row[pair]: parts for pair, parts in task.scores.parts_of(by_row).items()}

    def parts(self, mentee: str, mentor: str) -> tuple[Part, ...]:
        """What each criterion adds if this is the mentor's next case. While moves cross, a mentor may have more cases
        than there are places; nothing is free then."""
        place = self._columns[mentor], min(self.cases[mentor], self._most)
        return tuple(
            attrs.evolve(part, contribution=part.contribution - int(self._taken[part.code][place]))
            if part.code in self._taken
            else part
            for part in self._parts[mentee, mentor]
        )


def _sum(parts: Iterable[Part]) -> int:
    return sum(part.contribution for part in parts if part.counted)


def _transfer(
    task: Footing,
    who: tuple[str, str, str],
    parts: tuple[tuple[Part, ...], tuple[Part, ...]],
    arriving: tuple[str, ...],
    worth: int,
) -> Transfer:
    mentee, source, target = who
    sides = task.scores.sides
    people = {one.id: one for one in (*sides.mentors.candidates, *sides.mentees.candidates)}
    old, new = ({part.code: part.contribution if part.counted else 0 for part in some} for some in parts)
    changes = {code: new[code] - old[code] for code in old}
    before, after = _sum(parts[0]), _sum(parts[1])
    makes_room = arriving if after - before <= worth else ()
    sentence = say(
        "rebalance.move",
        mentee=people[mentee].name,
        source=people[source].name,
        target=people[target].name,
        after=Points(after),
        before=Points(before),
    )
    for clause in (*_why(task, (mentee, target), parts[1], changes), *_room(people, source, makes_room)):
        sentence = say("rebalance.clause", said=sentence, clause=clause)
    return Transfer(
        mentee=mentee,
        source=source,
        target=target,
        before=before,
        after=after,
        changes=changes,
        makes_room_for=makes_room,
        sentence=say("rebalance.sentence", said=sentence),
        reason=explain(task.scores.policy, sides, _pair(task, mentee, target), parts[1]),
        beside={name: people[mentee].value(name) for name in task.scores.policy.beside_the_pair},
    )


def _pair(task: Footing, mentee: str, mentor: str) -> tuple[int, int]:
    return task.scores.sides.mentees.ids.index(mentee), task.scores.sides.mentors.ids.index(mentor)


def _why(
    task: Footing, who: tuple[str, str], parts: tuple[Part, ...], changes: Mapping[str, int]
) -> Iterator[Sentence]:
    """What speaks for the new mentor among what got better, and what got worse by how much; the most first."""
    policy, sides = task.scores.policy, task.scores.sides
    pair = _pair(task, *who)
    better = [attrs.evolve(part, contribution=changes[part.code]) for part in parts if changes[part.code] > 0]
    if found := reasons(policy, sides, pair, better):
        yield say("rebalance.better", reasons=Listed(found))
    worse = [
        say("rebalance.loss", criterion=name, points=Points(changes[criterion.code], signed=True))
        for criterion in sorted(policy.criteria, key=lambda one: changes[one.code])
        if changes[criterion.code] < 0 and (name := criterion_in_words(criterion, sides, pair)) is not None
    ]
    if worse:
        yield say("rebalance.worse", criteria=Listed(worse))


def _room(people: Mapping[str, Candidate], source: str, arriving: tuple[str, ...]) -> Iterator[Sentence]:
    if arriving:
        names = Listed([people[id_].name for id_ in arriving])
        yield say("rebalance.room", source=people[source].name, people=names)
