"""The keys of parameters: which there are, of which type each is, which of them the program may set."""

from __future__ import annotations

import tomllib
from typing import Any

from geleit.config import Tables, type_at
from geleit.config.tables import keys_of
from geleit.config.wording import dotted, nearest
from geleit.errors import UsageError
from geleit.labels import say
from geleit.programme.context import Programme

OF_ROUND = ("title", "start", "end", "places", "number", "apply_by")
"""What a round's own table says and the program may set."""

_CHANGEABLE = frozenset({"organisation", "reporting", "privacy", "backup", "retention", "import", "keys"})
"""Tables that may be changed from the screens. Who works here, where the records are and whose rules hold stay with
whoever writes the configuration by hand."""


def path_of(programme: Programme, key: str, round_id: str | None = None) -> tuple[str, ...]:
    """The full path of a key as somebody writes it: `region.months` or just `months`, for a round with `round_id`.

    Raises UsageError, with the nearest key there is, if there is none of this name.
    """
    path = _parts(key)
    if path and path[0] == "rounds" and len(path) > 2:
        return _known(programme, path, key)
    own = keys_of(programme.asked.region.settings)
    if round_id is not None:
        name = programme.round(round_id).id
        if path[0] in OF_ROUND:
            return _known(programme, ("rounds", name, *path), key)
        below = path[1:] if path[0] == "region" else path
        return _known(programme, ("rounds", name, "region", *below), key)
    if path and path[0] in own and (path[0] not in keys_of(Tables) or len(path) == 1):
        return _known(programme, ("region", *path), key)
    return _known(programme, path, key)


def expected_type(programme: Programme, path: tuple[str, ...]) -> Any:
    """The type of a parameter, None where there is none."""
    settings = programme.asked.region.settings
    match path:
        case ("region", *below) | ("rounds", _, "region", *below) if below:
            return type_at(settings, below)
        case ("rounds", name, *_) if programme.config.round(name) is None:
            return None
    return type_at(Tables, path)


def may_change(path: tuple[str, ...]) -> bool:
    """Whether the program may set a parameter in its own file."""
    match path:
        case ("region", _, *_) | ("rounds", _, "region", _, *_):
            return True
        case ("rounds", _, name):
            return name in OF_ROUND
    return len(path) > 1 and path[0] in _CHANGEABLE


def _parts(key: str) -> tuple[str, ...]:
    """The parts of a dotted key, as TOML reads them."""
    found: list[str] = []
    try:
        tree: Any = tomllib.loads(f"{key} = 1") if len(key) <= 200 and "\n" not in key else {}
    except ValueError:
        tree = {}
    while isinstance(tree, dict) and tree:
        name, tree = next(iter(tree.items()))
        found.append(name)
    return tuple(found) or (key,)


def _known(programme: Programme, path: tuple[str, ...], key: str) -> tuple[str, ...]:
    if len(path) > 1 and expected_type(programme, path) is not None:
        return path
    names = [dotted(("region", name)) for name in keys_of(programme.asked.region.settings)]
    names += [name.removeprefix("region.") for name in names]
    names += [f"{table}.{name}" for table, kind in _tables() for name in keys_of(kind)]
    near = nearest(key, [*names, *OF_ROUND])
    raise UsageError(say("settings.unknown_near" if near else "settings.unknown", key=key, near=near))


def _tables() -> list[tuple[str, type]]:
    """The tables of a configuration that hold plain values."""
    found = ((name, type_at(Tables, (name,))) for name in keys_of(Tables))
    return [(name, kind) for name, kind in found if isinstance(kind, type) and hasattr(kind, "__attrs_attrs__")]
