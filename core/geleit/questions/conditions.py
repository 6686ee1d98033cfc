"""The builders of conditions, from which rules are written like sentences of a leaflet.

Each returns a condition that knows the fields it reads, answers unknown where a value is missing, and can be put into
words in every language, so that a rule needs no text of its own.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from enum import Enum, StrEnum
from typing import Any

import attrs

from geleit.labels import Listed, Sentence, say
from geleit.model.dossier import Dossier
from geleit.questions.eligibility import Checked, Condition, Verdict
from geleit.vocabulary.cefr import Cefr

_MET, _NOT_MET, _UNKNOWN = Checked(Verdict.MET), Checked(Verdict.NOT_MET), Checked(Verdict.UNKNOWN)


def in_words(value: Any) -> Any:
    """A value as it stands in a sentence: an enumeration's member by its label, yes and no by theirs."""
    if isinstance(value, bool):
        return say("bool.yes" if value else "bool.no")
    if isinstance(value, Cefr):
        return value.value
    if isinstance(value, Enum):
        return say(f"{type(value).__name__}.{value.value}")
    if isinstance(value, tuple | list | set | frozenset):
        return Listed([in_words(item) for item in value], "list.or")
    return value


@attrs.frozen
class FieldTest:
    """A test of one field's value; unknown where the value is, or where it has no place in its order (ISCED 9)."""

    field: str
    holds: Callable[[Any], bool]
    words: Sentence

    @property
    def reads(self) -> tuple[str, ...]:
        return (self.field,)

    def __call__(self, dossier: Dossier) -> Checked:
        value = dossier.value(self.field)
        if value is None or getattr(value, "rank", 0) is None:
            return Checked(Verdict.UNKNOWN, (self.field,))
        return _MET if self.holds(value) else _NOT_MET

    def describe(self) -> Sentence:
        return self.words


def _field_words(code: str, field: str, **args: Any) -> Sentence:
    return say(f"condition.{code}", field=say(f"field.{field}"), **args)


def _finite(field: str, *bounds: Any) -> None:
    """Refuse a bound that everybody or nobody would meet."""
    for bound in bounds:
        if isinstance(bound, float) and not math.isfinite(bound):
            raise ValueError(f"the bound of {field} is {bound}, which is no number to compare with")


def at_least(field: str, bound: Any) -> Condition:
    """The value is `bound` or more (a number, a date, a CEFR or ISCED level). Raises ValueError for NaN and infinity."""
    _finite(field, bound)
    return FieldTest(field, lambda value: bool(value >= bound), _field_words("at_least", field, bound=in_words(bound)))


def at_most(field: str, bound: Any) -> Condition:
    """The value is `bound` or less. Raises ValueError for NaN and infinity."""
    _finite(field, bound)
    return FieldTest(field, lambda value: bool(value <= bound), _field_words("at_most", field, bound=in_words(bound)))


def between(field: str, low: Any, high: Any) -> Condition:
    """The value lies between two bounds, both included. Raises ValueError for NaN and infinity."""
    _finite(field, low, high)
    words = _field_words("between", field, low=in_words(low), high=in_words(high))
    return FieldTest(field, lambda value: bool(low <= value <= high), words)


def one_of(field: str, *allowed: Any) -> Condition:
    """The value, or at least one of several values, is among the allowed ones."""

    def holds(value: Any) -> bool:
        return any(item in allowed for item in value) if isinstance(value, tuple) else value in allowed

    return FieldTest(field, holds, _field_words("one_of", field, allowed=in_words(allowed)))


def is_true(field: str) -> Condition:
    """The value is yes (a bool, or an answer's `yes`)."""
    return FieldTest(field, _yes, _field_words("is_true", field))


def is_false(field: str) -> Condition:
    """The value is no (a bool, or an answer's `no`; who declined to say has not said no)."""
    return FieldTest(field, _no, _field_words("is_false", field))


def _yes(value: Any) -> bool:
    return value is True or (isinstance(value, StrEnum) and value.value == "yes")


def _no(value: Any) -> bool:
    return value is False or (isinstance(value, StrEnum) and value.value == "no")


def present(field: str) -> Condition:
    """Something was said: a text that is not blank, a list that is not empty, any other value at all."""

    def holds(value: Any) -> bool:
        return bool(value.strip()) if isinstance(value, str) else bool(value) if isinstance(value, tuple) else True

    return FieldTest(field, holds, _field_words("present", field))


def not_before(field: str, day: date) -> Condition:
    """A date on or after a day."""
    return FieldTest(field, lambda value: bool(value >= day), _field_words("not_before", field, day=day))


@attrs.frozen
class Speaks:
    """The level of the host language, or of one of some named languages."""

    level: Cefr
    languages: tuple[str, ...] = ()

    @property
    def reads(self) -> tuple[str, ...]:
        return ("languages",) if self.languages else ("host_level",)

    def __call__(self, dossier: Dossier) -> Checked:
        if not self.languages:
            return FieldTest("host_level", lambda value: bool(value >= self.level), say(""))(dossier)
        spoken = dossier.value("languages")
        levels = [item.level for item in spoken or () if item.language in self.languages]
        if any(level is not None and level >= self.level for level in levels):
            return _MET
        return Checked(Verdict.UNKNOWN, ("languages",)) if not spoken or None in levels else _NOT_MET

    def describe(self) -> Sentence:
        field = "languages" if self.languages else "host_level"
        return _field_words("at_least", field, bound=in_words(self.level))


def speaks(level: Cefr, *languages: str) -> Condition:
    """The host language, or one of `languages` (ISO 639 codes), is spoken at a level or above."""
    return Speaks(level, languages)


@attrs.frozen
class WithinDays:
    """A date of the dossier lies at most some days before the reference day and not after it."""

    field: str
    days: int

    @property
    def reads(self) -> tuple[str, ...]:
        return (self.field,)

    def __call__(self, dossier: Dossier) -> Checked:
        value = dossier.value(self.field)
        if value is None:
            return Checked(Verdict.UNKNOWN, (self.field,))
        return _MET if 0 <= (dossier.on - value).days <= self.days else _NOT_MET

    def describe(self) -> Sentence:
        return _field_words("within_days", self.field, n=self.days)


def within_days(field: str, days: int) -> Condition:
    """A date at most `days` days before the reference day and not after it."""
    return WithinDays(field, days)


@attrs.frozen
class Consented:
    """A legal basis for a purpose stands."""

    purpose: str

    @property
    def reads(self) -> tuple[str, ...]:
        return ()

    def __call__(self, dossier: Dossier) -> Checked:
        given = dossier.consented(self.purpose)
        if given is None:
            return Checked(Verdict.UNKNOWN, (f"consent.{self.purpose}",))
        return _MET if given else _NOT_MET

    def describe(self) -> Sentence:
        return say("condition.consented", purpose=say(f"purpose.{self.purpose}"))


def consented(purpose: str = "programme") -> Condition:
    """A consent, or another legal basis, for a purpose stands on the reference day."""
    return Consented(purpose)


@attrs.frozen
class Seen:
    """Somebody has seen a paper that is still valid."""

    kind: str

    @property
    def reads(self) -> tuple[str, ...]:
        return ()

    def __call__(self, dossier: Dossier) -> Checked:
        papers = dossier.papers(self.kind)
        if any(paper.valid_until is None or paper.valid_until >= dossier.on for paper in papers):
            return _MET
        return Checked(Verdict.UNKNOWN, (f"evidence.{self.kind}",))

    def describe(self) -> Sentence:
        return say("condition.seen", paper=say(f"evidence.{self.kind}"))


def seen(kind: str) -> Condition:
    """A paper of this kind has been seen and is still valid; unknown as long as nobody has seen one."""
    return Seen(kind)


@attrs.frozen
class Combined:
    """Several conditions as one, in three-valued logic."""

    how: str
    parts: tuple[Condition, ...]

    @property
    def reads(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for part in self.parts for name in part.reads))

    def __call__(self, dossier: Dossier) -> Checked:
        answers = [part(dossier) for part in self.parts]
        deciding = Verdict.NOT_MET if self.how == "all_of" else Verdict.MET
        decided, otherwise = (_NOT_MET, _MET) if self.how in ("all_of", "none_of") else (_MET, _NOT_MET)
        if any(answer.verdict is deciding for answer in answers):
            return decided
        missing = tuple(
            dict.fromkeys(name for answer in answers if answer.verdict is Verdict.UNKNOWN for name in answer.missing)
        )
        if any(answer.verdict is Verdict.UNKNOWN for answer in answers):
            return Checked(Verdict.UNKNOWN, missing)
        return otherwise

    def describe(self) -> Sentence:
        last = "list.and" if self.how == "all_of" else "list.or"
        return say(f"condition.{self.how}", parts=Listed([part.describe() for part in self.parts], last))


def all_of(*conditions: Condition) -> Condition:
    """Every condition holds; one that does not decides, even beside unknowns."""
    return Combined("all_of", conditions)


def any_of(*conditions: Condition) -> Condition:
    """At least one condition holds; one that does decides, even beside unknowns."""
    return Combined("any_of", conditions)


def none_of(*conditions: Condition) -> Condition:
    """No condition holds."""
    return Combined("none_of", conditions)
