"""One row of the table: a ratio first, then what it is made of."""

from __future__ import annotations

from statistics import median
from typing import Any

import attrs

from benchmarks.matching.processes import Sample

HEAD = (
    "times as fast",
    "by processor",
    "memory saved",
    "goals",
    "what",
    "size",
    "geleit",
    "beside",
    "total",
    "proven",
    "remarks",
)
MEGABYTE = 10**6


@attrs.frozen
class Goal:
    """What a row is to reach, and whether it did."""

    text: str
    met: bool

    def __str__(self) -> str:
        return f"{self.text} {'✓' if self.met else '✗'}"


@attrs.frozen
class Row:
    """What was measured once: the product and, where there is one, what stands beside it.

    `ratios` says turn by turn how many times as fast the product is by the clock, `by_processor` the same in seconds
    of the processor. `wrong` says what must not be: totals or pairs that differ, a proof or a process that failed.
    """

    what: str
    size: str
    ours: Sample | None = None
    theirs: Sample | None = None
    ratios: tuple[float, ...] = ()
    by_processor: tuple[float, ...] = ()
    goals: tuple[Goal, ...] = ()
    total: str = ""
    proven: bool | None = None
    remarks: str = ""
    wrong: str = ""

    def measured(self, ours: Sample, theirs: Sample | None = None) -> Row:
        """The same row with what both sides took; a proof that fails is wrong."""
        proven = ours.said.get("proven")
        found = attrs.evolve(self, ours=ours, theirs=theirs, proven=proven)
        if proven is False:
            found = found.faulty("NOT PROVEN")
        return found if theirs is None else found.faster(ours, theirs)

    def faster(self, ours: Sample, theirs: Sample) -> Row:
        """The same row with the ratios of their turns."""
        return attrs.evolve(
            self,
            ratios=tuple(peer / own for own, peer in zip(ours.wall, theirs.wall, strict=True)),
            by_processor=tuple(peer / own for own, peer in zip(ours.cpu, theirs.cpu, strict=True)),
        )

    def faulty(self, wrong: str) -> Row:
        """The same row with something that must not be."""
        return attrs.evolve(self, wrong="; ".join(filter(None, (self.wrong, wrong))))

    @property
    def ratio(self) -> float | None:
        """The median of the ratios by the clock."""
        return median(self.ratios) if self.ratios else None

    @property
    def saved(self) -> float | None:
        """The peer's memory by the product's."""
        peaks = [side.peak for side in (self.ours, self.theirs) if side is not None and side.peak]
        return peaks[1] / peaks[0] if len(peaks) == 2 else None

    def reaching(self, *, times: float | None = None, memory: float | None = None, most: int | None = None) -> Row:
        """The same row held against its goals: so many times as fast (by the clock and by the processor), so many
        times less memory, at most so much memory."""
        goals = []
        if times is not None and self.ratios:
            smaller = min(median(self.ratios), median(self.by_processor))
            goals.append(Goal(f"≥ {times:.3g} ×", smaller >= times))
        if memory is not None and self.saved is not None:
            goals.append(Goal(f"memory ≤ 1/{memory:g}", self.saved >= memory))
        if most is not None and self.ours is not None and self.ours.peak is not None:
            goals.append(Goal(f"≤ {most / MEGABYTE:,.0f} MB", self.ours.peak <= most))
        return attrs.evolve(self, goals=tuple(goals))

    def to_json(self) -> dict[str, Any]:
        """Everything but the pairs themselves."""
        found = attrs.asdict(self)
        for side in filter(None, (found["ours"], found["theirs"])):
            side["said"].pop("made", None)
        return {"ratio": self.ratio, "memory_ratio": self.saved, **found}

    def cells(self) -> tuple[str, ...]:
        """What stands in the table."""
        return (
            _spread(self.ratios),
            _spread(self.by_processor),
            "" if self.saved is None else f"{self.saved:.1f}",
            ", ".join(map(str, self.goals)),
            self.what,
            self.size,
            _taken(self.ours),
            _taken(self.theirs),
            self.total,
            "" if self.proven is None else "yes" if self.proven else "no",
            " ".join("; ".join(filter(None, (self.wrong, self.remarks))).replace("|", "/").split()),
        )


def _spread(ratios: tuple[float, ...]) -> str:
    """The median, and the least and the most of several turns."""
    if not ratios:
        return ""
    middle = _short(median(ratios))
    return middle if len(ratios) == 1 else f"{middle} ({_short(min(ratios))}–{_short(max(ratios))})"


def _short(number: float) -> str:
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"


def _taken(one: Sample | None) -> str:
    if one is None:
        return ""
    memory = f", {one.peak / MEGABYTE:,.0f} MB" if one.peak else ""
    return f"{one.name}: {one.seconds:.3g} s ({one.working:.3g} s){memory}"
