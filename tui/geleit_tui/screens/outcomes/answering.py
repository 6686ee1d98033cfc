"""Writing down what came of asking again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from geleit.labels import say
from geleit.model.outcomes import FollowUp
from geleit.programme.outcomes import Result, answer_follow_up
from geleit.programme.results.changing import take_back_answer
from geleit.programme.results.following_up import ListedFollowUp
from geleit.programme.wary import warning
from geleit_tui.dialogs.form import Form
from geleit_tui.screens.outcomes.asking import category_item, category_words, result_items, result_of
from geleit_tui.screens.outcomes.loading import Loaded
from geleit_tui.widgets.entry import Ask, Item

if TYPE_CHECKING:
    from geleit_tui.app import GeleitApp

_YES, _NO = "reached", "not_reached"
Answers = dict[str, Any]


def ask_for_answer(app: GeleitApp, loaded: Loaded, one: ListedFollowUp, done: Callable[[], None]) -> None:
    """Ask what came of it; where a result came to light, ask for that too. Nothing is written before both are there."""
    desk, asked = app.desk, one.follow_up

    def answer(answers: Answers, result: Result | None = None, detail: Any = None) -> FollowUp:
        return answer_follow_up(
            desk.programme,
            loaded.round,
            asked.person,
            asked.offset,
            reached=answers["reached"] == _YES,
            result=result,
            detail=detail,
            note=answers["note"],
            on=answers["on"],
        )

    def submit(answers: Answers) -> Answers:
        """The answers where the result is still to be asked for, else nothing, and all is written."""
        if answers["category"] is None:
            answer(answers)
            return {}
        if answers["reached"] == _NO:
            # Refused by the use case, which says why.
            answer(answers, Result(category=answers["category"], began_on=answers["on"]))
        return answers

    def ask_for_result(answers: Answers | None) -> None:
        if answers is None:
            return
        if not answers:
            told()
            return
        category = loaded.category(answers["category"])
        form: Form[FollowUp] = Form(
            f"{one.name}: {category_words(category, desk)}",
            result_items(desk, category, loaded.firms, {}),
            lambda given: answer(answers, *result_of(category, given)),
        )
        app.push_screen(form, lambda result: told() if result is not None else None)

    def told() -> None:
        what = say("ui.outcomes.answered", person=one.name)
        app.tell(what)
        app.can_undo(
            what,
            lambda: take_back_answer(desk.programme, loaded.round, asked.person, asked.offset, with_result=True),
        )
        done()

    choices = [(_YES, desk.text("ui.outcomes.yes")), (_NO, desk.text("ui.outcomes.no"))]
    form: Form[Answers] = Form(
        f"{one.name}: {desk.label('follow_up', asked.offset)}",
        [
            Item("reached", say("ui.outcomes.reached"), Ask.ONE, None, choices, required=True),
            Item("on", say("ui.outcomes.asked"), Ask.DAY, desk.programme.today(), required=True),
            category_item(desk, loaded.categories, required=False),
            Item("note", say("field.note"), Ask.TEXT, warn=warning),
        ],
        submit,
        intro=_how_to_reach(app, one),
    )
    app.push_screen(form, ask_for_result)


def _how_to_reach(app: GeleitApp, one: ListedFollowUp) -> list[str]:
    text = app.desk.text
    if one.withheld:
        return [f"✗ {text(one.withheld)}"]
    return [" · ".join(f"{text(field.label)}: {words}" for field, words in one.contact)] if one.contact else []
