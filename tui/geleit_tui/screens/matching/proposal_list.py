"""A proposal to be read: a sentence per pair, then everybody without a pair and why; a page at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from geleit.labels import say
from geleit.programme.proposals.telling import DraftTold, LeftTold, PairTold
from geleit_tui.desk import Desk
from geleit_tui.screens.matching.words import bar, points
from geleit_tui.showing import plain, safe

PAGE = 200
"""People on a page: as many as are shown in the blink of an eye."""

_LONG = 2_000


class ProposalList(OptionList):
    """The pairs of a draft and those it leaves out; Enter or a click opens one."""

    DEFAULT_CSS = """
    ProposalList { height: 1fr; background: $background; padding: 0 1; }
    """

    class Opened(Message):
        """A pair was opened, or somebody without one."""

        def __init__(self, row: PairTold | LeftTold) -> None:
            super().__init__()
            self.row = row

    def __init__(self, desk: Desk) -> None:
        super().__init__(markup=False)
        self.desk = desk
        self.rows: Sequence[PairTold | LeftTold] = ()
        self.page = 0

    def tell(self, draft: DraftTold | None) -> None:
        """Show a draft; the bar stays on whom it was on."""
        before = self.row
        self.rows = () if draft is None else (*draft.pairs, *draft.unmatched)
        self.page = min(self.page, max(self.pages - 1, 0))
        self._show()
        if before is not None:
            self._return_to(before)

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return -(-len(self.rows) // PAGE)

    @property
    def row(self) -> PairTold | LeftTold | None:
        """The one under the bar."""
        option = None if self.highlighted is None else self.get_option_at_index(self.highlighted)
        if option is None or option.id is None:
            return None
        at = int(option.id)
        return self.rows[at] if at < len(self.rows) else None

    def turn(self, pages: int) -> None:
        """Go some pages on or back."""
        self.page = min(max(self.page + pages, 0), max(self.pages - 1, 0))
        self._show()

    def _return_to(self, before: PairTold | LeftTold) -> None:
        for at in range(self.option_count):
            option = self.get_option_at_index(at)
            if option.id is not None and self.rows[int(option.id)].mentee == before.mentee:
                self.highlighted = at
                return

    def _show(self) -> None:
        self.clear_options()
        self.add_options(list(self._options_of_page()))
        self.highlighted = next(
            (at for at in range(self.option_count) if not self.get_option_at_index(at).disabled), None
        )

    def _options_of_page(self) -> Iterator[Option]:
        first = self.page * PAGE
        for at, row in enumerate(self.rows[first : first + PAGE], first):
            if isinstance(row, PairTold):
                yield Option(self._pair(row), id=str(at))
                continue
            if at == 0 or isinstance(self.rows[at - 1], PairTold):
                left = sum(isinstance(one, LeftTold) for one in self.rows)
                told = self.desk.text(say("ui.matching.without", n=left, mentor=say("Role.mentor")))
                yield Option(plain(told, "bold $text-accent"), disabled=True)
            yield Option(self._left(row), id=str(at))

    def _pair(self, row: PairTold) -> Content:
        text = self.desk.text
        said = [f"{bar(row.share)} {text(say('ui.matching.points', points=points(self.desk, row.units)))}"]
        if row.locked:
            said.append(f"✓ {text('ui.matching.locked')}")
        if row.by_hand is not None:
            said.append(f"! {text(say('ui.matching.by_hand', reason=row.by_hand))}")
        said += [text(one) for one in row.beside]
        sentence = plain(row.sentence or f"{row.mentee_name} & {row.mentor_name}", limit=_LONG)
        for name in (row.mentee_name, row.mentor_name):
            sentence = _emphasised(sentence, safe(name))
        return Content("\n").join([sentence, plain(" · ".join(said), limit=_LONG)])

    def _left(self, row: LeftTold) -> Content:
        return Content.assemble(plain(row.name, "bold"), plain(f": {row.reason}", limit=_LONG))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if (row := self.row) is not None:
            self.post_message(self.Opened(row))


def _emphasised(sentence: Content, name: str) -> Content:
    """The sentence with a name in bold where it is first said."""
    at = sentence.plain.find(name) if name else -1
    return sentence if at < 0 else sentence.stylize("bold", at, at + len(name))
