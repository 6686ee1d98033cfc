"""The headings of the sample lists: the German labels of the fields, and for papers their kinds."""

from __future__ import annotations

from collections.abc import Mapping

_PERSON = {
    "id": "ID",
    "given_name": "Vorname",
    "family_name": "Nachname",
    "call_name": "Rufname",
    "birth_date": "Geburtsdatum",
    "gender": "Geschlecht",
    "origin": "Herkunftsland",
    "email": "E-Mail",
    "phone": "Telefon",
    "contact_language": "Kontaktsprache",
    "consent": "Einwilligung am",
}
_SHARED = {"languages": "Sprachen", "occupations": "Berufe (ISCO-08)", "territory": "Kreis", "availability": "Zeiten"}

MENTEE_HEADINGS: Mapping[str, str] = {
    **_PERSON,
    **_SHARED,
    "host_level": "Deutschniveau",
    "education": "Höchste Bildung (ISCED)",
    "experience_years": "Berufserfahrung in Jahren",
    "care_duties": "Betreuungspflichten",
    "referred_by": "Vermittelt durch",
    "goals": "Ziele und Erwartungen",
    "target_group": "Zielgruppe",
    "need_reason": "Begründung des Bedarfs",
    "arrived_in_saxony": "In Sachsen seit",
    "transfer_agreed": "Übergabe mit dem anderen Projekt vereinbart",
    "residence_document": "Aufenthaltsdokument",
    "title_section": "Paragraf der Aufenthaltserlaubnis",
    "work_entry": "Nebenbestimmung zur Arbeit",
    "work_ban": "Arbeitsverbot festgehalten",
    "work_ban_reason": "Grund des Arbeitsverbots",
    "safe_country": "Sicherer Herkunftsstaat festgehalten",
    "asylum_registered_on": "Als asylsuchend registriert am",
    "permit_state": "Beschäftigungserlaubnis",
    "residence_obligation": "Wohnsitzauflage",
    "residence_obligation_in": "Wohnsitzauflage für",
    "legal_circle": "Rechtskreis",
    "registered_status": "Status bei Jobcenter oder Agentur",
    "vocational_qualification": "Berufsabschluss vorhanden",
    "wants_qualification": "Möchte einen Abschluss machen",
    "recognition": "Anerkennung",
    "near_labour_market": "Relativ arbeitsmarktnah",
    "near_labour_market_reason": "Einschätzung der Arbeitsmarktnähe",
    "needs_support": "Braucht individuelle Begleitung",
    "wish_mentor_gender": "Wunsch nach einer Mentorin",
    "registration": "registration",
    "residence_document_seen": "residence_document_seen",
    "residence_document_valid_until": "residence_document_valid_until",
    "language_certificate": "language_certificate",
    "certificate": "certificate",
}
"""Field, or kind of paper, and its heading: labels, and for papers the kinds themselves."""

MENTOR_HEADINGS: Mapping[str, str] = {
    **_PERSON,
    **_SHARED,
    "company": "Träger",
    "post": "Funktion",
    "experience_years": "Berufserfahrung in Jahren",
    "employed": "Beim Träger angestellt",
    "fte": "Stellenanteil",
    "project": "Projekt",
    "trainings": "Schulungen",
}

EMPLOYER_HEADINGS: Mapping[str, str] = {
    "id": "ID",
    "name": "Name",
    "sector": "Branche",
    "territory": "Kreis",
    "contact_person": "Ansprechperson",
    "email": "E-Mail",
    "phone": "Telefon",
    "since": "seit",
}

ENUMERATIONS: Mapping[str, str] = {
    "target_group": "TargetGroup",
    "residence_document": "ResidenceDocument",
    "title_section": "TitleSection",
    "work_entry": "WorkEntry",
    "work_ban_reason": "WorkBanReason",
    "permit_state": "PermitState",
    "legal_circle": "LegalCircle",
    "registered_status": "RegisteredStatus",
    "recognition": "Recognition",
    "wish_mentor_gender": "MentorWish",
    "project": "Project",
}
"""Field and the enumeration whose labels are written instead of its values."""

PLACES: Mapping[str, str] = {
    "14612": "Dresden",
    "14627": "Meißen",
    "14628": "Sächsische Schweiz-Osterzgebirge",
    "14625": "Bautzen",
    "outside": "außerhalb Sachsens",
}
"""The names written for the codes of territories."""
