"""Words in a line, and in as many further lines as it takes; none is divided."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.widgets import Static

_BETWEEN = "  "


class Wrapped(Static):
    """Pieces of text one after the other; a piece that does not fit begins a new line."""

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._head: Content | None = None
        self._pieces: Sequence[Content] = ()

    def show_pieces(self, pieces: Sequence[Content], head: Content | None = None) -> None:
        """Show these pieces, below a line of its own where there is one."""
        self._pieces, self._head = pieces, head
        self._lay_out(self.content_size.width or self.app.size.width - 2)

    def on_resize(self, event: events.Resize) -> None:
        self._lay_out(self.content_size.width)

    def _lay_out(self, width: int) -> None:
        rows: list[list[Content]] = []
        used = width
        for piece in self._pieces:
            length = piece.cell_length
            if not rows or used + len(_BETWEEN) + length > width:
                rows.append([])
                used = -len(_BETWEEN)
            rows[-1].append(piece)
            used += len(_BETWEEN) + length
        written = [Content(_BETWEEN).join(row) for row in rows]
        self.update(Content("\n").join([self._head, *written] if self._head is not None else written))
