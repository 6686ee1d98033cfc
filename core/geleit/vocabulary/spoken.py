"""A language somebody speaks, with its level where it is known."""

from __future__ import annotations

import attrs

from geleit.vocabulary.cefr import Cefr


@attrs.frozen
class Spoken:
    """A language (ISO 639 code) and its CEFR level; an unknown level is None, not a low one."""

    language: str
    level: Cefr | None = None

    def __str__(self) -> str:
        """The stored form: `de:B1`, or `de` where the level is unknown."""
        return f"{self.language}:{self.level.value}" if self.level else self.language

    @classmethod
    def parse(cls, text: str) -> Spoken:
        """The reverse of `str()`. Raises ValueError on a level that is none."""
        language, _, level = text.partition(":")
        return cls(language, Cefr(level) if level else None)
