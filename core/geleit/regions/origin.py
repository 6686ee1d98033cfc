"""Whether the module that was imported is the one its distribution brought, or another of the same name before it."""

from __future__ import annotations

import json
from importlib.metadata import Distribution
from pathlib import Path
from types import ModuleType
from urllib.parse import urlsplit
from urllib.request import url2pathname


def belongs(module: ModuleType, distribution: Distribution | None) -> bool:
    """Whether a module lies where its distribution says; True where the distribution says nothing about it."""
    if distribution is None or not module.__file__:
        return True
    path = Path(module.__file__).resolve()
    folder = _editable(distribution)
    if folder is not None:
        return path.is_relative_to(folder)
    parts = module.__name__.split(".")
    names = {"/".join((*parts, "__init__.py")), f"{'/'.join(parts)}.py"}
    listed = [file for file in distribution.files or () if file.as_posix() in names]
    return not listed or any(Path(str(distribution.locate_file(file))).resolve() == path for file in listed)


def _editable(distribution: Distribution) -> Path | None:
    """The folder of a distribution that is installed for development."""
    try:
        said = json.loads(distribution.read_text("direct_url.json") or "{}")
    except ValueError:
        return None
    url = urlsplit(str(said.get("url", "")))
    if url.scheme != "file" or not said.get("dir_info", {}).get("editable"):
        return None
    return Path(url2pathname(url.path)).resolve()
