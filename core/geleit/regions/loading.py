"""Loading one region or extension: an installed one by its name, or a single file beside the configuration."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping
from difflib import get_close_matches
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import attrs

from geleit.errors import RegionError
from geleit.labels import Listed, read_labels, say
from geleit.questions.calling import Raised, attempt
from geleit.regions.installed import EXTENSIONS, REGIONS, Installed, installed
from geleit.regions.origin import belongs


@attrs.frozen
class Loaded:
    """A loaded region or extension: the module is the plugin; `labels` are its own texts."""

    name: str
    distribution: str
    version: str
    module: ModuleType
    labels: Mapping[str, Mapping[str, str]]

    def who(self) -> dict[str, object]:
        """The words by which an error names it."""
        return {"region": self.name, "distribution": self.distribution, "version": self.version}


def load(name: str, beside: Path, *, group: str = REGIONS) -> Loaded:
    """Load one region (or, from `group` EXTENSIONS, one extension); nothing else is imported.

    `name` is an installed name, or a path such as `./brussels.py` relative to the folder `beside`.
    Raises RegionError if it is not installed, twice installed, hidden by another module of its name, or fails while it
    is being imported.
    """
    if name.endswith(".py") or "/" in name or "\\" in name:
        return _load_file(name, beside)
    candidates = installed(group)
    chosen = [one for one in candidates if one.name == name]
    if not chosen:
        names = [one.name for one in candidates]
        near = get_close_matches(name, names, n=1)
        code = "regions.unknown_near" if near else "regions.unknown" if names else "regions.none"
        raise RegionError(say(code, region=name, names=Listed(names), near=near[0] if near else "", group=group))
    if len(chosen) > 1:
        raise RegionError(say("regions.twice", region=name, distributions=Listed([one.distribution for one in chosen])))
    return _load_installed(chosen[0])


def _load_installed(one: Installed) -> Loaded:
    who = {"region": one.name, "distribution": one.distribution, "version": one.version}
    try:
        module = attempt(one.entry_point.load)
    except Raised as raised:
        raise RegionError(say("regions.import_failed", **who, fault=raised.fault)) from raised
    if not isinstance(module, ModuleType):
        raise RegionError(say("regions.no_module", **who))
    if not belongs(module, one.entry_point.dist):
        raise RegionError(say("regions.shadowed", **who, path=module.__file__))
    return Loaded(one.name, one.distribution, one.version, module, _labels(module, who))


def _load_file(name: str, beside: Path) -> Loaded:
    path = (beside / name).resolve()
    who: dict[str, object] = {"region": name, "distribution": str(path), "version": "0"}
    if not path.is_file():
        raise RegionError(say("regions.file_missing", region=name, path=path))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    spec = spec_from_file_location(f"geleit_region_{path.stem}_{digest}", path)
    if spec is None or spec.loader is None:
        raise RegionError(say("regions.file_missing", region=name, path=path))
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    try:
        attempt(spec.loader.exec_module, module)
    except Raised as raised:
        sys.modules.pop(spec.name, None)
        raise RegionError(say("regions.import_failed", **who, fault=raised.fault)) from raised
    return Loaded(path.stem, str(path), digest, module, _labels(module, who))


def _labels(module: ModuleType, who: Mapping[str, object]) -> Mapping[str, Mapping[str, str]]:
    """The `labels.toml` in a package's folder, or `<name>.labels.toml` beside a single file."""
    home = Path(module.__file__ or "")
    path = home.with_name("labels.toml") if home.name == "__init__.py" else home.with_suffix(".labels.toml")
    if not path.is_file():
        return {}
    try:
        return read_labels(path)
    except ValueError as error:
        raise RegionError(say("regions.labels_broken", **who, fault=str(error))) from error


def load_all(region: str, extensions: tuple[str, ...], beside: Path) -> tuple[Loaded, tuple[Loaded, ...]]:
    """The region of an organisation and its extensions, in the order of the configuration."""
    return load(region, beside), tuple(load(name, beside, group=EXTENSIONS) for name in extensions)
