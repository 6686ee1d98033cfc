"""What the residence document says, and what the offices record: vocabularies of German law.

The wording of the document is recorded with who looked at it and until when it is valid; nothing is derived from the
law, and "unbekannt" is a value of every list that is read from a paper. The terms of the law stay in German.
Sources: ESF-Netzwerk NetWin (titles, wordings); Landratsamt Augsburg and Bundesministerium des Innern (documents);
zbs-auf.info (employment permit); dejure.org (grounds of a work ban); Integrationsmonitoring der Länder (legal circle,
registered status); migrationsportal.de (recognition).
"""

from enum import StrEnum


class TargetGroup(StrEnum):
    """Whom a phase is for. Protection seekers are asylum seekers, recognised, tolerated and displaced people."""

    PROTECTION_SEEKER = "protection_seeker"
    MIGRANT = "migrant"
    NEITHER = "neither"


class ResidenceDocument(StrEnum):
    """The document by which somebody is allowed to stay."""

    AUFENTHALTSERLAUBNIS = "aufenthaltserlaubnis"
    NIEDERLASSUNGSERLAUBNIS = "niederlassungserlaubnis"
    BLAUE_KARTE_EU = "blaue_karte_eu"
    DAUERAUFENTHALT_EU = "daueraufenthalt_eu"
    VISUM = "visum"
    FREIZUEGIGKEIT_EU = "freizuegigkeit_eu"
    DEUTSCH = "deutsch"
    AUFENTHALTSGESTATTUNG = "aufenthaltsgestattung"
    DULDUNG_60A = "duldung_60a"
    DULDUNG_60B = "duldung_60b"
    DULDUNG_60C = "duldung_60c"
    DULDUNG_60D = "duldung_60d"
    FIKTIONSBESCHEINIGUNG = "fiktionsbescheinigung"
    ANKUNFTSNACHWEIS = "ankunftsnachweis"
    UNBEKANNT = "unbekannt"


WITHOUT_ENTRY = (ResidenceDocument.FREIZUEGIGKEIT_EU, ResidenceDocument.DEUTSCH)
"""Papers on which there is no entry on work."""

ASYLUM_SEEKERS = (ResidenceDocument.AUFENTHALTSGESTATTUNG, ResidenceDocument.ANKUNFTSNACHWEIS)
TOLERATED = (
    ResidenceDocument.DULDUNG_60A,
    ResidenceDocument.DULDUNG_60B,
    ResidenceDocument.DULDUNG_60C,
    ResidenceDocument.DULDUNG_60D,
)


class TitleSection(StrEnum):
    """The section of the AufenthG that an Aufenthaltserlaubnis names."""

    S24 = "24"
    S25_1 = "25_1"
    S25_2 = "25_2"
    S25_3 = "25_3"
    S104C = "104c"
    OTHER = "other"
    UNBEKANNT = "unbekannt"


class WorkEntry(StrEnum):
    """The entry on work, in the four wordings that documents carry."""

    ERWERBSTAETIGKEIT_GESTATTET = "erwerbstaetigkeit_gestattet"
    BESCHAEFTIGUNG_GESTATTET = "beschaeftigung_gestattet"
    NUR_MIT_GENEHMIGUNG = "nur_mit_genehmigung"
    NICHT_GESTATTET = "nicht_gestattet"
    UNBEKANNT = "unbekannt"


MAY_WORK_AT_LEAST_WITH_PERMIT = (
    WorkEntry.ERWERBSTAETIGKEIT_GESTATTET,
    WorkEntry.BESCHAEFTIGUNG_GESTATTET,
    WorkEntry.NUR_MIT_GENEHMIGUNG,
)
"""The wordings that mean access to work of at least subordinate rank ("mindestens nachrangig"); assumption."""


class WorkBanReason(StrEnum):
    """Why a document or the Ausländerbehörde names a work ban."""

    RECEPTION_CENTRE = "reception_centre"
    FIRST_THREE_MONTHS = "first_three_months"
    SAFE_COUNTRY = "safe_country"
    SECTION_60A_6 = "section_60a_6"
    UNBEKANNT = "unbekannt"


class PermitState(StrEnum):
    """Where the employment permit for a job stands."""

    NOT_NEEDED = "not_needed"
    NEEDED = "needed"
    APPLIED = "applied"
    GRANTED = "granted"
    REFUSED = "refused"
    UNBEKANNT = "unbekannt"


class AgencyConsent(StrEnum):
    """The Federal Employment Agency's consent to a permit; it counts as given after two weeks without an answer."""

    NOT_NEEDED = "not_needed"
    OPEN = "open"
    GIVEN = "given"
    DEEMED_GIVEN = "deemed_given"
    REFUSED = "refused"
    UNBEKANNT = "unbekannt"


class LegalCircle(StrEnum):
    """Which office is in charge of benefits and placement."""

    SGB_II = "sgb_ii"
    SGB_III = "sgb_iii"
    ASYLBLG = "asylblg"
    KEINER = "keiner"
    UNBEKANNT = "unbekannt"


class RegisteredStatus(StrEnum):
    """The status with the Jobcenter or the Agentur für Arbeit."""

    ARBEITSUCHEND = "arbeitsuchend"
    ARBEITSLOS = "arbeitslos"
    IN_MASSNAHME = "in_massnahme"
    BESCHAEFTIGT = "beschaeftigt"
    KEINE = "keine"
    UNBEKANNT = "unbekannt"


class Recognition(StrEnum):
    """What has become of the recognition of a foreign qualification."""

    KEINE = "keine"
    BEANTRAGT = "beantragt"
    TEILWEISE = "teilweise"
    VOLL = "voll"
    AUSGLEICHSMASSNAHME = "ausgleichsmassnahme"
    ZEUGNISBEWERTUNG = "zeugnisbewertung"
    UNBEKANNT = "unbekannt"
