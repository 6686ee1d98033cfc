"""Why no other pairs are better: the solver's certificate, checked once more, and its prices by people's ids."""

from __future__ import annotations

from typing import Any

import attrs

from geleit.matching.assigning.assignment import Assignment, assign
from geleit.matching.assigning.certificate import Certificate
from geleit.matching.assigning.gain import Gain, parted
from geleit.matching.proposing.prices import PriceList

Ids = tuple[tuple[str, ...], tuple[str, ...]]


@attrs.frozen(eq=False, kw_only=True)
class Proof:
    """Which solver ran, and its certificate: `proven`, if it was checked against all scores and holds; `bound`: no
    other pairs that reach as much otherwise have a larger total, None for `stable`, which adds nothing up.

    `prices` are None where there are none by person. Rows of the certificate are the `mentees`, columns the `mentors`
    (or their places, where each counts differently).
    """

    solver: str
    certificate: Certificate
    proven: bool
    bound: int | None
    prices: PriceList | None
    mentees: tuple[str, ...]
    mentors: tuple[str, ...]


class Prover:
    """Solves as `assign` does and checks each certificate against what was solved; `proof` tells of the last one.

    `unit`: in its steps people are counted, two and more for one person (see `Task`); then only places have prices.
    `priced`: that the prices mean anything, which they do not where a score holds more than points.
    """

    def __init__(self, *, unit: int = 0, priced: bool = True, before: Prover | None = None) -> None:
        self._unit, self._priced = unit, priced
        self._last: tuple[Assignment, Ids] | None = None
        self._proven: bool = before is None or before._proven

    def __call__(self, scores: Any, *, objective: str, ids: Ids, seed: int, **told: Any) -> Assignment:
        """The best pairs."""
        found = assign(scores, objective=objective, ids=ids, seed=seed, **told)
        self._proven &= found.certificate.verify(scores, **told)
        self._last = found, ids
        return found

    def proof(self, ids: Ids, total: int) -> Proof:
        """Why the last answer, whose pairs have this total, is the best; the people as they stand in `ids`."""
        assert self._last is not None
        found, solved = self._last
        return Proof(
            solver=found.solver,
            certificate=found.certificate,
            proven=self._proven,
            # The gap of a proven answer is nothing, in whatever the solver counted besides points.
            bound=None if found.prices is None else total + found.certificate.bound - found.certificate.total,
            prices=self._prices(found, ids) if self._priced and solved == ids else None,
            mentees=solved[0],
            mentors=solved[1],
        )

    def _prices(self, found: Assignment, ids: Ids) -> PriceList | None:
        if found.prices is None:
            return None
        mentees, mentors, each = found.prices.mentees.tolist(), found.prices.mentors.tolist(), found.prices.per_person
        if self._unit:
            return PriceList(mentors=_by_id(ids[1], mentors, self._unit, 2))
        return PriceList(mentees=_by_id(ids[0], mentees, each), mentors=_by_id(ids[1], mentors, each))


def _by_id(ids: tuple[str, ...], prices: list[int], unit: int, each: int = 1) -> dict[str, Gain]:
    return {id_: parted(units, unit, each) for id_, units in zip(ids, prices, strict=True)}
