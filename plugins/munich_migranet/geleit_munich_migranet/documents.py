"""What papers and people say, as lists: residence, work, recognition, employment, qualification.

The residence documents are a coarse list: the wording of the paper is kept with the paper, and nothing is derived from
the law. "Unknown" in a list is a paper that nobody could read; rules take it as unknown, not as no.
"""

from enum import StrEnum


class QualificationKind(StrEnum):
    """What sort of qualification somebody has completed; its level is asked apart, as ISCED 6 holds several sorts."""

    UNIVERSITY = "university"
    ADVANCED_VOCATIONAL = "advanced_vocational"
    VOCATIONAL = "vocational"
    NONE = "none"


COMPLETED = (QualificationKind.UNIVERSITY, QualificationKind.ADVANCED_VOCATIONAL, QualificationKind.VOCATIONAL)
"""Any completed qualification, vocational or academic."""


class EmploymentStatus(StrEnum):
    """What somebody does at present, by their own account."""

    UNEMPLOYED = "unemployed"
    SEEKING = "seeking"
    UNDER_QUALIFIED = "under_qualified"
    ADEQUATE = "adequate"
    SELF_EMPLOYED = "self_employed"
    IN_TRAINING = "in_training"
    OTHER = "other"


class ResidenceDocument(StrEnum):
    """The paper somebody lives here with."""

    GERMAN = "german"
    FREE_MOVEMENT = "free_movement"
    RESIDENCE_PERMIT = "residence_permit"
    SETTLEMENT_PERMIT = "settlement_permit"
    BLUE_CARD = "blue_card"
    EU_LONG_TERM = "eu_long_term"
    VISA = "visa"
    ASYLUM_PROCEDURE = "asylum_procedure"
    TOLERATION = "toleration"
    PROVISIONAL = "provisional"
    PROOF_OF_ARRIVAL = "proof_of_arrival"
    OTHER = "other"
    UNKNOWN = "unknown"


NO_WORK_ENTRY_NEEDED = (ResidenceDocument.GERMAN, ResidenceDocument.FREE_MOVEMENT)
"""Papers with which nobody asks for an entry on work: Germany, and EU, EEA and Switzerland."""


class WorkEntry(StrEnum):
    """What the residence document says on work."""

    GAINFUL_PERMITTED = "gainful_permitted"
    EMPLOYMENT_PERMITTED = "employment_permitted"
    WITH_PERMIT = "with_permit"
    NOT_PERMITTED = "not_permitted"
    UNKNOWN = "unknown"


class Recognition(StrEnum):
    """Where the recognition of a foreign qualification stands."""

    NONE = "none"
    APPLIED = "applied"
    COMPENSATION = "compensation"
    PARTIAL = "partial"
    FULL = "full"
    ASSESSED = "assessed"
    REFUSED = "refused"
