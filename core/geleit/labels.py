"""Texts for people: one mechanism for every word the product shows, in every language it speaks.

Texts stand in a file `labels.toml` beside the code that uses them, as `code.language = "text"`::

    [field]
    german_level = { de = "Deutschniveau", en = "German level" }

A `Sentence` is a code with the values that belong into it. It is made where something happens and put into words
where somebody reads it, so that the same problem reaches a German and an English reader alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Protocol, runtime_checkable

FALLBACK = "en"
Table = Mapping[str, Mapping[str, str]]
"""Label code → language → text."""

_MOST_BYTES = 256 * 1024
_LONGEST_LINE = 8 * 1024
_MOST_DOTS = 20
_QUOTED = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+"""'
    r"|'''(?:[^']|'(?!''))*+'''"
    r'|"(?:[^"\\\n]|\\.)*+"'
    r"|'[^'\n]*+'|#[^\n]*",
    re.DOTALL,
)
"""Texts and comments of a TOML file."""

_ENGLISH_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_GENDER_COLON = re.compile(r"(?<=[a-zäöüß]):(?=in(?:nen)?\b)")


class Sentence:
    """A label's code and the values to be put into it; compares by both.

    A value may itself be a `Sentence`; it is then put into the reader's language as well.
    """

    __slots__ = ("args", "code")

    def __init__(self, code: str, args: Mapping[str, object] | None = None) -> None:
        self.code = code
        self.args = dict(args or {})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sentence) and (self.code, self.args) == (other.code, other.args)

    def __hash__(self) -> int:
        return hash((self.code, tuple(self.args)))

    def __repr__(self) -> str:
        inside = ", ".join([repr(self.code), *(f"{key}={value!r}" for key, value in self.args.items())])
        return f"say({inside})"

    def __str__(self) -> str:
        """The sentence in English, for logs and tracebacks."""
        return core_labels().text(self, FALLBACK)


def say(code: str, /, **args: object) -> Sentence:
    """A sentence to be put into words by `Labels.text`."""
    return Sentence(code, args)


@runtime_checkable
class Wording(Protocol):
    """A value that puts itself into the reader's language, such as a field's value."""

    def in_language(self, labels: Labels, language: str) -> str:
        """The value in words."""


class Listed:
    """Several things in a sentence, joined by commas and a last word of the reader's language."""

    __slots__ = ("items", "last")

    def __init__(self, items: Iterable[object], last: str = "list.and") -> None:
        self.items = tuple(items)
        self.last = last

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Listed) and (self.items, self.last) == (other.items, other.last)

    def __hash__(self) -> int:
        return hash((self.items, self.last))


class Labels:
    """A pile of label tables: a later one replaces the texts of an earlier one, language by language.

    `gender_style` is what stands between stem and ending in German inclusive forms (":" writes Mentor:in,
    "/-" writes Mentor/-in).
    """

    def __init__(self, *tables: Table, gender_style: str = ":") -> None:
        self._tables = tables
        self._gender_style = gender_style

    def over(self, *tables: Table) -> Labels:
        """These labels with `tables` on top."""
        return Labels(*self._tables, *tables, gender_style=self._gender_style)

    def under(self, below: Labels) -> Labels:
        """These labels on top of others, which hold where these say nothing."""
        return Labels(*below._tables, *self._tables, gender_style=self._gender_style)

    def with_gender_style(self, style: str) -> Labels:
        """These labels with another inclusive form."""
        return Labels(*self._tables, gender_style=style)

    def languages_of(self, code: str) -> frozenset[str]:
        """The languages in which a label exists."""
        return frozenset(language for table in self._tables for language in table.get(code, ()))

    def codes(self) -> Iterator[str]:
        """Every code of these labels, each once."""
        return iter({code: None for table in self._tables for code in table})

    def find(self, code: str, language: str) -> str | None:
        """The text of a label in exactly this language, without its values filled in, or None."""
        for table in reversed(self._tables):
            text = table.get(code, {}).get(language)
            if text is not None:
                return text
        return None

    def text(self, what: Sentence | str, language: str) -> str:
        """Put a sentence, or the label of a bare code, into words.

        A missing language falls back to English, then to any language there is, then to the code itself: a screen
        never stays empty because a translation is missing.
        """
        sentence = Sentence(what) if isinstance(what, str) else what
        code = sentence.code
        if sentence.args.get("n") == 1 and self.languages_of(f"{code}.one"):
            code = f"{code}.one"
        template = self.find(code, language) or self.find(code, FALLBACK)
        if template is None:
            template = next(
                (text for other in sorted(self.languages_of(code)) if (text := self.find(code, other))), code
            )
        if sentence.args:
            template = template.format_map({key: self._value(value, language) for key, value in sentence.args.items()})
        if self._gender_style != ":":
            template = _GENDER_COLON.sub(self._gender_style, template)
        return template

    def _value(self, value: object, language: str) -> str:
        if isinstance(value, Sentence):
            return self.text(value, language)
        if isinstance(value, Listed):
            words = [self._value(item, language) for item in value.items]
            if words[1:]:
                return f"{', '.join(words[:-1])} {self.text(value.last, language)} {words[-1]}"
            return "".join(words)
        if isinstance(value, Wording):
            return value.in_language(self, language)
        if isinstance(value, date):
            return day(value, language)
        if isinstance(value, float):
            return number(value, language)
        return str(value)


def day(value: date, language: str) -> str:
    """A date as people of a language write it: 5.3.2026 in German, 5 Mar 2026 in English, ISO elsewhere."""
    clock = f" {value:%H:%M}" if isinstance(value, datetime) else ""
    if language == "de":
        return f"{value.day}.{value.month}.{value.year}{clock}"
    if language == "en":
        month = _ENGLISH_MONTHS[value.month - 1]
        return f"{value.day} {month} {value.year}{clock}"
    return f"{value.year:04}-{value.month:02}-{value.day:02}{clock}"


def number(value: float, language: str, decimals: int | None = None) -> str:
    """A number with the decimal mark of the language; without `decimals`, no trailing zeros."""
    text = f"{value:.{decimals}f}" if decimals is not None else f"{value:.2f}".rstrip("0").rstrip(".")
    return text if language == "en" else text.replace(".", ",")


def read_labels(path: Path) -> dict[str, dict[str, str]]:
    """Read a `labels.toml`.

    A leaf text's last key is its language, all keys before it are the code.
    Raises ValueError with the file and the place if the file is no TOML, a leaf is no text, or a file is so large or
    its keys are so long that reading it would take seconds.
    """
    import tomllib

    try:
        with path.open("rb") as file:
            text = file.read(_MOST_BYTES + 1).decode()
        if fault := _excess(text):
            raise ValueError(fault)
        tree = tomllib.loads(text)
    except (OSError, ValueError, RecursionError) as error:
        raise ValueError(f"{path}: {error}") from error
    table: dict[str, dict[str, str]] = {}

    def walk(node: Mapping[str, object], code: tuple[str, ...]) -> None:
        for key, value in node.items():
            if isinstance(value, Mapping):
                walk(value, (*code, key))
            elif isinstance(value, str) and code:
                table.setdefault(".".join(code), {})[key] = value
            else:
                raise ValueError(f"{path}: {'.'.join((*code, key))}: expected a text under a language, found {value!r}")

    walk(tree, ())
    return table


def _excess(text: str) -> str | None:
    """What no file of labels has and a parser takes seconds for, or None: size, long lines, long keys, nesting."""
    if len(text.encode()) > _MOST_BYTES:
        return f"more than {_MOST_BYTES // 1024} KiB"
    bare = _QUOTED.sub(lambda found: '""' + "\n" * found[0].count("\n"), text)
    for number, line in enumerate(bare.split("\n"), start=1):
        if len(line) > _LONGEST_LINE or line.count(".") > _MOST_DOTS or line.count("[") + line.count("{") > _MOST_DOTS:
            return f"line {number}: a line or a key of this length, or such nesting, is not read"
    return None


@cache
def core_labels() -> Labels:
    """Every label of the host: each `labels.toml` in the package and its rooms."""
    here = Path(__file__).parent
    return Labels(*(read_labels(path) for path in sorted(here.rglob("labels.toml"))))
