"""What is kept of a person beside their answers: papers, consents, talks, decisions, and what came of them."""

from __future__ import annotations

import attrs

from geleit.config import Basis, ConsentTable
from geleit.fields import Sensitivity
from geleit.labels import say
from geleit.model.office import Contact, Employer, Request, Task
from geleit.model.outcomes import FollowUp, Outcome
from geleit.model.partnerships import Partnership
from geleit.model.people import Decision, DuplicateNotice, Participation, Person, Role
from geleit.permissions import HIDDEN, Action
from geleit.programme.context import Programme
from geleit.programme.decisions import interview_fields
from geleit.programme.people.curtain import Curtain
from geleit.programme.people.lines import (
    ConsentLine,
    ContactLine,
    DecisionLine,
    FollowUpLine,
    InterviewLine,
    OutcomeLine,
    PairLine,
    PaperLine,
    PartLine,
    RequestLine,
    TaskLine,
    TwinLine,
)
from geleit.programme.privacy.consents import standing
from geleit.programme.privacy.purposes import purpose_words, purposes, recipient_words
from geleit.programme.roster import Applicant
from geleit.programme.staff.permits import needs
from geleit.store import Reads


def round_title(programme: Programme, round_id: str) -> str:
    """The title of a round, its id where the configuration no longer has it."""
    table = programme.config.round(round_id)
    return round_id if table is None else programme.round(round_id).title


@needs(Action.SEE_PEOPLE)
def part_line(programme: Programme, part: Participation, curtain: Curtain) -> PartLine:
    """A part in a round."""
    return PartLine(
        id=part.id,
        round=part.round,
        round_title=round_title(programme, part.round),
        role=part.role,
        state=part.state,
        since=part.since,
        applied_on=part.applied_on,
        waiting_since=part.waiting_since,
        priority=part.priority,
        admitted_on=part.admitted_on,
        left_on=part.left_on,
        reason=curtain.text(part, "reason"),
    )


@needs(Action.SEE_PEOPLE)
def paper_lines(programme: Programme, applicant: Applicant, curtain: Curtain) -> tuple[PaperLine, ...]:
    """The documents that were seen, the newest first."""
    today = programme.today()
    return tuple(
        PaperLine(
            id=one.id,
            kind=one.kind,
            label=say(f"evidence.{one.kind}"),
            issued_on=one.issued_on,
            seen_on=one.seen_on,
            by=one.by,
            valid_until=one.valid_until,
            expired=one.valid_until is not None and one.valid_until < today,
            wording=curtain.text(one, "wording"),
            note=curtain.text(one, "note"),
        )
        for one in sorted(applicant.evidence, key=lambda paper: (paper.seen_on, paper.id), reverse=True)
    )


@needs(Action.SEE_PEOPLE)
def consent_lines(programme: Programme, applicant: Applicant, reads: Reads) -> tuple[ConsentLine, ...]:
    """Every purpose that the organisation has named, then what else somebody has agreed to."""
    tables = {(table.purpose, table.recipient): table for table in purposes(programme)}
    for one in applicant.consents:
        tables.setdefault((one.purpose, one.recipient), ConsentTable(purpose=one.purpose, recipient=one.recipient))
    return tuple(_consent(programme, applicant, table, reads) for table in tables.values())


def _consent(programme: Programme, applicant: Applicant, table: ConsentTable, reads: Reads) -> ConsentLine:
    kept = [one for one in applicant.consents if (one.purpose, one.recipient) == (table.purpose, table.recipient)]
    line = ConsentLine(
        purpose=table.purpose,
        recipient=table.recipient,
        purpose_words=purpose_words(programme, table),
        recipient_words=recipient_words(programme, table),
        standing=standing(programme, applicant.person.id, table, reads=reads),
        needed=table.basis is Basis.CONSENT,
    )
    if not kept:
        return line
    last = max(kept, key=lambda one: (one.withdrawn_on is None, one.given_on, one.id))
    return attrs.evolve(
        line,
        given_on=last.given_on,
        withdrawn_on=last.withdrawn_on,
        by=last.by,
        text_version=last.text_version,
        language=last.language,
        channel=last.channel,
    )


@needs(Action.SEE_PEOPLE)
def interview_lines(programme: Programme, applicant: Applicant, curtain: Curtain) -> tuple[InterviewLine, ...]:
    """The talks, the newest first, with what was rated in the order of the fields."""
    fields = interview_fields(programme, applicant.part.role)
    lines = []
    for one in sorted(applicant.interviews, key=lambda talk: (talk.held_on, talk.id), reverse=True):
        ratings = one.ratings or {}
        rated = [field for field in fields if ratings.get(field.name) is not None]
        shows = bool(rated) and curtain.passes("ratings", Sensitivity.SPECIAL)
        lines.append(
            InterviewLine(
                id=one.id,
                held_on=one.held_on,
                by=one.by,
                ratings=tuple(
                    (
                        say(field.label),
                        field.kind.shown(
                            field.kind.restored(ratings[field.name]), programme.reading, programme.language
                        )
                        if shows
                        else HIDDEN,
                    )
                    for field in rated
                ),
                note=curtain.text(one, "note"),
            )
        )
    return tuple(lines)


def decision_lines(reads: Reads, part: str, curtain: Curtain) -> tuple[DecisionLine, ...]:
    """What was decided, the newest first."""
    return tuple(
        DecisionLine(move=one.move, by=one.by, at=one.decided_at, reason=curtain.text(one, "reason"))
        for one in reads.all(Decision, participation=part, order=("-decided_at", "-id"))
    )


def contact_lines(reads: Reads, person: str, curtain: Curtain) -> tuple[ContactLine, ...]:
    """Notes of talks, the newest first."""
    return tuple(
        ContactLine(id=one.id, on=one.on, kind=one.kind, by=one.by, note=curtain.text(one, "note"))
        for one in reads.all(Contact, person=person, order=("-on", "-id"))
    )


def task_lines(reads: Reads, person: str) -> tuple[TaskLine, ...]:
    """Reminders about somebody, the open ones first."""
    found = sorted(reads.all(Task, person=person, order="due_on"), key=lambda one: one.done_on is not None)
    return tuple(
        TaskLine(id=one.id, title=one.title, due_on=one.due_on, done_on=one.done_on, owner=one.owner) for one in found
    )


@needs(Action.SEE_PEOPLE)
def pair_lines(programme: Programme, reads: Reads, person: str) -> tuple[PairLine, ...]:
    """The partnerships of somebody on either side, the newest first."""
    found = {
        pair.id: (role, pair)
        for role in Role
        for pair in reads.all(Partnership, **{role.value: person})
        if programme.permits.has_pair(pair)
    }
    lines = []
    for role, pair in sorted(found.values(), key=lambda one: (one[1].decided_on, one[1].id), reverse=True):
        other = pair.mentor if role is Role.MENTEE else pair.mentee
        lines.append(
            PairLine(
                id=pair.id,
                round=pair.round,
                round_title=round_title(programme, pair.round),
                role=role,
                other=other,
                other_name=_name(programme, reads, other),
                state=pair.state,
                decided_on=pair.decided_on,
                started=pair.started,
                ended=pair.ended,
                end_reason=pair.end_reason,
            )
        )
    return tuple(lines)


def outcome_lines(reads: Reads, person: str, curtain: Curtain) -> tuple[OutcomeLine, ...]:
    """Results, the newest first."""
    firms = {one.id: one.name for one in reads.all(Employer)} if reads.count(Outcome, person=person) else {}
    return tuple(
        OutcomeLine(
            id=one.id,
            round=one.round,
            category=one.category,
            began_on=one.began_on,
            ended_on=one.ended_on,
            employer=firms.get(one.employer or ""),
            confirmed_by=one.confirmed_by,
            note=curtain.text(one, "note"),
        )
        for one in reads.all(Outcome, person=person, order=("-began_on", "-id"))
    )


def follow_up_lines(reads: Reads, person: str) -> tuple[FollowUpLine, ...]:
    """When somebody is asked again, the earliest first."""
    return tuple(
        FollowUpLine(offset=one.offset, due_on=one.due_on, status=one.status, asked_on=one.asked_on)
        for one in reads.all(FollowUp, person=person, order="due_on")
    )


@needs(Action.SEE_PEOPLE)
def request_lines(programme: Programme, reads: Reads, person: str) -> tuple[RequestLine, ...]:
    """What somebody asked about their data; who does not handle requests sees those that restrict."""
    handles = programme.permits.can(Action.REQUESTS)
    return tuple(
        RequestLine(
            id=one.id,
            kind=one.kind,
            received_on=one.received_on,
            due_on=one.due_on,
            answered_on=one.answered_on,
            restricts=one.restricts,
        )
        for one in reads.all(Request, person=person, order="-received_on")
        if handles or one.restricts
    )


@needs(Action.SEE_PEOPLE)
def twin_lines(programme: Programme, reads: Reads, person: str) -> tuple[TwinLine, ...]:
    """Who may be the same person."""
    found = [
        (one, one.other if one.person == person else one.person)
        for side in ("person", "other")
        for one in reads.all(DuplicateNotice, **{side: person}, order="noticed_on")
    ]
    return tuple(
        TwinLine(
            id=one.id,
            other=other,
            other_name=_name(programme, reads, other),
            signs=one.signs,
            noticed_on=one.noticed_on,
            same=one.same_person,
        )
        for one, other in found
    )


def _name(programme: Programme, reads: Reads, person: str) -> str:
    return programme.permits.shown(reads.one(Person, person).name, Sensitivity.PERSONAL, person)
