"""A draft as it is kept: its sentences put into every language, its proof beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from geleit.fields import Field, fields_of
from geleit.labels import Sentence
from geleit.model.people import Person, Role
from geleit.programme.context import Programme
from geleit.programme.proposals.content import Content, StoredPair, StoredPart, StoredReason

if TYPE_CHECKING:
    from geleit.matching.proposing.draft import Draft, DraftPair
    from geleit.matching.proposing.equity import EquityRow
    from geleit.matching.scoring.scores import Part

MOST_BLOCKING = 1000
"""How many blocking pairs are kept by name; beyond, only their number."""


def drafted(programme: Programme, found: Draft) -> Content:
    """Everything about a draft that explains it later."""
    proof = found.proof
    return Content(
        pairs=tuple(stored_pair(programme, pair) for pair in found.pairs),
        unmatched=tuple(
            StoredReason(
                mentee=one.mentee,
                reason_code=one.reason_code,
                reason=programme.say(one.reason),
                reasons=in_all_languages(programme, one.reason),
                brief=programme.say(one.brief),
                briefs=in_all_languages(programme, one.brief),
                named=one.named,
            )
            for one in found.unmatched
        ),
        equity=tuple(stored_group(row) for row in found.equity),
        worst=found.worst,
        mentee_total=found.mentee_total,
        mentor_total=found.mentor_total,
        blocking=found.blocking[:MOST_BLOCKING],
        blocking_count=len(found.blocking),
        solver=proof.solver,
        bound=proof.bound,
        proven=proof.proven,
        certificate=None if proof.certificate is None else proof.certificate.to_json(),
        mentees=proof.mentees,
        mentors=proof.mentors,
        prices=proof.prices,
        places=found.places,
        mentee_places=found.mentee_places,
    )


def stored_pair(programme: Programme, pair: DraftPair, *, by_hand: str | None = None) -> StoredPair:
    """A pair as it is kept; `by_hand` is a person's reason where it is not the solver's."""
    return StoredPair(
        mentee=pair.mentee,
        mentor=pair.mentor,
        place=pair.place,
        score=pair.score,
        mentee_score=pair.mentee_score,
        mentor_score=pair.mentor_score,
        criteria=tuple(_part(part) for part in pair.parts),
        sentence=programme.say(pair.sentence),
        sentences=in_all_languages(programme, pair.sentence),
        beside={
            name: None if value is None else shown_beside(programme, name).kind.stored(value)
            for name, value in pair.beside.items()
        },
        locked=pair.locked,
        by_hand=by_hand,
    )


def shown_beside(programme: Programme, name: str) -> Field:
    """A field of the mentee's, or of the person's, that is shown beside a pair. Raises KeyError."""
    every = (*fields_of(Person), *fields_of(programme.participant(Role.MENTEE)))
    return {field.name: field for field in every}[name]


def in_all_languages(programme: Programme, sentence: Sentence) -> dict[str, str]:
    """A sentence in the region's languages and the product's own."""
    return {language: programme.labels.text(sentence, language) for language in programme.languages}


def _part(part: Part) -> StoredPart:
    return StoredPart(
        code=part.code,
        value=part.value,
        weight=part.weight,
        contribution=part.contribution if part.counted else 0,
        counted=part.counted,
    )


def stored_group(row: EquityRow) -> dict[str, Any]:
    """A group's row as it is kept."""
    kept = attrs.asdict(row, recurse=False)
    return kept | {"value": None if row.value is None else str(getattr(row.value, "value", row.value))}
