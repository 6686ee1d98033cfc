"""What is said about one parameter."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import attrs


class Source(StrEnum):
    """Where a value comes from: the product's default, the region's, one that the region assumes, the file that a
    person writes, the program's own file, or the moment a round was opened."""

    STANDARD = "standard"
    REGION = "region"
    ASSUMED = "assumed"
    WRITTEN = "written"
    LOCAL = "local"
    FROZEN = "frozen"


@attrs.frozen(kw_only=True)
class Parameter:
    """A parameter and its value in force.

    `key` is dotted, a round by its id; `group` the table it belongs to (`organisation`, `region`, `rounds.<id>` …).
    `title`, `words` (the value), `origin` and `expected` are in the user's language. `value` is made of what JSON
    knows, `text` what somebody would type in to get it. `choices` are the spellings of a value of a list, with their
    words. `note` says why a value is assumed. `now` is what the configuration says today where an opened round keeps
    another value.
    """

    key: str
    group: str
    title: str
    value: Any
    text: str
    words: str
    source: Source
    origin: str
    expected: str
    choices: tuple[tuple[str, str], ...] = ()
    note: str = ""
    now: str = ""
    changeable: bool = False

    @property
    def assumed(self) -> bool:
        """Whether somebody is asked to confirm it."""
        return self.source is Source.ASSUMED
