"""Plain values as indented JSON."""

from __future__ import annotations

import json
from typing import Any


def json_text(value: Any) -> str:
    """JSON in which what a terminal would act on is written as an escape, so nothing is lost and nothing happens."""
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    return "".join(map(_harmless, text)) + "\n"


def _harmless(character: str) -> str:
    return character if character.isprintable() or character == "\n" else json.dumps(character)[1:-1]
