"""What the steps of a rehearsal share: the programme, a clock that can be set, seeded dice, and the telling."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from random import Random
from typing import Any, TypeVar

import attrs

from geleit.labels import Sentence, say
from geleit.model.rounds import Round
from geleit.programme import Programme

T = TypeVar("T")
Tell = Callable[[str], None]


@attrs.define
class RehearsalClock:
    """A clock that shows what it is set to, at ten in the morning."""

    day: date

    def __call__(self) -> datetime:
        return datetime.combine(self.day, time(10), UTC)


@attrs.define
class Stage:
    """A rehearsal under way. `facts` holds every number that was told: by step and name, added up where a step is told
    more than once; hours in minutes."""

    programme: Programme
    clock: RehearsalClock
    dice: Random
    folder: Path
    speak: Tell
    round_id: str
    facts: dict[str, int] = attrs.field(factory=dict)

    @property
    def round(self) -> Round[Any]:
        """The round that is played."""
        return self.programme.round(self.round_id)

    @property
    def start(self) -> date:
        """The round's first day; the sample organisations all have one."""
        start = self.round.start
        assert start is not None
        return start

    def tell(self, code: str, **values: object) -> None:
        """Tell a step in the organisation's language; whole numbers are kept as facts under `step.name`."""
        short = code.removeprefix("demo.")
        for name, value in values.items():
            if isinstance(value, int) and not isinstance(value, bool):
                self.facts[f"{short}.{name}"] = self.facts.get(f"{short}.{name}", 0) + value
        self.speak(self.programme.say(say(code, **values)))

    def add(self, sentence: Sentence | str) -> None:
        """Tell something that has its own words."""
        self.speak(sentence if isinstance(sentence, str) else self.programme.say(sentence))

    def some(self, items: Sequence[T], count: int) -> list[T]:
        """Some of the items, thrown by the dice, in their order."""
        chosen = set(self.dice.sample(range(len(items)), min(count, len(items))))
        return [item for place, item in enumerate(items) if place in chosen]

    def chance(self, probability: float) -> bool:
        """Whether something happens this time."""
        return self.dice.random() < probability
