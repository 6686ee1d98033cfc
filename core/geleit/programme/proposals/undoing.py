"""Taking back the last change by hand in the draft that waits: it is then as it was before."""

from __future__ import annotations

from typing import Any

import attrs

from geleit.errors import NotPossible
from geleit.fields import evolve
from geleit.labels import say
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.proposals.content import Before, Content, StoredChange, StoredReason, as_stored, content_of
from geleit.programme.proposals.drafting import latest
from geleit.programme.proposals.measured import in_order
from geleit.programme.proposals.swapping import FIGURES, TAKEN_OUT, Changed
from geleit.programme.proposals.units import unit
from geleit.programme.staff.permits import needs
from geleit.store import Transaction


@needs(Action.PROPOSE)
def undo(
    programme: Programme, round_: Round[Any], *, only: StoredChange | None = None, dry_run: bool = False
) -> Changed:
    """Undo the last change by hand; `Changed.change` is the one undone, `removed` and `added` are what that does.

    Pairs, reasons and figures are as they were before it. `only` names the change that is meant. Raises NotPossible
    where nothing was changed, or something else since; UsageError where there is no draft.
    """
    with unit(programme.store, programme.store.write("proposal_undone"), dry_run=dry_run) as reads:
        proposal = latest(programme, round_, reads)
        content = content_of(proposal)
        change, before = _last(content)
        if only is not None and attrs.evolve(change, undo=None) != attrs.evolve(only, undo=None):
            raise NotPossible(say("matching.changed_since", by=change.by, reason=change.reason))
        went = set(change.added)
        back = {(pair.mentee, pair.mentor) for pair in before.pairs}
        stay = [pair for pair in content.pairs if (pair.mentee, pair.mentor) not in went | back]
        after = attrs.evolve(
            content,
            pairs=in_order((*stay, *before.pairs)),
            unmatched=_unmatched(content, change, before),
            changes=content.changes[:-1],
            **{name: getattr(before, name) for name in FIGURES},
        )
        total = sum(pair.score for pair in after.pairs)
        changed = evolve(proposal, total=total, content=as_stored(after))
        returned = tuple(pair for pair in before.pairs if (pair.mentee, pair.mentor) in change.removed)
        return Changed(
            proposal=reads.update(changed) if isinstance(reads, Transaction) else changed,
            change=change,
            removed=tuple(pair for pair in content.pairs if (pair.mentee, pair.mentor) in went),
            added=returned,
            before=proposal.total,
            after=total,
            notes=(),
            written=isinstance(reads, Transaction),
        )


def _last(content: Content) -> tuple[StoredChange, Before]:
    change = content.changes[-1] if content.changes else None
    if change is None:
        raise NotPossible(say("matching.nothing_to_undo"))
    if change.undo is None:
        raise NotPossible(say("matching.not_undoable"))
    return change, change.undo


def _unmatched(content: Content, change: StoredChange, before: Before) -> tuple[StoredReason, ...]:
    """Who has nobody, as before the change: whom it took out is no longer there, whom it gave somebody is again."""
    lost = {mentee for mentee, _ in change.removed}
    left = [one for one in content.unmatched if one.mentee not in lost or one.reason_code != TAKEN_OUT]
    return tuple(sorted((*left, *before.unmatched), key=lambda one: one.mentee))
