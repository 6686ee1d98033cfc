"""What a field is, said once: `ask()`.

From one description come the table column, the reading of spreadsheets with its error texts, the form, the NumPy
column, the classification for privacy and the data dictionary::

    @participant
    class Mentee(geleit.Mentee):
        job_status: Annotated[JobStatus | None, ask(evidence="job_office_letter", dated=True)] = None

`None` is unknown. "Declined to say" is a value of its own, a member of the field's enumeration.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Annotated, Any, TypeVar, Union, dataclass_transform, get_args, get_origin, get_type_hints
from weakref import WeakKeyDictionary

import attrs

from geleit.fields.kinds import Kind, kind_of
from geleit.fields.reading import Reading, Unreadable
from geleit.fields.vocabulary import Vocabulary

__all__ = [
    "ALLOWED",
    "NEVER",
    "Ask",
    "Field",
    "Kind",
    "Matching",
    "Reading",
    "Sensitivity",
    "Unreadable",
    "Vocabulary",
    "ask",
    "evolve",
    "fields_of",
    "is_described",
    "participant",
    "record",
    "table_of",
]

T = TypeVar("T")

_OF_EVERY_RECORD = ("id", "rev", "source_digest")

_DESCRIBED: WeakKeyDictionary[type[Any], tuple[Field, ...]] = WeakKeyDictionary()
"""Descriptions already worked out; a class that is gone takes its description along."""


class Sensitivity(StrEnum):
    """How a column is classified, from what anybody may read to what the law protects most (Art. 9 GDPR)."""

    PUBLIC = "public"
    INTERNAL = "internal"
    PERSONAL = "personal"
    SPECIAL = "special"


class Matching(StrEnum):
    """Whether scorers may see a field. `NEVER` is mechanical: the column is absent from what they get."""

    ALLOWED = "allowed"
    NEVER = "never"


ALLOWED = Matching.ALLOWED
NEVER = Matching.NEVER


@attrs.frozen
class Ask:
    """What is asked about a field beside its type; made by `ask()`. `declared` is the classification as it was
    written, None where it was left to the default."""

    evidence: str | None = None
    declared: Sensitivity | None = None
    dated: bool = False
    vocabulary: Vocabulary | None = None
    headings: tuple[str, ...] = ()
    required: bool = False
    matching: Matching = Matching.ALLOWED
    free_text: bool = False
    interview: bool = False

    @property
    def sensitivity(self) -> Sensitivity:
        """The classification that counts: the declared one, else special for a free text and personal for the rest."""
        return self.declared or (Sensitivity.SPECIAL if self.free_text else Sensitivity.PERSONAL)


def ask(
    *,
    evidence: str | None = None,
    sensitivity: Sensitivity | None = None,
    dated: bool = False,
    vocabulary: Vocabulary | None = None,
    headings: tuple[str, ...] = (),
    required: bool = False,
    matching: Matching = Matching.ALLOWED,
    free_text: bool = False,
    interview: bool = False,
) -> Ask:
    """Describe a field.

    `evidence`: the kind of document that shows its value. `sensitivity`: how it is classified; without it a free text
    is special, since nobody knows what will stand in it, and everything else is personal. `dated`: it changes over time and keeps a series (seen on,
    by whom, valid until), frozen at entry and exit. `vocabulary`: the code list a text or a tuple of texts belongs
    to. `headings`: spreadsheet headings beyond the field's labels. `required`: an application without it is refused
    at import. `matching=NEVER`: no scorer ever sees it. `free_text`: several sentences, so a wide form field.
    `interview`: answered in the interview (ratings are whole numbers from 1 to 5).
    """
    return Ask(evidence, sensitivity, dated, vocabulary, headings, required, matching, free_text, interview)


@attrs.frozen
class Field:
    """One field of a described class. `type` is without None; `default` is the value that means unknown."""

    name: str
    type: Any
    kind: Kind
    ask: Ask
    default: Any = None
    optional: bool = True

    @property
    def label(self) -> str:
        """The code of the field's label; `help.<name>` is its help text."""
        return f"field.{self.name}"


@dataclass_transform(frozen_default=True, kw_only_default=True)
def participant(cls: type[T]) -> type[T]:
    """Make a class of participants' fields: frozen, keyword-only, every field described.

    Raises TypeError for a field whose type has no `Kind`, naming class and field.
    """
    # Without slots, so that an extension's fields and a region's can come together in one class.
    made = attrs.frozen(kw_only=True, slots=False)(cls)
    fields_of(made)
    return made


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record(
    table: str, *, internal: tuple[str, ...] = (), personal: tuple[str, ...] = ()
) -> Callable[[type[T]], type[T]]:
    """Make a class of records kept in `table`; otherwise as `participant`.

    `internal` and `personal` classify the columns that have no `ask()` of their own that does; what every record has
    (id, revision, the digest of the row it came from) is internal.
    """
    classes = dict.fromkeys(personal, Sensitivity.PERSONAL) | dict.fromkeys(
        (*internal, *_OF_EVERY_RECORD), Sensitivity.INTERNAL
    )

    def decorate(cls: type[T]) -> type[T]:
        made = attrs.frozen(kw_only=True)(cls)
        made.__geleit_table__ = table  # type: ignore[attr-defined]  # read back by table_of
        made.__geleit_classes__ = classes  # type: ignore[attr-defined]  # read back by _field
        return made

    return decorate


def evolve(value: T, /, **changes: Any) -> T:
    """A copy of a value of a described class with some fields changed. Raises TypeError for an unknown field."""
    changed: T = attrs.evolve(value, **changes)  # type: ignore[misc]  # described classes are attrs classes
    return changed


def table_of(cls: type[Any]) -> str:
    """The table in which the records of a class are kept. Raises TypeError for a class that is no record."""
    table = cls.__dict__.get("__geleit_table__")
    if not isinstance(table, str):
        raise TypeError(f"{cls.__name__} is not a record: decorate it with @record(table)")
    return table


def is_described(cls: type[Any]) -> bool:
    """Whether the class itself, not merely a base of it, went through `participant` or `record`."""
    return "__attrs_attrs__" in cls.__dict__


def fields_of(cls: type[Any]) -> tuple[Field, ...]:
    """The fields of a described class in their order, inherited ones first.

    Raises TypeError for an undecorated class, a type that cannot be resolved, or one without a `Kind`.
    """
    described = _DESCRIBED.get(cls)
    if described is None:
        described = _DESCRIBED[cls] = _describe(cls)
    return described


def _describe(cls: type[Any]) -> tuple[Field, ...]:
    if not is_described(cls):
        raise TypeError(f"{cls.__name__} is not decorated: write @participant above the class")
    hints: Mapping[str, Any] = get_type_hints(cls, include_extras=True)
    return tuple(_field(cls, attribute, hints[attribute.name]) for attribute in attrs.fields(cls))


def _field(cls: type[Any], attribute: Any, hint: Any) -> Field:
    asked = Ask()
    if get_origin(hint) is Annotated:
        hint, *extras = get_args(hint)
        asked = next((extra for extra in extras if isinstance(extra, Ask)), asked)
    if asked.declared is None:
        asked = attrs.evolve(asked, declared=getattr(cls, "__geleit_classes__", {}).get(attribute.name))
    optional = get_origin(hint) in (Union, types.UnionType)
    if optional:
        inside = [arg for arg in get_args(hint) if arg is not type(None)]
        if len(inside) != 1:
            raise TypeError(f"{cls.__name__}.{attribute.name}: expected one type or None, found {hint}")
        hint = inside[0]
    try:
        kind = kind_of(hint, asked.vocabulary)
    except TypeError as error:
        raise TypeError(f"{cls.__name__}.{attribute.name}: {error}") from error
    default: Any = None if attribute.default is attrs.NOTHING else attribute.default
    if hasattr(default, "factory"):
        default = default.factory()
    return Field(attribute.name, hint, kind, asked, default, optional)
