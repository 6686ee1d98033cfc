"""What can go wrong, as sentences for the person who reads them: what, where, what to do.

Every error meant for people is a `GeleitError`. Its sentence is put into the reader's language at the door
(`error.in_language("de", labels)`); `str(error)` is English.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from geleit.labels import FALLBACK, Labels, Sentence, core_labels


class Problem(NamedTuple):
    """One thing wrong at one place of a file: `line` counts from 1 (0: the file as a whole), `key` is a dotted key
    in a configuration or a column's heading in a table, `found` is the value as it stands there."""

    file: str
    line: int
    key: str
    sentence: Sentence
    found: str = ""

    def in_language(self, language: str, labels: Labels | None = None) -> str:
        """`file:line: key: value: sentence`, with whatever of it is known and the sentence does not say itself."""
        spoken = labels or core_labels()
        where = f"{self.file}:{self.line}" if self.line else self.file
        sentence = spoken.text(self.sentence, language)
        # As a word of its own: "Familienangehörig" is not said by a list that has "Familienangehörige:r".
        said = not self.found or re.search(rf"(?<!\w){re.escape(self.found)}(?![\w:])", sentence) is not None
        found = "" if said else spoken.text(Sentence("problem.found", {"found": self.found}), language)
        return ": ".join(part for part in (where, self.key, found, sentence) if part)


class GeleitError(Exception):
    """The base of every error meant for people.

    `problems` lists the single things that are wrong where there can be several. `exit_code` is what a command
    returns: 1 failed, 2 usage or configuration, 3 try again.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, sentence: Sentence, problems: Sequence[Problem] = ()) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.problems = tuple(problems)

    def in_language(self, language: str, labels: Labels | None = None) -> str:
        """The sentence, then each problem on a line of its own."""
        spoken = labels or core_labels()
        lines = [spoken.text(self.sentence, language)]
        lines += [problem.in_language(language, spoken) for problem in self.problems]
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.in_language(FALLBACK)


class ConfigError(GeleitError):
    """An organisation's TOML cannot be used; `problems` holds every mistake with its line."""

    exit_code = 2


class UsageError(GeleitError):
    """A command or a use case was given something it cannot take (an unknown round, person or code)."""

    exit_code = 2


class RegionError(GeleitError):
    """A region cannot be found, loaded, or gave an answer that cannot be used; names region, distribution, hook."""

    exit_code = 2


class IntakeError(GeleitError):
    """A file of applications cannot be taken in as it is; `problems` holds every fault with line and column."""


class NotPossible(GeleitError):
    """A move that the record's present state does not allow; says what is possible."""


class NotAllowed(GeleitError):
    """Somebody asked for what their role does not include."""


class StoreError(GeleitError):
    """The database cannot be opened or does not hold what it should."""


class Busy(StoreError):
    """Somebody else is writing; nothing was changed; trying again helps."""

    exit_code = 3


class Conflict(StoreError):
    """Somebody else changed the same record meanwhile; nothing was overwritten."""

    exit_code = 3


class Cancelled(GeleitError):
    """Somebody stopped work that was under way; nothing of it was kept."""

    exit_code = 130
