"""A new person: the form, who may be there already, and what was added."""

from __future__ import annotations

from typing import Any

from geleit.errors import GeleitError
from geleit.labels import Listed, say
from geleit.model.people import Role
from geleit.programme.people.forms import PersonForm, new_form
from geleit.programme.people.writing import Added, Twin, add_person
from geleit_tui.dialogs.choose import Choose
from geleit_tui.forms.fields import answered
from geleit_tui.forms.person import FieldsForm
from geleit_tui.screens.room import Room

_F = "ui.person.form"
_NEW = "new"


class TwinsFound(GeleitError):
    """Somebody may be there already; a person decides before anything is kept."""

    def __init__(self, twins: tuple[Twin, ...]) -> None:
        super().__init__(say(f"{_F}.twins"))
        self.twins = twins


def new_person(room: Room[Any], role: Role | None = None) -> None:
    """Ask for the role, unless it is given, and for everything about somebody who applies in the round looked at."""
    desk = room.desk

    def chosen(code: str | None) -> None:
        if code is not None:
            as_ = Role(code)
            room.work(lambda: new_form(desk.programme, as_), lambda form: _Adding(room, form).ask(), group="new")

    if role is not None:
        chosen(role.value)
        return
    options = [(one.value, desk.label("Role", one)) for one in Role]
    room.app.push_screen(Choose(desk.text("field.role"), options), chosen)


class _Adding:
    """One new person, from the questions to the record."""

    def __init__(self, room: Room[Any], form: PersonForm) -> None:
        self.room = room
        self.form = form
        self.known: str | None = None
        self.asked = False

    def ask(self) -> None:
        """Ask the questions; nothing is kept before somebody has looked at likely duplicates."""
        desk = self.room.desk
        title = desk.text(say(f"{_F}.new", role=desk.label("Role", self.form.role)))
        self.dialog: FieldsForm[Added] = FieldsForm(title, self.form.groups, {}, self.save, desk, failed=self.failed)
        self.room.app.push_screen(self.dialog, self.done)

    def save(self, answers: dict[str, Any]) -> Added:
        """Try it first, unless somebody has decided whether a likely duplicate is the same person."""
        programme, round_ = self.room.desk.programme, self.room.desk.round
        values = answered(self.form.fields, answers)
        if not self.asked:
            tried = add_person(programme, round_, self.form.role, values, dry_run=True)
            if tried.twins:
                raise TwinsFound(tried.twins)
        return add_person(programme, round_, self.form.role, values, person=self.known)

    def failed(self, error: GeleitError) -> bool:
        """Offer who may be the same person."""
        if not isinstance(error, TwinsFound):
            return False
        desk = self.room.desk

        def words(twin: Twin) -> str:
            signs = Listed(say(f"ui.person.sign.{sign}") for sign in twin.signs)
            return desk.text(say(f"{_F}.twin", name=twin.name, signs=signs))

        options = [(twin.id, words(twin)) for twin in error.twins]
        options.append((_NEW, desk.text(f"{_F}.no_twin")))

        def chosen(key: str | None) -> None:
            if key is not None:
                self.asked, self.known = True, None if key == _NEW else key
                self.dialog.action_submit()

        self.room.app.push_screen(Choose(desk.text(f"{_F}.twins"), options), chosen)
        return True

    def done(self, added: Added | None) -> None:
        """Say so and open the record."""
        if added is None:
            return
        room = self.room
        room.geleit.tell(say(f"{_F}.added", name=added.person.name))
        if added.left:
            fields = Listed(say(f"field.{one.field}") for one in added.left)
            room.geleit.tell(say(f"{_F}.kept", fields=fields), warning=True)
        room.reload()
        room.geleit.open_person(added.person.id, round_id=room.desk.round_id, role=self.form.role)
