"""What the history is narrowed down by, and the dialog that asks for it."""

from __future__ import annotations

from collections.abc import Callable

from geleit.labels import say
from geleit.programme.history.browsing import Choices, Filter
from geleit_tui.desk import Desk
from geleit_tui.dialogs.form import Form
from geleit_tui.screens.history.source import Looked
from geleit_tui.widgets.entry import Ask, Item


class Filters(Form[Looked]):
    """Asks for a person, a colleague, a day and a kind of step, and looks for that; what is found is the answer."""

    def __init__(self, desk: Desk, wanted: Filter, choices: Choices, look: Callable[[Filter], Looked]) -> None:
        items = [
            Item("person", "ui.history.filter.person", Ask.LINE, wanted.person, help="ui.history.filter.person_help"),
            Item("day", "ui.history.filter.day", Ask.DAY, wanted.day),
            Item("reason", "ui.history.filter.reason", Ask.ONE, wanted.reason, choices.reasons),
        ]
        if choices.actors:
            actors = [(name, name) for name in choices.actors]
            items.insert(1, Item("actor", "ui.history.filter.actor", Ask.ONE, wanted.actor, actors))
        super().__init__(
            desk.text("ui.history.filter.title"),
            items,
            lambda answers: look(Filter(**answers)),
            yes=desk.text("ui.history.filter.yes"),
        )

    def _done(self, result: Looked) -> None:
        # Nothing was written, so no room has to be read again.
        self.dismiss(result)


def in_words(desk: Desk, wanted: Filter, name: str | None) -> str:
    """What is filtered by, in a line; empty where nothing is."""
    parts = []
    if wanted.person is not None:
        parts.append(desk.text(say("ui.history.only_person", person=name or wanted.person)))
    if wanted.actor is not None:
        parts.append(desk.text(say("ui.history.only_actor", actor=wanted.actor)))
    if wanted.day is not None:
        parts.append(desk.day(wanted.day))
    if wanted.reason is not None:
        code = next(
            (f"{kind}.{wanted.reason}" for kind in ("why", "move") if desk.has(f"{kind}.{wanted.reason}")), None
        )
        parts.append(desk.text(code) if code else wanted.reason)
    return " · ".join(parts)
