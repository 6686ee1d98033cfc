"""The room of employers: every firm, with the talks there were and who works there."""

from __future__ import annotations

from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import DataTable, Static

from geleit.fields import fields_of
from geleit.labels import say
from geleit.model.office import Employer
from geleit.permissions import Action
from geleit.programme.employers import ListedEmployer, employer_list
from geleit_tui.desk import Desk
from geleit_tui.dialogs.choose import Choose
from geleit_tui.screens.employers.forms import ask_for_employer
from geleit_tui.screens.room import Room, Step
from geleit_tui.showing import plain
from geleit_tui.widgets.area_bar import AreaBar
from geleit_tui.widgets.key_bar import KeyBar
from geleit_tui.widgets.listing import Listing
from geleit_tui.widgets.panel import Panel

_COLUMNS = ("name", "talks", "last_talk", "placed", "contact_person", "phone", "sector")


class EmployersRoom(Room[None]):
    """A list; Enter opens a firm."""

    ROOM = "employers"
    STEPS = (
        Step("open", "o", Action.EMPLOYERS),
        Step("new", "n", Action.EMPLOYERS),
        Step("find", "slash,f3", Action.EMPLOYERS),
    )
    CSS = """
    EmployersRoom Panel { height: 1fr; }
    EmployersRoom Listing { height: 1fr; scrollbar-size-horizontal: 0; }
    EmployersRoom #gist { height: 4; padding: 0 2; }
    """

    def __init__(self, desk: Desk, **settings: Any) -> None:
        super().__init__(desk, **settings)
        self._firms: tuple[ListedEmployer, ...] | None = None

    def compose(self) -> ComposeResult:
        text = self.desk.text
        yield AreaBar(self.desk, "employers")
        yield Panel(
            text("ui.employers.title"),
            Listing([text(f"ui.employers.column.{name}") for name in _COLUMNS], id="firms"),
        )
        yield Static(id="gist", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one(Listing).focus()

    def reload(self) -> None:
        self.work(lambda: employer_list(self.desk.programme), self._show)

    def _show(self, firms: tuple[ListedEmployer, ...]) -> None:
        self._firms = firms
        self.query_one(Listing).show([(one.employer.id, _row(one, self.desk)) for one in firms])
        self.query_one(Panel).retitle(self.desk.text(say("ui.employers.firms", n=len(firms))))
        self._tell_gist()

    @property
    def firm(self) -> ListedEmployer | None:
        """The firm with the bar."""
        key = self.query_one(Listing).key
        return next((one for one in self._firms or () if one.employer.id == key), None)

    @on(DataTable.RowHighlighted)
    def _tell_gist(self) -> None:
        one, gist = self.firm, self.query_one("#gist", Static)
        if one is not None:
            gist.update(gist_of(one.employer, self.desk))
        else:
            gist.update(self.desk.text("ui.employers.none" if self._firms is not None else "ui.app.working"))
        self.refresh_bindings()

    @on(Listing.Opened)
    def _opened(self, event: Listing.Opened) -> None:
        self._open(event.key)

    def _open(self, firm: str | None) -> None:
        if firm is not None:
            self.geleit.open_room("employer", employer=firm)

    # Steps

    def can_open(self) -> bool:
        return self.firm is not None

    def step_open(self) -> None:
        """Open the firm with the bar."""
        self._open(self.query_one(Listing).key)

    def step_new(self) -> None:
        """Add a firm, and open it."""
        ask_for_employer(self.geleit, None, lambda firm: self._open(firm.id))

    def can_find(self) -> bool:
        return bool(self._firms)

    def step_find(self) -> None:
        """Find a firm by typing."""
        options = [(one.employer.id, one.employer.name) for one in self._firms or ()]
        self.app.push_screen(Choose(self.desk.text("ui.employers.find"), options), self._open)


def _row(one: ListedEmployer, desk: Desk) -> tuple[str, ...]:
    firm = one.employer
    return (
        firm.name,
        str(one.talks),
        desk.day(one.last_talk),
        str(one.placed),
        firm.contact_person or "–",
        firm.phone or "–",
        firm.sector or "–",
    )


def gist_of(firm: Employer, desk: Desk) -> Content:
    """A firm in three lines: who it is, and whom to talk to."""
    told = (("field.contact_person", firm.contact_person), ("field.phone", firm.phone), ("field.email", firm.email))
    reach = " · ".join(f"{desk.text(label)}: {value}" for label, value in told if value)
    place = next(field.kind for field in fields_of(Employer) if field.name == "territory")
    where = place.shown(firm.territory, desk.programme.reading, desk.language) if firm.territory else None
    about = " · ".join(one for one in (firm.sector, where) if one)
    return Content("\n").join(
        [
            plain(firm.name, "bold"),
            plain(about or "–"),
            plain(reach) if reach else plain(f"? {desk.text('ui.employers.no_contact')}", "$text-muted"),
        ]
    )
