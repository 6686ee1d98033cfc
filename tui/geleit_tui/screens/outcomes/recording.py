"""Recording a result, and putting one right."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from geleit.errors import UsageError
from geleit.labels import say
from geleit.model.outcomes import Outcome
from geleit.programme.outcomes import record_outcome
from geleit.programme.record_clash import RecordClash
from geleit.programme.results.changing import after_clash, change_outcome, take_back_outcome
from geleit.programme.results.listing import OutcomeRecord
from geleit_tui.dialogs.form import Form
from geleit_tui.forms.clash import choose_versions
from geleit_tui.screens.outcomes.asking import category_item, category_words, changes_of, result_items, result_of
from geleit_tui.screens.outcomes.loading import Loaded
from geleit_tui.widgets.entry import Ask, Item

if TYPE_CHECKING:
    from geleit_tui.app import GeleitApp


def ask_for_outcome(app: GeleitApp, loaded: Loaded, person: str | None, done: Callable[[], None]) -> None:
    """Ask whose result and which kind, then what belongs to that kind."""
    desk = app.desk
    names = dict(loaded.mentees)

    def ask_for_fields(answers: dict[str, Any] | None) -> None:
        if answers is None:
            return
        category = loaded.category(answers["category"])

        def submit(given: dict[str, Any]) -> Outcome:
            result, detail = result_of(category, given)
            return record_outcome(desk.programme, loaded.round, answers["person"], result, detail=detail)

        title = f"{names[answers['person']]}: {category_words(category, desk)}"
        form: Form[Outcome] = Form(title, result_items(desk, category, loaded.firms, {}), submit)
        app.push_screen(form, told)

    def told(kept: Outcome | None) -> None:
        if kept is None:
            return
        what = say("ui.outcomes.recorded", person=names[kept.person], result=say(f"outcome.{kept.category}"))
        app.tell(what)
        app.can_undo(what, lambda: take_back_outcome(desk.programme, kept.id))
        done()

    form: Form[dict[str, Any]] = Form(
        desk.text("ui.outcomes.new_result"),
        [
            Item("person", say("field.person"), Ask.ONE, person, list(loaded.mentees), required=True),
            category_item(desk, loaded.categories, required=True),
        ],
        dict,
        yes=desk.text("ui.outcomes.next"),
    )
    app.push_screen(form, ask_for_fields)


def ask_for_change(app: GeleitApp, loaded: Loaded, read: OutcomeRecord, done: Callable[[], None]) -> None:
    """Ask for the fields of a result again, as they are known; only what is answered otherwise is changed."""
    desk, listed = app.desk, read.listed
    category = listed.category
    if category is None:
        app.show_problem(UsageError(say("ui.outcomes.no_category", result=read.outcome.category)))
        return
    employer = listed.employer
    known = {field.name: value for field, value in read.details}
    known |= {name: getattr(read.outcome, name) for name in ("began_on", "ended_on", "hours_per_week")}
    known |= {name: getattr(read.outcome, name) for name in ("permanent", "insured", "adequate", "evidence", "note")}

    base, left = read, frozenset[str]()

    def submit(given: dict[str, Any]) -> Outcome:
        changes, detail = changes_of(category, read.outcome, read.detail, employer, given)
        if given["category"] != category.code:
            changes["category"] = given["category"]
        return change_outcome(
            desk.programme,
            base,
            {name: value for name, value in changes.items() if name not in left},
            {name: value for name, value in detail.items() if name not in left},
        )

    def chosen(clash: RecordClash, theirs: frozenset[str]) -> None:
        nonlocal base, left
        base, left = after_clash(base, clash), left | theirs
        form.action_submit()

    form: Form[Outcome] = Form(
        f"{listed.name}: {category_words(category, desk)}",
        [
            category_item(desk, loaded.categories, required=True, value=category.code),
            *result_items(desk, category, loaded.firms, known | {"employer": employer}, read.hidden),
        ],
        submit,
        failed=lambda error: choose_versions(app, error, chosen),
    )
    app.push_screen(form, lambda kept: done() if kept is not None else None)
