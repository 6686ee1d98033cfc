"""The code lists a text can belong to."""

from enum import StrEnum


class Vocabulary(StrEnum):
    """Which list the codes of a text field come from."""

    TERRITORY = "territory"
    COUNTRY = "country"
    LANGUAGE = "language"
    ISCO = "isco"
