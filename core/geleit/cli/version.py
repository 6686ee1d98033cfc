"""The installed version, read off the name of the distribution's folder: `importlib.metadata` alone would take longer
to import than the whole overview takes."""

from __future__ import annotations

import os
import sys


def version() -> str:
    """The version of the distribution `geleit`; the metadata is asked where no folder names it."""
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")
        except OSError:
            continue
        for name in names:
            if name.startswith("geleit-") and name.endswith(".dist-info"):
                return name.removeprefix("geleit-").removesuffix(".dist-info")
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("geleit")
    except PackageNotFoundError:
        return "0"
