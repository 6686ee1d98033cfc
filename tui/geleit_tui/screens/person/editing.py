"""Changing somebody's answers; where two people changed the same, each field is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geleit.errors import GeleitError
from geleit.labels import Listed, day, say
from geleit.programme.people.clashes import Clash, EditConflict
from geleit.programme.people.field_groups import FieldGroup
from geleit.programme.people.forms import Base, PersonForm, edit_form
from geleit.programme.people.writing import Edited, edit_person
from geleit_tui.desk import Desk
from geleit_tui.dialogs.choose import Choose
from geleit_tui.dialogs.conflict import Conflict, Versions
from geleit_tui.forms.fields import answered
from geleit_tui.forms.person import FieldsForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geleit_tui.screens.person.screen import PersonRoom

_F = "ui.person.form"
_ALL = "*"


def edit(room: PersonRoom) -> None:
    """Read what is there now, choose what to change, change it."""
    programme, part, unveil = room.desk.programme, room.shown.part.id, room.unveiled
    room.work(lambda: edit_form(programme, part, unveil=unveil), lambda form: _choose(room, form), group="edit")


def _choose(room: PersonRoom, form: PersonForm) -> None:
    groups = {group.code: group for group in form.groups}
    options = [(code, room.text(group.label)) for code, group in groups.items()]

    def chosen(code: str | None) -> None:
        if code is not None:
            _Editing(room, form, form.groups if code == _ALL else [groups[code]]).ask()

    room.app.push_screen(Choose(room.text(f"{_F}.which"), [*options, (_ALL, room.text(f"{_F}.all"))]), chosen)


class _Editing:
    """One edit, from the questions to what is kept, conflicts included."""

    def __init__(self, room: PersonRoom, form: PersonForm, groups: tuple[FieldGroup, ...] | list[FieldGroup]) -> None:
        assert form.base is not None
        self.room = room
        self.form = form
        self.groups = groups
        self.fields = [field for group in groups for field in group.fields]
        self.read = form.base
        self.base: Base = form.base
        self.theirs: frozenset[str] = frozenset()

    def ask(self) -> None:
        """Ask the questions."""
        room, desk = self.room, self.room.desk
        intro = [desk.text(say(f"{_F}.left_out", n=self.form.veiled))] if self.form.veiled else []
        title = desk.text(say(f"{_F}.edit", name=room.shown.name))
        self.dialog = FieldsForm(title, self.groups, self.form.values, self.save, desk, intro=intro, failed=self.failed)
        room.app.push_screen(self.dialog, self.done)

    def save(self, answers: Mapping[str, Any]) -> Edited:
        """Keep what differs from what was read, but for what is left to somebody else's version."""
        programme, part = self.room.desk.programme, self.room.shown.part
        given = answered(self.fields, answers)
        changes = {
            name: value
            for name, value in given.items()
            if name not in self.theirs and value != (self.read.value(name) or None)
        }
        if not changes:
            return Edited(changes=())
        return edit_person(programme, programme.round(part.round), part.id, changes, self.base)

    def failed(self, error: GeleitError) -> bool:
        """Show both versions of what two people changed."""
        if not isinstance(error, EditConflict):
            return False
        desk = self.room.desk
        versions = [_versions(desk, clash) for clash in error.clashes]
        text = desk.text
        dialog = Conflict(text("ui.conflict.title"), text("ui.conflict.intro"), versions, text("ui.conflict.take"))

        def chosen(mine: Mapping[str, bool] | None) -> None:
            if mine is not None:
                self.base = error.base
                self.theirs |= {name for name, own in mine.items() if not own}
                self.dialog.action_submit()

        self.room.app.push_screen(dialog, chosen)
        return True

    def done(self, edited: Edited | None) -> None:
        """Say what was kept, and what somebody else had changed."""
        if edited is None:
            return
        tell = self.room.geleit.tell
        count = len(edited.changes)
        tell(say(f"{_F}.saved", n=count) if count else f"{_F}.nothing")
        if edited.meanwhile:
            fields = Listed(say(f"field.{one.field}") for one in edited.meanwhile)
            tell(say(f"{_F}.meanwhile", fields=fields), warning=True)
        if count:
            self._offer_way_back({one.field for one in edited.changes})
        self.room.reload()

    def _offer_way_back(self, names: set[str]) -> None:
        programme, part, name = self.room.desk.programme, self.room.shown.part, self.room.shown.name
        before = {one: self.base.value(one) for one in names}
        self.room.geleit.can_undo(
            say(f"{_F}.edited", name=name),
            lambda: edit_person(programme, programme.round(part.round), part.id, before),
        )


def _versions(desk: Desk, clash: Clash) -> Versions:
    def words(value: Any) -> str:
        known = value not in (None, "", ())
        return clash.field.kind.shown(value, desk.programme.reading, desk.language) if known else "–"

    from zoneinfo import ZoneInfo

    value: dict[str, Any] = {"value": words(clash.theirs)}
    if clash.by is not None and clash.at is not None:
        zone = ZoneInfo(desk.programme.config.organisation.timezone)
        theirs = say("ui.conflict.theirs_by", by=clash.by, at=day(clash.at.astimezone(zone), desk.language), **value)
    else:
        theirs = say("ui.conflict.theirs", **value)
    mine = say("ui.conflict.mine", value=words(clash.mine))
    label = desk.text(say(clash.field.label))
    return Versions(clash.field.name, label, desk.text(theirs), desk.text(mine))
