"""The figures of a round: funnel, places, hours; each shown as soon as it has been worked out."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from geleit.labels import Sentence, say
from geleit.programme.capacity import Level
from geleit.programme.overview import Course, Funnel, Hours, Places
from geleit_tui.desk import Desk
from geleit_tui.showing import plain

FIGURES = ("course", "places", "hours")
"""The parts in the order in which they stand; their labels are `ui.home.figure.<part>`."""

_BAR = 12
_SIGNS = {Level.STOP: "✗", Level.FULL: "!", Level.WARNING: "!", Level.UNKNOWN: "?", Level.ROOM: "✓"}
_NOTICED = 6


class Figures(VerticalScroll):
    """The figures of the round that is looked at."""

    DEFAULT_CSS = """
    Figures { border: round $border-blurred; padding: 0 1; }
    Figures:focus { border: round $border; }
    Figures Static { height: auto; margin: 0 0 1 0; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="figures", can_focus=True)
        self._desk = desk
        self.border_title = plain(desk.text("ui.home.figures"))

    def compose(self) -> ComposeResult:
        for part in FIGURES:
            yield Static(id=f"figure-{part}", markup=False)

    def clear(self) -> None:
        """Nothing is known yet."""
        for part in FIGURES:
            self.show(part, None)

    def show(self, part: str, found: Course | Places | Hours | None, *, refused: bool = False) -> None:
        """Show a part, or (None) that it is still being worked out; a part that the reader may not see is left out."""
        place = self.query_one(f"#figure-{part}", Static)
        place.display = not refused
        head = plain(self._desk.text(f"ui.home.figure.{part}"), "bold")
        if found is None:
            place.update(Content.assemble(head, "\n", plain(self._desk.text("ui.home.reading"), "$text-muted")))
            return
        place.update(Content("\n").join([head, *(plain(line) for line in self._lines(found))]))

    def _lines(self, found: Course | Places | Hours) -> Iterator[str]:
        if isinstance(found, Course):
            for funnel in found.funnels:
                yield from self._funnel(funnel)
        elif isinstance(found, Places):
            yield from self._places(found)
        else:
            yield from self._hours(found)

    def _say(self, code: str, **values: object) -> str:
        sentence: Sentence = say(f"ui.home.{code}", **values)
        return self._desk.text(sentence)

    def _funnel(self, funnel: Funnel) -> Iterator[str]:
        yield self._desk.text(f"Role.{funnel.role.value}")
        words = {step: self._desk.text(f"overview.step.{step}") for step in funnel.steps}
        width = max(map(len, words.values()))
        for step, n in funnel.steps.items():
            bar = "█" * round(_BAR * n / funnel.applied) if funnel.applied else ""
            yield f"  {words[step]:<{width}} {self._desk.number(n):>6} {bar or '·' if n else ''}".rstrip()

    def _places(self, found: Places) -> Iterator[str]:
        number = self._desk.number
        yield self._say("places", places=number(found.places), running=number(found.running))
        sign = "✓" if found.free >= found.unpaired else "!"
        yield f"{sign} " + self._say("free", free=number(found.free), unpaired=number(found.unpaired))
        for one in found.noticed[:_NOTICED]:
            words = self._desk.text(f"Level.{one.level.value}")
            yield f"{_SIGNS[one.level]} {one.mentor.name}: {words} ({one.running})"
        if len(found.noticed) > _NOTICED:
            yield self._say("more", n=len(found.noticed) - _NOTICED)

    def _hours(self, found: Hours) -> Iterator[str]:
        met = self._desk.hours(found.met_minutes)
        yield self._say("met", hours=met, meetings=self._desk.number(found.meetings), n=found.pairs)
        if found.expected_least is None or found.expected_most is None:
            yield self._say("as_needed")
            return
        least, most = self._desk.hours(found.expected_least), self._desk.hours(found.expected_most)
        yield self._say("expected", least=least, most=most)
        yield f"{'!' if found.behind else '✓'} " + self._say("behind", n=found.behind, of=found.pairs)
