"""The home room: one list of what waits, and the figures of the round beside or below it."""

from __future__ import annotations

from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from geleit.labels import say
from geleit.permissions import Action
from geleit.programme import overview
from geleit.programme.overview import Listing, Matter, Opens
from geleit_tui.desk import Desk
from geleit_tui.dialogs.choose import Choose
from geleit_tui.screens.home.figures import Figures
from geleit_tui.screens.home.opening import open_matter
from geleit_tui.screens.home.parts import PARTS, Part, Scope
from geleit_tui.screens.home.reading import Reader
from geleit_tui.screens.home.rows import about, rows
from geleit_tui.screens.home.tasks import ask_for_task, finish
from geleit_tui.screens.room import Room, Step
from geleit_tui.showing import lines, plain
from geleit_tui.widgets.area_bar import AreaBar
from geleit_tui.widgets.kept_lines import KeptLines
from geleit_tui.widgets.key_bar import KeyBar
from geleit_tui.widgets.windowed_table import PAGE, WindowedTable
from geleit_tui.widgets.wrapped import Wrapped

_WIDTHS = [(0, "-narrow"), (120, "-wide")]


class HomeRoom(Room[None]):
    """What waits for somebody, list by list; Enter opens it."""

    ROOM = "home"
    STEPS = (
        Step("next_list", "l,f3"),
        Step("kind", "k", Action.SEE_DUE),
        Step("done", "e", Action.TASKS),
        Step("new_task", "n,f2", Action.TASKS),
        Step("whose", "w", Action.SEE_DUE),
        Step("all_rounds", "a"),
        Step("take_in", "i,f7", Action.TAKE_IN),
        Step("previous_list", "L", shown=False),
    )
    HORIZONTAL_BREAKPOINTS = _WIDTHS
    CSS = """
    HomeRoom #body { layout: vertical; height: 1fr; }
    HomeRoom #list { width: 1fr; height: 2fr; min-height: 7; }
    HomeRoom #figures { width: 100%; height: 1fr; min-height: 5; }
    HomeRoom.-wide #body { layout: horizontal; }
    HomeRoom.-wide #list { height: 1fr; }
    HomeRoom.-wide #figures { width: 44; height: 1fr; }
    HomeRoom #scope { height: 1; padding: 0 1; }
    HomeRoom #lists { height: auto; padding: 0 1; }
    HomeRoom #gist { height: auto; min-height: 2; max-height: 4; padding: 0 1; color: $text-muted; }
    """

    def __init__(self, desk: Desk, **settings: Any) -> None:
        super().__init__(desk, **settings)
        self.parts = tuple(part for part in PARTS if desk.can(part.needs))
        self.part: Part | None = self.parts[0] if self.parts else None
        self.whose = overview.ALL
        self.all_rounds = False
        self.only: str | None = None
        self.scope = Scope()
        self.found: dict[str, Listing[Any]] = {}
        self.titles: dict[str, str] = {}
        self._reader = Reader(self)
        self._looked_at: tuple[object, ...] = ()

    def compose(self) -> ComposeResult:
        yield AreaBar(self.desk, "home")
        yield Static(id="scope", markup=False)
        with Container(id="body"):
            with Vertical(id="list"):
                yield _Lists()
                yield WindowedTable((), id="matters")
                yield Static(id="gist", markup=False)
            yield Figures(self.desk)
        yield KeyBar()

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one(WindowedTable).focus()

    # Reading

    def on_screen_resume(self) -> None:
        """Read again where something has changed, else go on reading."""
        super().on_screen_resume()
        self._reader.go_on()

    def reload(self) -> None:
        # What is known stays in sight until it has been read again, unless something else is looked at.
        looked_at = self.desk.round_id, self.whose, self.all_rounds, self.only
        if looked_at != self._looked_at:
            self._looked_at = looked_at
            self.found = {}
            self.query_one(Figures).clear()
            self.show_list()
        self._reader.start()

    def take_scope(self, scope: Scope, titles: dict[str, str]) -> None:
        """What is looked at has been found out."""
        self.scope, self.titles = scope, titles
        self._show_scope()

    def take_list(self, part: Part, listing: Listing[Any]) -> None:
        """A list has been read."""
        self.found[part.code] = listing
        self._show_lists()
        if part is self.part:
            self.show_list()

    # Showing

    def show_list(self) -> None:
        """Show the present list, as far as it has been read."""
        listing = None if self.part is None else self.found.get(self.part.code)
        today = self.desk.programme.today()
        matters = () if listing is None else listing.items
        fresh, kinds = self.scope.since is not None, self.part is not None and self.part.code == "to_do"
        shown = rows(self.desk, matters, today, fresh=fresh, kinds=kinds)
        table = self.query_one(WindowedTable)
        table.columns = shown.columns
        table.show(KeptLines(shown.lines), shown.lines[:PAGE], keep_place=listing is not None)
        self._show_lists()
        self._show_gist()

    def _show_scope(self) -> None:
        desk, scope = self.desk, self.scope
        where = desk.text("ui.home.all_rounds") if self.all_rounds else desk.text("ui.home.one_round")
        pieces = [plain(where), plain(self._whose_words(), "bold")]
        if scope.since is not None:
            pieces.append(plain(desk.text(say("ui.home.since", day=scope.since))))
        if scope.only is not None:
            pieces.append(plain(desk.text(say("ui.home.only", kind=say(scope.only)))))
        self.query_one("#scope", Static).update(Content(" · ").join(pieces))

    def _whose_words(self) -> str:
        known = {overview.ALL: "ui.home.everybody", overview.MINE: "ui.home.mine"}
        if self.whose in known:
            return self.desk.text(known[self.whose])
        return self.desk.text(say("ui.home.of", name=self._reader.staff.get(self.whose, self.whose)))

    def _show_lists(self) -> None:
        pieces = []
        for part in self.parts:
            listing = self.found.get(part.code)
            count = "…" if listing is None else self.desk.number(listing.count)
            words = plain(f" {self.desk.text(f'ui.home.part.{part.code}')} {count} ")
            style = Style.from_meta({"@click": f"screen.list('{part.code}')"})
            pieces.append(words.stylize(style + Style(reverse=True, bold=True) if part is self.part else style))
        self.query_one(_Lists).show_pieces(pieces)

    def _show_gist(self) -> None:
        matter, part = self.matter, self.part
        gist = self.query_one("#gist", Static)
        if matter is not None:
            several = self.all_rounds or matter.round != self.desk.round_id
            gist.update(lines(about(self.desk, matter, self.titles, several=several)))
        elif part is None:
            gist.update(plain(self.desk.text("ui.home.nothing.at_all"), limit=400))
        elif part.code in self.found:
            gist.update(plain(self.desk.text(f"ui.home.nothing.{part.code}"), limit=400))
        else:
            gist.update(plain(self._reader.told(part) or self.desk.text("ui.home.reading")))
        self.refresh_bindings()

    def show_progress(self, part: Part) -> None:
        """Say how far the reading of a list is."""
        if part is self.part:
            self._show_gist()

    @property
    def matter(self) -> Matter | None:
        """The matter with the bar."""
        listing = None if self.part is None else self.found.get(self.part.code)
        key = self.query_one(WindowedTable).key if self.is_mounted else None
        if listing is None or key is None or int(key) >= len(listing.items):
            return None
        found: Matter = listing.items[int(key)]
        return found

    @on(WindowedTable.Highlighted)
    def _moved(self) -> None:
        self._show_gist()

    @on(WindowedTable.Opened)
    def _opened(self) -> None:
        matter = self.matter
        if matter is not None:
            open_matter(self, matter)

    # Steps

    def action_list(self, code: str) -> None:
        """Show another list."""
        self.part = next((part for part in self.parts if part.code == code), self.part)
        self.show_list()
        self.query_one(WindowedTable).focus()

    def _turn(self, by: int) -> None:
        if self.part is not None:
            place = (self.parts.index(self.part) + by) % len(self.parts)
            self.action_list(self.parts[place].code)

    def step_next_list(self) -> None:
        """The list after this one."""
        self._turn(1)

    def step_previous_list(self) -> None:
        """The list before this one."""
        self._turn(-1)

    def can_kind(self) -> bool:
        listing = self.found.get("to_do")
        return self.part is not None and self.part.code == "to_do" and listing is not None and len(listing.kinds) > 1

    def step_kind(self) -> None:
        """Show one kind of what is to be done, or all kinds again."""
        desk, listing = self.desk, self.found["to_do"]
        kinds = sorted(listing.kinds.items(), key=lambda one: -one[1])
        options = [("", f"{desk.text('ui.home.every_kind')} ({desk.number(listing.count)})")]
        options += [(code, f"{desk.text(code)} ({desk.number(n)})") for code, n in kinds]
        self.app.push_screen(Choose(desk.text("ui.home.step.kind"), options, self.only or ""), self._of_kind)

    def _of_kind(self, kind: str | None) -> None:
        if kind is not None:
            self.only = kind or None
            self.reload()

    def can_done(self) -> bool:
        matter = self.matter
        return matter is not None and matter.opens.kind is Opens.TASK

    def step_done(self) -> None:
        """Tick the reminder off."""
        if self.matter is not None:
            finish(self, self.matter)

    def step_new_task(self) -> None:
        """Write a reminder."""
        ask_for_task(self, self.matter)

    def step_whose(self) -> None:
        """Everybody's matters, one's own, or a colleague's."""
        desk = self.desk
        options = [(overview.ALL, desk.text("ui.home.everybody")), (overview.MINE, desk.text("ui.home.mine"))]
        options += [(account, desk.text(say("ui.home.of", name=name))) for account, name in self._reader.staff.items()]
        self.app.push_screen(Choose(desk.text("ui.home.step.whose"), options, self.whose), self._of_whom)

    def _of_whom(self, whose: str | None) -> None:
        if whose is not None:
            self.whose = whose
            self.reload()

    def can_all_rounds(self) -> bool:
        return len(self.desk.programme.config.rounds) > 1

    def step_all_rounds(self) -> None:
        """All rounds instead of one, or one again."""
        self.all_rounds = not self.all_rounds
        self.reload()

    def step_take_in(self) -> None:
        """Take in a list."""
        self.geleit.open_room("importing")


class _Lists(Wrapped):
    """The lists with their numbers, the present one marked; a click shows another."""

    def __init__(self) -> None:
        super().__init__()
        self.id = "lists"
