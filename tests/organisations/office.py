"""An organisation at work: a programme whose day a test sets, and the way of people into a round."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

from geleit.model.people import Role
from geleit.model.rounds import Round
from geleit.programme import Programme, applications, decisions, rounds


def admit(programme: Programme, round_: Round[Any], person: str, role: Role) -> None:
    """Talk to somebody who applied, let them sign if they are a mentor, and admit them."""
    decisions.interview(programme, round_, person, role=role)
    for move in ("sign", "admit") if role is Role.MENTOR else ("admit",):
        decisions.decide(programme, round_, person, move, role=role)


class OfficeAtWork:
    """A programme on a day that can be set; it is always ten in the morning."""

    def __init__(self, config: Path, day: date, seed: int) -> None:
        self.config = config
        self.folder = config.parent
        self.day = day
        self.programme = self.open(seed)

    def open(self, seed: int) -> Programme:
        """The programme once more, as on another computer."""
        return Programme.open(self.config, clock=self.now, randomness=Random(seed))

    def now(self) -> datetime:
        """Ten in the morning."""
        return datetime.combine(self.day, time(10), UTC)

    def after(self, **length: int) -> None:
        """Let time pass."""
        self.day += timedelta(**length)

    @property
    def round(self) -> Round[Any]:
        """The round in which things happen: the only one."""
        return self.programme.round()

    def take_in(self) -> None:
        """Open the round and import the lists that lie in the folder."""
        rounds.open_round(self.programme)
        for role in Role:
            applications.import_people(self.programme, self.round, role, self.folder / f"{role.value}s.csv")

    def admit(self, person: str, role: Role) -> None:
        """Somebody takes part."""
        admit(self.programme, self.round, person, role)
