"""The forms of employers: a firm, and a talk with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from geleit.fields import fields_of
from geleit.labels import say
from geleit.model.office import Employer, EmployerContact
from geleit.programme.office import add_employer, change_employer, contact_employer
from geleit.programme.record_clash import RecordClash
from geleit.programme.wary import warning
from geleit_tui.dialogs.form import Form
from geleit_tui.forms.clash import choose_versions
from geleit_tui.forms.fields import answered, item_of
from geleit_tui.widgets.entry import Ask, Item
from geleit_tui.widgets.pick import Choices

if TYPE_CHECKING:
    from geleit_tui.app import GeleitApp

_ASKED = ("name", "contact_person", "phone", "email", "sector", "territory")


def ask_for_employer(app: GeleitApp, firm: Employer | None, done: Callable[[Employer], None]) -> None:
    """Ask what is known of a firm: a new one, or this one again, of which only what is answered otherwise changes."""
    desk = app.desk
    known = {field.name: field for field in fields_of(Employer)}
    fields = [known[name] for name in _ASKED]

    base, left = firm, frozenset[str]()

    def submit(given: dict[str, Any]) -> Employer:
        values = answered(fields, given)
        if base is None:
            return add_employer(desk.programme, **values)
        changes = {name: value for name, value in values.items() if value != getattr(firm, name) and name not in left}
        return change_employer(desk.programme, base, changes)

    def chosen(clash: RecordClash, theirs: frozenset[str]) -> None:
        nonlocal base, left
        base, left = clash.current, left | theirs
        form.action_submit()

    def told(kept: Employer | None) -> None:
        if kept is not None:
            app.tell(say("ui.employers.kept", name=kept.name))
            done(kept)

    title = desk.text("ui.employers.new") if firm is None else firm.name
    items = [item_of(field, desk, None if firm is None else getattr(firm, field.name)) for field in fields]
    form: Form[Employer] = Form(title, items, submit, failed=lambda error: choose_versions(app, error, chosen))
    app.push_screen(form, told)


def ask_for_talk(
    app: GeleitApp,
    firm: Employer,
    kinds: Sequence[str],
    pairs: Sequence[tuple[str, str]],
    done: Callable[[], None],
) -> None:
    """Ask about a talk: when, how, about whom (id and names of running pairs), what was said."""
    desk = app.desk

    def submit(given: dict[str, Any]) -> EmployerContact:
        return contact_employer(
            desk.programme, firm.id, given["kind"], on=given["on"], note=given["note"], partnership=given["pair"]
        )

    def told(kept: EmployerContact | None) -> None:
        if kept is not None:
            app.tell(say("ui.employers.talk_kept", name=firm.name, day=kept.on))
            done()

    kind = Item("kind", say("ui.employers.column.kind"), Ask.ONE, choices=_kinds(kinds), required=True, words=str)
    about = Item("pair", say("ui.employers.about_pair"), Ask.ONE, choices=pairs, help=say("ui.employers.about_help"))
    form: Form[EmployerContact] = Form(
        desk.text(say("ui.employers.talk_with", name=firm.name)),
        [
            Item("on", say("ui.employers.column.on"), Ask.DAY, desk.programme.today(), required=True),
            attrs.evolve(kind, help=say("ui.employers.kind_help")),
            about,
            Item("note", say("field.note"), Ask.TEXT, warn=warning),
        ],
        submit,
    )
    app.push_screen(form, told)


def _kinds(known: Sequence[str]) -> Callable[[str], Choices]:
    """Finds the kinds of talks that were noted before; a new one can be taken as it is typed."""

    def find(typed: str) -> Choices:
        kind = " ".join(typed.split())
        found = [one for one in known if kind.casefold() in one.casefold()]
        new = [kind] if kind and kind.casefold() not in {one.casefold() for one in found} else []
        return [(one, one) for one in (*found, *new)]

    return find
