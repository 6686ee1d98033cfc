"""What a mentee and a mentor say of themselves, line beside line, with what is the same in both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import attrs

from geleit.fields import Field, Sensitivity, Vocabulary, fields_of
from geleit.fields.kinds import CodeKind, SpokenKind
from geleit.labels import Sentence, say
from geleit.model.people import Person, Role
from geleit.permissions import HIDDEN, Action
from geleit.programme.context import Programme
from geleit.programme.roster import Applicant
from geleit.programme.staff.permits import needs

if TYPE_CHECKING:
    from geleit.questions.matching import Criterion, MatchingPolicy


@attrs.frozen(kw_only=True)
class ProfileLine:
    """One thing that is asked of a mentee, of a mentor, or of both; `other_label` is the mentor's field where it has
    another name. An answer is None where it is unknown and empty where that side is not asked. `common` are the values
    that both have; `criteria` are the codes of those that look at it."""

    label: Sentence
    other_label: Sentence | None = None
    mentee: str | None = ""
    mentor: str | None = ""
    common: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()


@needs(Action.PROPOSE)
def profiles(
    programme: Programme, policy: MatchingPolicy, mentee: Applicant, mentor: Applicant
) -> tuple[ProfileLine, ...]:
    """First what criteria look at, in their order, then what both are asked, then the rest. What is unknown in both and
    looked at by nobody is left out; protected answers are hidden here whoever looks: they stand in each one's record.
    """
    return tuple(_lines(programme, policy, mentee, mentor))


def _lines(programme: Programme, policy: MatchingPolicy, mentee: Applicant, mentor: Applicant) -> Iterator[ProfileLine]:
    mine, theirs = _fields(programme, Role.MENTEE), _fields(programme, Role.MENTOR)
    looked: dict[tuple[str, str], list[str]] = {}
    for criterion in policy.criteria:
        for pair in _read(criterion):
            if pair[0] in mine and pair[1] in theirs:
                looked.setdefault(pair, []).append(criterion.code)
    asked = {role: {field.name for field in fields_of(programme.participant(role))} for role in Role}
    same = [name for name in mine if name in asked[Role.MENTEE] & asked[Role.MENTOR]]
    pairs = dict.fromkeys((*looked, *((name, name) for name in same)))
    for first, second in pairs:
        line = _both(programme, (mine[first], theirs[second]), mentee, mentor)
        criteria = tuple(looked.get((first, second), ()))
        if criteria or line.mentee or line.mentor:
            yield attrs.evolve(line, criteria=criteria)
    done = {first for first, _ in pairs}, {second for _, second in pairs}
    for name, field in mine.items():
        if name in asked[Role.MENTEE] and name not in done[0] and mentee.value(name) is not None:
            yield ProfileLine(label=say(field.label), mentee=_words(programme, field, mentee))
    for name, field in theirs.items():
        if name in asked[Role.MENTOR] and name not in done[1] and mentor.value(name) is not None:
            yield ProfileLine(label=say(field.label), mentor=_words(programme, field, mentor))


def _fields(programme: Programme, role: Role) -> dict[str, Field]:
    every = (*fields_of(programme.participant(role)), *fields_of(Person))
    return {field.name: field for field in every}


def _read(criterion: Criterion) -> Iterator[tuple[str, str]]:
    """The fields that a criterion compares, as it declares them: those of both sides one by one."""
    reads: Any = getattr(criterion.scorer, "reads", None)
    if reads is not None and len(reads[0]) == len(reads[1]):
        yield from zip(reads[0], reads[1], strict=True)


def _both(programme: Programme, fields: tuple[Field, Field], mentee: Applicant, mentor: Applicant) -> ProfileLine:
    mine, theirs = fields
    return ProfileLine(
        label=say(mine.label),
        other_label=None if mine.label == theirs.label else say(theirs.label),
        mentee=_words(programme, mine, mentee),
        mentor=_words(programme, theirs, mentor),
        common=tuple(_common(programme, fields, mentee, mentor)),
    )


def _words(programme: Programme, field: Field, who: Applicant) -> str | None:
    value = who.value(field.name)
    if value is None:
        return None
    if field.ask.sensitivity is Sensitivity.SPECIAL:
        return HIDDEN
    words = field.kind.shown(value, programme.reading, programme.language)
    return programme.permits.shown(words, field.ask.sensitivity, who.person.id)


def _common(programme: Programme, fields: tuple[Field, Field], mentee: Applicant, mentor: Applicant) -> Iterable[str]:
    """The values that both have, as the reader may see them."""
    from geleit.matching.columns.coding import elements, inner
    from geleit.matching.proposing.explanation import InWords

    mine, theirs = fields
    people = mentee.person.id, mentor.person.id
    hidden = any(field.ask.sensitivity is Sensitivity.SPECIAL for field in fields)
    if hidden or not all(
        programme.permits.sees(field.ask.sensitivity, person) for field, person in zip(fields, people, strict=True)
    ):
        return
    kinds = tuple(inner(field.kind) for field in fields)
    if type(kinds[0]) is not type(kinds[1]) or (isinstance(kinds[0], CodeKind) and kinds[0] != kinds[1]):
        return
    kind = CodeKind(Vocabulary.LANGUAGE) if isinstance(kinds[0], SpokenKind) else kinds[0]
    other = set(elements(mentor.value(theirs.name)))
    for value in dict.fromkeys(elements(mentee.value(mine.name))):
        if value in other:
            yield InWords(kind, value, programme.reading).in_language(programme.labels, programme.language)
