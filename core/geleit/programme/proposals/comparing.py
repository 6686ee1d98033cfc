"""The objectives side by side for those who wait: nothing is stored and nothing changes for anybody."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import attrs

from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.proposals.group_names import GroupNames
from geleit.programme.proposals.pool import gathered
from geleit.programme.staff.permits import needs
from geleit.store import Reads

if TYPE_CHECKING:
    from geleit.matching.answering.comparing import Comparison
    from geleit.matching.proposing.equity import Group


@attrs.frozen(kw_only=True)
class Compared:
    """A comparison and what is passed on of it.

    `comparison` is for the one at work and has every number; `groups` are its groups as they may be printed or saved,
    without the numbers of groups of fewer than `minimum_cell` people.
    """

    round: str
    comparison: Comparison
    groups: tuple[Group, ...]
    minimum_cell: int
    names: GroupNames = attrs.field(eq=False)

    def lines(self, language: str) -> list[str]:
        """Both tables as text: the objectives, then the groups."""
        from geleit.files.comparison_text import comparison_text

        return comparison_text(
            self.comparison,
            self.names.named(self.groups, language),
            self.minimum_cell,
            self.names.reading.labels,
            language,
        )

    def table(self, language: str) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
        """The objectives' figures in words: what each column says, and a row for each objective, with its name."""
        from geleit.files.comparison_text import objective_rows

        return objective_rows(self.comparison, self.names.reading.labels, language)

    def meanings(self, language: str) -> tuple[str, ...]:
        """What the objectives and their figures mean, in sentences."""
        from geleit.files.comparison_text import meanings

        return meanings(self.comparison, self.names.reading.labels, language)

    def equity(self, language: str) -> tuple[str, ...]:
        """Whom each objective leaves out, by groups, as a table in lines."""
        from geleit.files.comparison_text import groups_text

        named = self.names.named(self.groups, language)
        return tuple(groups_text(self.comparison, named, self.minimum_cell, self.names.reading.labels, language))


@needs(Action.PROPOSE)
def compare(
    programme: Programme,
    round_: Round[Any],
    *,
    seed: int = 0,
    reads: Reads | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Compared:
    """The drafts of all four objectives for everybody who waits, with their figures and whom each leaves out.
    `progress` is told how many mentees of how many are scored.

    Raises NotPossible if nobody waits, RegionError where a criterion fails.
    """
    from geleit.matching.answering.comparing import compare as side_by_side
    from geleit.programme.proposals.small_groups import protected_for

    people = gathered(programme, round_, reads or programme.store)
    with programme.asked.blaming("geleit_matching"):
        found = side_by_side(people.policy, people.sides, seed=seed, progress=progress, **people.given)
    return Compared(
        round=round_.id,
        comparison=found,
        groups=protected_for(programme, found.groups),
        minimum_cell=programme.config.reporting.minimum_cell,
        names=GroupNames.of(programme),
    )
