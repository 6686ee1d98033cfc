"""A difference in plain sentences: who moves, and what is gained and lost."""

from __future__ import annotations

from collections.abc import Mapping

from geleit.labels import Listed, Sentence, say
from geleit.matching.answering.what_if import Difference, Move
from geleit.matching.columns.people import Sides
from geleit.matching.proposing.measuring import Measures
from geleit.matching.proposing.standing import Points, names_of


def in_words(sides: Sides, difference: Difference, *, most: int | None = None) -> tuple[Sentence, ...]:
    """A difference in plain sentences: who moves (at the most so many, if a number is given), then the figures."""
    said: list[Sentence] = [] if difference.moves else [say("what_if.same")]
    names = names_of(sides.mentees), names_of(sides.mentors)
    said += [_move(names, move) for move in difference.moves[:most]]
    if len(said) < len(difference.moves):
        said.append(say("what_if.more", n=len(difference.moves) - len(said)))
    if not difference.moves and difference.new_before is None and difference.before == difference.after:
        return tuple(said)
    if difference.new_before is not None and difference.new_after is not None:
        said.append(_change("what_if.total_present", difference.before.total, difference.after.total))
        said.append(_change("what_if.total_new", difference.new_before.total, difference.new_after.total))
    else:
        said.append(_change("what_if.total", difference.before.total, difference.after.total))
    return (*said, *_figures(difference.before, difference.after))


def _move(names: tuple[Mapping[str, str], Mapping[str, str]], move: Move) -> Sentence:
    """Who gets, loses or changes a mentor, and at which points; an id for who is no candidate any more."""
    mentees, mentors = names
    old, new = (Listed([mentors.get(one, one) for one in ids]) for ids in (move.before, move.after))
    points = {"old": Points(move.points_before), "new": Points(move.points_after)}
    return say(f"what_if.{move.code}", mentee=mentees.get(move.mentee, move.mentee), before=old, after=new, **points)


def _figures(before: Measures, after: Measures) -> tuple[Sentence, ...]:
    """The worst pair, how many are matched, and the blocking pairs, before and after."""
    said = []
    if before.worst is not None and after.worst is not None:
        said.append(_change("what_if.worst", before.worst, after.worst))
    for what in ("matched", "blocking"):
        old, new = getattr(before, what), getattr(after, what)
        said.append(say(f"what_if.{what}" if old != new else f"what_if.{what}_same", before=old, after=new))
    return tuple(said)


def _change(code: str, before: int, after: int) -> Sentence:
    if before == after:
        return say(f"{code}_same", before=Points(before))
    return say(code, before=Points(before), after=Points(after), change=Points(after - before, signed=True))
