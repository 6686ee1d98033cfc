"""The questions of the forms about results, made from the fields that a category asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs

from geleit.labels import say
from geleit.model.outcomes import Outcome
from geleit.programme.outcomes import Result, asked_fields
from geleit.questions.outcomes import Category
from geleit_tui.desk import Desk
from geleit_tui.forms.fields import answered, item_of
from geleit_tui.widgets.entry import Ask, Item
from geleit_tui.widgets.pick import Choices

_OF_RESULT = frozenset(field.name for field in attrs.fields(Result))


def category_item(desk: Desk, categories: Sequence[Category], *, required: bool, value: str | None = None) -> Item:
    """Which kind of result: each with what it means to a European funder."""
    choices = [(one.code, category_words(one, desk)) for one in categories]
    return Item("category", say("field.category"), Ask.ONE, value, choices, required=required)


def category_words(category: Category, desk: Desk) -> str:
    """A category with its standard class."""
    return f"{desk.label('outcome', category.code)} ({desk.label('StandardClass', category.standard_class)})"


def result_items(
    desk: Desk, category: Category, firms: Sequence[str], values: Mapping[str, Any], hidden: Iterable[str] = ()
) -> list[Item]:
    """The questions of a category; `values` are the answers so far, `firms` the employers that are known."""
    return [
        _item(desk, field, firms, values.get(field.name))
        for field in asked_fields(category)
        if field.name not in set(hidden)
    ]


def _item(desk: Desk, field: Any, firms: Sequence[str], value: Any) -> Item:
    item = item_of(field, desk, value)
    if field.name == "employer":
        help_ = say("ui.outcomes.new_employer")
        return attrs.evolve(item, ask=Ask.ONE, value=value, choices=_finder(firms), help=help_, words=str, read=None)
    if field.name == "ended_on":
        return attrs.evolve(item, ask=Ask.DAY_AHEAD)
    return attrs.evolve(item, required=item.required or field.name == "began_on")


def _finder(firms: Sequence[str]) -> Any:
    """Finds employers by what is typed; a name that is not known yet can be taken as well."""

    def find(typed: str) -> Choices:
        name = " ".join(typed.split())
        words = name.casefold().split()
        found = [firm for firm in firms if all(word in firm.casefold() for word in words)]
        new = [name] if name and name.casefold() not in {firm.casefold() for firm in found} else []
        return [(firm, firm) for firm in (*found, *new)]

    return find


def result_of(category: Category, answers: Mapping[str, Any]) -> tuple[Result, Any]:
    """The result that the answers describe, and the fields of its category."""
    fields = asked_fields(category)
    found = answered(fields, answers)
    own = {name: value for name, value in found.items() if name in _OF_RESULT}
    more = {name: value for name, value in found.items() if name not in _OF_RESULT}
    detail = category.detail(**more) if category.detail is not None and _any(more) else None
    return Result(category=category.code, **own), detail


def _any(values: Mapping[str, Any]) -> bool:
    return any(value is not None for value in values.values())


def changes_of(
    category: Category, before: Outcome, detail: Any, employer: str | None, answers: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the answers change: fields of the result, and fields of its category."""
    found = answered(asked_fields(category), answers)
    known = {name: getattr(before, name) for name in _OF_RESULT} | {"employer": employer}
    own = {name: value for name, value in found.items() if name in _OF_RESULT and value != known[name]}
    more = {
        name: value for name, value in found.items() if name not in _OF_RESULT and value != getattr(detail, name, None)
    }
    return own, more
