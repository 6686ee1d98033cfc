"""Parameters in words: what a key is called, what its value says, where a default comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from typing import Any

import attrs

from geleit.labels import Listed, number, say
from geleit.programme.context import Programme
from geleit.questions.settings import Origin
from geleit.regions.words import assumed, sourced

NONE = "–"
_ENTRIES = ("criterion", "stage", "milestone", "topic", "territory")
"""What the entries of a region's table can be named after."""

_ENUMS = {"Category": "retention.category", "Start": "retention.start", "Then": "retention.then"}
"""Enumerations whose words stand elsewhere than under their own name."""


def title(programme: Programme, path: tuple[str, ...]) -> str:
    """What a key of the configuration is called: `region.months`, `rounds.<id>.region.months`, `backup.daily`.

    The keys of a table that the region or the organisation names freely are called by what they name.
    """
    match path:
        case ("rounds", _, *rest) if rest and rest[0] != "region":
            return programme.say(f"settings.key.rounds.{rest[0]}")
        case ("rounds", _, "region", name, *below) | ("region", name, *below):
            return _of_region(programme, name, below)
        case ("import", "columns", heading):
            return programme.say(say("settings.key.import.columns", heading=heading))
        case ("retention", category, key):
            whose, what = f"retention.category.{category}", f"settings.key.retention.{key}"
            return f"{programme.say(whose)}: {programme.say(what)}"
        case ("staff", *accounts, key) if accounts:
            return f"{accounts[-1]}: {_word(programme, (f'settings.key.staff.{key}',), key)}"
        case ("keys", command):
            return command
    return _word(programme, (f"settings.key.{'.'.join(path)}", f"settings.table.{path[0]}"), path[-1])


def _of_region(programme: Programme, name: str, below: list[str]) -> str:
    whole = _word(programme, (f"setting.{name}",), name)
    entries = (_word(programme, (f"{kind}.{entry}" for kind in _ENTRIES), entry) for entry in below)
    return ": ".join((whole, *entries))


def in_words(programme: Programme, value: Any) -> str:
    """A value in the user's language; a dash for none."""
    if value is None or value == "":
        return NONE
    if isinstance(value, bool):
        return programme.say("settings.yes" if value else "settings.no")
    if isinstance(value, Enum):
        code = value.value if isinstance(value.value, str) else value.name.lower()
        kinds = (_ENUMS.get(type(value).__name__, type(value).__name__), *_ENTRIES)
        return _word(programme, (f"{kind}.{code}" for kind in kinds), _place(programme, str(code)))
    if isinstance(value, int | float):
        return number(float(value), programme.language)
    if isinstance(value, date):
        return programme.say(say("settings.value", value=value))
    if isinstance(value, Mapping):
        pairs = (f"{in_words(programme, key)}: {in_words(programme, inner)}" for key, inner in value.items())
        return "; ".join(pairs) or NONE
    if attrs.has(type(value)):
        known = ((field.name, getattr(value, field.name)) for field in attrs.fields(type(value)))
        return "; ".join(
            f"{name}: {in_words(programme, inner)}" for name, inner in known if inner not in (None, "", ())
        )
    if isinstance(value, Iterable) and not isinstance(value, str):
        items = [in_words(programme, item) for item in value]
        return programme.say(say("settings.value", value=Listed(items))) if items else programme.say("settings.nothing")
    return str(value)


def default_origin(programme: Programme, name: str, origin: Origin | None) -> str:
    """Where the default of a region's setting comes from."""
    if origin is not None and origin.assumption:
        return programme.say(say("settings.assumed", note=assumed(programme.labels, name, origin.assumption)))
    if origin is not None and origin.source:
        return programme.say(say("settings.from_source", source=sourced(programme.labels, name, origin.source)))
    return programme.say("settings.by_default")


def _place(programme: Programme, code: str) -> str:
    """A territory by its NUTS code; the code itself where it is none."""
    found = [place for place in programme.asked.region.territories if place.nuts == code]
    return found[0].shown(programme.labels, programme.language) if len(found) == 1 else code


def _word(programme: Programme, codes: Iterable[str], otherwise: str) -> str:
    for code in codes:
        if programme.labels.languages_of(code):
            return programme.say(code)
    return otherwise
