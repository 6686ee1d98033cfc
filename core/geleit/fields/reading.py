"""What reading a cell needs to know, and what it says when a cell cannot be read."""

from __future__ import annotations

import re

import attrs

from geleit.labels import Labels, Sentence, core_labels
from geleit.vocabulary.territory import Territories

SEVERAL = (re.compile(r"[;\n|]"), re.compile(r","), re.compile(r"[,/]| und | and | et | en "))
"""What stands between several values in one cell, the coarsest mark first."""


class Unreadable(ValueError):
    """A cell that is no value of its field; `expected` says what would have been one."""

    def __init__(self, expected: Sentence) -> None:
        super().__init__(expected)
        self.expected = expected


@attrs.frozen
class Reading:
    """The words and places in whose light cells are read: labels, the languages in which they count, territories."""

    labels: Labels = attrs.field(factory=core_labels)
    languages: tuple[str, ...] = ("de", "en")
    territories: Territories = attrs.field(factory=lambda: Territories(()))
