"""`geleit check`: what is wrong with a configuration, what is assumed, what has drifted, how the records are doing."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from geleit.cli import printing
from geleit.cli.door import Door
from geleit.cli.key_commands import wrong_keys
from geleit.cli.making import as_option, config_argument, json_option, language_option
from geleit.cli.making import command as command_named
from geleit.errors import GeleitError
from geleit.labels import say

if TYPE_CHECKING:
    from geleit.programme.upkeep import Checkup
    from geleit.store.health import Finding


@command_named("check", config_argument(), json_option(), as_option(), language_option())
def command(door: Door, *, config: Path, as_json: bool) -> int:
    """Problems are findings here; with any of them the exit code is 2, with a line that fails it is 1."""
    found, lines = _checkup(door, config)
    if as_json:
        sys.stdout.write(printing.as_json(_object(door, found, lines)))
    else:
        _show(door, config, found, lines)
    if found.problems:
        return 2
    return 1 if any(one.status == "fail" for one in lines) else 0


def _checkup(door: Door, config: Path) -> tuple[Checkup, tuple[Finding, ...]]:
    """What is said about the configuration and, where that is in order, about the records."""
    from attrs import evolve

    from geleit.programme import upkeep
    from geleit.programme.safekeeping.health import health

    try:
        with door.open(config) as programme:
            found = upkeep.check_programme(programme, config)
            if wrong := wrong_keys(programme):
                found = evolve(found, problems=(*found.problems, *wrong))
            return found, () if found.problems else health(programme)
    except GeleitError:
        return upkeep.check(config), ()


def _object(door: Door, found: Checkup, lines: tuple[Finding, ...]) -> dict[str, object]:
    return {
        "health": [
            {
                "code": one.code,
                "status": one.status.value,
                "message": door.text(one.sentence),
                "remedy": door.text(one.remedy) if one.remedy else None,
            }
            for one in lines
        ],
        "problems": [
            {"file": one.file, "line": one.line, "key": one.key, "message": door.text(one.sentence)}
            for one in found.problems
        ],
        "assumptions": found.assumptions,
        "drift": found.drift,
        "untranslated": [{"code": code, "language": language} for code, language in found.untranslated],
    }


def _show_health(door: Door, lines: tuple[Finding, ...]) -> None:
    """A line each, headed by how it is; below it what to do."""
    words = {status: door.text(f"cli.health.{status}") for status in ("ok", "warn", "fail")}
    width = max(map(len, words.values()))
    for one in lines:
        door.put(f"{words[one.status.value]:<{width}}  {door.text(one.sentence)}")
        if one.remedy is not None:
            door.put(f"{'':<{width}}  → {door.text(one.remedy)}")


def _show(door: Door, config: Path, found: Checkup, lines: tuple[Finding, ...]) -> None:
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
    _show_health(door, lines)
    failed = sum(one.status == "fail" for one in lines)
    door.tell(say("cli.said.health_failed", n=failed) if failed else say("cli.said.no_problems", config=config.name))
