"""Which round is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geleit_tui import work
from geleit_tui.dialogs.choose import Choose

if TYPE_CHECKING:
    from geleit_tui.app import GeleitApp


def choose_round(app: GeleitApp) -> None:
    """Offer every round of the configuration, the newest first, and look at the one that is chosen."""
    desk = app.desk
    if isinstance(app.screen, Choose):
        return

    def offer(options: list[tuple[str, str]]) -> None:
        if not options:
            app.tell("ui.rounds.none")
            return
        app.push_screen(Choose(desk.text("ui.rounds.title"), options, desk.round_id), chosen)

    def chosen(round_id: str | None) -> None:
        if round_id is not None and round_id != desk.round_id:
            app.look_at(round_id)

    def read() -> list[tuple[str, str]]:
        found = sorted(desk.programme.rounds(), key=lambda one: (one.start is not None, one.start), reverse=True)
        return [
            (
                one.id,
                f"{one.title} · {desk.label('RoundState', one.state.value)} · {desk.day(one.start)} – {desk.day(one.end)}",
            )
            for one in found
        ]

    work.start(app.screen, read, offer, group="rounds")
