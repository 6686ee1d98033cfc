"""P18: whoever builds the same source gets the same wheels, byte for byte, with nothing in them but what is needed."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from email import message_from_bytes
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import attrs
import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("pyproject.toml", "README.md", "core", "tui", "plugins")
EXTRAS = ("sqlcipher3", "pyrage", "keyring", "ortools", "textual-serve")


@attrs.frozen
class Built:
    """Wheels by their file names."""

    wheels: Mapping[str, Path]

    @property
    def digests(self) -> Mapping[str, str]:
        """Their SHA-256 digests."""
        return {name: sha256(path.read_bytes()).hexdigest() for name, path in self.wheels.items()}


def build(folder: Path, *, umask: int, moment: int) -> Built:
    """Every wheel of the workspace from a copy of the sources, whose files have other rights and another age."""
    source, out = folder / "source", folder / "dist"
    source.mkdir(parents=True)
    for name in SOURCES:
        place = ROOT / name
        if place.is_dir():
            shutil.copytree(place, source / name, ignore=shutil.ignore_patterns("__pycache__", "*.db", ".*"))
        else:
            shutil.copy(place, source / name)
    for path in sorted(source.rglob("*")):
        path.chmod((0o777 if path.is_dir() else 0o666) & ~umask)
        os.utime(path, (moment, moment))
    uv = os.environ.get("UV") or shutil.which("uv")
    assert uv is not None, "wheels are built by uv, which the README asks for"
    command = [uv, "build", "--quiet", "--all-packages", "--wheel", "--out-dir", str(out)]
    subprocess.run(command, cwd=source, check=True, umask=umask, env=_environ())
    return Built({path.name: path for path in sorted(out.glob("*.whl"))})


def _environ() -> dict[str, str]:
    """The environment without what would make the builds alike, or have them run elsewhere."""
    return {name: value for name, value in os.environ.items() if name not in ("SOURCE_DATE_EPOCH", "VIRTUAL_ENV")}


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> tuple[Built, Built]:
    """Two builds in two places, at two moments by the files' clocks, with two umasks."""
    folder = tmp_path_factory.mktemp("wheels")
    first = build(folder / "here", umask=0o022, moment=1_600_000_000)
    return first, build(folder / "somewhere" / "else", umask=0o077, moment=1_700_000_000)


def test_wheels_built_twice_are_the_same_to_the_byte(twice: tuple[Built, Built]) -> None:
    """P18: neither place nor time nor the builder's rights change a wheel of the host or of a region."""
    first, second = twice
    members = {path.parent.name for path in ROOT.glob("plugins/*/pyproject.toml")}
    assert {name.split("-")[0].removeprefix("geleit_") for name in first.wheels} == {"geleit", *members}
    assert first.digests == second.digests


def test_the_host_asks_for_nothing_of_an_extra(twice: tuple[Built, Built]) -> None:
    """P18: what pip reads in the wheel names encryption, solvers and the browser under their extras only."""
    (host,) = [path for name, path in twice[0].wheels.items() if name.startswith("geleit-")]
    with ZipFile(host) as archive:
        (metadata,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        required = message_from_bytes(archive.read(metadata)).get_all("Requires-Dist", [])
    assert required
    plain = [one for one in required if "extra ==" not in one]
    assert not [one for one in plain for extra in EXTRAS if one.lower().startswith(extra)]


def test_a_wheel_holds_its_package_and_nothing_else(twice: tuple[Built, Built]) -> None:
    """P18: no test, no organisation's file, no database is handed out with the product."""
    for name, path in twice[0].wheels.items():
        with ZipFile(path) as archive:
            names = archive.namelist()
            assert archive.testzip() is None
        tops = {each.split("/")[0] for each in names if ".dist-info/" not in each}
        expected = {"geleit", "geleit_tui"} if name.startswith("geleit-") else {name.split("-")[0]}
        assert tops <= expected and tops
        assert not [each for each in names if each.endswith((".db", ".pyc", ".xlsx")) or "/tests/" in each]
