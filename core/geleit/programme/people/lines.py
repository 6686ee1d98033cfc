"""A person's record as it is read: groups of fields, findings, papers, consents, talks, and what came of them.

A text that the reader may not see, or that is not shown unasked, is the sign for what is hidden.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import attrs

from geleit.fields import Field
from geleit.labels import Sentence
from geleit.model.lifecycle import PairState, PartState
from geleit.model.office import RequestKind
from geleit.model.outcomes import FollowUpStatus
from geleit.model.people import Role
from geleit.programme.people.curtain import Veil
from geleit.programme.privacy.consents import Standing
from geleit.questions.eligibility import Force, Verdict
from geleit.screening import Outlook


@attrs.frozen
class SeriesLine:
    """A value of a dated field: in words, seen on a day, by whom, valid until."""

    shown: str
    seen_on: date
    by: str
    valid_until: date | None


@attrs.frozen(kw_only=True)
class FieldLine:
    """A field with its value in words, empty where it is unknown. `stored` is the value as a column holds it, None
    where it is unknown or not shown; of a value that is hidden from this role, nobody learns whether it is known."""

    field: Field
    label: Sentence
    help: Sentence | None
    shown: str
    stored: Any
    veil: Veil
    series: tuple[SeriesLine, ...] = ()


@attrs.frozen
class GroupLines:
    """The fields under one heading."""

    code: str
    label: Sentence
    lines: tuple[FieldLine, ...]


@attrs.frozen(kw_only=True)
class FindingLine:
    """What a rule says. Of a rule that reads special fields, a role that does not see these learns nothing at all, and
    everybody else the verdict and what is missing until the fields are shown. `counts_as` is the verdict after a
    person's override; `paper` the kind of document it rests on."""

    rule: str
    label: Sentence | str
    force: Force
    verdict: Verdict
    counts_as: Verdict
    reason: Sentence | str
    missing: tuple[Sentence, ...]
    paper: str | None
    source: str
    overridden: str | None
    overridden_by: str | None
    overridden_on: date | None
    veil: Veil


@attrs.frozen(kw_only=True)
class PaperLine:
    """A document that somebody looked at; `expired` as of today."""

    id: str
    kind: str
    label: Sentence
    issued_on: date | None
    seen_on: date
    by: str
    valid_until: date | None
    expired: bool
    wording: str | None
    note: str | None


@attrs.frozen(kw_only=True)
class ConsentLine:
    """Where somebody stands with a purpose, and since when."""

    purpose: str
    recipient: str
    purpose_words: Sentence | str
    recipient_words: Sentence | str
    standing: Standing
    needed: bool
    given_on: date | None = None
    withdrawn_on: date | None = None
    by: str | None = None
    text_version: str | None = None
    language: str | None = None
    channel: str | None = None


@attrs.frozen(kw_only=True)
class InterviewLine:
    """A talk before the decision; `ratings` is label → value in words."""

    id: str
    held_on: date
    by: str
    ratings: tuple[tuple[Sentence, str], ...]
    note: str | None


@attrs.frozen(kw_only=True)
class DecisionLine:
    """What was decided about the application."""

    move: str
    by: str
    at: datetime
    reason: str | None


@attrs.frozen(kw_only=True)
class ContactLine:
    """A note of a talk."""

    id: str
    on: date
    kind: str
    by: str
    note: str | None


@attrs.frozen(kw_only=True)
class TaskLine:
    """A reminder about the person."""

    id: str
    title: str
    due_on: date | None
    done_on: date | None
    owner: str


@attrs.frozen(kw_only=True)
class PairLine:
    """A partnership, seen from one of its sides."""

    id: str
    round: str
    round_title: str
    role: Role
    other: str
    other_name: str
    state: PairState
    decided_on: date
    started: date | None
    ended: date | None
    end_reason: str | None


@attrs.frozen(kw_only=True)
class OutcomeLine:
    """A result; `employer` is the firm's name."""

    id: str
    round: str
    category: str
    began_on: date
    ended_on: date | None
    employer: str | None
    confirmed_by: str
    note: str | None


@attrs.frozen(kw_only=True)
class FollowUpLine:
    """Asking again."""

    offset: str
    due_on: date
    status: FollowUpStatus
    asked_on: date | None


@attrs.frozen(kw_only=True)
class RequestLine:
    """What somebody asked about their own data."""

    id: str
    kind: RequestKind
    received_on: date
    due_on: date
    answered_on: date | None
    restricts: bool


@attrs.frozen(kw_only=True)
class TwinLine:
    """Somebody who may be the same person; `same` is what was decided about it, None for not yet."""

    id: str
    other: str
    other_name: str
    signs: tuple[str, ...]
    noticed_on: date
    same: bool | None


@attrs.frozen(kw_only=True)
class PartLine:
    """A part in a round."""

    id: str
    round: str
    round_title: str
    role: Role
    state: PartState
    since: date
    applied_on: date
    waiting_since: date | None
    priority: bool
    admitted_on: date | None
    left_on: date | None
    reason: str | None


@attrs.frozen
class StepLine:
    """A step that the application's state allows: where it leads, and whether it asks why."""

    name: str
    reason: bool
    target: PartState


@attrs.frozen(kw_only=True)
class PersonRecord:
    """Everything about one person, as seen from one of their parts.

    `restricted`: the data may only be kept at present. `unveiled`: special values are shown. `veiled` counts what is
    not shown until it is asked for, `hidden` what this role does not see. `back` is the step that takes the last
    decision back, where the table of steps has one.
    """

    id: str
    name: str
    age: int | None
    part: PartLine
    parts: tuple[PartLine, ...]
    restricted: bool
    unveiled: bool
    veiled: int
    hidden: int
    groups: tuple[GroupLines, ...]
    outlook: Outlook
    findings: tuple[FindingLine, ...]
    papers: tuple[PaperLine, ...]
    consents: tuple[ConsentLine, ...]
    interviews: tuple[InterviewLine, ...]
    decisions: tuple[DecisionLine, ...]
    contacts: tuple[ContactLine, ...]
    tasks: tuple[TaskLine, ...]
    partnerships: tuple[PairLine, ...]
    outcomes: tuple[OutcomeLine, ...]
    follow_ups: tuple[FollowUpLine, ...]
    requests: tuple[RequestLine, ...]
    twins: tuple[TwinLine, ...]
    steps: tuple[StepLine, ...]
    back: StepLine | None

    @property
    def findings_by_rule(self) -> Mapping[str, FindingLine]:
        """The findings by the rules' codes."""
        return {finding.rule: finding for finding in self.findings}
