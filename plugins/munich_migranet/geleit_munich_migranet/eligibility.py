"""Who may take part: qualified people from abroad who look for work at their level, and established professionals.

No page gives the mentees' rules in full; what is assumed says so, and its figures are settings.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from geleit import (
    Dossier,
    Eligibility,
    Force,
    Isced,
    Role,
    Round,
    Rule,
    all_of,
    any_of,
    at_least,
    hookimpl,
    is_true,
    one_of,
    present,
    rule,
    seen,
    speaks,
    standard,
)
from geleit_munich_migranet.documents import (
    COMPLETED,
    NO_WORK_ENTRY_NEEDED,
    QualificationKind,
    ResidenceDocument,
    WorkEntry,
)
from geleit_munich_migranet.settings import TO_CONFIRM, Settings
from geleit_munich_migranet.territories import AGS, Nuts

ASSUMED = f"assumption, {TO_CONFIRM}"
_CITY = "City of Munich, page on the Mentoring-Partnerschaft"


@hookimpl
def geleit_eligibility(round_: Round[Settings]) -> Eligibility:
    """The mentees' rules in the order of the leaflet, and what is asked of mentors."""
    settings = round_.settings
    return Eligibility(
        mentee=(
            Rule(
                "MU-M01",
                is_true("qualification_abroad"),
                evidence="certificate",
                source=f"{_CITY}; migranet.org, pages of 2019 and 2020",
            ),
            _qualified(settings, round_.start),
            Rule("MU-M03", _german(settings), source=f"{ASSUMED}; hints: wifo-passau.de, b4bschwaben.de 2022"),
            Rule(
                "MU-M04",
                rule(_may_work, reads=("may_work", "work_entry"), label="condition.mu_may_work"),
                applies_when=rule(_entry_needed, reads=("residence_document",), label="condition.mu_entry_needed"),
                evidence="work_permit",
                source=ASSUMED,
            ),
            Rule("MU-M05", _here(settings), evidence="registration", source=ASSUMED),
            Rule(
                "MU-M06",
                one_of("employment_status", *settings.employment),
                source=f"{ASSUMED}; first round in Augsburg: nachhaltigkeit.augsburg.de, Zukunftspreis",
            ),
            Rule("MU-M07", present("recognition"), Force.NOTE, source=f"{ASSUMED}; asked by wifo-passau.de"),
            Rule(
                "MU-S01",
                at_least("experience_years", settings.experience_years),
                Force.SOFT,
                evidence="cv",
                source=f"{_CITY}; the number of years: {ASSUMED}",
            ),
            Rule(
                "MU-S02",
                all_of(
                    at_least("motivation", settings.rating_minimum),
                    at_least("time_for_meetings", settings.rating_minimum),
                ),
                Force.SOFT,
                source=ASSUMED,
            ),
            *standard.rules(Role.MENTEE, without=("ST-AGE", "ST-WORK", "ST-LANGUAGE")),
        ),
        mentor=(
            Rule("MU-R01", is_true("established"), source=_CITY),
            Rule("MU-R02", at_least("years_in_germany", settings.mentor_years_in_germany), source=ASSUMED),
            Rule("MU-R03", speaks(settings.mentor_german), source=ASSUMED),
            Rule("MU-R04", is_true("orientation_talk"), source=ASSUMED),
            Rule("MU-R05", is_true("confidentiality"), evidence="confidentiality_statement", source=ASSUMED),
            *standard.rules(Role.MENTOR, without=("ST-AGE",)),
        ),
    )


def _qualified(settings: Settings, start: date | None) -> Rule:
    """A university degree in rounds of 2024 and later (and while the start is open), before that any completed
    qualification; in Augsburg, by its setting, any completed qualification at any time."""
    if settings.vocational_suffices or (start is not None and start < settings.degree_from):
        source = "migranet.org, six questions on the Mentoring-Partnerschaft Augsburg"
        if settings.vocational_suffices:
            source = f"{source}; from 2024 on: {ASSUMED}"
        return Rule("MU-M02", one_of("qualification", *COMPLETED), evidence="certificate", source=source)
    degree = rule(_has_degree, reads=("qualification", "education"), label="condition.mu_degree")
    source = "migranet.org, certification by the DGM 2024 and annual celebration 2025"
    return Rule("MU-M02", degree, evidence="certificate", source=source)


def _has_degree(dossier: Dossier) -> bool | None:
    """A university degree of ISCED 6 or more. The kind decides first: Meister and Fachschule are ISCED 6 as well."""
    kind, level = dossier.value("qualification"), dossier.value("education")
    unplaced = level is None or level is Isced.UNKNOWN_LEVEL
    if kind not in (None, QualificationKind.UNIVERSITY) or (not unplaced and level < Isced.BACHELOR):
        return False
    return None if kind is None or unplaced else True


def _german(settings: Settings) -> Any:
    """The level, shown by a certificate or found in the interview."""
    level = settings.german_minimum
    return all_of(speaks(level), any_of(seen("language_certificate"), at_least("german_in_interview", level)))


def _may_work(dossier: Dossier) -> bool | None:
    """What was answered; a document that forbids work outweighs it, one that permits work answers where nobody did."""
    answer, entry = dossier.value("may_work"), dossier.value("work_entry")
    if entry is WorkEntry.NOT_PERMITTED:
        return False
    if answer is None and entry in (WorkEntry.GAINFUL_PERMITTED, WorkEntry.EMPLOYMENT_PERMITTED):
        return True
    return None if answer is None else bool(answer)


def _entry_needed(dossier: Dossier) -> bool | None:
    document = dossier.value("residence_document")
    return None if document in (None, ResidenceDocument.UNKNOWN) else document not in NO_WORK_ENTRY_NEEDED


def _here(settings: Settings) -> Any:
    """Lives or looks for work in the programme's territory; in the others that are named only by exception."""
    usual = [test(place) for place in settings.territories for test in (_lives_in, _seeks_in)]
    return any_of(*usual, *(_by_exception(place) for place in settings.override_territories))


def _lives_in(place: Nuts) -> Any:
    label = f"condition.mu_lives_in.{place.value}"
    return rule(lambda dossier: _lives(dossier, place), reads=("territory",), label=label)


def _seeks_in(place: Nuts) -> Any:
    label = f"condition.mu_seeks_in.{place.value}"
    return rule(lambda dossier: _seeks(dossier, place), reads=("search_territories",), label=label)


def _by_exception(place: Nuts) -> Any:
    def holds(dossier: Dossier) -> bool | None:
        granted, here = dossier.value("territory_exception"), (_lives(dossier, place), _seeks(dossier, place))
        if granted is False or here == (False, False):
            return False
        return True if granted and True in here else None

    reads = ("territory", "search_territories", "territory_exception")
    return rule(holds, reads=reads, label=f"condition.mu_by_exception.{place.value}")


def _lives(dossier: Dossier, place: Nuts) -> bool | None:
    home = dossier.value("territory")
    return None if home is None else bool(home == AGS[place])


def _seeks(dossier: Dossier, place: Nuts) -> bool | None:
    named = dossier.value("search_territories")
    return None if named is None else AGS[place] in named
