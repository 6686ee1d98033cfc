"""One person's record: a column of panels, and everything that is entered about a person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from geleit.labels import say
from geleit.model.people import Role
from geleit.permissions import Action
from geleit.programme.people.lines import PersonRecord
from geleit.programme.people.record import read_record
from geleit.questions.eligibility import Verdict
from geleit_tui.desk import Desk
from geleit_tui.screens.person import deciding, editing, entering, going
from geleit_tui.screens.person.words import Fact, RecordWords
from geleit_tui.screens.room import Room, Step
from geleit_tui.showing import plain
from geleit_tui.widgets.area_bar import AreaBar
from geleit_tui.widgets.facts import Facts
from geleit_tui.widgets.key_bar import KeyBar
from geleit_tui.widgets.panel import Panel

_OPEN = (Verdict.NOT_MET, Verdict.UNKNOWN)


class PersonRoom(Room[None]):
    """The record of `person` (id), as seen from their part in a round, or from the latest one."""

    ROOM = "person"
    BACK = True
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]  # noqa: RUF012  # as Textual declares it
    STEPS = (
        Step("show", "v"),
        Step("edit", "e,f2", Action.EDIT_PEOPLE),
        Step("decide", "d", Action.DECIDE),
        Step("paper", "p", Action.CHECK_PAPERS),
        Step("interview", "i", Action.INTERVIEW),
        Step("consent", "c", Action.CONSENT),
        Step("aside", "a", Action.DECIDE),
        Step("note", "n", Action.CONTACTS),
        Step("task", "t", Action.TASKS),
        Step("twin", "m", Action.EDIT_PEOPLE),
        Step("go", "g"),
        Step("history", "h", Action.SEE_HISTORY),
        Step("unlock", "k", Action.UNLOCK),
    )
    CSS = """
    PersonRoom #head { height: auto; padding: 0 1; }
    PersonRoom #columns { height: auto; }
    PersonRoom.-wide #columns { layout: horizontal; }
    PersonRoom .column { height: auto; width: 1fr; }
    """

    def __init__(
        self, desk: Desk, *, person: str, round_id: str | None = None, role: Role | None = None, **settings: Any
    ) -> None:
        super().__init__(desk, **settings)
        self.person = person
        self.round_id = round_id
        self.role = role
        self.unveiled = False
        self.record: PersonRecord | None = None
        self._after: Callable[[PersonRecord], object] | None = None

    def compose(self) -> ComposeResult:
        yield AreaBar(self.desk, "people")
        with VerticalScroll(id="record"):
            yield Static(id="head", markup=False)
            with Container(id="columns"):
                yield Vertical(id="answers", classes="column")
                yield Vertical(id="course", classes="column")
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one("#record").focus()
        super().on_mount()

    @property
    def shown(self) -> PersonRecord:
        """The record on the screen; steps are possible only once there is one."""
        assert self.record is not None
        return self.record

    def reload(self, then: Callable[[PersonRecord], object] | None = None) -> None:
        """Read the record again, veiled or not as it is now."""
        programme, unveil = self.desk.programme, self.unveiled
        self._after = then or self._after

        def read() -> PersonRecord:
            named = self.round_id or self.desk.round_id
            round_ = programme.round(named) if named else None
            return read_record(programme, self.person, round_=round_, role=self.role, unveil=unveil)

        self.work(read, self._show)

    async def _show(self, record: PersonRecord) -> None:
        self.record = record
        words = RecordWords(self.desk, record)
        self.query_one("#head", Static).update(self._head(record))
        answers = [
            self._panel(f"group-{place}", self.text(group.label), words.group(group))
            for place, group in enumerate(record.groups)
        ]
        course = [
            self._panel(name, self._title(name), facts, share)
            for name, facts, share in (
                ("findings", words.findings(), 0.3),
                ("twins", words.twins(), 0.4),
                ("papers", words.papers(), 0.4),
                ("consents", words.consents(), 0.4),
                ("interviews", words.interviews(), 0.3),
                ("decisions", words.decisions(), 0.3),
                ("partnerships", words.partnerships(), 0.4),
                ("contacts", words.contacts(), 0.3),
                ("tasks", words.tasks(), 0.3),
                ("results", words.results(), 0.3),
                ("requests", words.requests(), 0.3),
                ("parts", words.parts() if len(record.parts) > 1 else [], 0.4),
            )
            if facts or name in ("findings", "papers", "consents", "interviews")
        ]
        for place, panels in (("#answers", answers), ("#course", course)):
            column = self.query_one(place, Vertical)
            with self.app.batch_update():
                await column.remove_children()
                await column.mount_all(panels)
        self.refresh_bindings()
        after, self._after = self._after, None
        if after is not None:
            after(record)

    def _title(self, name: str) -> str:
        return self.text(f"ui.person.panel.{name}")

    def _panel(self, name: str, title: str, facts: list[Fact], share: float = 0.4) -> Panel:
        empty: list[Fact] = [(None, plain(self.text("ui.person.nothing"), "$text-muted"))]
        return Panel(title, Facts(facts or empty, share=share), id=f"panel-{name}")

    def _head(self, record: PersonRecord) -> Content:
        part = record.part
        where = say(
            "ui.person.where",
            role=self.desk.label("Role", part.role),
            round=part.round_title,
            state=self.desk.label("PartState", part.state),
            day=part.since,
        )
        name: list[Content | str] = [plain(record.name, "bold $text-primary")]
        if record.age is not None:
            name += ["  ", plain(self.text(say("ui.person.age", n=record.age)), "$text-muted")]
        outlook = say("record.findings", outlook=self.desk.label("Outlook", record.outlook))
        rows = [Content.assemble(*name), plain(self.text(where)), plain(self.text(outlook))]
        if part.reason:
            rows.append(plain(self.text(say("ui.person.reason", reason=part.reason)), "$text-muted", limit=1000))
        if record.restricted:
            rows.append(Content.assemble("! ", plain(self.text("ui.person.restricted"))).stylize("$text-error"))
        if record.veiled:
            rows.append(plain(self.text(say("ui.person.covered", n=record.veiled)), "$text-muted"))
        elif record.unveiled:
            rows.append(Content.assemble("! ", plain(self.text("ui.person.shown"))).stylize("$text-warning"))
        return Content("\n").join(rows)

    def done(self, what: object = None) -> None:
        """Something about the person was entered; None: somebody left the dialog."""
        if what is not None:
            self.reload()

    def step_show(self) -> None:
        self.unveiled = not self.unveiled
        self.reload()

    def can_show(self) -> bool:
        return self.record is not None and (bool(self.record.veiled) or self.record.unveiled)

    def step_edit(self) -> None:
        editing.edit(self)

    def can_edit(self) -> bool:
        return self.record is not None and not self.record.restricted

    def step_decide(self) -> None:
        deciding.decide_on(self)

    def can_decide(self) -> bool:
        return self.record is not None and bool(self.record.steps)

    def step_aside(self) -> None:
        deciding.set_aside(self)

    def can_aside(self) -> bool:
        found = self.record.findings if self.record else ()
        return any(one.counts_as in _OPEN for one in found)

    def step_paper(self) -> None:
        entering.paper(self)

    def step_interview(self) -> None:
        entering.talk(self)

    def step_consent(self) -> None:
        entering.consent(self)

    def step_note(self) -> None:
        entering.contact(self)

    def step_task(self) -> None:
        entering.task(self)

    def step_unlock(self) -> None:
        entering.unlocking(self)

    def can_unlock(self) -> bool:
        return self.record is not None and bool(self.record.hidden)

    def step_twin(self) -> None:
        deciding.on_twin(self)

    def can_twin(self) -> bool:
        return self.record is not None and any(one.same is None for one in self.record.twins)

    def step_go(self) -> None:
        going.elsewhere(self)

    def can_go(self) -> bool:
        return self.record is not None and bool(going.places(self))

    def step_history(self) -> None:
        going.history(self)

    def can_paper(self) -> bool:
        return self.record is not None

    can_interview = can_consent = can_note = can_task = can_history = can_paper
