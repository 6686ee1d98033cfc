"""The forms for the turns of a pair's life: answer, agreement, stage, pause, end, reopening, another mentor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from geleit.labels import Sentence, say
from geleit.model.lifecycle import PairState
from geleit.model.partnerships import Partnership, Side
from geleit.programme import closing, offers, partnerships
from geleit.programme.cases.handing import hand_over_by_hand
from geleit.programme.cases.view import PairView, pair_view
from geleit.programme.wary import warning
from geleit.vocabulary.answer import Answer
from geleit_tui.desk import Desk
from geleit_tui.dialogs.form import Form
from geleit_tui.screens.pairs.whose import round_of
from geleit_tui.widgets.entry import Ask, Item

Asked = Form[Any]
Mentors = Sequence[tuple[str, str]]
"""(id, words) of the mentors who could take somebody."""


def _form(desk: Desk, what: str, items: Sequence[Item], submit: Callable[..., Any], *intro: str) -> Asked:
    return Form(desk.text(f"ui.pair.form.{what}"), items, submit, intro=intro, yes=desk.text(f"ui.pair.step.{what}"))


def _day(desk: Desk, name: str = "on") -> Item:
    return Item(name, "ui.pair.ask.day", Ask.DAY, desk.text("ui.pair.today"), required=True)


def _reason(label: str = "ui.pair.ask.reason") -> Item:
    return Item("reason", label, Ask.LINE, required=True, warn=warning)


def accept(desk: Desk, view: PairView) -> Asked:
    """A side's yes to an offer."""
    return _answer(desk, view, accepted=True)


def decline(desk: Desk, view: PairView) -> Asked:
    """A side's no, with one of the policy's reasons; the pair is never proposed again."""
    return _answer(desk, view, accepted=False)


def _answer(desk: Desk, view: PairView, *, accepted: bool) -> Asked:
    policy = desk.programme.answers(round_of(desk, view)).matching.acceptance
    said = {one.side for one in view.acceptances if one.accepted}
    sides = [(side, desk.label("Side", side)) for side in policy.sides if side not in said]
    reasons = [(code, desk.label("decline", code)) for code in policy.decline_reasons]

    def submit(answers: dict[str, Any]) -> Partnership:
        side = answers.pop("side")
        return offers.answer_offer(
            desk.programme, round_of(desk, view), view.pair.id, side, accepted=accepted, **answers
        )

    chosen = sides[0][0] if len(sides) == 1 else None
    items = [Item("side", "ui.pair.ask.side", Ask.ONE, chosen, choices=sides, required=True)]
    if not accepted:
        items.append(Item("reason", "ui.pair.ask.reason", Ask.ONE, choices=reasons, required=True))
    return _form(desk, "accept" if accepted else "decline", items, submit)


def agreement(desk: Desk, view: PairView) -> Asked:
    """The day on which the agreement was signed."""

    def submit(answers: dict[str, Any]) -> Partnership:
        return partnerships.sign_agreement(desk.programme, round_of(desk, view), view.pair.id, signed_on=answers["on"])

    return _form(desk, "agreement", [_day(desk)], submit)


def tell(desk: Desk, view: PairView) -> Asked:
    """Why these two: the sentence can be put in other words, and the day is noted on which they were told."""

    def submit(answers: dict[str, Any]) -> Partnership:
        reason = None if answers["reason"] == view.pair.reason else answers["reason"]
        told_on = answers["told_on"]
        return partnerships.tell_reason(
            desk.programme, round_of(desk, view), view.pair.id, reason=reason, told_on=told_on
        )

    items = [
        Item("told_on", "ui.pair.ask.told_on", Ask.DAY, desk.text("ui.pair.today")),
        Item("reason", "ui.pair.ask.why_these", Ask.TEXT, view.pair.reason, required=True, warn=warning),
    ]
    return _form(desk, "tell", items, submit)


def stage(desk: Desk, view: PairView) -> Asked:
    """Another stage; one may be entered again."""
    codes = [one.code for one in desk.programme.answers(round_of(desk, view)).sessions.stages]
    choices = [(code, desk.label("stage", code)) for code in codes if code != view.pair.stage]

    def submit(answers: dict[str, Any]) -> Partnership:
        return partnerships.change_stage(
            desk.programme, round_of(desk, view), view.pair.id, answers["stage"], answers["on"]
        )

    items = [Item("stage", "ui.pair.ask.stage", Ask.ONE, choices=choices, required=True), _day(desk)]
    return _form(desk, "stage", items, submit)


def pause(desk: Desk, view: PairView) -> Asked:
    """Nothing is expected for a while."""

    def submit(answers: dict[str, Any]) -> Partnership:
        return partnerships.pause(desk.programme, round_of(desk, view), view.pair.id, answers.pop("reason"), **answers)

    items = [_reason(), _day(desk, "began_on"), Item("until", "ui.pair.ask.until", Ask.DAY_AHEAD)]
    return _form(desk, "pause", items, submit)


def resume(desk: Desk, view: PairView) -> Asked:
    """They go on; the day is the first that counts again."""

    def submit(answers: dict[str, Any]) -> Partnership:
        return partnerships.resume(desk.programme, round_of(desk, view), view.pair.id, on=answers["on"])

    return _form(desk, "resume", [_day(desk)], submit)


def close(desk: Desk, view: PairView) -> Asked:
    """The end, with its reason; whether the goal was reached is asked apart."""
    codes = desk.programme.answers(round_of(desk, view)).sessions.end_reasons

    def submit(answers: dict[str, Any]) -> Partnership:
        return closing.close(desk.programme, round_of(desk, view), view.pair.id, answers.pop("reason"), **answers)

    items = [
        Item("reason", "ui.pair.ask.reason", Ask.ONE, choices=_words(desk, "end", codes), required=True),
        _day(desk),
        Item("by", "ui.pair.ask.by", Ask.ONE, choices=_words(desk, "Side", [*Side]), help="ui.pair.ask.by_help"),
        Item("goal_reached", "ui.pair.ask.goal_reached", Ask.ONE, choices=_words(desk, "Answer", [*Answer])),
    ]
    return _form(desk, "close", items, submit, desk.text("ui.pair.close_told"))


def reopen(desk: Desk, view: PairView) -> Asked:
    """It goes on after all."""

    def submit(answers: dict[str, Any]) -> Partnership:
        return closing.reopen(desk.programme, round_of(desk, view), view.pair.id, answers["reason"])

    return _form(desk, "reopen", [_reason()], submit)


def hand_over(desk: Desk, view: PairView, mentors: Mentors) -> Asked:
    """It goes on with another mentor; agreement and stage come along."""

    def submit(answers: dict[str, Any]) -> Partnership:
        return hand_over_by_hand(
            desk.programme, round_of(desk, view), view.pair.id, answers["mentor"], answers["reason"]
        )

    items = [
        Item("mentor", "field.mentor", Ask.ONE, choices=mentors, required=True),
        _reason("ui.pair.ask.why_these"),
    ]
    return _form(desk, "hand_over", items, submit, desk.text("ui.pair.hand_over_told"))


def successor(desk: Desk, view: PairView, mentors: Mentors) -> Asked:
    """A further mentor for somebody whose pair is over."""
    from geleit.programme.proposals.publishing import pair_by_hand

    def submit(answers: dict[str, Any]) -> Partnership:
        mentee = view.pair.mentee
        return pair_by_hand(desk.programme, round_of(desk, view), mentee, answers["mentor"], answers["reason"])

    items = [
        Item("mentor", "field.mentor", Ask.ONE, choices=mentors, required=True),
        _reason("ui.pair.ask.why_these"),
    ]
    return _form(desk, "successor", items, submit, desk.text(say("ui.pair.successor_told", pair=view.name)))


def mentor_leaves(desk: Desk, view: PairView, ending: Sequence[str]) -> Asked:
    """The mentor takes no part any more: what ends with it stands above the question."""

    def submit(answers: dict[str, Any]) -> tuple[Partnership, ...]:
        return closing.mentor_leaves(
            desk.programme, round_of(desk, view), view.pair.mentor, answers["reason"], on=answers["on"]
        )

    told = desk.text(say("ui.pair.leaves_told", mentor=view.mentor))
    return _form(desk, "mentor_leaves", [_reason(), _day(desk)], submit, "\n".join([told, *ending]))


def _words(desk: Desk, prefix: str, codes: Sequence[Any]) -> list[tuple[Any, str]]:
    return [(code, desk.label(prefix, code)) for code in codes]


LIFE: dict[str, Callable[[Desk, PairView], Asked]] = {
    "accept": accept,
    "decline": decline,
    "agreement": agreement,
    "tell": tell,
    "stage": stage,
    "pause": pause,
    "resume": resume,
    "close": close,
    "reopen": reopen,
}
"""Step → its form."""


def back(desk: Desk, step: str, view: PairView) -> tuple[Sentence, Callable[[], object]] | None:
    """What was decided, in words, and how it is taken back; None where the pair's life has no move back."""
    programme, round_, id_ = desk.programme, round_of(desk, view), view.pair.id
    undone = desk.text("ui.pair.undone")
    what = say(f"ui.pair.did_{step}", pair=view.name)
    if step == "pause":
        return what, lambda: partnerships.resume(
            programme, round_, id_, on=pair_view(programme, round_, id_).pauses[0].began_on
        )
    if step == "resume" and view.pauses:
        last = view.pauses[0]
        return what, lambda: partnerships.pause(
            programme, round_, id_, undone, began_on=None, until=last.expected_until
        )
    if step == "close" and view.pair.state is PairState.ACTIVE:
        return what, lambda: closing.reopen(programme, round_, id_, undone)
    if step == "reopen" and view.pair.end_reason is not None:
        pair = view.pair
        return what, lambda: closing.close(
            programme,
            round_,
            id_,
            pair.end_reason or "",
            by=pair.ended_by,
            goal_reached=pair.goal_reached,
            on=pair.ended,
        )
    return None
