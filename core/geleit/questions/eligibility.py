"""Who may take part: rules over a dossier."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Protocol

import attrs

from geleit.labels import Sentence
from geleit.model.dossier import Dossier
from geleit.model.people import Role
from geleit.model.rounds import Round
from geleit.questions.hooks import finished, hookspec


class Verdict(StrEnum):
    """What a rule says of a dossier. Unknown is not no."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


class Force(StrEnum):
    """What a rule's verdict does: a mandatory one decides, a soft one is judged in the interview, a priority orders
    and never filters, a note is recorded and refuses nobody."""

    MANDATORY = "mandatory"
    SOFT = "soft"
    PRIORITY = "priority"
    NOTE = "note"


@attrs.frozen
class Checked:
    """A condition's answer; `missing` names the fields (or papers) that would be needed to know."""

    verdict: Verdict
    missing: tuple[str, ...] = ()


class Condition(Protocol):
    """Something that can be checked against a dossier and put into words. Builders: `geleit.questions.conditions`."""

    @property
    def reads(self) -> tuple[str, ...]:
        """The fields it reads, so that a misspelt one is found when the region is loaded."""

    def __call__(self, dossier: Dossier) -> Checked:
        """Check a dossier."""

    def describe(self) -> Sentence:
        """What is wanted, in words."""


@attrs.frozen
class Paper:
    """The document a rule wants to have been seen: its kind, and how old it may be on the reference day, in days."""

    kind: str
    at_most_days: int | None = None


def _paper(value: Paper | str | None) -> Paper | None:
    """The bare name of a kind of document is that document at any age."""
    return Paper(value) if isinstance(value, str) else value


@attrs.frozen
class Rule:
    """One line of the leaflet.

    `code` is the id under which the rule is known; its label is `rule.<code>`. A value that passes while its paper is
    missing or out of date is unknown; a value that fails is not met with or without paper. `applies_when` narrows the
    rule to some people; for others it is not applicable.
    """

    code: str
    test: Condition
    force: Force = Force.MANDATORY
    applies_when: Condition | None = None
    evidence: Paper | None = attrs.field(default=None, converter=_paper)
    source: str = ""

    @property
    def label(self) -> str:
        """The code of the rule's label."""
        return f"rule.{self.code}"


@attrs.frozen
class Eligibility:
    """The rules for mentees and for mentors."""

    mentee: tuple[Rule, ...] = attrs.field(default=(), converter=finished)
    mentor: tuple[Rule, ...] = attrs.field(default=(), converter=finished)

    def of(self, role: Role) -> tuple[Rule, ...]:
        """The rules of a role."""
        return self.mentee if role is Role.MENTEE else self.mentor


@hookspec(firstresult=True)
def geleit_eligibility(round_: Round[Any]) -> Eligibility:  # type: ignore[empty-body]  # a question has no body
    """Say who may take part. Must be answered.

    :param round_: the round with the settings in force
    """
