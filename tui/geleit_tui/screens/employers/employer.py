"""The room of one employer: whom to talk to, every talk, and who works or learns there."""

from __future__ import annotations

from typing import Any

import attrs
from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import DataTable, Static

from geleit.labels import say
from geleit.permissions import Action
from geleit.programme.employers import EmployerRecord, employer_record, talk_kinds
from geleit.programme.partnerships import pairs_of_round
from geleit.programme.roster import names
from geleit_tui.desk import Desk
from geleit_tui.screens.employers.forms import ask_for_employer, ask_for_talk
from geleit_tui.screens.employers.screen import gist_of
from geleit_tui.screens.room import Room, Step
from geleit_tui.showing import lines, plain
from geleit_tui.widgets.area_bar import AreaBar
from geleit_tui.widgets.key_bar import KeyBar
from geleit_tui.widgets.listing import Listing
from geleit_tui.widgets.panel import Panel


@attrs.frozen
class _Loaded:
    record: EmployerRecord
    kinds: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]


class EmployerRoom(Room[None]):
    """A firm with its talks, the latest first; the note of the one with the bar stands below."""

    ROOM = "employer"
    BACK = True
    STEPS = (
        Step("talk", "n", Action.EMPLOYERS),
        Step("change", "c", Action.EMPLOYERS),
    )
    CSS = """
    EmployerRoom #firm { height: 4; padding: 0 2; }
    EmployerRoom #talks { height: 2fr; }
    EmployerRoom #note { height: 3; padding: 0 2; }
    EmployerRoom #placed { height: 1fr; min-height: 4; }
    EmployerRoom Listing { height: 1fr; scrollbar-size-horizontal: 0; }
    """

    def __init__(self, desk: Desk, *, employer: str, **settings: Any) -> None:
        super().__init__(desk, **settings)
        self._employer = employer
        self._loaded: _Loaded | None = None

    def compose(self) -> ComposeResult:
        text = self.desk.text
        yield AreaBar(self.desk, "employers")
        yield Static(id="firm", markup=False)
        columns = [text(f"ui.employers.column.{name}") for name in ("on", "kind", "about", "by", "note")]
        yield Panel(text("ui.employers.talks"), Listing(columns, id="talk-list"), id="talks")
        yield VerticalScroll(Static(id="note-text", markup=False), id="note", can_focus=False)
        columns = [text(f"ui.employers.column.{name}") for name in ("began", "person", "result", "ended")]
        yield Panel(text("ui.employers.placed"), Listing(columns, id="placed-list"), id="placed")
        yield KeyBar()

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one("#talk-list").focus()

    def reload(self) -> None:
        self.work(self._load, self._show)

    def _load(self) -> _Loaded:
        programme = self.desk.programme
        record = employer_record(programme, self._employer)
        called = names(programme)
        running = pairs_of_round(programme, self.desk.round) if self.desk.round_id else ()
        pairs = sorted((f"{called.get(one.mentee, '')} & {called.get(one.mentor, '')}", one.id) for one in running)
        return _Loaded(record, talk_kinds(programme), tuple((id_, words) for words, id_ in pairs))

    def _show(self, loaded: _Loaded) -> None:
        self._loaded = loaded
        desk, record = self.desk, loaded.record
        self.query_one("#firm", Static).update(gist_of(record.employer, desk))
        self.query_one("#talk-list", Listing).show(
            [
                (one.id, (desk.day(one.on), one.kind, " & ".join(one.about) or "–", one.by, one.note or "–"))
                for one in record.talks
            ]
        )
        self.query_one("#placed-list", Listing).show(
            [
                (
                    one.outcome,
                    (desk.day(one.began_on), one.name, desk.label("outcome", one.category), desk.day(one.ended_on)),
                )
                for one in record.placed
            ]
        )
        self.query_one("#talks", Panel).retitle(desk.text(say("ui.employers.talks_of", n=len(record.talks))))
        placed = say("ui.employers.placed_of", n=len(record.placed))
        if record.others:
            placed = say("ui.employers.placed_others", n=len(record.placed), others=record.others)
        self.query_one("#placed", Panel).retitle(desk.text(placed))
        self._tell_note()

    @on(DataTable.RowHighlighted, "#talk-list")
    def _tell_note(self) -> None:
        talks = self._loaded.record.talks if self._loaded else ()
        key = self.query_one("#talk-list", Listing).key
        one = next((talk for talk in talks if talk.id == key), None)
        if one is None:
            told = plain(self.desk.text("ui.employers.no_talk" if self._loaded else "ui.app.working"), "$text-muted")
        else:
            told = Content("\n").join([plain(f"{self.desk.day(one.on)} · {one.kind}", "bold"), lines(one.note or "–")])
        self.query_one("#note-text", Static).update(told)
        self.refresh_bindings()

    # Steps

    def can_talk(self) -> bool:
        return self._loaded is not None

    def step_talk(self) -> None:
        """Note a talk."""
        if self._loaded is not None:
            firm, loaded = self._loaded.record.employer, self._loaded
            ask_for_talk(self.geleit, firm, loaded.kinds, loaded.pairs, self.reload)

    def can_change(self) -> bool:
        return self._loaded is not None

    def step_change(self) -> None:
        """Change what is known of the firm."""
        if self._loaded is not None:
            ask_for_employer(self.geleit, self._loaded.record.employer, lambda _: self.reload())
