"""Facts in two columns: what it is, and what is known of it; both are broken into lines, neither is cut off."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

_GAP = 2
_LEAST = 12


class Facts(Static):
    """Pairs of a label and what is known; the labels take no more than a share of the width. A label of None lets the
    text take the whole line."""

    DEFAULT_CSS = """
    Facts { height: auto; width: 1fr; }
    """

    def __init__(
        self,
        facts: Sequence[tuple[Content | None, Content]] = (),
        *,
        share: float = 0.4,
        id: str | None = None,  # as every widget calls it
        classes: str | None = None,
    ) -> None:
        super().__init__(markup=False, id=id, classes=classes)
        self._facts = list(facts)
        self._share = share

    def show(self, facts: Sequence[tuple[Content | None, Content]]) -> None:
        """Show these facts instead."""
        self._facts = list(facts)
        self.refresh(layout=True)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def render(self) -> Content:
        return Content("\n").join(self._lines(self.size.width))

    def _lines(self, width: int) -> list[Content]:
        if width < _LEAST:
            return []
        longest = max((label.cell_length for label, _ in self._facts if label is not None), default=0)
        first = min(longest, max(_LEAST, int(width * self._share)))
        lines: list[Content] = []
        for label, known in self._facts:
            if label is None:
                lines += known.wrap(width)
                continue
            left = label.wrap(first)
            right = known.wrap(max(1, width - first - _GAP))
            for place in range(max(len(left), len(right))):
                head = left[place] if place < len(left) else Content("")
                tail = right[place] if place < len(right) else Content("")
                lines.append(Content.assemble(head, " " * (first + _GAP - head.cell_length), tail))
        return lines
