"""A bundled region at work in one round, with people who are let in without papers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from geleit.fields import evolve
from geleit.model.lifecycle import PartState
from geleit.model.people import Participation, Role
from geleit.programme import applications, rounds
from tests.organisations.office import OfficeAtWork
from tests.organisations.tiny import configuration

_ROUND = '[[rounds]]\nid = "r"\ntitle = "Durchgang"\nstart = 2026-01-12\n'
_LET_IN = {Role.MENTEE: PartState.ADMITTED, Role.MENTOR: PartState.AVAILABLE}


class BundledOffice(OfficeAtWork):
    """An organisation of a bundled region; `settings` are the lines of its table `[region]`."""

    def __init__(self, folder: Path, region: str, *settings: str, end: str = "") -> None:
        tables = "\n".join(("[region]", *settings, _ROUND + end))
        text = configuration(tables).replace('region = "./tiny.py"', f'region = "{region}"')
        config = folder / "organisation.toml"
        config.write_text(text, encoding="utf-8")
        super().__init__(config, date(2026, 1, 12), seed=1)
        rounds.open_round(self.programme)

    def bring(self, role: Role, heading: str, *rows: Sequence[str]) -> None:
        """Import people (id first), once more where they are there already, and let them in."""
        path = self.folder / f"{role.value}s.csv"
        path.write_text("\n".join([heading, *(";".join(row) for row in rows)]) + "\n", encoding="utf-8")
        done = applications.import_people(self.programme, self.round, role, path)
        assert (done.problems, done.accepted + done.updated + done.unchanged) == ((), len(rows))
        with self.programme.store.write("import") as tx:
            for part in tx.all(Participation, round=self.round.id, role=role, state=PartState.APPLIED):
                tx.update(evolve(part, state=_LET_IN[role], admitted_on=self.day))
