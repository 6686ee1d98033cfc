"""The dialogs in which a parameter is changed and the next round is planned."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs

from geleit.errors import UsageError
from geleit.labels import say
from geleit.programme.settings import changing, copying
from geleit.programme.settings.changing import Changed
from geleit.programme.settings.copying import NextRound
from geleit.programme.settings.parameter import Parameter
from geleit_tui.desk import Desk
from geleit_tui.dialogs.form import Form
from geleit_tui.screens.settings.source import origin
from geleit_tui.widgets.entry import Ask, Item


def change_form(desk: Desk, one: Parameter) -> Form[Changed]:
    """Asks for the new value of a parameter, in the way that its kind is answered."""
    programme = desk.programme

    def submit(answers: dict[str, Any]) -> Changed:
        value = answers["value"]
        if value is None:
            raise UsageError(say("ui.settings.empty", expected=one.expected))
        return changing.change(programme, one.key, value.isoformat() if isinstance(value, date) else value)

    told = [f"{desk.text('ui.settings.column.value')}: {one.words}", origin(desk, one).strip()]
    if one.now:
        told.append(desk.text(say("ui.settings.kept", frozen=one.words)))
    label = say("ui.settings.new_value")
    told.append(desk.text(say("ui.settings.expected", expected=one.expected)))
    if one.choices:
        item = Item("value", label, Ask.ONE, one.text or None, one.choices, required=True)
    else:
        item = Item("value", label, Ask.LINE, one.text)
    return Form(one.title, [item], submit, intro=told)


def copy_form(desk: Desk, following: NextRound, before: str) -> Form[NextRound]:
    """Asks for title, id, days and places of the next round; what follows from the one before stands there already."""
    programme = desk.programme

    def submit(answers: dict[str, Any]) -> NextRound:
        return copying.copy_round(programme, attrs.evolve(following, **answers))

    text = "ui.settings.copy"
    items = [
        Item("title", f"{text}.title", Ask.LINE, following.title, required=True),
        Item("id", f"{text}.id", Ask.LINE, following.id, required=True, help=f"{text}.id_help"),
        Item("start", "settings.key.rounds.start", Ask.DAY_AHEAD, following.start),
        Item("end", "settings.key.rounds.end", Ask.DAY_AHEAD, following.end),
        Item("apply_by", "settings.key.rounds.apply_by", Ask.DAY_AHEAD, following.apply_by),
        Item("places", "settings.key.rounds.places", Ask.NUMBER, following.places),
        Item("number", "settings.key.rounds.number", Ask.NUMBER, following.number),
    ]
    intro = [desk.text(say(f"{text}.intro", before=before, n=len(following.settings)))]
    return Form(desk.text(f"{text}.heading"), items, submit, intro=intro, yes=desk.text(f"{text}.yes"))
