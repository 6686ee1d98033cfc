"""What is wrong with some of the sample people, on purpose."""

from __future__ import annotations

from collections.abc import Mapping

FOUND: Mapping[str, Mapping[str, str]] = {
    "M007": {"residence_document_seen": "", "residence_document_valid_until": ""},
    "M012": {"host_level": "A1", "language_certificate": ""},
    "M019": {"residence_document_valid_until": "15.10.2024"},
    "M023": {"registration": ""},
    "M031": {
        "target_group": "protection_seeker",
        "need_reason": "",
        "residence_document": "aufenthaltsgestattung",
        "title_section": "",
        "work_entry": "nicht_gestattet",
        "work_ban": "ja",
        "work_ban_reason": "reception_centre",
        "safe_country": "nein",
        "asylum_registered_on": "02.09.2024",
    },
    "M038": {
        "residence_document": "unbekannt",
        "title_section": "",
        "work_entry": "unbekannt",
        "work_ban": "",
        "safe_country": "",
        "asylum_registered_on": "",
        "permit_state": "",
    },
    "M044": {
        "target_group": "protection_seeker",
        "need_reason": "",
        "residence_document": "aufenthaltsgestattung",
        "title_section": "",
        "work_entry": "nur_mit_genehmigung",
        "safe_country": "ja",
        "asylum_registered_on": "12.06.2023",
    },
    "M051": {
        "target_group": "protection_seeker",
        "need_reason": "",
        "residence_document": "duldung_60a",
        "title_section": "",
        "work_entry": "nicht_gestattet",
        "work_ban": "ja",
        "work_ban_reason": "section_60a_6",
        "safe_country": "nein",
        "asylum_registered_on": "20.11.2021",
    },
    "M058": {"target_group": "migrant", "need_reason": ""},
    "M063": {"target_group": "neither", "residence_document": "deutsch", "title_section": "", "work_entry": ""},
    "M070": {"territory": "14625", "transfer_agreed": "nein"},
    "M074": {"territory": "14627", "transfer_agreed": ""},
    "M081": {"territory": "outside", "transfer_agreed": ""},
    "M088": {"needs_support": "nein"},
    "M095": {"consent": ""},
    "M099": {"near_labour_market": "nein", "near_labour_market_reason": "zurzeit noch im Integrationskurs"},
    "M105": {"occupations": "2652", "education": "6", "vocational_qualification": "nein"},
    "M112": {"birth_date": "", "education": "", "vocational_qualification": "", "certificate": ""},
}
"""What the coordinator is meant to find, by person."""

DUPLICATE = ("M033", "M118")
"""The second is the first once more, with the names exchanged."""
