"""P13: a configuration that would keep a parser busy is refused at once, with its file and a sentence."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from geleit.config import load, local_path, read_toml
from geleit.config.tokens import MOST_BYTES, MOST_BYTES_PER_LINE, MOST_DOTS
from geleit.errors import ConfigError
from geleit.labels import read_labels

CORE = Path(__file__).parents[2] / "core" / "geleit"
GOOD = """\
[organisation]
name = "Verein"
languages = ["de", "en"]
timezone = "Europe/Berlin"
[programme]
region = "./land.py"
title = "Mentoring"
[database]
path = "data/land.db"
"""
BOMBS: Mapping[str, str] = {
    "100,000 open brackets": "a = " + "[" * 100_000,
    "5,000 nested inline tables": "a = " + "{a = " * 5_000 + "1" + "}" * 5_000,
    "a key of 20,000 parts": "a" + ".a" * 19_999 + " = 1",
    "300 x 300 dotted keys": "\n".join(f"k{row}" + ".a" * 299 + " = 1" for row in range(300)),
    "600 nested headers": "\n".join(f"[a{'.a' * depth}]" for depth in range(600)),
    "integer of 5,000 digits": f"a = {'9' * 5_000}",
    "500,000 hex digits": f"a = 0x{'f' * 500_000}",
    "float of 4,000 digits": f"a = 0.{'1' * 4_000}",
    "1 MB string": f'a = "{"x" * 1_000_000}"',
    "unterminated multi-line string": 'b = 1\na = """x\n' + "y\n" * 1_000,
    "200,000 keys": "\n".join(f"k{number} = 1" for number in range(200_000)),
    "20,000 sibling dotted keys": "\n".join(f"a.{number} = 1" for number in range(20_000)),
    "nan and inf": "a = 1\nb = [0.5, nan]\nc = { d = -inf }",
}
FURTHER: Mapping[str, str] = {
    "brackets on lines of their own": "a = [\n" * 40_000,
    "strings between brackets": "a = " + '["x",\n' * 20_000,
    "a key in quotes": "a = 1\n" + '"x".' * 19_999 + "y = 1",
    "300,000 NUL bytes": "\0" * 300_000,
    "duplicate keys": "a = 1\na = 2",
    "30 February": "a = 2026-02-30",
    "not UTF-8": "a = '\udcff'",
}
ALL = {**BOMBS, **FURTHER}
GUARD = 60
"""Seconds after which a child process counts as hanging; every one of them takes a small part of that."""

READS = """
import json, sys
from pathlib import Path
from geleit.config import load
from geleit.errors import ConfigError
from geleit.cli.door import Door
from geleit.regions import loading
from geleit.errors import RegionError

folder, found = Path(sys.argv[1]), {}
for bomb in sorted(folder.iterdir()):
    for way in ("own", "local", "door", "labels"):
        path = bomb / way / "office.toml"
        try:
            if way == "door":
                door = Door({})
                door.config = path
                said = door.language
            elif way == "labels":
                loading.load("./land.py", path.parent)
                said = "taken"
            else:
                load(path)
                said = "taken"
        except ConfigError as error:
            said = [[Path(one.file).name, one.line, one.sentence.code] for one in error.problems]
        except RegionError as error:
            said = error.in_language("de")
        found[f"{bomb.name} {way}"] = said
        print(bomb.name, way, file=sys.stderr, flush=True)
print(json.dumps(found))
"""


def written(folder: Path, text: str, name: str = "office.toml") -> Path:
    """A file with this text, in UTF-8 but for single bytes that are none."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    return path


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, object]:
    """What every reader of TOML says to every bomb, in one child process that must end: the configuration itself, the
    program's file beside a good one, the peek for the language of messages, the labels of a single-file region."""
    folder = tmp_path_factory.mktemp("bombs")
    for number, text in enumerate(ALL.values()):
        place = folder / f"{number:02}"
        written(place / "own", text)
        written(place / "local", GOOD)
        written(place / "local", text, "office.local.toml")
        written(place / "door", text)
        written(place / "labels", text, "land.labels.toml")
        written(place / "labels", "", "land.py")
    done = subprocess.run(
        [sys.executable, "-c", READS, str(folder)], capture_output=True, text=True, check=False, timeout=GUARD
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("bomb", ALL)
@pytest.mark.parametrize("way", ["own", "local"])
def test_a_bomb_is_refused_with_its_file_and_a_sentence(answers: Mapping[str, object], bomb: str, way: str) -> None:
    """P13: in the organisation's own file and in the one that the program writes beside it."""
    problems = answers[f"{[*ALL].index(bomb):02} {way}"]
    assert isinstance(problems, list)
    assert problems
    name = "office.toml" if way == "own" else "office.local.toml"
    assert {file for file, _, _ in problems} == {name}
    assert all(code.startswith("config.") and code != "config.syntax.other" for _, _, code in problems)


def test_the_thirteen_bombs_are_all_there() -> None:
    """P13: the catalogue is whole."""
    assert len(BOMBS) == 13


@pytest.mark.parametrize("bomb", ALL)
def test_the_peek_for_the_language_takes_no_bomb(answers: Mapping[str, object], bomb: str) -> None:
    """P13: before a configuration is read, its language is looked for: through the same guard."""
    assert answers[f"{[*ALL].index(bomb):02} door"] == "en"


@pytest.mark.parametrize("bomb", ALL)
def test_labels_beside_a_region_take_no_bomb(answers: Mapping[str, object], bomb: str) -> None:
    """P13: the texts of a single-file region are TOML as well; the region and the file are named."""
    said = answers[f"{[*ALL].index(bomb):02} labels"]
    assert isinstance(said, str)
    assert "land.py" in said
    assert "land.labels.toml" in said


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("x = 1\na = " + "9" * 65, 2),
        ("x = 1\n\na = nan", 3),
        ("x = 1\na = [\n 1.5,\n inf,\n]", 4),
        ("x = 1\n" + "a." * (MOST_DOTS + 1) + "a = 1", 2),
        (f"x = 1\ny = '{'z' * MOST_BYTES_PER_LINE}'", 2),
        ("x = 1\n# " + "é" * MOST_BYTES_PER_LINE, 2),
        ("#" * 60 + ("\n" + "#" * 60) * (MOST_BYTES // 61), 0),
    ],
)
def test_a_bound_is_told_at_its_line(tmp_path: Path, text: str, line: int) -> None:
    """P13: 256 KiB, 8 KiB and 20 dots per line, finite numbers; 0 is the file as a whole."""
    with pytest.raises(ConfigError) as caught:
        read_toml(written(tmp_path, text))
    assert [problem.line for problem in caught.value.problems] == [line]


def test_what_just_fits_is_read(tmp_path: Path) -> None:
    """P13: the bounds themselves are allowed."""
    line = f"a = '{'x' * (MOST_BYTES_PER_LINE - 6)}'"
    text = f"{line}\n{'.'.join(['b'] * (MOST_DOTS + 1))} = 1\n"
    text += "#" * 100 + "\n"
    path = written(tmp_path, text)
    assert set(read_toml(path).data) == {"a", "b"}
    assert set(read_labels(written(tmp_path, '[a]\nb = { de = "' + "." * 3_000 + '" } # ' + "." * 90))["a.b"]) == {"de"}


def test_a_deep_but_allowed_file_breaks_nothing(tmp_path: Path) -> None:
    """P13: what stays within every bound may still be four hundred tables deep, and is laid over another all the
    same."""
    deep = "1"
    for _ in range(19):
        deep = f"{{ {'.'.join(['a'] * (MOST_DOTS + 1))} = {deep} }}"
    path = written(tmp_path, f"{GOOD}[region]\nx = {deep}\n")
    written(tmp_path, f"[region]\nx = {deep}\n", local_path(path).name)
    assert "x" in load(path).region


@pytest.mark.parametrize("bomb", ["100,000 open brackets", "a key of 20,000 parts", "200,000 keys", "nan and inf"])
def test_the_command_line_refuses_a_bomb_in_a_process_that_ends(bomb: str, tmp_path: Path) -> None:
    """P13: exit code 2 and one sentence with the file, in whatever command it is given."""
    path = written(tmp_path, ALL[bomb])
    for words in (["check", str(path)], ["round", "list", str(path), "--help"]):
        done = subprocess.run(
            [sys.executable, "-m", "geleit", *words],
            capture_output=True,
            text=True,
            check=False,
            timeout=GUARD,
            env={**os.environ, "GELEIT_LANGUAGE": ""},
        )
        assert done.returncode == (0 if "--help" in words else 2)
        assert "Traceback" not in done.stderr
        assert "--help" in words or "office.toml" in done.stdout + done.stderr


def test_nobody_reads_toml_around_the_guard() -> None:
    """P13: a source that calls the parser is one of these: the guarded scanner and its single keys, the guarded
    labels, the texts that the product ships, what the program itself has frozen with a round, and a single value or key
    that somebody types: one line of bounded length."""
    found = set()
    for path in CORE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"tomllib.load", "tomllib.loads"}:
                found.add(path.relative_to(CORE).as_posix())
    assert found == {
        "config/scanner.py",
        "config/lines.py",
        "labels.py",
        "cli/overview.py",
        "programme/parameters.py",
        "programme/settings/keys.py",
        "programme/settings/reading.py",
    }
