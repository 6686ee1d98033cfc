"""What every screen works with: the open programme, the round that is looked at, and the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from geleit.labels import Sentence, day, number
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme import Programme
from geleit_tui.texts import ui_labels


class Desk:
    """A programme with its reader. `round_id` is the round that is looked at; None where there is none at all."""

    def __init__(self, programme: Programme, keys: Mapping[str, str] | None = None) -> None:
        self.programme = programme
        self.keys = dict(keys or {})
        programme.add_texts(ui_labels())
        self.round_id: str | None = programme.present_round()

    @property
    def round(self) -> Round[Any]:
        """The round that is looked at. Raises UsageError where the configuration has none."""
        return self.programme.round(self.round_id)

    @property
    def language(self) -> str:
        """The reader's language."""
        return self.programme.language

    @property
    def organisation(self) -> str:
        """The organisation's name."""
        return self.programme.config.organisation.name

    @property
    def who(self) -> str:
        """Whoever is at work."""
        return self.programme.actor.shown

    def can(self, action: Action) -> bool:
        """Whether the actor may do this at all."""
        return self.programme.permits.can(action)

    def text(self, what: Sentence | str) -> str:
        """A sentence, or the label of a code, in the reader's language."""
        return self.programme.say(what)

    def has(self, code: str) -> bool:
        """Whether there is a label of this code."""
        return bool(self.programme.labels.languages_of(code))

    def label(self, prefix: str, code: object) -> str:
        """The label of a code such as a state; the bare code where it has none, a dash for None."""
        if code is None:
            return "–"
        name = f"{prefix}.{code}"
        return self.text(name) if self.has(name) else str(code)

    def day(self, value: date | None) -> str:
        """A day in the reader's language; a dash for None."""
        return "–" if value is None else day(value, self.language)

    def number(self, value: float | None, decimals: int | None = None) -> str:
        """A number in the reader's language; a dash for None."""
        return "–" if value is None else number(value, self.language, decimals)

    def hours(self, minutes: int | None) -> str:
        """Minutes as hours; a dash for None."""
        return "–" if minutes is None else number(minutes / 60, self.language, 1)
