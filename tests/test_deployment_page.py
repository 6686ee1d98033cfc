"""The page about deployments: the commands for one PC do what it says, as they are printed, one after the other."""

from __future__ import annotations

import re
import shlex
import shutil
import stat
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from geleit.cli import main
from geleit.permissions.staff import present_account

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "deployment.md").read_text(encoding="utf-8")
ONE_PC = PAGE.partition("## One PC\n")[2].partition("\n## ")[0]
SAMPLES = ROOT / "plugins" / "munich_migranet" / "geleit_munich_migranet" / "samples"


def test_the_commands_for_one_pc_work_as_they_are_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In an empty folder, with a list of a sample; what is to be written into the configuration is written into it."""
    pytest.importorskip("sqlcipher3")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    for name in ("GELEIT_AS", "GELEIT_NOW", "GELEIT_LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    shutil.copy(SAMPLES / "mentees.csv", tmp_path)
    config = tmp_path / "organisation.toml"
    done = 0
    for language, block in re.findall(r"^```(sh|toml)\n(.*?)^```", ONE_PC, re.MULTILINE | re.DOTALL):
        if language == "toml":
            here = block.replace("/media/stick", (tmp_path / "stick").as_posix())
            added = re.sub(r"\bfrontdesk\b", f'"{present_account()}"', here)
            config.write_text(f"{config.read_text(encoding='utf-8')}\n{added}", encoding="utf-8")
            continue
        for line in block.splitlines():
            command, *words = shlex.split(line)
            if command != "geleit":
                continue
            if words[:2] == ["round", "open"]:
                text = re.sub("^# (?=start =|end =)", "", config.read_text(encoding="utf-8"), flags=re.MULTILINE)
                config.write_text(text, encoding="utf-8")
            assert main(words) == 0, (line, capsys.readouterr())
            done += 1
    said = capsys.readouterr().out
    assert done > 10
    assert "Call the advice centre" in said
    assert not (tmp_path / "data" / "organisation.db").read_bytes().startswith(b"SQLite format 3")
    assert list((tmp_path / "stick").glob("*.age"))
    if sys.platform != "win32":
        records = tmp_path / "data"
        modes = {stat.S_IMODE(one.stat().st_mode) for one in records.iterdir()}
        assert (stat.S_IMODE(records.stat().st_mode), modes) == (0o700, {0o600})


def test_the_wheels_of_the_page_are_those_of_this_version() -> None:
    """A new version is to be installed by its own name."""
    wheels = re.findall(r"\./geleit\w*-([\d.]+)-py3-none-any\.whl", PAGE)
    assert wheels
    assert set(wheels) == {version("geleit")}
