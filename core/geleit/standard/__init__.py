"""What a region gets without saying anything, and the pieces from which it says "the standard, and this".

Silence of a region means these answers; each default carries `source="geleit.standard"` and is listed among the
assumptions in force.
"""

from geleit.standard.answers import matching, outcomes, reports, sessions
from geleit.standard.fields import Mentee, Mentor
from geleit.standard.rules import rules

SOURCE = "geleit.standard"

__all__ = ["SOURCE", "Mentee", "Mentor", "matching", "outcomes", "reports", "rules", "sessions"]
