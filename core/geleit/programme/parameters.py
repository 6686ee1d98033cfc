"""The settings in force: the region's defaults, then the organisation's, then the round's; frozen once it is open."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

import attrs
import tomli_w

from geleit.config import Config, Document, RoundTable, parse_toml, structure_at
from geleit.config.faults import as_mistakes
from geleit.config.tables import key_of, keys_of
from geleit.errors import ConfigError, GeleitError, Problem, RegionError
from geleit.labels import say
from geleit.model.lifecycle import RoundState
from geleit.model.rounds import Round, RoundRecord
from geleit.questions.calling import Raised, attempt
from geleit.regions.asking import Asked

if TYPE_CHECKING:
    from pathlib import Path

_REFUSING = (GeleitError, ValueError, TypeError)
"""How a check of settings refuses a value; anything else that it raises is its own fault."""
_FROZEN, _UNSET = "settings", "unset"


@attrs.frozen
class Drift:
    """A parameter of an opened round that differs from what the configuration says now."""

    round: str
    key: str
    frozen: str
    now: str


def check(config: Config, asked: Asked) -> None:
    """Structure the region's own tables. Raises ConfigError with every mistake in all of them."""
    problems = faults(config.document, asked, range(len(config.rounds)))
    for index, table in enumerate(config.rounds if not problems else ()):
        try:
            attempt(configured, config, asked, table, passing=_REFUSING)
        except Raised as raised:
            raise _failed(asked, raised) from raised
        except _REFUSING as error:
            for mistake in as_mistakes(error, table.region):
                problems.append(config.document.problem((*_table_of(index), *mistake.path), mistake.sentence))
    if problems:
        raise ConfigError(say("programme.config_faulty", path=config.path, n=len(problems)), problems)


def faults(document: Document, asked: Asked, rounds: Iterable[int]) -> list[Problem]:
    """What is wrong in the region's own tables: the organisation's, and those of the rounds at some places.

    Raises RegionError where a check of the region's settings fails instead of answering.
    """
    try:
        _, found = structure_at(document, ("region",), asked.region.settings)
        problems = [*found]
        for index in rounds:
            _, found = structure_at(document, _table_of(index), asked.region.settings, partial=True)
            problems += found
    except Raised as raised:
        raise _failed(asked, raised) from raised
    return problems


def _failed(asked: Asked, raised: Raised) -> RegionError:
    cls = asked.region.settings.__name__
    return RegionError(asked.blame("geleit_region", cls, say("regions.settings_failed", cls=cls, fault=raised.fault)))


def _table_of(index: int) -> tuple[str | int, ...]:
    return "rounds", index, "region"


def organisation(config: Config, asked: Asked) -> Any:
    """The settings that the configuration gives the organisation: default, organisation."""
    own, _ = structure_at(config.document, ("region",), asked.region.settings, partial=True)
    assert own is not None
    defaults = asked.region.settings()
    return attrs.evolve(defaults, **_nested(defaults, own))


def configured(config: Config, asked: Asked, table: RoundTable) -> Any:
    """The settings that the configuration gives a round: default, organisation, round."""
    before = organisation(config, asked)
    index = [each.id for each in config.rounds].index(table.id)
    own, _ = structure_at(config.document, _table_of(index), asked.region.settings, partial=True)
    assert own is not None
    return attrs.evolve(before, **_nested(before, own))


def _nested(base: Any, changes: Mapping[str, Any]) -> dict[str, Any]:
    """A change of a mapping (such as weights) changes single entries and keeps the others."""
    names = {attribute.alias: attribute.name for attribute in attrs.fields(type(base))}
    merged = {}
    for key, value in changes.items():
        before = getattr(base, names[key])
        merged[key] = {**before, **value} if isinstance(before, Mapping) and isinstance(value, Mapping) else value
    return merged


def effective(config: Config, asked: Asked, table: RoundTable, record: RoundRecord | None) -> Round[Any]:
    """A round with the settings in force: the frozen ones once it has been opened."""
    opened = record is not None and record.state is not RoundState.PLANNED
    settings = configured(config, asked, table)
    if record is not None and opened and record.parameters:
        try:
            settings = attempt(thaw, settings, record.parameters, config.path, passing=_REFUSING)
        except Raised as raised:
            raise _failed(asked, raised) from raised
        except _REFUSING as error:
            fault = as_mistakes(error, None)[0].sentence
            raise ConfigError(say("programme.frozen_unfit", round=table.title, fault=fault)) from error
    dates = record if record is not None and opened else None
    return Round(
        id=table.id,
        title=table.title,
        settings=settings,
        start=(dates.start if dates else None) or table.start,
        end=(dates.end if dates else None) or table.end,
        places=dates.places if dates and dates.places is not None else table.places,
        number=table.number,
        apply_by=table.apply_by,
        state=record.state if record is not None else RoundState.PLANNED,
        continues=table.continues,
    )


def freeze(settings: Any) -> dict[str, Any]:
    """The settings as they are kept with an opened round: one TOML text, and the keys that have no value.

    TOML has no word for "no value", and without the list such a key would turn into its default.
    """
    unset = [key_of(field) for field in attrs.fields(type(settings)) if getattr(settings, field.name) is None]
    return {_FROZEN: tomli_w.dumps(plain(settings)), _UNSET: unset}


def thaw(now: Any, parameters: Mapping[str, Any], path: Path) -> Any:
    """The reverse of `freeze`. A key that the region did not have then, or no longer understands, is as it is `now`;
    `drift` shows it."""
    cls = type(now)
    given: dict[str, Any] = {}
    for key, value in tomllib.loads(parameters[_FROZEN]).items():
        own, _ = structure_at(parse_toml(tomli_w.dumps({key: value}), path), (), cls, partial=True)
        given |= own or {}
    known = keys_of(cls)
    unset = {str(known[key].alias): None for key in parameters.get(_UNSET, ()) if key in known}
    return attrs.evolve(now, **given, **unset)


def drift(config: Config, asked: Asked, record: RoundRecord) -> tuple[Drift, ...]:
    """Where an opened round's frozen parameters differ from what the configuration says now."""
    table = config.round(record.id)
    if table is None or not record.parameters or record.state is RoundState.PLANNED:
        return ()
    frozen = flat(tomllib.loads(record.parameters[_FROZEN]))
    now = as_text(configured(config, asked, table))
    found = [
        Drift(record.id, key, frozen.get(key, "–"), now.get(key, "–"))
        for key in dict.fromkeys((*frozen, *now))
        if frozen.get(key) != now.get(key)
    ]
    for key in ("start", "end", "places"):
        before, after = getattr(record, key), getattr(table, key)
        if after is not None and before != after:
            found.append(Drift(record.id, key, str(before), str(after)))
    version = asked.loaded.version
    if record.region_version != version:
        found.append(Drift(record.id, "region_version", str(record.region_version), version))
    return tuple(found)


def as_text(settings: Any) -> dict[str, str]:
    """Every setting by its dotted key, as it would stand in the configuration."""
    return flat(plain(settings))


def flat(tree: Mapping[str, Any], before: str = "") -> dict[str, str]:
    """Values of nested tables by their dotted keys, as text."""
    found: dict[str, str] = {}
    for key, value in tree.items():
        if isinstance(value, Mapping):
            found.update(flat(value, f"{before}{key}."))
        else:
            found[f"{before}{key}"] = as_written(value)
    return found


def as_written(value: Any) -> str:
    """A single value as TOML writes it, without quotation marks."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"[{', '.join(map(as_written, value))}]" if isinstance(value, list) else str(value)


def plain(value: Any) -> Any:
    """Settings, or one of their values, as values of TOML; what is None is left out, since TOML has no word for it."""
    if attrs.has(type(value)):
        pairs = ((key_of(field), getattr(value, field.name)) for field in attrs.fields(type(value)))
        return {name: plain(inner) for name, inner in pairs if inner is not None}
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple | list | set | frozenset):
        return [plain(item) for item in value]
    return value if isinstance(value, str | int | float | bool | date) else str(value)
