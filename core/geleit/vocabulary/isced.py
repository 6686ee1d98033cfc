"""Levels of education of the International Standard Classification of Education (ISCED 2011)."""

from __future__ import annotations

from enum import StrEnum


class Isced(StrEnum):
    """A completed level of education, ordered from 0 to 8.

    9, "not elsewhere classified", stands outside the order: every `<`, `<=`, `>`, `>=` with it is False, and it is
    never inside an aggregate. Levels compare with levels only; ordering one against a bare text raises TypeError.
    Source: UNESCO, ISCED 2011; Eurostat's codes ED0 to ED9.
    """

    EARLY = "0"
    PRIMARY = "1"
    LOWER_SECONDARY = "2"
    UPPER_SECONDARY = "3"
    POST_SECONDARY = "4"
    SHORT_CYCLE = "5"
    BACHELOR = "6"
    MASTER = "7"
    DOCTORAL = "8"
    UNKNOWN_LEVEL = "9"

    @property
    def rank(self) -> int | None:
        """0 to 8, None for 9."""
        return None if self is Isced.UNKNOWN_LEVEL else int(self.value)

    @property
    def esf_group(self) -> str | None:
        """Eurostat's aggregate as the ESF+ common indicators EECO09, EECO10 and EECO11 count it; None for 9.

        Source: Regulation (EU) 2021/1057, Annex I.
        """
        if self.rank is None:
            return None
        return "ED0-2" if self.rank <= 2 else "ED3_4" if self.rank <= 4 else "ED5-8"

    def __lt__(self, other: str) -> bool:
        mine, theirs = _ranks(self, other)
        return mine is not None and theirs is not None and mine < theirs

    def __le__(self, other: str) -> bool:
        mine, theirs = _ranks(self, other)
        return mine is not None and theirs is not None and mine <= theirs

    def __gt__(self, other: str) -> bool:
        mine, theirs = _ranks(self, other)
        return mine is not None and theirs is not None and mine > theirs

    def __ge__(self, other: str) -> bool:
        mine, theirs = _ranks(self, other)
        return mine is not None and theirs is not None and mine >= theirs


def _ranks(level: Isced, other: object) -> tuple[int | None, int | None]:
    # Raised, not returned as NotImplemented: Python would then ask `str`, which compares letters and answers.
    if not isinstance(other, Isced):
        raise TypeError(f"{level!r} is ordered against other levels only, not against {other!r}")
    return level.rank, other.rank
