"""The room of the settings."""

from __future__ import annotations

from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import DataTable, Static

from geleit.labels import say
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.settings import changing
from geleit.programme.settings.changing import Changed
from geleit.programme.settings.parameter import Parameter, Source
from geleit_tui.desk import Desk
from geleit_tui.screens.room import Step
from geleit_tui.screens.settings.changing import change_form
from geleit_tui.screens.settings.round_steps import RoundSteps
from geleit_tui.screens.settings.source import Parameters, columns, group, origin, read
from geleit_tui.showing import plain
from geleit_tui.widgets.area_bar import AreaBar
from geleit_tui.widgets.facts import Facts
from geleit_tui.widgets.key_bar import KeyBar
from geleit_tui.widgets.listing import Listing
from geleit_tui.widgets.windowed_table import WindowedTable

_EVERYBODY = "organisation"
"""The row of what holds for all rounds."""


class SettingsRoom(RoundSteps):
    """Above, the organisation and its rounds; below, what holds for the marked one."""

    ROOM = "settings"
    STEPS = (
        Step("change", "c", Action.CONFIGURE),
        Step("confirm", "k", Action.CONFIGURE),
        Step("take_back", "z,delete", Action.CONFIGURE),
        Step("assumed", "a"),
        Step("open", "o", Action.MANAGE_ROUNDS),
        Step("close", "s", Action.MANAGE_ROUNDS),
        Step("copy", "n", Action.MANAGE_ROUNDS),
    )
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]  # noqa: RUF012  # as Textual declares it
    CSS = """
    #settings-scopes { height: auto; max-height: 5; }
    #settings-count { height: auto; padding: 0 1; }
    #settings-known { height: auto; max-height: 6; padding: 0 1; background: $panel; }
    .-wide #settings-scopes { max-height: 8; }
    """

    def __init__(self, desk: Desk, **settings: Any) -> None:
        super().__init__(desk, **settings)
        self.only_assumed = False
        self._found: tuple[Parameter, ...] = ()

    def compose(self) -> ComposeResult:
        text = self.text
        yield AreaBar(self.desk, "settings")
        names = ("scope", "state", "start", "end", "places")
        yield Listing([text(f"ui.settings.column.{name}") for name in names], id="settings-scopes")
        yield Static(id="settings-count", markup=False)
        yield WindowedTable(columns(self.desk), id="settings-table")
        yield Vertical(Facts(id="settings-facts"), id="settings-known")
        yield KeyBar()

    @property
    def table(self) -> WindowedTable:
        """The parameters."""
        return self.query_one(WindowedTable)

    @property
    def marked(self) -> Parameter | None:
        """The parameter with the bar."""
        key = self.table.key if self.is_mounted else None
        return next((one for one in self._found if one.key == key), None)

    def on_mount(self) -> None:
        super().on_mount()
        self.table.focus()

    def reload(self) -> None:
        desk, scope = self.desk, self.scope

        def show(found: tuple[tuple[Round[Any], ...], tuple[Parameter, ...]]) -> None:
            listed, self._found = found
            self.states = {one.id: one.state for one in listed}
            everybody = (_EVERYBODY, (self.text("ui.settings.everybody"), "", "", "", ""))
            self.query_one(Listing).show([everybody, *((one.id, self._row(one)) for one in listed)])
            self._show(keep_place=True)

        self.work(lambda: (desk.programme.rounds(), read(desk, scope)), show)

    def _row(self, one: Round[Any]) -> tuple[str, ...]:
        desk = self.desk
        places = "–" if one.places is None else str(one.places)
        return one.title, desk.label("RoundState", one.state), desk.day(one.start), desk.day(one.end), places

    def _show(self, *, keep_place: bool) -> None:
        shown = [one for one in self._found if one.assumed or not self.only_assumed]
        source = Parameters(self.desk, shown)
        assumed = sum(one.assumed for one in self._found)
        told = self.text(say("ui.settings.count", n=len(self._found)))
        told += " · " + self.text(say("ui.settings.assumed", n=assumed) if assumed else "ui.settings.all_confirmed")
        if self.only_assumed:
            told += " · " + self.text("ui.settings.only_assumed")
        self.query_one("#settings-count", Static).update(plain(told, limit=300))
        self.table.show(source, source.page(0, source.count), keep_place=keep_place)
        self._tell()
        self.refresh_bindings()

    @on(WindowedTable.Highlighted)
    def _moved(self) -> None:
        self._tell()
        self.refresh_bindings()

    def _tell(self) -> None:
        one, text = self.marked, self.text
        if one is None:
            self.query_one("#settings-facts", Facts).show([])
            return
        known = [
            (plain(one.title, "bold", 300), plain(one.words, limit=600)),
            (plain(group(self.desk, one)), plain(origin(self.desk, one).strip(), limit=600)),
            (
                plain(text("ui.settings.key")),
                plain(one.key if one.changeable else f"{one.key} {text('ui.settings.by_hand')}"),
            ),
        ]
        self.query_one("#settings-facts", Facts).show(known)

    @on(DataTable.RowHighlighted, "#settings-scopes")
    def _scope_marked(self, event: DataTable.RowHighlighted) -> None:
        event.stop()
        key = event.row_key.value
        scope = None if key in (None, _EVERYBODY) else str(key)
        if scope != self.scope:
            self.scope = scope
            desk = self.desk

            def show(found: tuple[Parameter, ...]) -> None:
                self._found = found
                self._show(keep_place=False)

            self.work(lambda: read(desk, scope), show)

    @on(Listing.Opened)
    def _scope_opened(self) -> None:
        self.table.focus()

    @on(WindowedTable.Opened)
    def _opened(self) -> None:
        if self.can_change() and self.desk.can(Action.CONFIGURE):
            self.step_change()

    # Steps with a parameter

    def step_change(self) -> None:
        """Ask for the new value."""
        one = self.marked
        if one is not None:
            self.app.push_screen(change_form(self.desk, one), lambda done: self._changed(one, done))

    def can_change(self) -> bool:
        """Whether the program may set it."""
        return self.marked is not None and self.marked.changeable

    def _changed(self, before: Parameter, done: Changed | None) -> None:
        if done is None:
            return
        words = {"what": done.title, "before": done.before, "after": done.after, "file": done.file}
        self.geleit.tell(say("settings.changed", **words))
        for one in done.keeps:
            self.geleit.tell(one, warning=True)
        programme = self.desk.programme

        def back() -> None:
            if before.source is Source.LOCAL:
                changing.change(programme, before.key, before.text)
            else:
                changing.take_back(programme, before.key)

        self.geleit.can_undo(say("ui.settings.changed", what=done.title), back)

    def step_confirm(self) -> None:
        """The assumption is right as it is."""
        one = self.marked
        if one is None:
            return
        programme, key = self.desk.programme, one.key

        def done(changed: Changed) -> None:
            words = {"what": changed.title, "after": changed.after, "file": changed.file}
            self.geleit.tell(say("settings.confirmed", **words))
            self.geleit.can_undo(
                say("ui.settings.confirmed", what=changed.title), lambda: changing.take_back(programme, changed.key)
            )
            self.again()

        self.work(lambda: changing.confirm(programme, key), done, group="write", exclusive=False)

    def can_confirm(self) -> bool:
        """Whether it is an assumption with a value."""
        return self.marked is not None and self.marked.assumed and self.marked.value is not None

    def step_take_back(self) -> None:
        """What the program has written here goes, so that the hand-written value or the default holds."""
        one = self.marked
        if one is None:
            return
        programme, key, text = self.desk.programme, one.key, one.text

        def done(changed: Changed) -> None:
            words = {"what": changed.title, "before": changed.before, "after": changed.after, "file": changed.file}
            self.geleit.tell(say("settings.changed", **words))
            self.geleit.can_undo(
                say("ui.settings.taken_back", what=changed.title), lambda: changing.change(programme, key, text)
            )
            self.again()

        self.work(lambda: changing.take_back(programme, key), done, group="write", exclusive=False)

    def can_take_back(self) -> bool:
        """Whether the program has a value of its own here."""
        return self.marked is not None and self.marked.source is Source.LOCAL and self.marked.changeable

    def step_assumed(self) -> None:
        """Only what waits to be confirmed, or everything."""
        self.only_assumed = not self.only_assumed
        self._show(keep_place=False)
