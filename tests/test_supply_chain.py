"""P18: what is built is what was reviewed: hashes in the lock file, a bill of materials equal to it, a small base."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "supply-chain.md"
INDEX = "https://pypi.org/simple"
EXTRAS = {"sqlcipher3", "pyrage", "keyring", "ortools", "textual-serve"}
"""What only some organisations need, and what nobody gets who did not ask for it."""

Package = dict[str, Any]


def lock() -> list[Package]:
    """The packages of the lock file."""
    packages: list[Package] = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    return packages


def exported(*options: str) -> str:
    """The lock file as requirements for pip, as `docs/supply-chain.md` says."""
    uv = os.environ.get("UV") or shutil.which("uv")
    assert uv is not None, "the lock file is read by uv, which the README asks for"
    command = [uv, "export", "--locked", "--no-dev", "--no-emit-workspace", "--format", "requirements-txt", "--quiet"]
    return subprocess.run([*command, *options], cwd=ROOT, capture_output=True, check=True, text=True).stdout


def bill(**environ: str) -> dict[str, Any]:
    """The bill of materials, as the gate makes it."""
    command = [sys.executable, str(ROOT / ".ci" / "bill-of-materials"), "-"]
    done = subprocess.run(command, capture_output=True, check=True, env={**os.environ, **environ})
    made: dict[str, Any] = json.loads(done.stdout)
    return made


def base() -> set[tuple[str, str]]:
    """Name and version of everything that `geleit` needs without an extra, by following the lock file itself."""
    packages = lock()
    found: set[tuple[str, str]] = set()
    waiting: list[tuple[str, str | None, tuple[str, ...]]] = [("geleit", None, ())]
    seen = set()
    while waiting:
        name, version, extras = wanted = waiting.pop()
        if wanted in seen:
            continue
        seen.add(wanted)
        for package in packages:
            if package["name"] != name or version not in (None, package["version"]):
                continue
            found.add((name, package["version"]))
            optional = package.get("optional-dependencies", {})
            needs = [*package.get("dependencies", ()), *(each for extra in extras for each in optional[extra])]
            waiting += [(each["name"], each.get("version"), tuple(each.get("extra", ()))) for each in needs]
    return {one for one in found if one[0] != "geleit"}


def test_every_package_of_the_lock_file_comes_from_the_index_with_the_digest_of_every_file() -> None:
    """P18: nothing is locked by name and version alone, and nothing comes from a place that can change."""
    members = set(tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["manifest"]["members"])
    for package in lock():
        if package["name"] in members:
            assert "editable" in package["source"]
            continue
        assert package["source"] == {"registry": INDEX}, package["name"]
        files = [*package.get("wheels", ()), *([package["sdist"]] if "sdist" in package else ())]
        assert files, package["name"]
        assert not [each for each in files if not re.fullmatch(r"sha256:[0-9a-f]{64}", each["hash"])]


@pytest.mark.parametrize("options", [(), ("--all-extras", "--all-packages")])
def test_the_exported_requirements_have_hashes_on_every_line(options: tuple[str, ...]) -> None:
    """P18: `pip install --require-hashes` takes the list, since every requirement is pinned and has its digests."""
    text = exported("--no-header", "--no-annotate", *options).replace("\\\n", " ")
    lines = [" ".join(line.split()) for line in text.splitlines()]
    assert len(lines) >= 30
    pinned = r"[a-z0-9._-]+==[^ ]+( ; .+?)?( --hash=sha256:[0-9a-f]{64})+"
    assert [line for line in lines if not re.fullmatch(pinned, line)] == []


def test_the_bill_of_materials_equals_the_lock_file() -> None:
    """P18: names and versions are those that the base product pulls in, no more and no fewer, each with its digests."""
    made = bill()
    assert (made["bomFormat"], made["metadata"]["component"]["name"]) == ("CycloneDX", "geleit")
    assert {(one["name"], one["version"]) for one in made["components"]} == base()
    digests = {file["hash"] for one in lock() for file in (*one.get("wheels", ()), one.get("sdist", {"hash": ""}))}
    for one in made["components"]:
        assert one["purl"] == f"pkg:pypi/{one['name']}@{one['version']}"
        listed = [digest["content"] for file in one["externalReferences"] for digest in file["hashes"]]
        assert listed and {f"sha256:{digest}" for digest in listed} <= digests


def test_the_bill_of_materials_is_the_same_each_time() -> None:
    """P18: neither a serial number nor a moment of its own; the moment is the one that SOURCE_DATE_EPOCH gives."""
    made = bill(SOURCE_DATE_EPOCH="")
    assert made == bill(SOURCE_DATE_EPOCH="")
    assert "serialNumber" not in made and "timestamp" not in made["metadata"]
    dated = bill(SOURCE_DATE_EPOCH="1767225600")
    assert dated["metadata"].pop("timestamp") == "2026-01-01T00:00:00Z"
    assert dated == made


def test_the_base_is_as_small_as_the_documentation_says() -> None:
    """P18: no package of an extra is in the base, and their number is the one that the IT person reads."""
    names = {name for name, _ in base()}
    assert not names & EXTRAS
    page = PAGE.read_text(encoding="utf-8")
    assert f"pulls in {len(names)} packages" in page


def test_what_an_organisation_may_add_is_an_extra() -> None:
    """P18: `pip install geleit` asks for nothing of encryption, large solvers or the browser."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    plain = {re.split(r"[^a-zA-Z0-9-]", one)[0].lower() for one in project["dependencies"]}
    assert not plain & EXTRAS
    for name, wanted in project.get("optional-dependencies", {}).items():
        added = {re.split(r"[^a-zA-Z0-9-]", one)[0].lower() for one in wanted}
        assert added and not added & plain, name
