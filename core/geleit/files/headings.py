"""Which field a column's heading means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import attrs

from geleit.errors import Problem
from geleit.fields import Field, Kind, Vocabulary
from geleit.fields.kinds import CodeKind, DateKind, TextKind
from geleit.files.cell_kinds import DayOrAnswerKind
from geleit.files.heading_keys import heading_keys
from geleit.files.sheet import Sheet, refuse_file, shortened
from geleit.labels import Labels, Listed, Sentence, say

REASONS = "intake.reasons"
"""The label of the column in which a file of refused rows says why; it is passed over when such a file comes back."""


@attrs.frozen
class VirtualColumn:
    """A column of a list that is no field of a record: an id from elsewhere, a paper that was seen, a consent."""

    name: str
    kind: Kind = attrs.field(factory=TextKind)
    label: Sentence | None = None
    required: bool = False
    headings: tuple[str, ...] = ()


@attrs.frozen
class Column:
    """A column that a list may have: the name of its value, how its cells are read, and how it can be headed.

    `headings` holds every spelling but the name, which always works.
    """

    name: str
    kind: Kind
    label: Sentence
    required: bool = False
    headings: tuple[str, ...] = ()


@attrs.frozen
class Matched:
    """What the headings of a sheet mean: place (from 0) → column; and the headings that nobody knows."""

    columns: Mapping[int, Column]
    unknown: tuple[str, ...]


@attrs.frozen
class Columns:
    """The columns that a list may have, found by heading.

    The columns' names go first, then the organisation's own headings, then labels and further headings; a heading
    that matches exactly goes before one that matches only without its parentheses or its inclusive ending.
    """

    items: tuple[Column, ...]
    aliases: Mapping[str, str] = attrs.field(factory=dict)
    passed_over: frozenset[str] = frozenset()
    _ranked: Mapping[tuple[int, str], tuple[Column, ...]] = attrs.field(init=False, repr=False, eq=False)

    @_ranked.default
    def _rank(self) -> Mapping[tuple[int, str], tuple[Column, ...]]:
        ranked: dict[tuple[int, str], dict[str, Column]] = {}
        by_name = {column.name: column for column in self.items}
        for column in self.items:
            ranked.setdefault((0, "".join(heading_keys(column.name)[:1])), {})[column.name] = column
            for spelling in column.headings:
                for rank, key in enumerate(heading_keys(spelling), start=2):
                    ranked.setdefault((rank, key), {})[column.name] = column
        for spelling, name in self.aliases.items():
            if name in by_name:
                for key in heading_keys(spelling)[:1]:
                    ranked.setdefault((1, key), {})[name] = by_name[name]
        return {place: tuple(found.values()) for place, found in ranked.items()}

    def find(self, heading: str) -> tuple[Column, ...]:
        """The columns that a heading can mean: none, one, or several where it is ambiguous."""
        for key in heading_keys(heading):
            for rank in range(5):
                if found := self._ranked.get((rank, key)):
                    return found
        return ()

    def knows(self, heading: str) -> bool:
        """Whether a heading means a column of this list, or the column of reasons."""
        return bool(self.find(heading)) or self.passes_over(heading)

    def passes_over(self, heading: str) -> bool:
        """Whether a heading is that of the column of reasons in a file of refused rows."""
        return any(key in self.passed_over for key in heading_keys(heading)[:1])

    def match(self, sheet: Sheet) -> Matched:
        """What the headings of a sheet mean.

        Raises IntakeError for an ambiguous heading, two headings with one meaning, or a required column that is
        missing, with all of these as problems.
        """
        found: dict[int, Column] = {}
        unknown: list[str] = []
        problems: list[Problem] = []

        def wrong(heading: str, sentence: Sentence) -> None:
            problems.append(Problem(sheet.file, sheet.heading_line, shortened(heading), sentence))

        for place, heading in enumerate(sheet.headings):
            meant = () if self.passes_over(heading) else self.find(heading)
            if len(meant) > 1:
                names = Listed([column.name for column in meant], "list.or")
                wrong(heading, say("intake.heading_ambiguous", names=names))
            elif meant:
                other = next((at for at, column in found.items() if column == meant[0]), None)
                if other is None:
                    found[place] = meant[0]
                else:
                    wrong(heading, say("intake.same_meaning", other=sheet.headings[other], field=meant[0].label))
            elif not self.passes_over(heading):
                unknown.append(heading)
        for column in self.items:
            if column.required and column not in found.values():
                wrong("", say("intake.column_missing", field=column.label, name=column.name))
        if problems:
            raise refuse_file(sheet.file, problems)
        return Matched(found, tuple(unknown))


ID = VirtualColumn("id", label=say("field.id"), headings=("Nr", "Nummer", "Lfd. Nr.", "No", "Number"))
"""The number under which the organisation's own list keeps a row."""

CONSENT = VirtualColumn("consent", DayOrAnswerKind(), say("field.consent"), headings=("Einwilligung", "Consent"))
"""The day on which somebody consented to the programme, or yes or no."""

CONSENT_TEXT = VirtualColumn("consent_text", TextKind(), say("field.consent_text"))
"""The version of the text that was consented to."""

CONSENT_LANGUAGE = VirtualColumn("consent_language", CodeKind(Vocabulary.LANGUAGE), say("field.consent_language"))
"""The language in which that text was read."""


def evidence_columns(kinds: Iterable[str], taken: Iterable[str] = ()) -> tuple[VirtualColumn, ...]:
    """Two columns for each kind of document: `<kind>` (seen on that day, or yes) and `<kind>_valid_until`.

    Where a field has the name already (`taken`), the first is `<kind>_seen`.
    """
    names, columns = frozenset(taken), []
    for kind in dict.fromkeys(kinds):
        paper = say(f"evidence.{kind}")
        name = f"{kind}_seen" if kind in names else kind
        label = say("intake.seen_on", paper=paper) if kind in names else paper
        columns.append(VirtualColumn(name, DayOrAnswerKind(), label))
        columns.append(VirtualColumn(f"{kind}_valid_until", DateKind(), say("intake.valid_until", paper=paper)))
    return tuple(columns)


def columns_of(
    fields: Iterable[Field | VirtualColumn],
    labels: Labels,
    languages: Sequence[str],
    aliases: Mapping[str, str] | None = None,
) -> Columns:
    """The columns for a list of fields and virtual columns.

    A heading is known by the field's name, its label in each of the languages, the headings of its description, and
    the organisation's own headings: `aliases` is heading → name of a field (an alias for a field of another list is
    passed over). Raises ValueError if two columns have one name.
    """
    columns = tuple(_column(field, labels, languages) for field in fields)
    names = [column.name for column in columns]
    if len(set(names)) < len(names):
        twice = sorted({name for name in names if names.count(name) > 1})
        raise ValueError(f"two columns are called {', '.join(twice)}")
    reasons = (labels.find(REASONS, language) or "" for language in labels.languages_of(REASONS))
    passed_over = frozenset(key for text in reasons for key in heading_keys(text)[:1])
    return Columns(columns, dict(aliases or {}), passed_over)


def _column(field: Field | VirtualColumn, labels: Labels, languages: Sequence[str]) -> Column:
    if isinstance(field, Field):
        label, required, further = say(field.label), field.ask.required, field.ask.headings
    else:
        label, required, further = field.label or say(f"field.{field.name}"), field.required, field.headings
    written = (labels.text(label, language) for language in languages if _is_said(label, labels, language))
    return Column(field.name, field.kind, label, required, tuple(dict.fromkeys((*written, *further))))


def _is_said(label: Sentence, labels: Labels, language: str) -> bool:
    """Whether a label, and every label within it, exists in a language."""
    inside = (value for value in label.args.values() if isinstance(value, Sentence))
    return language in labels.languages_of(label.code) and all(_is_said(one, labels, language) for one in inside)
