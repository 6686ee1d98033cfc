"""`geleit check`: what is wrong with a configuration, what is assumed, what has drifted."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from geleit.cli import printing
from geleit.cli.door import Door
from geleit.cli.making import command as command_named
from geleit.cli.making import config_argument, json_option, language_option
from geleit.errors import GeleitError
from geleit.labels import say

if TYPE_CHECKING:
    from geleit.programme.upkeep import Checkup


@command_named("check", config_argument(), json_option(), language_option())
def command(door: Door, *, config: Path, as_json: bool) -> int:
    """Problems are findings here; with any of them the exit code is 2."""
    found = _checkup(door, config)
    if as_json:
        sys.stdout.write(printing.as_json(_object(door, found)))
    else:
        _show(door, config, found)
    return 2 if found.problems else 0


def _checkup(door: Door, config: Path) -> Checkup:
    from geleit.programme import upkeep

    try:
        with door.open(config) as programme:
            return upkeep.check_programme(programme, config)
    except GeleitError:
        return upkeep.check(config)


def _object(door: Door, found: Checkup) -> dict[str, object]:
    return {
        "problems": [
            {"file": one.file, "line": one.line, "key": one.key, "message": door.text(one.sentence)}
            for one in found.problems
        ],
        "assumptions": found.assumptions,
        "drift": found.drift,
        "untranslated": [{"code": code, "language": language} for code, language in found.untranslated],
    }


def _show(door: Door, config: Path, found: Checkup) -> None:
    for problem in found.problems:
        door.put(problem.in_language(door.language, door.labels))
    if found.problems:
        door.tell(say("cli.said.problems", n=len(found.problems)))
        return
    if found.assumptions:
        door.put(door.text("cli.said.assumptions"))
        for assumed in found.assumptions:
            door.put(f"  {assumed.key} = {assumed.value}: {assumed.note}")
    if found.drift:
        door.put(door.text("cli.said.drift"))
        for one in found.drift:
            door.put(
                "  " + door.text(say("cli.said.drifted", round=one.round, key=one.key, was=one.frozen, now=one.now))
            )
    if found.untranslated:
        languages = sorted({language for _, language in found.untranslated})
        door.put(door.text(say("cli.said.untranslated", n=len(found.untranslated), languages=", ".join(languages))))
    door.tell(say("cli.said.no_problems", config=config.name))
