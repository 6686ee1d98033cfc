"""What is deliberately wrong with some of the invented people: id → the columns that differ from a smooth application.

README.md tells them in words.
"""

from __future__ import annotations

from collections.abc import Mapping

MENTEES: Mapping[str, Mapping[str, str]] = {
    "M003": {"Abschlusszeugnis": ""},
    "M007": {"Übersetzung des Zeugnisses": ""},
    "M011": {
        "Deutschniveau": "A2",
        "Sprachen": "Dari C2; Deutsch A2",
        "Deutschniveau im Gespräch bestätigt": "nein",
    },
    "M014": {"Deutschzertifikat (ÖIF, ÖSD, Goethe, telc)": "", "Deutschniveau im Gespräch bestätigt": ""},
    "M015": {"AMS-Vormerkbestätigung": "20.11.2023", "AMS-Vormerkung geprüft am": "20.11.2023"},
    "M019": {
        "Aufenthaltsstatus laut Dokument": "Rot-Weiß-Rot-Karte",
        "Arbeitsmarktzugang": "an Arbeitgeber gebunden",
        "AMS-Vormerkung": "arbeitssuchend",
    },
    "M023": {
        "Höchster Abschluss": "",
        "Höchste Bildung (ISCED)": "",
        "Aufenthaltsstatus laut Dokument": "",
        "Arbeitsmarktzugang": "",
        "AMS-Vormerkung": "",
        "Sprachen": "",
        "Zeiten": "",
    },
    "M028": {"Telefon": "+43 660 5550027", "Geburtsdatum": "01.01.1991"},
    "M035": {"Wohnsitz (Land oder Region)": "Steiermark"},
    "M040": {"Höchster Abschluss": "Pflichtschule", "Höchste Bildung (ISCED)": "Sekundarbereich I"},
    "M043": {
        "Aufenthaltsstatus laut Dokument": "Asylwerber:in",
        "Arbeitsmarktzugang": "kein Zugang",
        "AMS-Vormerkung": "nicht vorgemerkt",
        "AMS-Vormerkbestätigung": "",
    },
    "M047": {
        "Aufenthaltstitel oder Ausweis für Vertriebene": "10.10.2022",
        "Aufenthaltstitel oder Ausweis für Vertriebene gültig bis": "09.10.2023",
    },
    "M052": {"AMS-Vormerkung": "nicht vorgemerkt", "AMS-Vormerkbestätigung": ""},
    "M055": {"Einwilligung am": ""},
    "M062": {"Ziele und Erwartungen": "", "Abschlussjahr": ""},
}

MENTORS: Mapping[str, Mapping[str, str]] = {
    "P021": {"Berufserfahrung in Jahren": "1,5"},
    "P034": {"Verschwiegenheits- und Datenschutzerklärung": ""},
    "P038": {"Soziale Kompetenz (1 bis 5)": "", "Geschäftsbeziehungen zu": ""},
}
