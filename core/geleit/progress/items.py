"""What a coordinator finds on her list."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

import attrs

from geleit.labels import Sentence


class DueKind(StrEnum):
    """What is to be done."""

    FIRST_MEETING = "first_meeting"
    NEXT_MEETING = "next_meeting"
    SILENT_YELLOW = "silent_yellow"
    SILENT_RED = "silent_red"
    EVENT = "event"
    MILESTONE = "milestone"
    OFFERED_MILESTONE = "offered_milestone"
    STATEMENT = "statement"
    REASON = "reason"
    AGREEMENT = "agreement"
    OFFER = "offer"
    PAUSE = "pause"
    END = "end"
    FOLLOW_UP = "follow_up"
    TASK = "task"
    PAPER = "paper"
    REQUEST = "request"


def _each_once(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(ids)))


@attrs.frozen(kw_only=True)
class DueItem:
    """One thing to do, listed until it is done.

    `who` are the ids of the people concerned, sorted. `about` tells apart what one pair can have several of: the
    milestone's code, the month, the record's id. `due_on` is the day it was to be done by, `since` the day it was
    first listed, `new` whether that came after the reader last looked.
    """

    what: DueKind
    who: tuple[str, ...] = attrs.field(converter=_each_once)
    partnership: str | None = None
    about: str = ""
    due_on: date
    since: date
    new: bool
    sentence: Sentence

    @property
    def key(self) -> tuple[str, str, str, tuple[str, ...]]:
        """What makes two items the same one."""
        return self.what.value, self.partnership or "", self.about, self.who


def in_order(items: Iterable[DueItem]) -> tuple[DueItem, ...]:
    """Every item once, by the day it was due and then by what it is."""
    once = {item.key: item for item in items}
    return tuple(sorted(once.values(), key=lambda item: (item.due_on, item.key)))
