"""Regions and extensions are found without being imported, and the one that is used is the one that was meant."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geleit.cli import main
from geleit.errors import RegionError
from geleit.regions.installed import EXTENSIONS, REGIONS, installed

if TYPE_CHECKING:
    from tests.faults.regions.conftest import House

BUNDLED = ("austria_wko", "munich_migranet", "saxony_refugees")


def refusal(house: House, config: Path) -> RegionError:
    """What using a programme is refused with."""
    with pytest.raises(RegionError) as caught:
        house.ask(config)
    return caught.value


def metadata(house: House, distribution: str, points: str, *files: str) -> None:
    """What pip leaves of a distribution: its name, its entry points, the files it brought."""
    info = house.site / f"{distribution.replace('-', '_')}-9.9.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 9.9\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(f"[{REGIONS}]\n{points}\n", encoding="utf-8")
    (info / "RECORD").write_text("".join(f"{file},,\n" for file in files), encoding="utf-8")


def test_installed_regions_are_listed_without_importing_any(house: House) -> None:
    """A region that ends the interpreter on import is still listed, and the healthy one opens."""
    house.install("deadly", before="raise SystemExit(1)")
    assert {"deadly", "healthy", *BUNDLED} <= {one.name for one in installed(REGIONS)}
    assert not [name for name in sys.modules if name.endswith("_pkg")]
    house.ask(house.organisation("healthy"))
    assert "SystemExit" in str(refusal(house, house.organisation("deadly")))


def test_the_command_lists_every_region_beside_faulty_ones(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    """`geleit regions` names each with distribution and version, however broken some of them are."""
    faulty = {
        "deadly": "import sys; sys.exit(1)",
        "gone": "import nowhere",
        "wrong": "def (",
        "endless": "import endless",
    }
    for name, before in faulty.items():
        house.install(name, before=before)
    house.install("more", before="raise KeyboardInterrupt", who=False, rules=False, group=EXTENSIONS)
    assert main(["regions", "--json"]) == 0
    listed = {one["name"]: (one["distribution"], one["version"]) for one in json.loads(capsys.readouterr().out)}
    assert set(listed) == {*faulty, *BUNDLED, "healthy", "more"}
    assert all(listed[name] == (f"{name}-dist", "1.2.3") for name in (*faulty, "healthy", "more"))
    assert not [name for name in sys.modules if name.endswith("_pkg")]


def test_a_region_that_is_not_installed_is_answered_with_the_nearest(house: House) -> None:
    """A misspelt name in the configuration names the region that was probably meant."""
    error = refusal(house, house.organisation("helthy"))
    assert "did you mean “healthy”" in str(error)
    assert "meinten Sie „healthy“" in error.in_language("de")


@pytest.mark.parametrize("name", ["healthy", BUNDLED[0]])
def test_a_region_installed_twice_names_both_distributions(house: House, name: str) -> None:
    """Nobody can know which of two is meant, a bundled one or another; nothing is chosen silently."""
    metadata(house, "other-dist", f"{name} = healthy_1_pkg", "healthy_1_pkg/__init__.py")
    mine = next(one.distribution for one in installed(REGIONS) if one.name == name)
    error = refusal(house, house.organisation(name))
    assert mine in str(error) and "other-dist" in str(error)
    assert "bitte eines der Pakete entfernen" in error.in_language("de")


@pytest.mark.parametrize("name", BUNDLED)
def test_a_module_that_hides_a_bundled_region_is_not_taken_for_it(
    house: House, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sound in itself and imported without a fault, but not what the distribution of that name brought."""
    module = f"geleit_{name}"
    for loaded in [each for each in sys.modules if each == module or each.startswith(f"{module}.")]:
        monkeypatch.delitem(sys.modules, loaded)
    (house.site / module).mkdir()
    healthy = (house.site / "healthy_1_pkg" / "__init__.py").read_text(encoding="utf-8")
    (house.site / module / "__init__.py").write_text(healthy, encoding="utf-8")
    config = house.organisation(name)
    error = refusal(house, config)
    sys.modules.pop(module, None)
    one = next(one for one in installed(REGIONS) if one.name == name)
    for language, remedy in (("de", "Bitte das andere Paket"), ("en", "Please remove the other package")):
        text = error.in_language(language)
        assert all(word in text for word in (name, one.distribution, one.version, str(house.site / module), remedy))


def test_a_module_that_hides_an_installed_one_is_not_taken_for_it(house: House, tmp_path: Path) -> None:
    """The same for a wheel: the file that was imported is not the one in the distribution's record."""
    metadata(house, "hidden-dist", "hidden = hidden_pkg", "hidden_pkg/__init__.py")
    before = tmp_path / "before"
    before.mkdir()
    (before / "hidden_pkg.py").write_text("raise SystemExit('not me')", encoding="utf-8")
    sys.path.insert(0, str(before))
    try:
        assert "SystemExit" in str(refusal(house, house.organisation("hidden")))
        (before / "hidden_pkg.py").write_text("import geleit  # nothing is wrong here", encoding="utf-8")
        assert "(hidden-dist 9.9) is hidden" in str(refusal(house, house.organisation("hidden")))
    finally:
        sys.path.remove(str(before))
        sys.modules.pop("hidden_pkg", None)


def test_a_distribution_as_pip_left_it_is_taken(house: House) -> None:
    """What lies where its own record says is the region that was meant."""
    metadata(house, "recorded-dist", "recorded = healthy_1_pkg", "healthy_1_pkg/__init__.py")
    house.ask(house.organisation("recorded"))


def test_a_single_file_may_be_called_like_a_bundled_region(house: House) -> None:
    """`./austria_wko.py` beside the configuration is meant by its path, and the installed one stays what it is."""
    source = (house.site / "healthy_1_pkg" / "__init__.py").read_text(encoding="utf-8")
    (house.offices / f"{BUNDLED[0]}.py").write_text(source, encoding="utf-8")
    config = house.organisation("healthy")
    config.write_text(config.read_text(encoding="utf-8").replace('"healthy"', f'"./{BUNDLED[0]}.py"'), encoding="utf-8")
    with house.open(config) as programme:
        assert programme.asked.region.country == "BE"
    with house.open(house.organisation(BUNDLED[0])) as programme:
        assert programme.asked.region.country != "BE"
