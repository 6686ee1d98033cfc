"""What the room shows, read in one go."""

from __future__ import annotations

from typing import Any

import attrs

from geleit.model.people import Role
from geleit.model.rounds import Round
from geleit.programme import Programme
from geleit.programme.employers import employer_list
from geleit.programme.results.following_up import ListedFollowUp, follow_up_list
from geleit.programme.results.listing import ListedOutcome, outcome_list
from geleit.programme.roster import without_papers
from geleit.questions.outcomes import Category


@attrs.frozen
class Loaded:
    """A round with its kinds of results, its lists, the names of the employers and of the mentees (id, name)."""

    round: Round[Any]
    categories: tuple[Category, ...]
    follow_ups: tuple[ListedFollowUp, ...]
    outcomes: tuple[ListedOutcome, ...]
    firms: tuple[str, ...]
    mentees: tuple[tuple[str, str], ...]

    def category(self, code: str) -> Category:
        """A kind of result by its code."""
        return next(one for one in self.categories if one.code == code)


def load(programme: Programme, round_: Round[Any], *, every: bool) -> Loaded:
    """Read the round: every follow-up, or those that nobody has answered yet."""
    return Loaded(
        round_,
        programme.answers(round_).outcomes.categories,
        follow_up_list(programme, round_, every=every),
        outcome_list(programme, round_),
        tuple(one.employer.name for one in employer_list(programme)),
        tuple((one.person.id, one.person.name) for one in without_papers(programme, round_.id, Role.MENTEE)),
    )
