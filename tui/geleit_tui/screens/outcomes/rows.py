"""Results and follow-ups in words, for the two lists and for the line below them."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from geleit.model.outcomes import FollowUpStatus
from geleit.programme.results.following_up import ListedFollowUp
from geleit.programme.results.listing import ListedOutcome
from geleit_tui.desk import Desk
from geleit_tui.showing import plain

_SIGNS = {FollowUpStatus.ANSWERED: "✓", FollowUpStatus.NOT_REACHED: "✗"}


def state_of(one: ListedFollowUp, desk: Desk) -> str:
    """How a follow-up stands, with a sign: due, later, answered, not reached."""
    status = one.follow_up.status
    if status is FollowUpStatus.DUE:
        return f"! {desk.label('FollowUpStatus', status)}" if one.due else f"· {desk.text('ui.outcomes.later')}"
    return f"{_SIGNS[status]} {desk.label('FollowUpStatus', status)}"


def follow_up_row(one: ListedFollowUp, desk: Desk) -> tuple[str, ...]:
    """The cells of a follow-up."""
    asked = one.follow_up
    return (
        desk.day(asked.due_on),
        one.name,
        state_of(one, desk),
        desk.text(one.withheld) if one.withheld else ", ".join(words for _, words in one.contact) or "–",
        desk.label("follow_up", asked.offset),
        desk.label("outcome", one.category),
    )


def counting(one: ListedOutcome, desk: Desk) -> str:
    """As what a result counts, or that it never will."""
    if one.before_start:
        return f"! {desk.text('results.before_start')}"
    return ", ".join(f"✓ {desk.label('counted', code)}" for code in one.counted) or "–"


def outcome_row(one: ListedOutcome, desk: Desk) -> tuple[str, ...]:
    """The cells of a result."""
    found = one.outcome
    return (
        desk.day(found.began_on),
        one.name,
        desk.label("outcome", found.category),
        counting(one, desk),
        desk.label("StandardClass", one.standard_class),
        one.employer or "–",
        found.evidence or "–",
    )


def follow_up_lines(one: ListedFollowUp, desk: Desk) -> Content:
    """Everything about a follow-up that asking takes."""
    asked = one.follow_up
    head = f"{one.name} · {desk.label('follow_up', asked.offset)} · {desk.day(asked.due_on)} · {state_of(one, desk)}"
    told = [plain(head, "bold")]
    if one.withheld:
        told.append(plain(f"✗ {desk.text(one.withheld)}", "$text-warning"))
    elif one.contact:
        told.append(plain(" · ".join(f"{desk.text(field.label)}: {words}" for field, words in one.contact)))
    elif asked.status is not FollowUpStatus.ANSWERED:
        told.append(plain(f"? {desk.text('ui.outcomes.no_contact')}", "$text-muted"))
    if asked.asked_on is not None:
        result = desk.label("outcome", one.category) if one.category else desk.text("ui.outcomes.without_result")
        told.append(plain(f"{desk.text('ui.outcomes.asked')}: {desk.day(asked.asked_on)} · {result}"))
    return Content("\n").join(told)


def outcome_lines(one: ListedOutcome, desk: Desk) -> Content:
    """The gist of a result."""
    found = one.outcome
    head = f"{one.name} · {desk.label('outcome', found.category)} · {_days(one, desk)}"
    style = "$text-warning" if one.before_start else ""
    return Content("\n").join(
        [
            plain(head, "bold"),
            plain(" · ".join(_facts(one, desk))),
            plain(f"{desk.text('ui.outcomes.counts')}: {counting(one, desk)}", style),
        ]
    )


def _days(one: ListedOutcome, desk: Desk) -> str:
    ended = one.outcome.ended_on
    return desk.day(one.outcome.began_on) + (f" – {desk.day(ended)}" if ended else "")


def _facts(one: ListedOutcome, desk: Desk) -> Iterator[str]:
    yield f"{desk.text('ui.outcomes.means')}: {desk.label('StandardClass', one.standard_class)}"
    for label, value in (("field.employer", one.employer), ("field.evidence", one.outcome.evidence)):
        yield f"{desk.text(label)}: {value or '–'}"
