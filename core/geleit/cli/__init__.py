"""The command `geleit`.

The overview (`geleit`, `geleit --help`, `--version`) is answered here without click, attrs or anything else that takes
time to import; a command's module is imported when the command is called.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

HELP = ("-h", "--help")
_INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line (without the program's name) and return its exit code: 0 done, 1 failed, 2 usage or
    configuration, 3 try again, 130 interrupted."""
    words = list(sys.argv[1:] if argv is None else argv)
    _have_streams()
    _speak_utf8()
    try:
        code = _run(words)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        _print_nowhere()
        return 0
    except OSError as error:
        return _cannot_print(error)
    return code


def _run(words: list[str]) -> int:
    if not words or words[0] in HELP:
        from geleit.cli.overview import overview

        sys.stdout.write(overview(os.environ))
        return 0
    if words[0] in ("-V", "--version"):
        from geleit.cli.version import version

        sys.stdout.write(f"geleit {version()}\n")
        return 0
    from geleit.cli.running import run

    return run(words)


def _speak_utf8() -> None:
    """Names in any script must get through a pipe, whatever the system's code page is."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and (stream.encoding or "").lower().replace("-", "") != "utf8":
            reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def _have_streams() -> None:
    """A stream that the caller closed (`>&-`) swallows what is written to it."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  # lives as long as the process
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  # as above


def _cannot_print(error: OSError) -> int:
    """What was found cannot be printed, on a full disk for instance."""
    from geleit.cli import faults
    from geleit.cli.door import Door

    _print_nowhere()
    return faults.tell_other(Door(), error)


def _print_nowhere() -> None:
    """Whoever read the output has read enough (`geleit pairs … | head`), or it cannot be written: nothing more is."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
