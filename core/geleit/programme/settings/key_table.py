"""The keys of the screens: which steps there are, and which keys the configuration gives them instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from geleit.config import Config
from geleit.config.wording import nearest, shown
from geleit.errors import ConfigError, Problem
from geleit.labels import say

AREAS = "area"
"""Stands before the areas, whose numbers are fixed."""

_EVERYWHERE = frozenset({"app", AREAS})
"""What works in all rooms."""


@attrs.frozen
class KeyCommand:
    """A step that has keys: its id `<room>.<step>`, the usual keys, what it does in words, and in which room."""

    id: str
    keys: tuple[str, ...]
    title: str
    about: str = ""
    room: str = ""


def keys_in_force(config: Config) -> Mapping[str, str]:
    """The keys that the configuration gives single steps: id → keys, separated by commas."""
    return {f"{room}.{step}": ",".join(keys) for room, steps in config.keys.items() for step, keys in steps.items()}


def with_keys(config: Config, commands: Iterable[KeyCommand]) -> tuple[KeyCommand, ...]:
    """The steps with the keys that hold for them."""
    own = keys_in_force(config)
    return tuple(attrs.evolve(one, keys=tuple(own.get(one.id, ",".join(one.keys)).split(","))) for one in commands)


def key_problems(config: Config, commands: Iterable[KeyCommand]) -> tuple[Problem, ...]:
    """What is wrong in `[keys]`: steps that there are not, and keys that another step of the room or of all rooms has."""
    known = {one.id: one for one in with_keys(config, commands)}
    found: list[Problem] = []
    for id_ in keys_in_force(config):
        room, _, step = id_.partition(".")
        at = ("keys", room, step)
        if id_ not in known or room == AREAS:
            near = nearest(id_, (name for name in known if not name.startswith(f"{AREAS}.")))
            sentence = say("config.no_command_near", near=near) if near else say("config.no_command")
            found.append(config.document.problem(at, sentence, id_))
            continue
        for other in known.values():
            beside = other.id.partition(".")[0] in {room, *_EVERYWHERE} or room in _EVERYWHERE
            for key in known[id_].keys if other.id != id_ and beside else ():
                if key in other.keys:
                    sentence = say("config.key_taken", found=shown(key), other=other.id)
                    found.append(config.document.problem(at, sentence, key))
    return tuple(dict.fromkeys(found))


def check_keys(config: Config, commands: Iterable[KeyCommand]) -> None:
    """Raise ConfigError with everything that is wrong in `[keys]`."""
    if problems := key_problems(config, commands):
        raise ConfigError(say("config.problems", file=config.path, n=len(problems)), problems)
