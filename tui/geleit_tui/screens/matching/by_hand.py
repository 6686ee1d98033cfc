"""What people change in a draft, and what they lay down for the next: a form for each, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from geleit.labels import Sentence, say
from geleit.model.partnerships import ConstraintKind, Place
from geleit.programme.proposals.constraining import Constraint, forbid, free, lock
from geleit.programme.proposals.swapping import Changed, drop, give, swap
from geleit.programme.proposals.undoing import undo
from geleit_tui.dialogs.form import Form
from geleit_tui.screens.matching.words import points
from geleit_tui.screens.room import Room
from geleit_tui.widgets.entry import Ask, Item

Named = Sequence[tuple[str, str]]
Answers = dict[str, Any]


def ask_swap(room: Room[None], mentee: tuple[str, str], others: Named, *, several: bool = False) -> None:
    """Let a mentee (id, name) exchange mentors with another one of the draft."""
    items = [
        Item("other", "ui.matching.swap_with", Ask.ONE, choices=list(others), required=True),
        *_place(room, several),
    ]

    def submit(answers: Answers) -> Changed:
        desk = room.desk
        return swap(
            desk.programme, desk.round, mentee[0], answers["other"], answers["reason"], place=answers.get("place")
        )

    _change(room, say("ui.matching.swap_title", mentee=mentee[1]), items, submit, "ui.matching.step.swap")


def ask_give(
    room: Room[None], mentee: tuple[str, str], mentors: Named, *, chosen: str | None = None, several: bool = False
) -> None:
    """Give a mentee another mentor with a place; one of them may be `chosen` already."""
    items = [
        Item("mentor", "Role.mentor", Ask.ONE, chosen, choices=list(mentors), required=True),
        *_place(room, several),
    ]

    def submit(answers: Answers) -> Changed:
        desk = room.desk
        return give(
            desk.programme, desk.round, mentee[0], answers["mentor"], answers["reason"], place=answers.get("place")
        )

    _change(room, say("ui.matching.give_title", mentee=mentee[1]), items, submit, "ui.matching.step.give")


def ask_drop(room: Room[None], mentee: tuple[str, str], *, several: bool = False) -> None:
    """Take a mentee's pair out of the draft."""

    def submit(answers: Answers) -> Changed:
        desk = room.desk
        return drop(desk.programme, desk.round, mentee[0], answers["reason"], place=answers.get("place"))

    title = say("ui.matching.drop_title", mentee=mentee[1])
    _change(room, title, _place(room, several), submit, "ui.matching.step.drop")


def ask_constraint(room: Room[None], kind: ConstraintKind, mentee: tuple[str, str], mentor: tuple[str, str]) -> None:
    """Lay down that two people are a pair in every further draft, or never one."""
    desk, code = room.desk, f"ui.matching.{kind.value}"
    names = {"mentee": mentee[1], "mentor": mentor[1]}

    def submit(answers: Answers) -> Constraint:
        use_case = lock if kind is ConstraintKind.LOCK else forbid
        return use_case(desk.programme, desk.round, mentee[0], mentor[0], answers["reason"])

    def done(made: Constraint | None) -> None:
        if made is not None:
            room.geleit.can_undo(
                say(f"{code}_done", **names), lambda: free(desk.programme, desk.round, mentee[0], mentor[0])
            )
            room.geleit.tell(say(f"{code}_done", **names))
            room.reload()

    title = desk.text(say(f"{code}_title", **names))
    form: Form[Constraint] = Form(title, [_reason()], submit, intro=[desk.text(f"{code}_intro")])
    room.app.push_screen(form, done)


def take_back(room: Room[None], mentee: str, mentor: str) -> None:
    """What was laid down about two people (ids) no longer holds; it can be laid down again."""
    desk = room.desk

    def done(one: Constraint) -> None:
        record = one.record
        use_case = lock if record.kind is ConstraintKind.LOCK else forbid
        what = say("ui.matching.freed", mentee=one.mentee_name, mentor=one.mentor_name)
        room.geleit.can_undo(what, lambda: use_case(desk.programme, desk.round, mentee, mentor, record.reason))
        room.geleit.changed()
        room.geleit.tell(what)
        room.reload()

    room.work(lambda: free(desk.programme, desk.round, mentee, mentor), done, group="free")


def _change(
    room: Room[None], title: Sentence, items: Sequence[Item], submit: Callable[[Answers], Changed], code: str
) -> None:
    desk = room.desk

    def done(found: Changed | None) -> None:
        if found is None:
            return
        what = say("ui.matching.changed", what=say(code), change=_difference(room, found))
        room.geleit.can_undo(what, lambda: undo(desk.programme, desk.round, only=found.change))
        for note in found.notes:
            if note.code.startswith("by_hand."):
                room.geleit.tell(note, warning=True)
        room.geleit.tell(what)
        room.reload()

    form: Form[Changed] = Form(desk.text(title), [*items, _reason()], submit)
    room.app.push_screen(form, done)


def _difference(room: Room[None], found: Changed) -> str:
    units = found.after - found.before
    sign = "−" if units < 0 else "+" if units else "±"
    return sign + points(room.desk, abs(units))


def _reason() -> Item:
    return Item("reason", "ui.matching.reason", Ask.LINE, required=True, help="ui.matching.reason_help")


def _place(room: Room[None], several: bool) -> list[Item]:
    """Which of two mentors is meant, where there can be two."""
    if not several:
        return []
    words = [(one, room.desk.text(f"Place.{one.value}")) for one in Place]
    return [Item("place", "ui.matching.place", Ask.ONE, choices=words, help="ui.matching.place_help")]
