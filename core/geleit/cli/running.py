"""Running one command: its module is found by its name, whatever goes wrong becomes sentences and an exit code."""

from __future__ import annotations

import os
import sys
from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING

from geleit.cli import HELP, catalogue
from geleit.cli.door import Door
from geleit.errors import GeleitError, UsageError
from geleit.labels import say

if TYPE_CHECKING:
    import click


def run(words: list[str]) -> int:
    """Run a command line that names a command; returns the exit code."""
    from geleit.cli import faults

    door = Door()
    group = words[0]
    if group in catalogue.groups() and (not words[1:] or words[1] in HELP):
        return _of_group(group, helped=bool(words[1:]))
    try:
        name, rest = _split(words)
        made: click.Command = import_module(catalogue.module_of(name)).command
        with made.make_context(f"geleit {name}", rest, obj=door) as ctx:
            return int(made.invoke(ctx) or 0)
    except GeleitError as error:
        return faults.tell(door, error)
    except (BrokenPipeError, KeyboardInterrupt):
        raise
    except Exception as error:  # noqa: BLE001  # whatever nobody foresaw becomes a sentence and an exit code
        return faults.tell_other(door, error)


def _of_group(group: str, *, helped: bool) -> int:
    """What commands there are that begin with this word; asked for it is data, otherwise one of them was forgotten."""
    from geleit.cli.overview import of_group

    (sys.stdout if helped else sys.stderr).write(of_group(group, os.environ))
    return 0 if helped else 2


def _split(words: list[str]) -> tuple[str, list[str]]:
    """The command's name and what follows it. Raises UsageError, with the nearest name there is."""
    length = 2 if words[0] in catalogue.groups() else 1
    name = " ".join(words[:length])
    if name in catalogue.COMMANDS:
        return name, words[length:]
    known = catalogue.members(words[0]) or (*catalogue.COMMANDS, *catalogue.groups())
    near = get_close_matches(name, known, n=1)
    code = "cli.said.no_command_near" if near else "cli.said.no_command"
    raise UsageError(say(code, found=name, near=near[0] if near else ""))
