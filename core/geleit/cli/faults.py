"""What went wrong, told on stderr, and the exit code it comes to."""

from __future__ import annotations

import traceback
from difflib import get_close_matches

import click

from geleit.cli.door import Door
from geleit.errors import GeleitError, Problem, UsageError
from geleit.files.reasons import reason_of
from geleit.labels import Labels, say

TRACEBACK = "GELEIT_TRACEBACK"
_INTERRUPTED = 130


def tell(door: Door, error: GeleitError) -> int:
    """An error meant for people: its sentence, then its problems, one a line."""
    door.tell(error.sentence)
    tell_problems(door, error.problems)
    return error.exit_code


def tell_problems(door: Door, problems: tuple[Problem, ...], labels: Labels | None = None) -> None:
    """Problems on stderr, one a line, each with its place."""
    for problem in problems:
        door.tell_line(problem.in_language(door.language, labels or door.labels))


def tell_other(door: Door, error: Exception) -> int:
    """An error of the command line's own machinery, or one that nobody foresaw."""
    if isinstance(error, click.exceptions.Exit):
        return error.exit_code
    if isinstance(error, click.Abort):
        return _INTERRUPTED
    if isinstance(error, click.UsageError):
        return tell(door, _usage(error))
    if door.environ.get(TRACEBACK):
        for line in "".join(traceback.format_exception(error)).splitlines():
            door.tell_line(line)
    if isinstance(error, OSError):
        code = "cli.said.system" if error.filename is None else "cli.said.system_file"
        door.tell(say(code, file=error.filename, reason=reason_of(error)))
        return 1
    sentence = say("cli.said.unexpected", kind=type(error).__name__, what=str(error) or "–", variable=TRACEBACK)
    door.tell(sentence)
    return 1


def _usage(error: click.UsageError) -> UsageError:
    """click's complaint as a sentence of ours."""
    path = error.ctx.command_path if error.ctx else "geleit"
    if isinstance(error, click.MissingParameter) and error.param is not None:
        param = error.param
        what = max(param.opts, key=len) if isinstance(param, click.Option) else param.human_readable_name
        return UsageError(say("cli.said.missing", what=what, command=path))
    if isinstance(error, click.NoSuchOption):
        near = get_close_matches(error.option_name, error.possibilities or (), n=1, cutoff=0)
        code = "cli.said.no_option_near" if near else "cli.said.no_option"
        return UsageError(say(code, option=error.option_name, near=near[0] if near else "", command=path))
    if isinstance(error, click.BadOptionUsage):
        return UsageError(say("cli.said.bad_option", option=error.option_name, command=path))
    return UsageError(say("cli.said.usage", what=error.format_message(), command=path))
