"""Changing a parameter: checked by whoever's it is, written into the program's own file, kept in the change history."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from geleit.config import local_path
from geleit.config.wording import kind
from geleit.errors import UsageError
from geleit.labels import Sentence, say
from geleit.model.lifecycle import RoundState
from geleit.model.rounds import RoundRecord
from geleit.permissions import Action
from geleit.programme import parameters
from geleit.programme.context import Programme
from geleit.programme.settings.keys import expected_type, may_change, path_of
from geleit.programme.settings.listing import configured_parameters, organisation_parameters, round_parameters
from geleit.programme.settings.parameter import Parameter, Source
from geleit.programme.settings.reading import read_value
from geleit.programme.settings.trying import tried, write
from geleit.programme.settings.wording import NONE, title
from geleit.programme.staff.permits import needs

SETTING = "setting"
"""What the change history calls a change of a parameter."""


@attrs.frozen
class Changed:
    """A parameter that was changed, or with a dry run would be: before and after in words, the file it goes into, and
    for each open round that keeps another value a sentence that says so."""

    key: str
    title: str
    before: str
    after: str
    file: str
    keeps: tuple[Sentence, ...] = ()


@needs(Action.CONFIGURE)
def change(
    programme: Programme, key: str, value: Any, *, round_id: str | None = None, dry_run: bool = False
) -> Changed:
    """Set a parameter for the organisation, or with `round_id` for a round.

    `value` is a text as somebody types it, or a value as TOML has them. Raises UsageError for a key that there is not
    or that is changed by hand only, and where the value is so already; ConfigError saying what was expected;
    RegionError where the region refuses what would come of it.
    """
    path = path_of(programme, key, round_id)
    if isinstance(value, str):
        value = read_value(programme, value, expected_type(programme, path))
    if programme.config.document.origin(path) is not None and _raw(programme, path) == value:
        raise UsageError(say("settings.same", what=title(programme, path), value=_words(programme, path)))
    return _set(programme, path, value, dry_run=dry_run)


@needs(Action.CONFIGURE)
def confirm(programme: Programme, key: str, *, dry_run: bool = False) -> Changed:
    """Confirm an assumption: its value becomes the organisation's own. Of a table, the whole is confirmed; of a round's
    setting, the organisation's from which it comes.

    Raises UsageError for what is no assumption.
    """
    path = path_of(programme, key)
    if path[0] == "rounds" and path[2:3] == ("region",):
        path = path[2:]
    settings = parameters.plain(parameters.organisation(programme.config, programme.asked))
    value = settings.get(path[1]) if path[0] == "region" else None
    if value is None or not any(one.assumed for one in _rows(programme, path[:2])):
        raise UsageError(say("settings.not_assumed", what=title(programme, path)))
    return _set(programme, path[:2], value, dry_run=dry_run)


@needs(Action.CONFIGURE)
def take_back(programme: Programme, key: str, *, round_id: str | None = None, dry_run: bool = False) -> Changed:
    """Take the program's own value of a parameter away, so that the hand-written one or the default holds again.

    Raises UsageError where the program has none.
    """
    path = path_of(programme, key, round_id)
    if not any(one.source is Source.LOCAL for one in _rows(programme, path)):
        raise UsageError(say("settings.not_set", what=title(programme, path)))
    return _set(programme, path, None, dry_run=dry_run)


def _set(programme: Programme, path: tuple[str, ...], value: Any, *, dry_run: bool) -> Changed:
    key, file = ".".join(path), local_path(programme.config.path).name
    if not may_change(path):
        raise UsageError(say("settings.by_hand", key=key, file=programme.config.path.name))
    named, before = title(programme, path), _words(programme, path)
    trial = tried(programme, {path: value}, named, kind(expected_type(programme, path)))
    done = Changed(key, named, before, _words(trial, path), file, tuple(_keeping(trial, path)))
    if not dry_run:
        typed = {"before": _typed(programme, path), "after": _typed(trial, path)}
        write(programme, trial, {path: value}, lambda tx: tx.note(SETTING, setting=key, **typed))
    return done


def _rows(programme: Programme, path: tuple[str, ...]) -> list[Parameter]:
    """The parameters at a path and below it, as the configuration says them."""
    found: Iterable[Parameter] = organisation_parameters(programme)
    if path[0] == "rounds":
        found = configured_parameters(programme, path[1])
    key = ".".join(path)
    return [one for one in found if one.key == key or one.key.startswith(f"{key}.")]


def _words(programme: Programme, path: tuple[str, ...]) -> str:
    rows = _rows(programme, path)
    if len(rows) == 1 and rows[0].key == ".".join(path):
        return rows[0].words
    return "; ".join(f"{one.title.rpartition(': ')[2]}: {one.words}" for one in rows) or NONE


def _typed(programme: Programme, path: tuple[str, ...]) -> str:
    rows, key = _rows(programme, path), ".".join(path)
    return "; ".join(one.text if one.key == key else f"{one.key[len(key) + 1 :]} = {one.text}" for one in rows)


def _raw(programme: Programme, path: tuple[str, ...]) -> Any:
    rows = _rows(programme, path)
    return rows[0].value if len(rows) == 1 else None


def _keeping(trial: Programme, path: tuple[str, ...]) -> Iterable[Sentence]:
    """For each open round that keeps what it was opened with: what it keeps."""
    if path[0] not in ("region", "rounds") or not trial.config.database_path.exists():
        return
    for record in trial.store.all(RoundRecord, state=RoundState.OPEN, order="start"):
        if (path[0] == "rounds" and path[1] != record.id) or trial.config.round(record.id) is None:
            continue
        below = path[1:] if path[0] == "region" else path[3:] if path[2] == "region" else None
        key = ".".join(("rounds", record.id, *(("region", *below) if below is not None else path[2:])))
        for one in round_parameters(trial, record.id):
            if one.source is Source.FROZEN and (one.key == key or one.key.startswith(f"{key}.")):
                yield say("settings.keeps", round=record.title, frozen=one.words)
