"""What the list of people is narrowed down by, and the dialog that asks for it."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from geleit.labels import Listed, say
from geleit.model.people import Role
from geleit.programme.people.browsing import Choices, Query
from geleit_tui.desk import Desk
from geleit_tui.dialogs.form import Form
from geleit_tui.widgets.entry import Ask, Item


class Filters(Form[Query]):
    """Asks for role, states, a rule and a district; the answer is the query with these instead."""

    def __init__(self, desk: Desk, query: Query, choices: Choices) -> None:
        text = desk.text
        states = {state: words for role in Role for state, words in _states(desk, choices, role)}
        rules = {code: f"{text(words)} ({code})" for _, code, words in choices.rules}
        items = [
            Item("role", "ui.people.filter.role", Ask.ONE, query.role, [(each, desk.label("Role", each)) for each in Role]),
            Item("states", "ui.people.filter.states", Ask.MANY, query.states, [*states.items()], help="ui.people.filter.states_help"),
            Item("rule", "ui.people.filter.rule", Ask.ONE, query.rule, [*rules.items()], help="ui.people.filter.rule_help"),
        ]  # fmt: skip
        if choices.districts:
            items.append(Item("district", "ui.people.filter.district", Ask.ONE, query.district, choices.districts))
        super().__init__(
            text("ui.people.filter.title"),
            items,
            lambda answers: attrs.evolve(query, **{**answers, "states": tuple(answers["states"] or ())}),
            yes=text("ui.people.filter.yes"),
        )

    def _done(self, result: Query) -> None:
        # Nothing was written, so no room has to be read again.
        self.dismiss(result)


def _states(desk: Desk, choices: Choices, role: Role) -> Iterator[tuple[object, str]]:
    for state in choices.states.get(role, {}):
        number = sum(counted.get(state, 0) for counted in choices.states.values())
        yield state, f"{desk.label('PartState', state)} ({number})"


def in_words(desk: Desk, query: Query) -> str:
    """What is filtered by, in a line; empty where nothing is."""
    parts = []
    if query.role is not None:
        parts.append(desk.label("Role", query.role))
    if query.states:
        parts.append(desk.text(say("ui.people.only_states", states=Listed(_words(desk, query), "list.or"))))
    if query.rule is not None:
        words = say(f"rule.{query.rule}") if desk.has(f"rule.{query.rule}") else query.rule
        parts.append(desk.text(say("ui.people.only_rule", rule=words)))
    if query.district is not None:
        parts.append(desk.text(say("ui.people.only_district", district=desk.label("territory", query.district))))
    return " · ".join(parts)


def _words(desk: Desk, query: Query) -> list[str]:
    return [desk.label("PartState", state) for state in query.states]
