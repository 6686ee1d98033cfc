"""`geleit config show`: every value in force, and where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geleit.cli.desk import Desk
from geleit.cli.making import option, programme_command

if TYPE_CHECKING:
    from geleit.programme.settings.parameter import Parameter


@programme_command(
    "config show", option("--round", "chosen", metavar="ID", label="round_shown"), round_=False, json=True
)
def command(desk: Desk, *, chosen: str | None) -> None:
    """Print them; with a round, what holds for it."""
    from geleit.programme.settings.listing import organisation_parameters, round_parameters

    programme = desk.programme
    found = organisation_parameters(programme) if chosen is None else round_parameters(programme, chosen)
    if desk.as_json:
        desk.json([_object(one) for one in found])
        return
    desk.table(
        ("cli.column.key", "cli.column.setting", "cli.column.value", "cli.column.origin"),
        [(one.key, one.title, _shown(desk, one), one.origin) for one in found],
    )


def _shown(desk: Desk, one: Parameter) -> str:
    return f"{one.words} ({desk.text('settings.now')} {one.now})" if one.now else one.words


def _object(one: Parameter) -> dict[str, Any]:
    from geleit.programme.parameters import as_written

    of_region = one.key.startswith("region.") or ".region." in one.key
    written = as_written(one.value) if of_region and one.value is not None else one.value
    return {
        "key": one.key,
        "value": written,
        "origin": one.origin,
        "source": one.source.value,
        "title": one.title,
        "words": one.words,
        "assumed": one.assumed,
        "now": one.now or None,
        "changeable": one.changeable,
    }
