"""The smallest organisation there is: its configuration, a region of one file, and the folder in which both lie."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from geleit.store import Key

ON_DISK = 'protection = "disk"'

_CONFIG = """\
[organisation]
name = "{name}"
languages = {languages}
timezone = "Europe/Berlin"

[programme]
region = "./{region}.py"
title = "Mentoring"{extensions}

[database]
path = "{database}"
{kept}
"""

_REGION = '''\
from typing import Annotated

import attrs
import geleit
from geleit import Sensitivity, ask, hookimpl, participant


@hookimpl
def geleit_region():
    """Who it is."""
    return geleit.Region(
        name="{name}",
        country="{country}",
        languages=("de", "en"),
        host_languages=("{host}",),
        mentee={mentee},
        mentor={mentor},{settings}
        written_for="0.1",
    )
'''

EVERYBODY = '''

@hookimpl
def geleit_eligibility(round_):
    """Everybody."""
    return geleit.Eligibility()
'''

OF_AGE = '''

@hookimpl
def geleit_eligibility(round_):
    """Everybody of age."""
    rules = geleit.standard.rules(geleit.Role.MENTOR, without=("ST-CONSENT",))
    return geleit.Eligibility(mentee=rules, mentor=rules)
'''

BANK = """
[[consents]]
purpose = "transfer_funder"
recipient = "bank"
name = "Aufbaubank"
text = "2026-01"
"""


def configuration(
    *tables: str,
    name: str = "Verein",
    languages: Sequence[str] = ("de", "en"),
    region: str = "tiny",
    extensions: Sequence[str] = (),
    database: str = "data/tiny.db",
    kept: Sequence[str] = (ON_DISK,),
) -> str:
    """A configuration's text: `kept` are the lines about the protection, `tables` what stands at its end."""
    listed = f"\nextensions = {json.dumps(list(extensions))}" if extensions else ""
    text = _CONFIG.format(
        name=name,
        languages=json.dumps(list(languages)),
        region=region,
        extensions=listed,
        database=database,
        kept="\n".join(kept),
    )
    return text + "".join(tables)


def region_source(
    *parts: str,
    name: str = "tiny",
    country: str = "DE",
    host: str = "de",
    mentee: str = "geleit.Mentee",
    mentor: str = "geleit.Mentor",
    settings: str | None = None,
) -> str:
    """A region's source: who it is, and `parts` with its classes and its other answers."""
    own = f"\n        settings={settings}," if settings else ""
    who = _REGION.format(name=name, country=country, host=host, mentee=mentee, mentor=mentor, settings=own)
    return who + "".join(parts)


REGION = region_source(EVERYBODY)


def keyed(folder: Path, key: Key | None) -> tuple[str, ...]:
    """The lines about the protection: encrypted with a key whose file is written beside the configuration, or the
    disk."""
    if key is None:
        return (ON_DISK,)
    path = folder / "organisation.key"
    path.touch(0o600)
    path.write_text(key.code, encoding="ascii")
    return ('protection = "sqlcipher"', 'key_source = "file"', f'key_file = "{path.name}"')


def laid_out(
    folder: Path,
    config: str,
    source: str = REGION,
    *,
    labels: str = "",
    region: str = "tiny",
    file: str = "organisation.toml",
    **lists: str,
) -> Path:
    """The configuration's file, in a folder with the region, its labels and the lists (CSV) that it is given."""
    texts = {file: config, f"{region}.py": source} | {f"{name}.csv": text for name, text in lists.items()}
    if labels:
        texts[f"{region}.labels.toml"] = labels
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder / file
