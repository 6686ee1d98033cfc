"""A kept draft for whoever is to decide on it: names, sentences, what stands beside a pair, what holds for all of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from geleit.fields import Sensitivity
from geleit.labels import Listed, Sentence, number, say
from geleit.model.partnerships import Place, Proposal, ProposalState
from geleit.model.people import Person
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.proposals.content import Content, StoredChange, StoredPair, content_of
from geleit.programme.proposals.drafting import latest
from geleit.programme.proposals.keeping import shown_beside
from geleit.programme.proposals.laid_down import locked_by_hand
from geleit.programme.proposals.small_groups import equity_lines
from geleit.programme.staff.permits import needs
from geleit.store import Reads

_POINT = 10_000
_SHOWN = 10


@attrs.frozen(kw_only=True)
class PairTold:
    """A proposed pair in the reader's language. `units` are 1/10,000 of a point, `share` how much that is of what a
    pair can have (0 to 1); `beside` what no scorer saw. `locked`: a person has locked it; `by_hand` is a person's
    reason where the pair is not the solver's."""

    mentee: str
    mentor: str
    mentee_name: str
    mentor_name: str
    place: Place
    units: int
    share: float
    sentence: str
    beside: tuple[Sentence, ...] = ()
    locked: bool = False
    by_hand: str | None = None


@attrs.frozen(kw_only=True)
class LeftTold:
    """A mentee without a pair, and why, in the reader's language."""

    mentee: str
    name: str
    reason_code: str
    reason: str


@attrs.frozen(kw_only=True)
class DraftTold:
    """The draft that waits for a decision, people in the order of their names. `summary` holds for all of it, `equity` is its table in lines with small
    groups protected, `changes` are those by hand, the oldest first; `names` by id, of everybody in it."""

    proposal: Proposal
    pairs: tuple[PairTold, ...]
    unmatched: tuple[LeftTold, ...]
    summary: tuple[Sentence, ...]
    equity: tuple[str, ...]
    changes: tuple[StoredChange, ...]
    several: bool
    names: Mapping[str, str] = attrs.field(repr=False)


@needs(Action.PROPOSE)
def draft_told(programme: Programme, round_: Round[Any], language: str | None = None) -> DraftTold | None:
    """The draft that waits for a decision, in a language or the reader's; None if there is none."""
    from geleit.matching.scoring.most import most_units

    language = language or programme.language
    with programme.store.snapshot():
        reads = programme.store
        if not reads.count(Proposal, round=round_.id, state=ProposalState.DRAFT):
            return None
        proposal = latest(programme, round_, reads)
        content = content_of(proposal)
        names = _names(programme, reads, content)
        locked = locked_by_hand(reads, round_)
        policy = programme.answers(round_).matching
        most = most_units(policy) or 1
        order = {id_: place for place, id_ in enumerate(names)}
        in_order = sorted(content.pairs, key=lambda pair: (order.get(pair.mentee, len(order)), pair.place))
        return DraftTold(
            proposal=proposal,
            pairs=tuple(
                PairTold(
                    mentee=pair.mentee,
                    mentor=pair.mentor,
                    mentee_name=names.get(pair.mentee, pair.mentee),
                    mentor_name=names.get(pair.mentor, pair.mentor),
                    place=pair.place,
                    units=pair.score,
                    share=min(max(pair.score / most, 0.0), 1.0),
                    sentence=pair.said(language),
                    beside=beside_words(programme, pair, language),
                    locked=(pair.mentee, pair.mentor) in locked,
                    by_hand=pair.by_hand,
                )
                for pair in in_order
            ),
            unmatched=tuple(
                LeftTold(
                    mentee=one.mentee,
                    name=names.get(one.mentee, one.mentee),
                    reason_code=one.reason_code,
                    reason=one.said(language),
                )
                for one in sorted(content.unmatched, key=lambda one: order.get(one.mentee, len(order)))
            ),
            summary=in_all(proposal, content, names, language),
            equity=tuple(equity_lines(programme, content.equity, language)),
            changes=content.changes,
            several=policy.mentee_capacity > 1,
            names=names,
        )


@needs(Action.PROPOSE)
def beside_words(programme: Programme, pair: StoredPair, language: str) -> tuple[Sentence, ...]:
    """What no scorer saw and whoever decides should know of the mentee. A field that the region has no longer is left
    out, since nobody can say who may see it; a value that it no longer knows is shown as it was kept."""
    return tuple(_beside(programme, pair, language))


def _beside(programme: Programme, pair: StoredPair, language: str) -> Iterator[Sentence]:
    for name, value in pair.beside.items():
        if value is None:
            continue
        try:
            field = shown_beside(programme, name)
        except KeyError:
            continue
        try:
            words = field.kind.shown(field.kind.restored(value), programme.reading, language)
        except (ValueError, LookupError, TypeError):
            words = str(value)
        shown = programme.permits.shown(words, field.ask.sensitivity, pair.mentee)
        yield say("proposal.beside", field=say(field.label), value=shown)


def in_all(proposal: Proposal, content: Content, names: Mapping[str, str], language: str) -> tuple[Sentence, ...]:
    """Total, weakest pair, who would rather have each other, whether it is proven: a line each where it is known."""

    def both(mentee: str, mentor: str) -> str:
        return f"{names.get(mentee, mentee)} & {names.get(mentor, mentor)}"

    views = content.mentee_total, content.mentor_total
    code = "total" if views in ((None, None), (proposal.total, proposal.total)) else "total_of_both"
    mine, theirs = (_points(view or 0, language) for view in views)
    found = [say(f"proposal.{code}", total=_points(proposal.total, language), mine=mine, theirs=theirs)]
    weakest = min(content.pairs, key=lambda pair: (pair.score, pair.mentee, pair.mentor), default=None)
    if weakest is not None:
        points = _points(weakest.score, language)
        found.append(say("proposal.worst", points=points, pair=both(weakest.mentee, weakest.mentor)))
    if content.blocking_count is not None:
        named: list[Sentence | str] = [both(*pair) for pair in content.blocking[:_SHOWN]]
        if content.blocking_count > len(named):
            named.append(say("proposal.more", n=content.blocking_count - len(named)))
        code = "blocking" if named else "no_blocking"
        found.append(say(f"proposal.{code}", n=content.blocking_count, pairs=Listed(named)))
    if content.solver is not None:
        code = "changed" if content.changes else "proven" if content.proven else "not_proven"
        found.append(say(f"proposal.{code}", objective=say(f"Objective.{proposal.objective}")))
    return tuple(found)


def _names(programme: Programme, reads: Reads, content: Content) -> dict[str, str]:
    """What everybody in a draft is called, as far as the reader may see it."""
    ids = {id_ for pair in content.pairs for id_ in (pair.mentee, pair.mentor)}
    ids |= {one.mentee for one in content.unmatched} | {id_ for pair in content.blocking for id_ in pair}
    ids |= {id_ for change in content.changes for pair in (*change.removed, *change.added) for id_ in pair}
    return named(programme, reads, ids)


@needs(Action.SEE_PEOPLE)
def named(programme: Programme, reads: Reads, ids: Iterable[str]) -> dict[str, str]:
    """What some people are called, by id, as far as the reader may see it; in the order of their names."""
    found = reads.all(Person, id=tuple(ids), order="sort_key")
    return {one.id: programme.permits.shown(one.name, Sensitivity.PERSONAL, one.id) for one in found}


def _points(units: int, language: str) -> str:
    return number(units / _POINT, language, decimals=2)
