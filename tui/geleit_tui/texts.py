"""The UI's own texts: every `labels.toml` in its rooms, below the region's, which may say each thing in its own words."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from geleit.labels import Labels, read_labels


@cache
def ui_labels() -> Labels:
    """Every label of the UI."""
    here = Path(__file__).parent
    return Labels(*(read_labels(path) for path in sorted(here.rglob("labels.toml"))))
