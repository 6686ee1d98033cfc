"""Every step of the screens with its keys, as the configuration may change them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from geleit.programme import Programme
from geleit.programme.settings.key_table import AREAS, KeyCommand, check_keys, keys_in_force
from geleit_tui import areas
from geleit_tui.app import GeleitApp
from geleit_tui.texts import ui_labels


def own_keys(programme: Programme) -> Mapping[str, str]:
    """The keys that the configuration gives single steps. Raises ConfigError with everything that is wrong there."""
    if programme.config.keys:
        check_keys(programme.config, key_commands(programme))
    return keys_in_force(programme.config)


def key_commands(programme: Programme) -> tuple[KeyCommand, ...]:
    """Every step that has keys, with the usual ones, in the user's language; what works everywhere first."""
    programme.add_texts(ui_labels())
    return tuple(_commands(programme))


def _commands(programme: Programme) -> Iterator[KeyCommand]:
    known = programme.labels.languages_of

    def one(id_: str, keys: str, words: str, about: str, room: str) -> KeyCommand:
        told = programme.say(about) if known(about) else ""
        return KeyCommand(id_, tuple(key.strip() for key in keys.split(",")), programme.say(words), told, room)

    everywhere = programme.say("ui.app.everywhere")
    for name, keys in GeleitApp.STEPS.items():
        yield one(f"app.{name}", keys, f"ui.app.step.{name}", f"ui.app.about.{name}", everywhere)
    for area in areas.AREAS:
        yield one(f"{AREAS}.{area.code}", area.key, f"ui.{area.code}.title", "", everywhere)
    for code in areas.ROOMS:
        title = programme.say(f"ui.{code}.title")
        for step in areas.room_class(code).STEPS:
            words, about = f"ui.{code}.step.{step.name}", f"ui.{code}.about.{step.name}"
            yield one(f"{code}.{step.name}", step.keys, words, about, title)
