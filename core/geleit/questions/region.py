"""Who a region is."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import attrs

from geleit.model.people import Participant
from geleit.questions.hooks import hookspec
from geleit.questions.settings import NoSettings
from geleit.vocabulary.territory import Territories


class Form(StrEnum):
    """Volunteers in pairs, or employed mentors with cases. It chooses words and nothing else."""

    TANDEM = "tandem"
    CASELOAD = "caseload"


@attrs.frozen(kw_only=True)
class HolidayCalendar:
    """The public holidays of some territories, as the `holidays` library names them.

    `territories` empty: of all the region's. Example: country DE, subdivision BY, categories public and catholic.
    """

    country: str
    subdivision: str | None = None
    categories: tuple[str, ...] = ("public",)
    territories: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Region:
    """A family of programmes and the people it asks about.

    `languages` are those in which every text of the region must exist; `host_languages` are what "the language of the
    country" means. `mentee` and `mentor` are classes decorated with `participant`. `written_for` is the version of
    geleit the region was written for, such as "0.1".
    """

    name: str
    form: Form = Form.TANDEM
    country: str
    languages: tuple[str, ...]
    host_languages: tuple[str, ...]
    territories: Territories = attrs.field(factory=lambda: Territories(()))
    mentee: type[Participant]
    mentor: type[Participant]
    settings: type[Any] = NoSettings
    holidays: tuple[HolidayCalendar, ...] = ()
    written_for: str


@hookspec(firstresult=True)
def geleit_region() -> Region:  # type: ignore[empty-body]  # a question has no body
    """Say who the region is. Must be answered; asked once, when an organisation's programme is opened."""
