"""`geleit keys`: every key of the screens with what it does, or a sample of the table that changes them."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from geleit.cli.desk import Desk
from geleit.cli.key_commands import key_commands
from geleit.cli.making import flag, programme_command

if TYPE_CHECKING:
    from geleit.programme.settings.key_table import KeyCommand


@programme_command("keys", flag("--toml", "as_toml", label="toml_keys"), round_=False, json=True)
def command(desk: Desk, *, as_toml: bool) -> None:
    """Print them as they hold; the configuration's own are checked."""
    from geleit.programme.settings.key_table import check_keys, with_keys

    config = desk.programme.config
    known = key_commands(desk.programme)
    check_keys(config, known)
    found = with_keys(config, known)
    if as_toml:
        for line in _sample(desk, found):
            desk.put(line)
        return
    if desk.as_json:
        usual = {one.id: one.keys for one in known}
        desk.json(
            [
                {"id": one.id, "keys": one.keys, "usual": usual[one.id], "title": one.title, "about": one.about}
                for one in found
            ]
        )
        return
    names = ("cli.column.room", "cli.column.key_step", "cli.column.keys", "cli.column.does")
    rows = [(one.room, one.id, "  ".join(one.keys), one.about or one.title) for one in found]
    desk.table(names, rows)


def _sample(desk: Desk, found: tuple[KeyCommand, ...]) -> list[str]:
    """The table with the keys as they are, every line commented out."""
    from geleit.programme.settings.key_table import AREAS

    lines = [f"# {desk.text('cli.said.keys_sample')}"]
    own = (one for one in found if not one.id.startswith(f"{AREAS}."))
    for room, steps in groupby(own, key=lambda one: one.id.partition(".")[0]):
        lines += ["", f"# [keys.{room}]"]
        for one in steps:
            listed = ", ".join(f'"{key}"' for key in one.keys)
            lines.append(f"# {one.id.partition('.')[2]} = [{listed}]   # {one.title}")
    return lines
