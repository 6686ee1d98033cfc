"""The line of main areas at the top, each with the number that opens it."""

from __future__ import annotations

from textual.content import Content
from textual.style import Style

from geleit_tui.areas import AREAS
from geleit_tui.desk import Desk
from geleit_tui.showing import plain
from geleit_tui.widgets.wrapped import Wrapped


class AreaBar(Wrapped):
    """The organisation and the round in the first line, the areas below; a click opens one."""

    DEFAULT_CSS = """
    AreaBar { dock: top; height: auto; background: $panel; color: $foreground; padding: 0 1; }
    """

    def __init__(self, desk: Desk, present: str) -> None:
        super().__init__()
        self._desk = desk
        self._present = present

    def on_mount(self) -> None:
        self.show()

    def show(self) -> None:
        """Write it anew, as another round is looked at."""
        desk = self._desk
        round_ = desk.round.title if desk.round_id else "–"
        head = Content(" · ").join(
            [plain(desk.organisation, "bold", 48), plain(round_, limit=40), plain(desk.who, limit=30)]
        )
        shown = [area for area in AREAS if desk.can(area.needs)]
        self.show_pieces(
            [self._one(area.code, f"{area.key} {desk.text(f'ui.{area.code}.title')}") for area in shown], head
        )

    def _one(self, code: str, words: str) -> Content:
        text = plain(words)
        style = Style.from_meta({"@click": f"app.area('{code}')"})
        return text.stylize(style + Style(bold=True, reverse=True)) if code == self._present else text.stylize(style)
