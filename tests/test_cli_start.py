"""Starting the command line: what an overview costs, and what a real process does with its streams."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from geleit.cli import catalogue
from geleit.cli.overview import overview
from geleit.labels import read_labels

ROOT = Path(__file__).parents[1]
HEAVY = ("attr", "attrs", "cattrs", "click", "numpy", "pluggy", "scipy", "sqlite3", "sqlite_utils", "textual", "babel")
LOADED = """
import sys
from geleit.cli import main
code = main(sys.argv[1:])
sys.stdout.flush()
print(*sys.modules, file=sys.stderr)
sys.exit(code)
"""


def start(*words: str, **environ: str) -> subprocess.CompletedProcess[bytes]:
    """Run `geleit` in a process of its own."""
    known = {key: value for key, value in os.environ.items() if not key.startswith(("GELEIT_", "LC_", "LANG"))}
    return subprocess.run(
        [sys.executable, "-m", "geleit", *words], capture_output=True, check=False, env={**known, **environ}
    )


def modules(*words: str) -> set[str]:
    """The modules that a process has imported after a command."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *words], capture_output=True, check=True, text=True, encoding="utf-8"
    )
    return set(done.stderr.split())


@pytest.mark.parametrize("words", [(), ("-h",), ("--help",), ("--version",), ("round", "--help")])
def test_the_overview_imports_nothing_heavy(words: tuple[str, ...]) -> None:
    """Neither what parses a command nor what keeps records, whatever is installed."""
    found = modules(*words)
    assert "geleit.cli" in found
    heavy = HEAVY if words != ("round", "--help") else tuple(name for name in HEAVY if name != "click")
    assert not found & set(heavy)
    assert not [name for name in found if name.startswith("geleit_")]


def test_the_list_of_regions_imports_no_region() -> None:
    """Names and versions come from the installed distributions; no region's code runs."""
    found = modules("regions")
    assert "geleit.regions.installed" in found
    assert not [name for name in found if name.startswith("geleit_")]
    assert not found & {"numpy", "sqlite_utils", "attr"}


def test_the_help_of_a_command_touches_no_records() -> None:
    """It is there without NumPy and without a database's library."""
    assert not modules("log", "--help") & {"numpy", "scipy", "sqlite_utils", "textual"}


def test_the_database_comes_without_numpy_and_pandas() -> None:
    """sqlite-utils would import both where they are installed, for types that are never stored here."""
    code = "import sys; from geleit.store.driver import driver; driver(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True, encoding="utf-8")
    found = set(done.stdout.split())
    assert "sqlite_utils" in found
    assert not found & {"numpy", "pandas"}


def test_only_the_commands_own_module_is_loaded() -> None:
    """A command does not wait for the others."""
    commands = {name for name in modules("pairs", "--help") if name.startswith("geleit.cli.commands.")}
    assert commands == {"geleit.cli.commands.pairs"}


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_overview_names_every_command_with_its_label(language: str) -> None:
    """It reads the same words that the labels hold."""
    labels = read_labels(ROOT / "core" / "geleit" / "cli" / "labels.toml")
    text = overview({"GELEIT_LANGUAGE": language})
    for name in catalogue.COMMANDS:
        first = name.split()[0]
        assert f"\n  {first} " in text
        assert labels[f"cli.command.{catalogue.key_of(first)}"][language] in text
    for group in catalogue.groups():
        assert all(member.split()[1] in text for member in catalogue.members(group))


def test_a_process_answers_and_exits() -> None:
    """The overview and the version on stdout with 0; an unknown command on stderr with 2."""
    assert start(GELEIT_LANGUAGE="en").stdout.startswith(b"geleit COMMAND")
    from importlib.metadata import version

    assert start("--version").stdout.decode().split() == ["geleit", version("geleit")]
    wrong = start("chek", GELEIT_LANGUAGE="en")
    assert (wrong.returncode, wrong.stdout) == (2, b"")
    assert "check" in wrong.stderr.decode()


def test_names_in_any_script_get_through_a_pipe() -> None:
    """Output that is no terminal is UTF-8, whatever the system's code page says."""
    done = start(GELEIT_LANGUAGE="de", PYTHONIOENCODING="cp1252")
    assert "öffnen" in done.stdout.decode("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="a closed pipe is another error there")
@pytest.mark.parametrize("words", [(), ("regions",)])
def test_a_reader_who_has_read_enough_is_no_failure(words: tuple[str, ...]) -> None:
    """`geleit … | head` ends quietly."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "geleit", *words], stdout=writing, stderr=subprocess.PIPE, check=False
        )
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_command_line_of_a_real_process(tmp_path: Path) -> None:
    """A configuration that is not there is exit code 2 and a sentence in the language asked for."""
    done = start("pairs", str(tmp_path / "gone.toml"), "--json", "--language", "de")
    assert (done.returncode, done.stdout) == (2, b"")
    assert "gibt es nicht" in done.stderr.decode("utf-8")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk is made up by Linux only")
@pytest.mark.parametrize("words", [(), ("regions",), ("config", "schema", "--json")])
def test_output_that_cannot_be_written_is_told(words: tuple[str, ...]) -> None:
    """A full disk is a sentence and exit code 1."""
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "geleit", *words],
            stdout=full,
            stderr=subprocess.PIPE,
            env={**os.environ, "GELEIT_LANGUAGE": "en"},
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.decode().strip() == (
        "The operating system has stopped this: no space left. Please put it right and try again."
    )


@pytest.mark.skipif(os.name == "nt", reason="the shell of Windows closes no streams")
@pytest.mark.parametrize("closed", ["1", "2"])
def test_a_stream_that_is_closed_swallows_what_is_written(closed: str) -> None:
    """`geleit … >&-` is no failure."""
    done = subprocess.run(
        ["sh", "-c", f'exec "$0" -m geleit regions {closed}>&-', sys.executable], capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
