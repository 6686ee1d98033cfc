"""Which language somebody reads, as far as the environment tells."""

from __future__ import annotations

import re
from collections.abc import Mapping

VARIABLE = "GELEIT_LANGUAGE"
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
_CODE = re.compile(r"[A-Za-z]{2,3}")


def chosen(environ: Mapping[str, str]) -> str | None:
    """The language that `GELEIT_LANGUAGE` asks for (`de`, `de-AT`, `de_AT.UTF-8`), or None."""
    return base(environ.get(VARIABLE, ""))


def base(text: str) -> str | None:
    """The language of a code with or without a territory, or None where there is none."""
    found = _CODE.match(text.strip())
    return found[0].lower() if found else None


def of_system(environ: Mapping[str, str]) -> str:
    """German on a German system, English elsewhere."""
    locale = next((environ[name] for name in _LOCALE if environ.get(name)), "")
    return "de" if locale.lower().startswith("de") else "en"


def of_environment(environ: Mapping[str, str]) -> str:
    """What is asked for, else the system's."""
    return chosen(environ) or of_system(environ)
