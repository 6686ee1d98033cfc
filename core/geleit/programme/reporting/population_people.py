"""The populations of people: applications, the mentees who were admitted, the mentors who were available."""

from __future__ import annotations

from collections import Counter

from geleit.fields import Sensitivity, fields_of
from geleit.model.lifecycle import RUNNING_PAIRS, PartState
from geleit.model.outcomes import FollowUp, FollowUpStatus
from geleit.model.people import Decision, Role
from geleit.programme.capacity import places_of
from geleit.programme.findings import screen_one
from geleit.programme.reporting.population_records import GROUPS, RoundRecords, columns, plain
from geleit.programme.roster import grouped, with_papers
from geleit.questions.eligibility import Force, Verdict
from geleit.questions.reports import Columns
from geleit.screening import Outlook


def applications(records: RoundRecords) -> Columns:
    """Every application, with the fields of the region that are not of a special category."""
    decided = _decided(records)
    everybody = (*records.mentees.values(), *records.mentors.values())
    # Rules read papers; whoever is decided on has the findings of then.
    open_ones = [one for one in everybody if one.part.id not in decided]
    for one in with_papers(records.programme, records.programme.store, open_ones):
        decided[one.part.id] = screen_one(records.programme, records.round, one, records.on).decision.value
    rows = []
    for one in everybody:
        row = {
            "person": one.person.id,
            "round": one.part.round,
            "role": one.part.role.value,
            "state": one.part.state.value,
            "applied_on": one.part.applied_on,
            "decision": decided[one.part.id],
            "admitted_on": one.part.admitted_on,
            "left_on": one.part.left_on,
            "origin": one.person.origin,
            **records.groups(one),
        }
        for field in fields_of(type(one.fields)):
            if field.ask.sensitivity is not Sensitivity.SPECIAL and field.name not in row:
                row[field.name] = plain(getattr(one.fields, field.name))
        rows.append(row)
    return columns(rows, _application_names(records))


def _application_names(records: RoundRecords) -> tuple[str, ...]:
    own = [
        field.name
        for role in Role
        for field in fields_of(records.programme.participant(role))
        if field.ask.sensitivity is not Sensitivity.SPECIAL
    ]
    first = ("person", "round", "role", "state", "applied_on", "decision", "admitted_on", "left_on", "origin")
    return tuple(dict.fromkeys((*first, *GROUPS, *own)))


def _decided(records: RoundRecords) -> dict[str, str]:
    """What the screening said when somebody was decided on, worked out again from the findings kept then."""
    mandatory = {
        role: {rule.code for rule in records.answers.eligibility.of(role) if rule.force is Force.MANDATORY}
        for role in Role
    }
    roles = {one.part.id: one.part.role for one in (*records.mentees.values(), *records.mentors.values())}
    found: dict[str, str] = {}
    kept = grouped(records.programme.store, Decision, "participation", list(roles))
    for part, decisions in kept.items():
        last = max(decisions, key=lambda one: one.decided_at)
        verdicts = {verdict for code, verdict in (last.findings or {}).items() if code in mandatory[roles[part]]}
        if any(one.move == "admit" for one in decisions):
            outlook = Outlook.ELIGIBLE
        elif Verdict.NOT_MET in verdicts:
            outlook = Outlook.NOT_ELIGIBLE
        else:
            outlook = Outlook.OPEN if Verdict.UNKNOWN in verdicts else Outlook.ELIGIBLE
        found[part] = outlook.value
    return found


def people(records: RoundRecords) -> Columns:
    """Every mentee who was admitted at some time, with what became of it."""
    rows = []
    answers: dict[str, list[FollowUp]] = {}
    for each in records.follow_ups:
        if each.asked_on is not None:
            answers.setdefault(each.person, []).append(each)
    for one in records.mentees.values():
        if one.part.admitted_on is None:
            continue
        pairs = records.by_mentee.get(one.person.id, [])
        starts = [pair.started for pair in pairs if pair.started is not None]
        waited = (min(starts) if starts else records.on) - one.part.admitted_on
        asked = answers.get(one.person.id, [])
        last = max(asked, key=lambda each: (each.asked_on or records.on, each.id), default=None)
        rows.append(
            {
                "person": one.person.id,
                "paired": bool(pairs),
                "started": bool(starts),
                "exited_on": one.part.left_on,
                "counted": records.results.of_person(one),
                "not_reached": last is not None and last.status is FollowUpStatus.NOT_REACHED,
                "waiting_days": max(waited.days, 0),
                **records.groups(one),
            }
        )
    names = ("person", "paired", "started", "exited_on", "counted", "not_reached", "waiting_days", *GROUPS)
    return columns(rows, names)


def mentors(records: RoundRecords) -> Columns:
    """Every mentor who was available at some time, with load and places."""
    policy = records.answers.matching.mentor_capacity
    running = Counter(pair.mentor for pair in records.pairs.values() if pair.state in RUNNING_PAIRS)
    rows = []
    for one in records.mentors.values():
        if one.part.admitted_on is None and one.part.state is not PartState.AVAILABLE:
            continue
        share = None if policy.per is None else one.value(policy.per)
        unknown = policy.per is not None and share is None
        rows.append(
            {
                "mentor": one.person.id,
                "running": running[one.person.id],
                "capacity": None if unknown else places_of(policy, one),
                "share": share,
            }
        )
    return columns(rows, ("mentor", "running", "capacity", "share"))
