"""What stays when people are erased, and what keeps them from being erased."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from geleit.fields import Sensitivity, ask, record
from geleit.model.people import Role


@record("placeholders", internal=("person", "counts", "since"))
class Placeholder:
    """That a row of `people` is nobody: it stands in for an erased person in a pair, so that the other side keeps its
    history. `person` is that row; nothing leads from it to who was there before.

    `counts` says that applications and results were left to it, so that figures stay: the person was anonymised.
    """

    id: str
    rev: int = 1
    person: str
    counts: bool
    since: date


@record("erasures", internal=("round", "role", "counts", "on"))
class Erasure:
    """That somebody who took part in a round in a role was erased, or anonymised (`counts`), on a day; not who."""

    id: str
    rev: int = 1
    round: str
    role: Role
    counts: bool
    on: date


@record("kept_people", internal=("person", "category", "until", "basis", "since", "erased"))
class KeptPerson:
    """Somebody whose data are only kept and no longer used: because a rule says so, or because they were `erased` but
    for what a duty keeps.

    `until` is the last day of the duty, None where there is none, or while the day from which it counts is not known.
    """

    id: str
    rev: int = 1
    person: str
    category: str
    until: date | None = None
    basis: str
    since: date
    erased: bool


@record("legal_holds", internal=("person", "by", "since", "lifted_on", "lifted_by"))
class LegalHold:
    """A reason for which somebody's data must not be erased, such as a lawsuit, until it is lifted (Art. 17 (3) (e)
    GDPR)."""

    id: str
    rev: int = 1
    person: str
    reason: Annotated[str, ask(sensitivity=Sensitivity.PERSONAL)]
    by: str
    since: date
    lifted_on: date | None = None
    lifted_by: str | None = None


@record("frozen_reports", internal=("round", "report", "first", "last", "until", "frozen_on", "erased"))
class FrozenReport:
    """A report over a closed period as it was before somebody was erased; `until` is the cut-off day it was made with.

    `erased` is how many people of the round had been erased even before that.
    """

    id: str
    rev: int = 1
    round: str
    report: str
    first: date
    last: date
    until: date | None = None
    frozen_on: date
    erased: int = 0


@record(
    "frozen_cells",
    internal=(
        *("frozen", "table", "by", "row", "total", "person", "value", "label", "place", "figure", "kind", "unit"),
        *("amount", "numerator", "denominator", "not_reached", "unknown", "people"),
    ),
)
class FrozenCell:
    """One exact figure of a frozen report, in row `row` and column `place` of a table.

    `value` is the row's value as JSON. In a row of somebody (the caseload per mentor) `person` is whose it is; without
    both the person was erased. `amount` and `numerator` are numbers as JSON writes them, to the last digit; the rest is
    as in `geleit.figures.Cell`.
    """

    id: str
    rev: int = 1
    frozen: str
    table: str
    by: str | None = None
    row: int
    total: bool
    person: str | None = None
    value: str | None = None
    label: str | None = None
    place: int
    figure: str
    kind: str
    unit: str
    amount: str | None = None
    numerator: str | None = None
    denominator: int | None = None
    not_reached: int | None = None
    unknown: int = 0
    people: int | None = None
