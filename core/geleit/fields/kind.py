"""What a kind of values is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from geleit.fields.reading import Reading

Stored = str | int | float
"""What SQLite keeps."""


class Kind(ABC):
    """One type of value. `array` names how it becomes a NumPy column: code, number, set, isco, spoken or none."""

    sql: ClassVar[str] = "TEXT"
    widget: ClassVar[str] = "text"
    array: ClassVar[str] = "none"

    def check(self, column: str) -> str:
        """The SQL condition a stored value must meet, or an empty text."""
        return ""

    def stored(self, value: Any) -> Stored:
        """The value as SQLite keeps it."""
        return str(value)

    def restored(self, raw: Any) -> Any:
        """The reverse of `stored`."""
        return raw

    @abstractmethod
    def read(self, text: str, reading: Reading) -> Any:
        """The value written in a cell (not empty, blanks stripped). Raises Unreadable."""

    def shown(self, value: Any, reading: Reading, language: str) -> str:
        """The value in words; reading it again in the same language gives the same value."""
        return str(value)
