"""Occupations of the International Standard Classification of Occupations (ISCO-08).

A code is text of one to four digits, its leading zeros are part of it: 0 and 0110 are soldiers, 110 is none of them.
The core knows the titles of the 10 major and 43 sub-major groups (labels `isco.<code>`); a label for a longer code,
given by a region, is used where there is one.
Source: International Labour Organization, ISCO-08 (2012); the German titles are those of the EU's Recommendation
2009/824/EC, which has no inclusive forms.
"""

from __future__ import annotations

import re
from functools import cache

from geleit.labels import Labels, core_labels

MAJOR = tuple("0123456789")
"""The major groups, one digit each."""

SUB_MAJOR = (
    *("01", "02", "03"),
    *("11", "12", "13", "14"),
    *("21", "22", "23", "24", "25", "26"),
    *("31", "32", "33", "34", "35"),
    *("41", "42", "43", "44"),
    *("51", "52", "53", "54"),
    *("61", "62", "63"),
    *("71", "72", "73", "74", "75"),
    *("81", "82", "83"),
    *("91", "92", "93", "94", "95", "96"),
)
"""The sub-major groups, two digits each."""

_CODE = re.compile(r"[0-9]{1,4}")
# What follows a point is how an ESCO occupation continues the code of its ISCO unit group. A second number is refused:
# it makes a span, a list or a date.
_WRITTEN = re.compile(
    r"(?P<isco>ISCO(?:[- ]?08)?[:\s-]*)?"
    r"(?:(?P<unit>[0-9]{4})(?:\.[0-9]+)+|(?P<code>[0-9]{1,4})(?!\.?[0-9]))"
    r"(?!\W*[0-9])(?P<rest>.*)",
    re.IGNORECASE,
)


def is_code(text: str) -> bool:
    """Whether a text is a code: its first two digits are a known group; a third and fourth are not checked."""
    return _CODE.fullmatch(text) is not None and (len(text) == 1 or text[:2] in SUB_MAJOR)


def major(code: str) -> str:
    """The major group of a code: its first digit."""
    return code[:1]


def common_prefix(a: str, b: str) -> int:
    """How close two occupations are: the number of leading digits they share, 0 (none) to 4 (same unit group)."""
    differing = (i for i, (left, right) in enumerate(zip(a, b, strict=False)) if left != right)
    return next(differing, min(len(a), len(b)))


def name(code: str, labels: Labels, language: str) -> str:
    """The code with the title of the smallest known group around it; the code alone if there is none."""
    for length in range(len(code), 0, -1):
        if labels.languages_of(label := f"isco.{code[:length]}"):
            return f"{code} {labels.text(label, language)}"
    return code


def read(text: str) -> str | None:
    """The code somebody wrote, or None.

    Understood are a code (`2512`, `ISCO 2512`), a code with words after it (`2512 Softwareentwickler:in`), and a
    group's title in German or English. A code shorter than four digits with words after it must be announced by
    `ISCO` or followed by its group's title, for "5 Jahre Erfahrung" is no occupation. Nothing is padded: a lost
    leading zero cannot be guessed.
    """
    written = " ".join(text.split())
    found = _WRITTEN.fullmatch(written)
    if found is None:
        return _titles().get(written.casefold())
    code = found["unit"] or found["code"]
    if not is_code(code):
        return None
    title = found["rest"].strip(" .:–-").casefold()
    announced = found["isco"] is not None or len(code) == 4 or not title
    return code if announced or code.startswith(_titles().get(title, "none")) else None


@cache
def _titles() -> dict[str, str]:
    labels = core_labels()
    titles: dict[str, str] = {}
    for code in (*MAJOR, *SUB_MAJOR):
        titles |= {labels.text(f"isco.{code}", language).casefold(): code for language in ("de", "en")}
    return titles
