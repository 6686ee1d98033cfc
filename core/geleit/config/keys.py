"""`[keys]`: other keys for the steps on the screens, by room and step."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from geleit.config.scanner import Document
from geleit.config.wording import shown
from geleit.errors import Problem
from geleit.labels import say

Keys = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Room → step → its keys, the first of them shown: `[keys.people]` with `new = ["n", "f7"]`."""

_NAMED = frozenset(
    {
        *("enter", "escape", "tab", "space", "backspace", "delete", "insert"),
        *("home", "end", "pageup", "pagedown", "up", "down", "left", "right"),
        *("question_mark", "slash", "plus", "minus", "comma", "full_stop", "colon", "semicolon", "asterisk"),
        *("equals_sign", "number_sign", "exclamation_mark", "apostrophe", "quotation_mark", "underscore"),
    }
)
"""Keys by the names that Textual gives them."""

_MODIFIED = re.compile(r"(?:(?:ctrl|alt|shift)\+)*(?P<key>.+)")
_FUNCTION = re.compile(r"f(?:[1-9]|1\d|2[0-4])")


def is_key(text: str) -> bool:
    """Whether a text names a key: a character, a name, `ctrl+n`, `f7`. A comma separates keys and is called `comma`."""
    found = _MODIFIED.fullmatch(text)
    key = found["key"] if found else ""
    return key in _NAMED or bool(_FUNCTION.fullmatch(key)) or (len(key) == 1 and key.isprintable() and key not in ", ")


def disagreements(document: Document) -> Iterator[Problem]:
    """What names no key, a step without keys, and a key for two steps of a room.

    Reads the raw tables, so that a mistake elsewhere in the file hides nothing.
    """
    rooms = document.data.get("keys")
    for room, steps in rooms.items() if isinstance(rooms, dict) else ():
        taken: dict[str, str] = {}
        for step, keys in steps.items() if isinstance(steps, dict) else ():
            if keys == []:
                yield document.problem(("keys", room, step), say("config.no_keys"))
            for place, key in enumerate(keys if isinstance(keys, list) else ()):
                if not isinstance(key, str):
                    continue
                if not is_key(key):
                    yield document.problem(("keys", room, step, place), say("config.no_key", found=shown(key)), key)
                elif taken.setdefault(key, step) != step:
                    sentence = say("config.key_taken", found=shown(key), other=f"{room}.{taken[key]}")
                    yield document.problem(("keys", room, step, place), sentence, key)
