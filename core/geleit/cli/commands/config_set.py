"""`geleit config set`: change a value in the program's own file, confirm an assumption, or take a value back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geleit.cli.desk import Desk
from geleit.cli.making import argument, flag, option, programme_command
from geleit.errors import UsageError
from geleit.labels import say

if TYPE_CHECKING:
    from geleit.programme.settings.changing import Changed


@programme_command(
    "config set",
    argument("setting", metavar="KEY"),
    argument("value", required=False, metavar="[VALUE]"),
    option("--round", "chosen", metavar="ID", label="round_set"),
    flag("--confirm", label="confirm_setting"),
    flag("--default", "back", label="default_setting"),
    flag("--dry-run"),
    round_=False,
    json=True,
)
def command(
    desk: Desk, *, setting: str, value: str | None, chosen: str | None, confirm: bool, back: bool, dry_run: bool
) -> None:
    """Set it, and say which rounds keep what they were opened with."""
    from geleit.programme.settings import changing

    if (value is not None) + confirm + back != 1:
        raise UsageError(say("cli.said.set_one"))
    if confirm:
        done = changing.confirm(desk.programme, setting, dry_run=dry_run)
    elif back:
        done = changing.take_back(desk.programme, setting, round_id=chosen, dry_run=dry_run)
    else:
        done = changing.change(desk.programme, setting, value, round_id=chosen, dry_run=dry_run)
    if desk.as_json:
        desk.json(_object(desk, done, dry_run))
        return
    code = "confirm" if confirm else "change"
    words = {"what": done.title, "before": done.before, "after": done.after, "file": done.file}
    said = {
        "change": say("settings.would_change" if dry_run else "settings.changed", **words),
        "confirm": say("settings.would_confirm" if dry_run else "settings.confirmed", **words),
    }
    desk.tell(said[code])
    for one in done.keeps:
        desk.tell(one)


def _object(desk: Desk, done: Changed, dry_run: bool) -> dict[str, object]:
    return {
        "key": done.key,
        "title": done.title,
        "before": done.before,
        "after": done.after,
        "file": done.file,
        "keeps": [desk.text(one) for one in done.keeps],
        "written": not dry_run,
    }
