"""The two tables of a pair: each criterion with a bar, and both profiles line beside line."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Grid, Vertical
from textual.content import Content
from textual.widgets import Static

from geleit.labels import say
from geleit.programme.proposals.pair_view import CriterionTold, PairView
from geleit.programme.proposals.profiles import ProfileLine
from geleit_tui.desk import Desk
from geleit_tui.screens.matching.words import bar, points
from geleit_tui.showing import plain

_LONG = 1_000


class Criteria(Static):
    """The points of a pair, and what each criterion adds to them."""

    DEFAULT_CSS = "Criteria { height: auto; }"

    def __init__(self, desk: Desk) -> None:
        super().__init__(markup=False)
        self.desk = desk

    def show(self, view: PairView) -> None:
        """Show a pair's."""
        total = plain(self.desk.text(view.total), "bold")
        self.update(Content("\n").join([total, *(self._line(one) for one in view.criteria)]))

    def _line(self, one: CriterionTold) -> Content:
        text = self.desk.text
        share = one.units / one.most if one.most else 0.0
        amount = f"{bar(share)} {points(self.desk, one.units):>6} / {points(self.desk, one.most):<6} "
        said = [text(one.label)]
        if one.wish_of is not None:
            said.append(text(say("ui.matching_pair.wish_of", side=say(f"Side.{one.wish_of.value}"))))
        if one.common is not None:
            said.append(f"✓ {text(one.common)}")
        if one.value is None:
            said.append(f"? {text('ui.matching_pair.unknown')}")
        if not one.counted:
            said.append(text("ui.matching_pair.not_counted"))
        style = "" if one.counted else "$text-muted"
        return Content.assemble(plain(amount, style), plain(" · ".join(said), style, _LONG))


class Profiles(Vertical):
    """What both say, the mentee on the left, the mentor on the right."""

    DEFAULT_CSS = """
    Profiles { height: auto; }
    Profiles Grid { grid-size: 3; grid-columns: 23 1fr 1fr; grid-rows: auto; grid-gutter: 0 1; height: auto; }
    Profiles Static { height: auto; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def compose(self) -> ComposeResult:
        yield Grid()

    def show(self, view: PairView) -> None:
        """Show a pair's."""
        cells = [Content(""), plain(view.mentee_name, "bold"), plain(view.mentor_name, "bold")]
        for line in view.lines:
            cells += self._cells(line)
        grid = self.query_one(Grid)
        with self.app.batch_update():
            grid.remove_children()
            grid.mount_all([Static(content, markup=False) for content in cells])

    def _cells(self, line: ProfileLine) -> list[Content]:
        text = self.desk.text
        labels = " / ".join(text(label) for label in (line.label, line.other_label) if label is not None)
        mark = plain("✓ ", "bold $text-success") if line.common else Content("")
        label = Content.assemble(mark, plain(labels, "bold" if line.criteria else "$text-muted", _LONG))
        both = [self._said(line.mentee), self._said(line.mentor)]
        if line.common:
            shared = text(say("ui.matching_pair.common", values=", ".join(line.common)))
            both[1] = Content("\n").join([both[1], plain(f"✓ {shared}", "$text-success", _LONG)])
        return [label, *both]

    def _said(self, answer: str | None) -> Content:
        if answer is None:
            return plain(f"? {self.desk.text('ui.matching_pair.unknown')}", "$text-muted")
        return plain(answer or "–", "" if answer else "$text-muted", _LONG)
