"""Deciding on an application: a step that its state allows, with its reason, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geleit.labels import say
from geleit.model.lifecycle import PartState
from geleit.model.partnerships import Partnership
from geleit.programme.decisions import decide
from geleit.programme.findings import override
from geleit.programme.people.lines import FindingLine, PersonRecord, StepLine
from geleit.programme.people.twins import decide_twin
from geleit.programme.steps import take_step
from geleit.questions.eligibility import Force, Verdict
from geleit_tui.dialogs.choose import Choose
from geleit_tui.dialogs.form import Form
from geleit_tui.screens.person.words import SIGNS
from geleit_tui.widgets.entry import Ask, Item

if TYPE_CHECKING:
    from geleit_tui.screens.person.screen import PersonRoom

_D = "ui.person.decide"
_OPEN = (Verdict.NOT_MET, Verdict.UNKNOWN)


def decide_on(room: PersonRoom) -> None:
    """Choose one of the possible steps, then say why where the step asks for it."""
    record = room.shown
    steps = {step.name: step for step in record.steps}
    options = [(name, room.desk.label("move", name)) for name in steps]
    title = room.text(say(f"{_D}.title", name=record.name))
    room.app.push_screen(Choose(title, options), lambda name: _say_why(room, steps[name]) if name else None)


def _say_why(room: PersonRoom, step: StepLine) -> None:
    record, desk = room.shown, room.desk
    items, intro = [_reason(step)], []
    in_the_way = [one for one in record.findings if one.force is Force.MANDATORY and one.counts_as in _OPEN]
    if step.name == "admit" and in_the_way:
        choices = [(one.rule, _rule(room, one)) for one in in_the_way]
        items.insert(0, Item("overrides", f"{_D}.overrides", Ask.MANY, choices=choices, help="ui.forms.taking"))
        told = [f"{SIGNS[one.counts_as][0]} {_rule(room, one)}" for one in in_the_way]
        intro = ["\n".join([desk.text(f"{_D}.overrides_help"), *told])]
    if step.name == "carry_over":
        rounds = [(one.id, one.title) for one in desk.programme.rounds() if one.id != record.part.round]
        items = [Item("to", f"{_D}.to", Ask.ONE, value=rounds[0][0] if len(rounds) == 1 else None, choices=rounds)]
    title = room.text(say(f"{_D}.done", name=record.name, move=desk.label("move", step.name)))
    yes = desk.label("move", step.name)
    form = Form(title, items, lambda answers: _take(room, step.name, answers), intro=intro, yes=yes)
    room.app.push_screen(form, lambda ended: _taken(room, step.name, ended))


def _reason(step: StepLine) -> Item:
    label = f"{_D}.reason_admit" if step.name == "admit" else f"{_D}.reason"
    return Item("reason", label, Ask.TEXT, required=step.reason, help=f"{_D}.reason_help")


def _rule(room: PersonRoom, one: FindingLine) -> str:
    return f"{one.rule} {room.text(one.label)} ({room.desk.label('Verdict', one.counts_as)})"


def _take(room: PersonRoom, step: str, answers: dict[str, Any]) -> tuple[Partnership, ...]:
    record, programme = room.shown, room.desk.programme
    round_ = programme.round(record.part.round)
    reason, role = answers.get("reason"), record.part.role
    if step == "admit":
        decide(programme, round_, record.id, step, reason=reason, role=role, overrides=answers.get("overrides") or ())
        return ()
    return take_step(programme, round_, record.id, step, reason=reason, role=role, to=answers.get("to"))


def _taken(room: PersonRoom, step: str, ended: tuple[Partnership, ...] | None) -> None:
    if ended is None:
        return
    told = say(f"{_D}.done", name=room.shown.name, move=room.desk.label("move", step))
    room.geleit.tell(say(f"{_D}.ended", n=len(ended)) if ended else told)
    # What ended with the step does not come back with it, so it is not offered.
    room.reload(None if ended else lambda record: _offer_way_back(room, record, told))


def _offer_way_back(room: PersonRoom, record: PersonRecord, told: Any) -> None:
    back, programme = record.back, room.desk.programme
    if back is None or record.part.state is PartState.CARRIED_OVER:
        return
    part, reason = record.part, room.text(f"{_D}.taken_back")
    state = room.desk.label("PartState", back.target)
    room.geleit.can_undo(
        say(f"{_D}.back", what=told, state=state),
        lambda: take_step(programme, programme.round(part.round), record.id, back.name, reason=reason, role=part.role),
    )


def set_aside(room: PersonRoom) -> None:
    """Set a finding aside, with a reason."""
    record, programme = room.shown, room.desk.programme
    open_ = [one for one in record.findings if one.counts_as in _OPEN]
    items = [
        Item(
            "rule",
            f"{_D}.rule",
            Ask.ONE,
            value=open_[0].rule if len(open_) == 1 else None,
            choices=[(one.rule, _rule(room, one)) for one in open_],
            required=True,
        ),
        Item("reason", f"{_D}.reason", Ask.TEXT, required=True, help=f"{_D}.reason_help"),
    ]

    def submit(answers: dict[str, Any]) -> str:
        round_ = programme.round(record.part.round)
        override(programme, round_, record.id, answers["rule"], answers["reason"], record.part.role)
        return str(answers["rule"])

    def told(rule: str | None) -> None:
        if rule is not None:
            room.geleit.tell(say(f"{_D}.aside_done", rule=rule))
            room.reload()

    room.app.push_screen(Form(room.text(say(f"{_D}.aside", name=record.name)), items, submit), told)


def on_twin(room: PersonRoom) -> None:
    """Say whether somebody who may be the same person is."""
    twins = [one for one in room.shown.twins if one.same is None]
    title = room.text("ui.person.panel.twins")

    def ask(other: str | None) -> None:
        if other is not None:
            name = next(one.other_name for one in twins if one.other == other)
            options = [(code, room.text(f"ui.person.twin.{code}")) for code in ("different", "same")]
            room.app.push_screen(
                Choose(room.text(say("ui.person.twin.which", name=name)), options),
                lambda code: _keep(room, other, code),
            )

    if len(twins) == 1:
        ask(twins[0].other)
    else:
        room.app.push_screen(Choose(title, [(one.other, one.other_name) for one in twins]), ask)


def _keep(room: PersonRoom, other: str, code: str | None) -> None:
    if code is None:
        return
    programme, person = room.desk.programme, room.shown.id

    def kept(_: object) -> None:
        room.geleit.tell("ui.person.twin.done")
        room.geleit.changed()
        room.reload()

    room.work(lambda: decide_twin(programme, person, other, code == "same"), kept, group="twin")
