"""Questions about a draft: why two people are no pair in it, and what a change would make of it."""

from __future__ import annotations

from typing import Any

from geleit.errors import UsageError
from geleit.labels import Sentence, say
from geleit.programme.proposals.answering import Answered, why_not
from geleit.programme.proposals.choices import Choices
from geleit.programme.proposals.trying import Trial, what_if
from geleit_tui.dialogs.form import Form
from geleit_tui.screens.matching.running import objectives
from geleit_tui.screens.matching.told import Told
from geleit_tui.screens.matching.words import read_number
from geleit_tui.screens.room import Room
from geleit_tui.widgets.entry import Ask, Item


def tell_why_not(room: Room[None], mentee: str, mentor: str) -> None:
    """Why two people (ids) are no pair, with what the pair would cost and who would move."""
    desk = room.desk

    def show(found: Answered) -> None:
        told = [*map(desk.text, found.sentences), *(f"! {desk.text(note)}" for note in found.notes)]
        room.app.push_screen(Told(desk.text("ui.matching.why_title"), told))

    room.work(lambda: why_not(desk.programme, desk.round, mentee, mentor, exact=True), show, group="question")


def tell_if_locked(room: Room[None], mentee: str, mentor: str) -> None:
    """What would change if two people (ids) were a pair."""
    desk = room.desk
    room.work(
        lambda: what_if(desk.programme, desk.round, force=[(mentee, mentor)]),
        lambda found: _show(room, found),
        group="question",
    )


def ask_what_if(room: Room[None], choices: Choices) -> None:
    """Ask what is to be tried, and tell what it would change; nothing is kept."""
    desk = room.desk
    mentors = [(id_, name) for id_, name, _ in choices.mentors]
    criteria = [(code, desk.text(label)) for code, label, _ in choices.criteria]
    items = [
        Item("objective", "ui.matching.objective", Ask.ONE, choices=objectives(desk)),
        Item("places", "ui.matching.more_places", Ask.MANY, choices=mentors),
        Item("criterion", "ui.matching.criterion", Ask.ONE, choices=criteria),
        Item("weight", "ui.matching.weight", Ask.LINE, read=read_number, help=_weights(room, choices)),
        Item("minimum", "ui.matching.minimum", Ask.LINE, read=read_number, help=_minimum(room, choices)),
    ]

    def submit(answers: dict[str, Any]) -> Trial:
        criterion, weight = answers["criterion"], answers["weight"]
        if (criterion is None) is not (weight is None):
            raise UsageError(say("ui.matching.weight_alone"))
        return what_if(
            desk.programme,
            desk.round,
            objective=answers["objective"],
            places=answers["places"] or (),
            weights={criterion: weight} if criterion is not None else None,
            minimum_fit=answers["minimum"],
        )

    form: Form[Trial] = Form(
        desk.text("ui.matching.what_if_title"),
        items,
        submit,
        intro=[desk.text("ui.matching.what_if_intro")],
        yes=desk.text("ui.matching.what_if_yes"),
    )
    room.app.push_screen(form, lambda found: None if found is None else _show(room, found))


def _show(room: Room[None], found: Trial) -> None:
    text = room.text
    told = [*map(text, found.sentences), *(f"! {text(note)}" for note in found.notes)]
    room.app.push_screen(Told(text("ui.matching.what_if_title"), told))


def _weights(room: Room[None], choices: Choices) -> Sentence:
    desk = room.desk
    weights = ", ".join(f"{desk.text(label)} {desk.number(weight)}" for _, label, weight in choices.criteria)
    return say("ui.matching.weights_now", weights=weights)


def _minimum(room: Room[None], choices: Choices) -> Sentence:
    return say("ui.matching.minimum_now", minimum=room.desk.number(choices.minimum_fit))
