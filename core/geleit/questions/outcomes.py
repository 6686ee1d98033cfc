"""What counts as a result."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import attrs

from geleit.model.rounds import Round
from geleit.questions.hooks import finished, hookspec


class StandardClass(StrEnum):
    """What a region's category means to a European funder."""

    EMPLOYED = "employed"
    TRAINING = "training"
    QUALIFICATION = "qualification"
    SEARCHING = "searching"
    NONE = "none"


class Moment(StrEnum):
    """A point in a person's way from which time is counted."""

    START = "start"
    EXIT = "exit"
    JOB_START = "job_start"


@attrs.frozen(kw_only=True)
class Category:
    """One kind of result; its label is `outcome.<code>`.

    `soft`: a step on the way (a contact, confidence). `end_state`: how somebody left, no result. `detail`: a class
    decorated with `participant` whose fields this category asks beyond the standard ones.
    """

    code: str = attrs.field(kw_only=False)
    standard_class: StandardClass = StandardClass.NONE
    soft: bool = False
    end_state: bool = False
    detail: type[Any] | None = None
    source: str = ""


@attrs.frozen(kw_only=True)
class CountedResult:
    """A result the programme is measured by; its label is `counted.<code>`.

    An outcome counts if its category is among `categories`, its fields equal `where`, it began within
    `within_months` of `counted_from`, and (`lasting_months`) it has lasted that long by the reference day.
    """

    code: str = attrs.field(kw_only=False)
    categories: tuple[str, ...]
    where: Mapping[str, Any] = attrs.field(factory=dict)
    within_months: int | None = None
    counted_from: Moment = Moment.EXIT
    lasting_months: int | None = None
    source: str = ""


@attrs.frozen(kw_only=True)
class Offset:
    """When to ask again: months and days after the exit, or after a job began; its label is `follow_up.<code>`."""

    code: str = attrs.field(kw_only=False)
    months: int = 0
    days: int = 0
    counted_from: Moment = Moment.EXIT
    source: str = ""


@attrs.frozen(kw_only=True)
class Outcomes:
    """The categories, what is counted among them, and when people are asked again."""

    categories: tuple[Category, ...] = attrs.field(converter=finished)
    counted: tuple[CountedResult, ...] = attrs.field(default=(), converter=finished)
    follow_ups: tuple[Offset, ...] = attrs.field(default=(), converter=finished)
    definition_version: str = "1"


@hookspec(firstresult=True)
def geleit_outcomes(round_: Round[Any]) -> Outcomes:  # type: ignore[empty-body]  # a question has no body
    """Say what counts as a result. Asked once per round; silence means `geleit.standard`.

    :param round_: the round with the settings in force
    """
