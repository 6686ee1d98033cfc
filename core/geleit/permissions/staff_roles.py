"""The roles of the people who work for an organisation."""

from __future__ import annotations

from enum import StrEnum


class StaffRole(StrEnum):
    """What somebody does in the organisation."""

    COORDINATOR = "coordinator"
    ASSISTANT = "assistant"
    MENTOR = "mentor"
    LEAD = "lead"
    EVALUATOR = "evaluator"
