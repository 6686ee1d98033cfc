"""How far a rehearsal is played."""

from __future__ import annotations

from enum import StrEnum


class Until(StrEnum):
    """To a day on which there is something to decide, or to the end."""

    APPLICATIONS = "applications"
    PROPOSAL = "proposal"
    MIDDLE = "middle"
    END = "end"
