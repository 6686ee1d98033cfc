"""Choosing between two versions of a record, after somebody else has saved the same fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from geleit.errors import GeleitError
from geleit.labels import say
from geleit.programme.record_clash import RecordClash
from geleit_tui.dialogs.conflict import Conflict, Versions

if TYPE_CHECKING:
    from geleit_tui.app import GeleitApp


def choose_versions(app: GeleitApp, error: GeleitError, chosen: Callable[[RecordClash, frozenset[str]], None]) -> bool:
    """Show both versions of what two people changed; `chosen` gets the fields that are to stay as somebody else has
    kept them. False for an error that leaves nothing to choose."""
    if not isinstance(error, RecordClash) or not error.versions:
        return False
    text = app.desk.text
    versions = [
        Versions(
            one.field.name,
            text(one.field.label),
            text(say("ui.conflict.theirs", value=one.theirs)),
            text(say("ui.conflict.mine", value=one.mine)),
        )
        for one in error.versions
    ]

    def take(mine: Mapping[str, bool] | None) -> None:
        if mine is not None:
            chosen(error, frozenset(name for name, own in mine.items() if not own))

    dialog = Conflict(text("ui.conflict.title"), text("ui.conflict.intro"), versions, text("ui.conflict.take"))
    app.push_screen(dialog, take)
    return True
