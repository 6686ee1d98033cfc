"""The next round: planned with the parameters of one that there is, its dates shifted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import attrs

from geleit.config import local_path
from geleit.config.lines import KeyPath
from geleit.errors import UsageError
from geleit.labels import say
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme import parameters
from geleit.programme.context import Programme
from geleit.programme.settings.trying import tried, write
from geleit.programme.staff.permits import needs

COPIED = "copy_round"
"""What the change history calls a round that was planned after another one."""

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NUMBER = re.compile(r"\d+")


@attrs.frozen(kw_only=True)
class NextRound:
    """A round that is planned after another one. `settings` are the region's that it takes over, dotted, as text."""

    before: str
    id: str
    title: str
    start: date | None = None
    end: date | None = None
    apply_by: date | None = None
    places: int | None = None
    number: int | None = None
    continues: str | None = None
    settings: Mapping[str, str] = attrs.field(factory=dict)
    file: str = ""


@needs(Action.MANAGE_ROUNDS)
def next_round(programme: Programme, round_id: str | None = None, *, start: date | None = None) -> NextRound:
    """What the next round after one could be called, and when it could be.

    Without a start the days are those of the round before, as many years later as it takes not to overlap; with one,
    all days move with it. Years and numbers in id and title count on. A round that continued another one is continued.
    """
    round_ = programme.round(round_id)
    years = _years(round_)
    moved = start - round_.start if start and round_.start else None

    def shifted(day: date | None) -> date | None:
        if day is None:
            return None
        return day + moved if moved is not None else _later(day, years)

    taken = {table.id for table in programme.config.rounds}
    numbers = {table.number for table in programme.config.rounds}
    number = None if round_.number is None or round_.number + 1 in numbers else round_.number + 1
    step = start.year - round_.start.year if start and round_.start else years
    return NextRound(
        before=round_.id,
        id=_free(_counted(round_.id, step), taken),
        title=_counted(round_.title, step),
        start=start or shifted(round_.start),
        end=shifted(round_.end),
        apply_by=shifted(round_.apply_by),
        places=round_.places,
        number=number,
        continues=round_.id if round_.continues else None,
        settings=parameters.flat(_own(programme, round_)),
        file=local_path(programme.config.path).name,
    )


@needs(Action.MANAGE_ROUNDS)
def copy_round(programme: Programme, following: NextRound, *, dry_run: bool = False) -> NextRound:
    """Plan a round after another one, in the program's own file: with its dates and all settings of the one before.

    What was frozen when the round before was opened is taken over as it was. Raises UsageError for an id that is
    taken or a title that is missing, ConfigError where dates or id cannot be.
    """
    if programme.config.round(following.id) is not None:
        raise UsageError(say("settings.round_exists", id=following.id))
    if not following.title.strip():
        raise UsageError(say("settings.round_no_title"))
    before = programme.round(following.before)
    names = ("title", "start", "end", "apply_by", "places", "number", "continues")
    given = {name: getattr(following, name) for name in names}
    changes: dict[KeyPath, object] = {
        ("rounds", following.id, name): value for name, value in given.items() if value is not None
    }
    changes |= {("rounds", following.id, "region", name): value for name, value in _own(programme, before).items()}
    trial = tried(programme, changes, following.title, None)
    if not dry_run:
        told = {"round": following.id, "before": before.id, "title": following.title}
        write(programme, trial, changes, lambda tx: tx.note(COPIED, **told))
    return following


def _own(programme: Programme, round_: Round[Any]) -> dict[str, Any]:
    """The region's settings of a round that it would not have by what the organisation says, and those it names."""
    table = programme.config.round(round_.id)
    named = set(table.region) if table is not None else set()
    everybody = parameters.plain(parameters.organisation(programme.config, programme.asked))
    found: dict[str, Any] = {}
    for key, value in parameters.plain(round_.settings).items():
        usual = everybody.get(key)
        if isinstance(value, Mapping) and isinstance(usual, Mapping):
            if other := {name: inner for name, inner in value.items() if inner != usual.get(name)}:
                found[key] = other
        elif key in named or value != usual:
            found[key] = value
    return found


def _years(round_: Round[Any]) -> int:
    """As many whole years as it takes until a round can begin once more on the same day of the year."""
    years = 1
    while round_.start and round_.end and _later(round_.start, years) <= round_.end:
        years += 1
    return years


def _later(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return (day - timedelta(days=1)).replace(year=day.year + years)


def _counted(text: str, years: int) -> str:
    """A title or id for the next round: its years so many later, or its last number one higher."""
    if _YEAR.search(text):
        return _YEAR.sub(lambda found: str(int(found[0]) + years), text)
    numbers = list(_NUMBER.finditer(text))
    if not numbers:
        return text
    last = numbers[-1]
    return f"{text[: last.start()]}{int(last[0]) + 1:0{len(last[0])}}{text[last.end() :]}"


def _free(wanted: str, taken: set[str]) -> str:
    if wanted not in taken:
        return wanted
    return next(name for step in range(2, len(taken) + 3) if (name := f"{wanted}-{step}") not in taken)
