"""A round's records as the populations over which figures are declared. Nobody's name is in them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from geleit.fields import Sensitivity, fields_of
from geleit.model.lifecycle import RUNNING_PAIRS, PairState, PartState
from geleit.model.office import Employer, EmployerContact
from geleit.model.outcomes import FollowUp, FollowUpStatus, Outcome
from geleit.model.partnerships import Partnership
from geleit.model.people import Decision, Role
from geleit.model.rounds import Round
from geleit.model.sessions import Attendance, Event
from geleit.programme.closing import COMPLETED
from geleit.programme.context import Programme
from geleit.programme.counted import Results
from geleit.programme.findings import screen_one
from geleit.programme.histories import histories
from geleit.programme.roster import Applicant, grouped, roster
from geleit.programme.rounds import CARRIED_OVER
from geleit.progress import progress
from geleit.questions.reports import Columns

_AGREED = frozenset({PairState.ACCEPTED, PairState.ACTIVE, PairState.PAUSED, PairState.CLOSED})
_GROUPS = ("gender", "host_level", "education", "territory")


def populations(programme: Programme, round_: Round[Any], on: date) -> Mapping[str, Columns]:
    """Every population of a round as it stood on a day."""
    return _Populations(programme, round_, on).all()


class _Populations:
    """Reads a round once and lays it out as columns."""

    def __init__(self, programme: Programme, round_: Round[Any], on: date) -> None:
        self.programme, self.round, self.on = programme, round_, on
        self.answers = programme.answers(round_)
        store = programme.store
        self.mentees = {one.person.id: one for one in roster(programme, round_.id, Role.MENTEE)}
        self.mentors = {one.person.id: one for one in roster(programme, round_.id, Role.MENTOR)}
        self.histories = histories(programme, round_)
        self.pairs = {id_: history.partnership for id_, history in self.histories.items()}
        self.by_mentee: dict[str, list[Partnership]] = defaultdict(list)
        for pair in self.pairs.values():
            if pair.state in _AGREED:
                self.by_mentee[pair.mentee].append(pair)
        self.outcomes = store.all(Outcome, round=round_.id)
        self.results = Results(self.answers.outcomes, self.outcomes, self.by_mentee, on)
        parts = [one.part.id for one in self.mentees.values()]
        self.follow_ups = [one for found in grouped(store, FollowUp, "participation", parts).values() for one in found]

    def all(self) -> Mapping[str, Columns]:
        """Every population by name."""
        return {
            "applications": self._applications(),
            "people": self._people(),
            "partnerships": self._partnerships(),
            "sessions": self._sessions(),
            "outcomes": self._outcomes(),
            "follow_ups": self._follow_ups(),
            "employers": self._employers(),
            "events": self._events(),
            "mentors": self._mentors(),
        }

    def _applications(self) -> Columns:
        decided = self._decided()
        rows = []
        for one in (*self.mentees.values(), *self.mentors.values()):
            row = {
                "person": one.person.id,
                "round": one.part.round,
                "role": one.part.role.value,
                "state": one.part.state.value,
                "applied_on": one.part.applied_on,
                "decision": decided.get(one.part.id) or screen_one(self.programme, self.round, one).decision.value,
                "admitted_on": one.part.admitted_on,
                "left_on": one.part.left_on,
                "origin": one.person.origin,
                **self._groups(one),
            }
            for field in fields_of(type(one.fields)):
                if field.ask.sensitivity is not Sensitivity.SPECIAL and field.name not in row:
                    row[field.name] = _plain(getattr(one.fields, field.name))
            rows.append(row)
        return _columns(rows, self._application_names())

    def _application_names(self) -> tuple[str, ...]:
        own = [
            field.name
            for role in Role
            for field in fields_of(self.programme.participant(role))
            if field.ask.sensitivity is not Sensitivity.SPECIAL
        ]
        first = ("person", "round", "role", "state", "applied_on", "decision", "admitted_on", "left_on", "origin")
        return tuple(dict.fromkeys((*first, *_GROUPS, *own)))

    def _decided(self) -> Mapping[str, str]:
        """What the screening said when somebody was decided on, worked out again from the findings kept then."""
        mandatory = {
            role: {rule.code for rule in self.answers.eligibility.of(role) if rule.force.value == "mandatory"}
            for role in Role
        }
        roles = {one.part.id: one.part.role for one in (*self.mentees.values(), *self.mentors.values())}
        found: dict[str, str] = {}
        kept = grouped(self.programme.store, Decision, "participation", list(roles))
        for part, decisions in kept.items():
            last = max(decisions, key=lambda one: one.decided_at)
            verdicts = {verdict for code, verdict in (last.findings or {}).items() if code in mandatory[roles[part]]}
            if any(one.move == "admit" for one in decisions):
                found[part] = "eligible"
            else:
                found[part] = (
                    "not_eligible" if "not_met" in verdicts else "open" if "unknown" in verdicts else "eligible"
                )
        return found

    def _people(self) -> Columns:
        rows = []
        for one in self.mentees.values():
            if one.part.admitted_on is None:
                continue
            pairs = self.by_mentee.get(one.person.id, [])
            starts = [pair.started for pair in pairs if pair.started is not None]
            waited = (min(starts) if starts else self.on) - one.part.admitted_on
            asked = [each for each in self.follow_ups if each.person == one.person.id and each.asked_on is not None]
            last = max(asked, key=lambda each: (each.asked_on or self.on, each.id), default=None)
            rows.append(
                {
                    "person": one.person.id,
                    "paired": bool(pairs),
                    "started": bool(starts),
                    "exited_on": one.part.left_on,
                    "counted": self.results.of_person(one),
                    "not_reached": last is not None and last.status is FollowUpStatus.NOT_REACHED,
                    "waiting_days": max(waited.days, 0),
                    **self._groups(one),
                }
            )
        names = ("person", "paired", "started", "exited_on", "counted", "not_reached", "waiting_days", *_GROUPS)
        return _columns(rows, names)

    def _partnerships(self) -> Columns:
        rows = []
        for pair in self.pairs.values():
            if pair.state is PairState.DRAFTED:
                continue
            state = progress(self.answers.sessions, self.histories[pair.id], on=self.on)
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
                    "end_reason": pair.end_reason,
                    "completed": closed and pair.end_reason == COMPLETED,
                    "early": closed and pair.end_reason not in (COMPLETED, CARRIED_OVER),
                    "goal_reached": None if pair.goal_reached is None else pair.goal_reached.value,
                    "minutes": state.met_minutes,
                    "meetings": state.meetings,
                    "expected_least": state.expected_least,
                    "expected_most": state.expected_most,
                    "boundary_notes": state.boundary_notes,
                    **self._groups(self.mentees.get(pair.mentee)),
                }
            )
        names = (
            *("partnership", "mentee", "mentor", "round", "state", "place", "started", "ended", "carried"),
            *("end_reason", "completed", "early", "goal_reached", "minutes", "meetings"),
            *("expected_least", "expected_most", "boundary_notes", *_GROUPS),
        )
        return _columns(rows, names)

    def _sessions(self) -> Columns:
        rows = []
        for history in self.histories.values():
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
        return _columns(rows, ("partnership", "held_on", "minutes", "counted", "topic"))

    def _outcomes(self) -> Columns:
        categories = {category.code: category for category in self.answers.outcomes.categories}
        rows = []
        for outcome in self.outcomes:
            category = categories.get(outcome.category)
            one = self.mentees.get(outcome.person)
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
                    "before_start": self.results.before_start(outcome),
                    "insured": _plain(outcome.insured),
                    "adequate": _plain(outcome.adequate),
                    "permanent": _plain(outcome.permanent),
                    "follow_up": outcome.follow_up,
                    "counted": self.results.of_outcome(outcome, one),
                    **self._groups(one),
                }
            )
        names = (
            *("outcome", "person", "partnership", "category", "standard_class", "soft", "end_state", "began_on"),
            *("before_start", "insured", "adequate", "permanent", "follow_up", "counted", *_GROUPS),
        )
        return _columns(rows, names)

    def _follow_ups(self) -> Columns:
        rows = [
            {
                "follow_up": each.id,
                "person": each.person,
                "offset": each.offset,
                "due_on": each.due_on,
                "status": each.status.value,
                "asked_on": each.asked_on,
            }
            for each in self.follow_ups
        ]
        return _columns(rows, ("follow_up", "person", "offset", "due_on", "status", "asked_on"))

    def _employers(self) -> Columns:
        firms = {firm.id: firm for firm in self.programme.store.all(Employer)}
        rows = [
            {
                "employer": talk.employer,
                "on": talk.on,
                "kind": talk.kind,
                "territory": firms[talk.employer].territory,
            }
            for talk in self.programme.store.all(EmployerContact)
        ]
        return _columns(rows, ("employer", "on", "kind", "territory"))

    def _events(self) -> Columns:
        events = self.programme.store.all(Event, round=self.round.id)
        attended = grouped(self.programme.store, Attendance, "event", [event.id for event in events])
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
        return _columns(rows, ("event", "milestone", "held_on", "invited", "present"))

    def _mentors(self) -> Columns:
        from geleit.programme.capacity import places_of

        running = Counter(pair.mentor for pair in self.pairs.values() if pair.state in RUNNING_PAIRS)
        rows = [
            {
                "mentor": one.person.id,
                "running": running[one.person.id],
                "capacity": places_of(self.answers.matching.mentor_capacity, one),
                "fte": getattr(one.fields, "fte", None),
            }
            for one in self.mentors.values()
            if one.part.admitted_on is not None or one.part.state is PartState.AVAILABLE
        ]
        return _columns(rows, ("mentor", "running", "capacity", "fte"))

    def _groups(self, one: Applicant | None) -> dict[str, Any]:
        if one is None:
            return dict.fromkeys(_GROUPS)
        own, person = one.fields, one.person
        frozen = one.part.at_entry or {}
        return {
            "gender": _plain(person.gender),
            "host_level": frozen.get("host_level") or _plain(getattr(own, "host_level", None)),
            "education": _plain(getattr(own, "education", None)),
            "territory": getattr(own, "territory", None),
        }


def _plain(value: Any) -> Any:
    """A value as a column holds it: an enumeration's code, a tuple of codes, anything else as it is."""
    if isinstance(value, tuple):
        return tuple(_plain(item) for item in value)
    if hasattr(value, "language") and attrs.has(type(value)):
        return value.language
    return value.value if hasattr(value, "value") else value


def _columns(rows: Iterable[Mapping[str, Any]], names: Sequence[str]) -> Columns:
    listed = list(rows)
    return {name: [row.get(name) for row in listed] for name in names}
