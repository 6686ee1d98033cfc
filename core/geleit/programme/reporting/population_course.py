"""The populations of what happened in a round: partnerships, sessions, outcomes, follow-ups, employers, events."""

from __future__ import annotations

from geleit.model.lifecycle import PairState
from geleit.model.office import Employer, EmployerContact
from geleit.model.sessions import Attendance, Event
from geleit.programme.closing import COMPLETED
from geleit.programme.handing_over import HANDED_OVER
from geleit.programme.reporting.population_records import GROUPS, RoundRecords, columns, plain
from geleit.programme.roster import grouped
from geleit.programme.rounds import CARRIED_OVER
from geleit.progress import sums
from geleit.questions.reports import Columns


def partnerships(records: RoundRecords) -> Columns:
    """Every partnership that was offered or decided, with its account and the groups of its mentee."""
    rows = []
    for pair in records.pairs.values():
        if pair.state is PairState.DRAFTED:
            continue
        state = sums(records.answers.sessions, records.histories[pair.id], on=records.on)
        closed = pair.state is PairState.CLOSED
        rows.append(
            {
                "partnership": pair.id,
                "mentee": pair.mentee,
                "mentor": pair.mentor,
                "round": pair.round,
                "state": pair.state.value,
                "place": pair.place.value,
                "started": pair.started,
                "ended": pair.ended,
                "carried": pair.carried,
                "succeeds": _had_begun(records, pair.predecessor),
                "end_reason": pair.end_reason,
                "completed": closed and pair.end_reason == COMPLETED,
                "early": closed and pair.end_reason not in (COMPLETED, CARRIED_OVER, HANDED_OVER),
                "goal_reached": None if pair.goal_reached is None else pair.goal_reached.value,
                "minutes": state.met_minutes,
                "meetings": state.meetings,
                "expected_least": state.expected_least,
                "expected_most": state.expected_most,
                "boundary_notes": state.boundary_notes,
                **records.groups(records.mentees.get(pair.mentee)),
            }
        )
    names = (
        *("partnership", "mentee", "mentor", "round", "state", "place", "started", "ended"),
        *("carried", "succeeds"),
        *("end_reason", "completed", "early", "goal_reached", "minutes", "meetings"),
        *("expected_least", "expected_most", "boundary_notes", *GROUPS),
    )
    return columns(rows, names)


def _had_begun(records: RoundRecords, partnership: str | None) -> bool:
    """Whether a partnership is one of this round that ever began."""
    found = records.pairs.get(partnership or "")
    return found is not None and found.started is not None


def sessions(records: RoundRecords) -> Columns:
    """Every session and every monthly statement; in a month with a statement that alone counts."""
    rows = []
    for history in records.histories.values():
        stated = {statement.month for statement in history.statements}
        rows += [
            {
                "partnership": session.partnership,
                "held_on": session.held_on,
                "minutes": session.minutes,
                "counted": session.held_on.replace(day=1) not in stated,
                "topic": session.topics[0] if session.topics else None,
            }
            for session in history.sessions
        ]
        rows += [
            {
                "partnership": statement.partnership,
                "held_on": statement.month,
                "minutes": statement.minutes,
                "counted": True,
                "topic": None,
            }
            for statement in history.statements
        ]
    return columns(rows, ("partnership", "held_on", "minutes", "counted", "topic"))


def outcomes(records: RoundRecords) -> Columns:
    """Every outcome, with the counted results it fulfils."""
    categories = {category.code: category for category in records.answers.outcomes.categories}
    rows = []
    for outcome in records.outcomes:
        category = categories.get(outcome.category)
        one = records.mentees.get(outcome.person)
        rows.append(
            {
                "outcome": outcome.id,
                "person": outcome.person,
                "partnership": outcome.partnership,
                "category": outcome.category,
                "standard_class": category.standard_class.value if category else None,
                "soft": category.soft if category else None,
                "end_state": category.end_state if category else None,
                "began_on": outcome.began_on,
                "before_start": records.results.before_start(outcome),
                "insured": plain(outcome.insured),
                "adequate": plain(outcome.adequate),
                "permanent": plain(outcome.permanent),
                "follow_up": outcome.follow_up,
                "counted": records.results.of_outcome(outcome, one),
                **records.groups(one),
            }
        )
    names = (
        *("outcome", "person", "partnership", "category", "standard_class", "soft", "end_state", "began_on"),
        *("before_start", "insured", "adequate", "permanent", "follow_up", "counted", *GROUPS),
    )
    return columns(rows, names)


def follow_ups(records: RoundRecords) -> Columns:
    """Every time a mentee of the round is to be asked again."""
    rows = [
        {
            "follow_up": each.id,
            "person": each.person,
            "offset": each.offset,
            "due_on": each.due_on,
            "status": each.status.value,
            "asked_on": each.asked_on,
        }
        for each in records.follow_ups
    ]
    return columns(rows, ("follow_up", "person", "offset", "due_on", "status", "asked_on"))


def employers(records: RoundRecords) -> Columns:
    """Every contact with a firm, of all rounds."""
    firms = {firm.id: firm for firm in records.programme.store.all(Employer)}
    rows = [
        {
            "employer": talk.employer,
            "on": talk.on,
            "kind": talk.kind,
            "territory": firms[talk.employer].territory,
        }
        for talk in records.programme.store.all(EmployerContact)
    ]
    return columns(rows, ("employer", "on", "kind", "territory"))


def events(records: RoundRecords) -> Columns:
    """Every event, with how many were invited and present."""
    events = records.programme.store.all(Event, round=records.round.id)
    attended = grouped(records.programme.store, Attendance, "event", [event.id for event in events])
    rows = [
        {
            "event": event.id,
            "milestone": event.milestone,
            "held_on": event.held_on,
            "invited": len(attended.get(event.id, ())),
            "present": sum(one.present for one in attended.get(event.id, ())),
        }
        for event in events
    ]
    return columns(rows, ("event", "milestone", "held_on", "invited", "present"))
