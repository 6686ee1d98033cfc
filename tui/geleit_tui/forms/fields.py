"""From the description of a field to the question of a form; what is answered is the field's value again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from geleit.fields import Field, Unreadable
from geleit.fields.choices import choices_of
from geleit.fields.kinds import DateKind, ManyKind
from geleit.labels import say
from geleit.programme.wary import warning
from geleit_tui.desk import Desk
from geleit_tui.widgets.entry import Ask, Item
from geleit_tui.widgets.pick import Choices

_FEW = 40
"""A list of so many choices is shown as a whole; a longer one is looked through by typing."""

_RATINGS = range(1, 6)
_UNKNOWN = (None, "", ())


def item_of(field: Field, desk: Desk, value: Any = None) -> Item:
    """The question of a field with its label, its help, its choices, and what is known of it (`value`).

    The answer is a value of the field, None for unknown; `answered` puts all answers of a form together.
    """
    kind, reading, language = field.kind, desk.programme.reading, desk.language
    known: dict[str, Any] = {
        "name": field.name,
        "label": say(field.label),
        "required": field.ask.required,
        "help": say(f"help.{field.name}") if desk.has(f"help.{field.name}") else None,
    }
    if value in _UNKNOWN:
        value = None
    if field.ask.interview and field.type is int:
        ratings = [(number, str(number)) for number in _RATINGS]
        return Item(ask=Ask.ONE, value=value, choices=ratings, **known)
    if field.ask.free_text:
        return Item(ask=Ask.TEXT, value=value, warn=warning, **known)
    if isinstance(kind, DateKind):
        return Item(ask=Ask.DAY, value=value, **known)
    offered = choices_of(kind, reading, language)
    if offered is not None:
        many = isinstance(kind, ManyKind)
        if many:
            known["help"] = say("ui.forms.several", help=known["help"]) if known["help"] else "ui.forms.taking"
        one = kind.each if isinstance(kind, ManyKind) else kind
        return Item(
            ask=Ask.MANY if many else Ask.ONE,
            value=value,
            choices=list(offered) if len(offered) <= _FEW else _finder(field, offered, desk),
            words=lambda chosen: one.shown(chosen, reading, language),
            **known,
        )
    text = None if value is None else kind.shown(value, reading, language)
    return Item(ask=Ask.LINE, value=text, read=lambda typed: kind.read(typed, reading), **known)


def answered(fields: Iterable[Field], answers: Mapping[str, Any]) -> dict[str, Any]:
    """The values of fields among the answers of a form; what was left empty is unknown."""
    found = {field.name: answers[field.name] for field in fields if field.name in answers}
    return {name: None if value in _UNKNOWN else value for name, value in found.items()}


def _finder(field: Field, offered: Choices, desk: Desk) -> Callable[[str], Choices]:
    """Finds choices by what is typed: any spelling that an import reads as well, then the words that fit."""
    kind, reading, language = field.kind, desk.programme.reading, desk.language
    one = kind.each if isinstance(kind, ManyKind) else kind
    folded = [(value, words, words.casefold()) for value, words in offered]

    @cache
    def find(typed: str) -> Choices:
        wanted = typed.casefold().split()
        fits = [each for each in folded if all(word in each[2] for word in wanted)]
        fits.sort(key=lambda each: not wanted or not each[2].startswith(wanted[0]))
        found = [(value, words) for value, words, _ in fits]
        try:
            read = one.read(typed.strip(), reading) if typed.strip() else None
        except Unreadable:
            read = None
        if read is None or (found and found[0][0] == read):
            return found
        return [(read, one.shown(read, reading, language)), *(each for each in found if each[0] != read)]

    return find
