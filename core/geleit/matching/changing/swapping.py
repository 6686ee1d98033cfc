"""Changes by hand: which pairs of a draft go and come, whether they may be, and what they score."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from geleit.errors import NotPossible
from geleit.labels import Listed, Sentence, say
from geleit.matching.answering.why import points_of, views_of
from geleit.matching.assigning.checking import SCALE
from geleit.matching.columns.people import Sides
from geleit.matching.proposing.draft import DraftPair
from geleit.matching.proposing.explanation import explain, vetoes_in_words
from geleit.matching.proposing.standing import Pair, Points, Standing, name_of, row_of
from geleit.matching.scoring.scores import pair_parts, pair_vetoes
from geleit.model.partnerships import Place
from geleit.questions.matching import MatchingPolicy


@attrs.frozen
class Held:
    """A pair of a draft by ids, and which of the mentee's mentors this one is."""

    mentee: str
    mentor: str
    place: Place

    @property
    def pair(self) -> Pair:
        """The ids alone."""
        return self.mentee, self.mentor


@attrs.frozen(kw_only=True)
class Exchange:
    """The pairs that go and those that come; a pair in both keeps together in another place."""

    removed: tuple[Held, ...] = ()
    added: tuple[Held, ...] = ()

    @property
    def go(self) -> tuple[Held, ...]:
        """The pairs that are no pairs afterwards."""
        stay = {held.pair for held in self.added}
        return tuple(held for held in self.removed if held.pair not in stay)

    @property
    def come(self) -> tuple[Held, ...]:
        """The pairs that were none before."""
        were = {held.pair for held in self.removed}
        return tuple(held for held in self.added if held.pair not in were)

    def place_of(self, pair: Pair, before: Place) -> Place:
        """The place of a pair that stays."""
        return next((held.place for held in self.added if held.pair == pair), before)

    def on(self, pairs: Iterable[Held]) -> tuple[Held, ...]:
        """The pairs afterwards, by mentee, the leading mentor first."""
        after = {*(held for held in pairs if held not in self.removed), *self.added}
        return tuple(sorted(after, key=lambda held: (held.mentee, held.place is not Place.LEAD, held.mentor)))


def swapped(sides: Sides, pairs: Sequence[Held], mentee: str, other: str, place: Place | None = None) -> Exchange:
    """Two mentees exchange their mentors; `place` says which, where one of them has two.

    Raises NotPossible for somebody who has none, or several and no place is named, and where nothing would change.
    """
    one, two = held_by(sides, pairs, mentee, place), held_by(sides, pairs, other, place)
    if one.mentor == two.mentor or mentee == other:
        names = {"mentee": name_of(sides.mentees, mentee), "other": name_of(sides.mentees, other)}
        raise NotPossible(say("by_hand.same_mentor", **names))
    added = attrs.evolve(one, mentor=two.mentor), attrs.evolve(two, mentor=one.mentor)
    return Exchange(removed=(one, two), added=added)


def given(sides: Sides, standing: Standing, pairs: Sequence[Held], pair: Pair, place: Place | None = None) -> Exchange:
    """A mentee gets another mentor: beside the present one where the mentee has a place left, else instead of that.

    `place` says in whose stead, where there are two. Raises NotPossible if they are a pair already, or several mentors
    could be replaced and no place is named.
    """
    mentee, mentor = pair
    mine = {held.place: held for held in pairs if held.mentee == mentee}
    if any(held.mentor == mentor for held in mine.values()):
        names = {"mentee": name_of(sides.mentees, mentee), "mentor": name_of(sides.mentors, mentor)}
        raise NotPossible(say("by_hand.paired", **names))
    free = [each for each in Place if each not in mine][: standing.mentee_places.get(mentee, 0) - len(mine)]
    if place is None and free:
        place = free[0]
    if place is not None and place not in mine:
        return Exchange(added=(Held(mentee, mentor, place),))
    old = held_by(sides, pairs, mentee, place)
    return Exchange(removed=(old,), added=(attrs.evolve(old, mentor=mentor),))


def taken_out(sides: Sides, pairs: Sequence[Held], mentee: str, place: Place | None = None) -> Exchange:
    """A mentee's pair goes; a second mentor who is left leads from then on. Raises NotPossible as `swapped`."""
    old = held_by(sides, pairs, mentee, place)
    left = [held for held in pairs if held.mentee == mentee and held != old and held.place is not Place.LEAD]
    if old.place is not Place.LEAD or not left:
        return Exchange(removed=(old,))
    return Exchange(removed=(old, left[0]), added=(attrs.evolve(left[0], place=Place.LEAD),))


def held_by(sides: Sides, pairs: Sequence[Held], mentee: str, place: Place | None) -> Held:
    """The pair that is meant. Raises NotPossible if there is none, or none in that place, or several."""
    mine = [held for held in pairs if held.mentee == mentee]
    meant = [held for held in mine if place in (None, held.place)]
    name = name_of(sides.mentees, mentee)
    if not mine:
        raise NotPossible(say("by_hand.has_nobody", mentee=name))
    if len(meant) != 1:
        code = "by_hand.which_place" if meant else "by_hand.not_in_place"
        raise NotPossible(say(code, mentee=name, has=Listed([_in_place(sides, held) for held in mine])))
    return meant[0]


def _in_place(sides: Sides, held: Held) -> Sentence:
    return say("by_hand.in_place", mentor=name_of(sides.mentors, held.mentor), place=say(f"Place.{held.place.value}"))


def check_exchange(
    policy: MatchingPolicy, sides: Sides, standing: Standing, pairs: Sequence[Held], exchange: Exchange
) -> None:
    """Whether the pairs that come may be: by vetoes, by what was declined, by the places of both sides.

    Raises NotPossible naming the pair and what rules it out.
    """
    after = exchange.on(pairs)
    for held in exchange.come:
        names = {"mentee": name_of(sides.mentees, held.mentee), "mentor": name_of(sides.mentors, held.mentor)}
        i, j = row_of(sides.mentees, held.mentee), row_of(sides.mentors, held.mentor)
        if vetoes := pair_vetoes(policy, sides, i, j):
            raise NotPossible(say("by_hand.vetoed", vetoes=vetoes_in_words(policy, sides, (i, j), vetoes), **names))
        if held.pair in standing.forbidden:
            raise NotPossible(say("by_hand.forbidden", **names))
        if sum(each.pair == held.pair for each in after) > 1:
            raise NotPossible(say("by_hand.paired", **names))
        mentees = [name_of(sides.mentees, each.mentee) for each in after if each.mentor == held.mentor]
        if len(mentees) > (n := standing.places.get(held.mentor, 0)):
            others = Listed(sorted(mentees))
            raise NotPossible(say("by_hand.mentor_full", n=n, pairs=others, **names))
        mentors = [name_of(sides.mentors, each.mentor) for each in after if each.mentee == held.mentee]
        if len(mentors) > (n := standing.mentee_places.get(held.mentee, 0)):
            raise NotPossible(say("by_hand.mentee_full", n=n, pairs=Listed(sorted(mentors)), **names))


def rescored(policy: MatchingPolicy, sides: Sides, pairs: Iterable[Held]) -> tuple[DraftPair, ...]:
    """Pairs as a draft holds them, with scores, parts and a sentence of today."""
    rows = {held: (row_of(sides.mentees, held.mentee), row_of(sides.mentors, held.mentor)) for held in pairs}
    found = pair_parts(policy, sides, rows.values())
    made = []
    for held, (i, j) in rows.items():
        mine, theirs = views_of(policy, found[i, j])
        mentee = sides.mentees.candidates[i]
        made.append(
            DraftPair(
                mentee=held.mentee,
                mentor=held.mentor,
                place=held.place,
                score=points_of(found[i, j]),
                mentee_score=mine,
                mentor_score=theirs,
                parts=found[i, j],
                sentence=explain(policy, sides, (i, j), found[i, j]),
                beside={name: mentee.value(name) for name in policy.beside_the_pair},
            )
        )
    return tuple(made)


def below_minimum(policy: MatchingPolicy, sides: Sides, pairs: Iterable[DraftPair]) -> tuple[Sentence, ...]:
    """Of each pair that scores below the minimum fit, that it does: by hand that is allowed."""
    floor = round(policy.minimum_fit * SCALE)
    return tuple(
        say(
            "by_hand.below_minimum",
            mentee=name_of(sides.mentees, pair.mentee),
            mentor=name_of(sides.mentors, pair.mentor),
            score=Points(pair.score),
            minimum=Points(floor),
        )
        for pair in pairs
        if pair.score < floor
    )
