"""The configuration that `geleit init` writes: what must be said, and as comments what may be."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geleit.cli.printing import plain
from geleit.labels import Labels, Sentence

if TYPE_CHECKING:
    from geleit.regions.asking import Asked

_ENTRY = """\
# {header}

[organisation]
name = {name}
languages = {languages}
timezone = {timezone}                # {timezone_note}

[programme]
region = {region}
title = {name}

[database]
path = {path}           # {path_note}
{protection_lines}

# {staff_note}
# [staff]
# account1 = {{ role = "coordinator", name = "…" }}

[region]
# {region_note}
{settings}
[[rounds]]
id = "round-1"                       # {id_note}
title = {title}
# {dates_note}
# start = 2030-01-15
# end = 2030-07-15
# places = 20

[reporting]
minimum_cell = 5                     # {cell_note}
"""


def first_config(
    asked: Asked,
    named: str,
    name: str,
    *,
    stem: str,
    language: str,
    protection: str | None = None,
    source: str | None = None,
    key_file: Path | None = None,
) -> str:
    """The text of a configuration, with its comments in a language; `named` is the region as it is to be loaded.

    `protection` is how the records are kept from strangers, `source` where their key comes from; None leaves it open.
    `key_file` is the place of a key that cannot lie at the usual one.
    """
    region = asked.region

    def say(what: Sentence | str) -> str:
        return asked.labels.text(what, language)

    notes = [
        "header",
        "timezone_note",
        "path_note",
        "staff_note",
        "region_note",
        "id_note",
        "dates_note",
        "cell_note",
    ]
    spoken = [code for code in region.languages if code in ("de", "en")] or list(region.languages)
    return _ENTRY.format(
        **{note: say(f"cli.init.{note}") for note in notes},
        name=_toml(name),
        languages=_toml(spoken),
        timezone=_toml(_timezone(region.country)),
        region=_toml(named),
        path=_toml(f"data/{stem}.db"),
        title=_toml(say("cli.init.round_title")),
        protection_lines=_protection(protection, source, key_file, say),
        settings=_settings(region.settings, asked.labels, say),
    )


def _protection(
    protection: str | None, source: str | None, key_file: Path | None, say: Callable[[Sentence | str], str]
) -> str:
    """The lines on protection and key; commented out what nobody has decided."""
    setting = f"{'' if protection else '# '}protection = {_toml(protection or 'disk')}"
    lines = [f"{setting:<36} # {say('cli.init.protection_' + (protection or 'disk'))}"]
    if source is not None:
        lines.append(f"{f'key_source = {_toml(source)}':<36} # {say(f'cli.init.key_{source}')}")
    if key_file is not None:
        lines.append(f"key_file = {_toml(str(key_file))}")
    return "\n".join(lines)


def _settings(cls: type[Any], labels: Labels, say: Callable[[Sentence | str], str]) -> str:
    """Every setting of the region as a comment with its default and where that comes from."""
    from geleit.questions.settings import origins
    from geleit.regions.words import assumed, sourced

    default = cls()
    lines = []
    for key, origin in origins(cls).items():
        value = getattr(default, key)
        line = f"# {key} = {'…' if value is None else _toml(plain(value))}"
        why = assumed(labels, key, origin.assumption) if origin.assumption else None
        source = sourced(labels, key, origin.source) if origin.source else None
        note = say(Sentence("settings.assumed", {"note": why})) if why else say(source) if source else None
        lines.append(f"{line}   # {' '.join(note.split())}" if note else line)
    return "".join(f"{line}\n" for line in lines)


def _toml(value: Any) -> str:
    """A value on one line of TOML."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_toml(str(key))} = {_toml(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_toml, value)) + "]"
    # TOML forbids DEL in a text, and JSON does not escape it.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f") if isinstance(value, str) else str(value)


def _timezone(country: str) -> str:
    """A time zone of a country by the CLDR: its first by name, UTC where it names none."""
    from babel.core import get_global

    zones = sorted(zone for zone, territory in get_global("zone_territories").items() if territory == country)
    return next((zone for zone in zones if "/" in zone), "UTC")
