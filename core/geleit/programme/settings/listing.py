"""Every parameter in force, with its value, where it comes from, and whether it is an assumption to confirm."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from geleit.config import Config, Tables, local_path
from geleit.config.tables import key_of, keys_of
from geleit.config.wording import choices, is_choice, kind, without_none
from geleit.model.lifecycle import RoundState
from geleit.model.rounds import RoundRecord
from geleit.permissions import Action
from geleit.programme import parameters
from geleit.programme.context import Programme
from geleit.programme.settings.keys import OF_ROUND, expected_type, may_change
from geleit.programme.settings.parameter import Parameter, Source
from geleit.programme.settings.reading import as_typed
from geleit.programme.settings.wording import default_origin, in_words, title
from geleit.programme.staff.permits import needs
from geleit.questions.settings import Origin, origins
from geleit.regions.words import assumed

Path = tuple[str, ...]


@needs(Action.CHECK)
def organisation_parameters(programme: Programme) -> tuple[Parameter, ...]:
    """Every value of the configuration: the organisation's tables, its rounds' own, the region's settings for the
    organisation, and what single rounds change of them."""
    config = programme.config
    found: list[Parameter] = []
    for key, attribute in keys_of(Tables).items():
        if key == "rounds":
            for table in config.rounds:
                found += _below(programme, ("rounds", table.id), table)
        elif key != "region":
            found += _below(programme, (key,), getattr(config, attribute.name))
    found += _region(programme, parameters.organisation(config, programme.asked), ("region",))
    for table in config.rounds:
        settings = parameters.configured(config, programme.asked, table)
        before = ("rounds", table.id, "region")
        found += [one for one in _region(programme, settings, before) if config.origin((*before, *_in_region(one)))]
    return tuple(found)


@needs(Action.CHECK)
def round_parameters(programme: Programme, round_id: str | None = None) -> tuple[Parameter, ...]:
    """What holds for a round: its own table, and each of the region's settings; the values that were frozen when it
    was opened, with what the configuration says now where that is something else."""
    round_ = programme.round(round_id)
    record = programme.store.get(RoundRecord, round_.id) if programme.config.database_path.exists() else None
    now = configured_parameters(programme, round_.id)
    if record is None or record.state is RoundState.PLANNED:
        return now
    drift = {one.key: one for one in parameters.drift(programme.config, programme.asked, record)}
    before = {one.key: one for one in _region(programme, round_.settings, ("rounds", round_.id, "region"))}
    return tuple(
        _as_opened(programme, one, before.get(one.key), drift)
        if _in_region(one)
        else _frozen(programme, one, getattr(round_, _name(one)), _name(one) in drift)
        for one in now
    )


@needs(Action.CHECK)
def configured_parameters(programme: Programme, round_id: str) -> tuple[Parameter, ...]:
    """What the configuration says about a round now, whatever was frozen when it was opened."""
    table = programme.config.round(round_id)
    assert table is not None
    own = [one for one in _below(programme, ("rounds", table.id), table) if _name(one) in OF_ROUND]
    settings = parameters.configured(programme.config, programme.asked, table)
    return (*own, *_region(programme, settings, ("rounds", table.id, "region")))


def _name(one: Parameter) -> str:
    return one.key.rpartition(".")[2]


def _in_region(one: Parameter) -> Path:
    """The path of a round's setting within the region's table."""
    return tuple(one.key.split(".")[3:])


def _as_opened(programme: Programme, now: Parameter, before: Parameter | None, drift: Mapping[str, Any]) -> Parameter:
    """A region's setting of an opened round: as it was frozen."""
    if before is None or ".".join(_in_region(now)) not in drift or before.words == now.words:
        return now
    return attrs.evolve(
        before, source=Source.FROZEN, origin=programme.say("settings.frozen"), note="", now=now.words, text=now.text
    )


def _frozen(programme: Programme, one: Parameter, kept: Any, drifted: bool) -> Parameter:
    """A value of an opened round's own table: as it was then."""
    words = in_words(programme, kept)
    if not drifted or words == one.words:
        return one
    frozen = {"value": parameters.plain(kept), "words": words, "now": one.words}
    return attrs.evolve(one, source=Source.FROZEN, origin=programme.say("settings.frozen"), **frozen)


def _below(programme: Programme, path: Path, value: Any) -> Iterator[Parameter]:
    """The parameters in one of the organisation's tables."""
    if attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            if not (path[0] == "rounds" and field.name == "region"):
                yield from _below(programme, (*path, key_of(field)), getattr(value, field.name))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _below(programme, (*path, str(key)), inner)
    else:
        at = programme.config.document.place(_placed(programme.config, path))
        stands = programme.config.origin(path)
        source = _file(programme.config, at[0]) if stands else Source.STANDARD
        yield _made(programme, path, value, source, stands or programme.say("settings.by_default"))


def _region(programme: Programme, settings: Any, above: Path) -> Iterator[Parameter]:
    """The region's settings below `region` or below a round's: the entries of a table one by one."""
    known = origins(type(settings))
    for key, field in keys_of(type(settings)).items():
        value = getattr(settings, field.name)
        entries: list[tuple[Path, Any]] = [((key,), value)]
        if isinstance(value, Mapping) and value:
            entries = [((key, str(parameters.plain(name))), inner) for name, inner in value.items()]
        for below, inner in entries:
            yield _setting(programme, (*above, *below), inner, known.get(field.name))


def _setting(programme: Programme, path: Path, value: Any, origin: Origin | None) -> Parameter:
    """One setting: as the round says, else as the organisation says, else as the region does."""
    config = programme.config
    of_region = path[2:] if path[0] == "rounds" else path
    for at in dict.fromkeys((path, of_region)):
        if stands := config.origin(at):
            file, _ = config.document.place(_placed(config, at))
            return _made(programme, path, value, _file(config, file), stands)
    name = of_region[1]
    is_assumed = origin is not None and origin.assumption is not None and name not in config.region
    words = default_origin(programme, name, origin)
    note = (
        programme.say(assumed(programme.labels, name, origin.assumption))
        if is_assumed and origin and origin.assumption
        else ""
    )
    source = (
        Source.ASSUMED
        if is_assumed
        else Source.REGION
        if origin and (origin.source or origin.assumption)
        else Source.STANDARD
    )
    return _made(programme, path, value, source, words, note)


def _made(programme: Programme, path: Path, value: Any, source: Source, origin: str, note: str = "") -> Parameter:
    type_ = without_none(expected_type(programme, path) or str)
    spelt = choices(type_) if is_choice(type_) else {"true": True, "false": False} if type_ is bool else {}
    shown = None if value is None else parameters.plain(value)
    return Parameter(
        key=".".join(path),
        group=".".join(path[:2]) if path[0] == "rounds" else path[0],
        title=title(programme, path),
        value=shown,
        text=as_typed(shown),
        words=in_words(programme, value),
        source=source,
        origin=origin,
        expected=programme.say(kind(type_)),
        choices=tuple((one, in_words(programme, each)) for one, each in spelt.items()),
        note=note,
        changeable=may_change(path),
    )


def _placed(config: Config, path: Path) -> tuple[str | int, ...]:
    """The same path with a round by its place in the list."""
    if path[0] != "rounds":
        return path
    return ("rounds", [each.id for each in config.rounds].index(path[1]), *path[2:])


def _file(config: Config, file: Any) -> Source:
    return Source.LOCAL if file == local_path(config.path) else Source.WRITTEN
