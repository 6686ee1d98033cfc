"""Who may take part: the leaflet of the chambers, line by line."""

from __future__ import annotations

from datetime import date

from geleit import (
    Dossier,
    Eligibility,
    Force,
    Paper,
    Role,
    Round,
    Rule,
    all_of,
    any_of,
    at_least,
    hookimpl,
    is_true,
    none_of,
    one_of,
    present,
    rule,
    seen,
    speaks,
    standard,
)
from geleit_austria_wko.settings import KAERNTEN_PAGE, Settings
from geleit_austria_wko.territories import AUSTRIA
from geleit_austria_wko.vocabularies import (
    AmsRegistration,
    EducationLevel,
    LabourMarketAccess,
    ResidenceStatus,
    WorkingIn,
)

_COMMISSION = "European Commission, project page"
_BOTH = f"{KAERNTEN_PAGE}; {_COMMISSION}"
_ORF = "orf.at 2017"
_ASSUMED = "assumption"
_RATED = f"{KAERNTEN_PAGE}; the scale: {_ASSUMED}"
_STANDARD_LEFT_OUT = ("ST-AGE", "ST-WORK", "ST-LANGUAGE")
_TITLE_YEARS = 10

_NEEDS_NO_TITLE = (ResidenceStatus.AT_CITIZEN, ResidenceStatus.EU_EEA_CH)
_FROM_APPRENTICESHIP = tuple(level for level in EducationLevel if level is not EducationLevel.COMPULSORY)


@hookimpl
def geleit_eligibility(round_: Round[Settings]) -> Eligibility:
    """The rules of Kärnten unless the Land's settings say otherwise; experience and recognition are not asked."""
    return Eligibility(
        mentee=(
            *standard.rules(Role.MENTEE, without=_STANDARD_LEFT_OUT),
            *_formal(round_.settings),
            *_judged(round_.settings),
        ),
        mentor=(*standard.rules(Role.MENTOR, without=_STANDARD_LEFT_OUT), *_mentors(round_.settings)),
    )


def _formal(settings: Settings) -> tuple[Rule, ...]:
    """What papers show."""
    title_needed = none_of(one_of("residence_status", *_NEEDS_NO_TITLE))
    in_german = rule(_in_german, reads=("certificate_language",), label="wanted.certificate_in_german")
    rules = [
        Rule(
            "AT-M01",
            all_of(
                one_of("education_level", *_FROM_APPRENTICESHIP), any_of(in_german, seen("certificate_translation"))
            ),
            evidence="certificate",
            source=_BOTH,
        ),
        Rule("AT-M02", is_true("has_migration_background"), source=_BOTH),
        Rule(
            "AT-M03",
            all_of(
                speaks(settings.german_minimum),
                any_of(seen("language_certificate"), is_true("german_confirmed")),
            ),
            source=f"{KAERNTEN_PAGE}; how it is shown: {_ASSUMED}",
        ),
        Rule(
            "AT-M04",
            one_of("labour_market_access", *settings.accepted_access),
            applies_when=title_needed,
            evidence="residence_title",
            source=_BOTH,
        ),
    ]
    if settings.unrestricted_access_only:
        rules.append(
            Rule(
                "AT-M04b",
                one_of("labour_market_access", LabourMarketAccess.UNRESTRICTED),
                applies_when=title_needed,
                evidence="residence_title",
                source=_ORF,
            )
        )
    if settings.recent_permanent_title_only:
        recent = rule(_recent_title, reads=("title_issued_on",), label="wanted.recent_title")
        rules.append(
            Rule(
                "AT-M04c",
                all_of(is_true("permanent_title"), recent),
                applies_when=title_needed,
                evidence="residence_title",
                source=_ORF,
            )
        )
    if settings.ams_registration_required:
        rules.append(
            Rule(
                "AT-M05",
                one_of("ams_registration", AmsRegistration.UNEMPLOYED, AmsRegistration.JOB_SEEKING),
                evidence=Paper("ams_confirmation", at_most_days=settings.ams_confirmation_days),
                source=f"{KAERNTEN_PAGE}; which registrations count: {_ASSUMED}",
            )
        )
    return tuple(rules)


def _judged(settings: Settings) -> tuple[Rule, ...]:
    """What the interview finds, where somebody lives, and what is only recorded."""

    def in_the_land(dossier: Dossier) -> bool | None:
        home = dossier.value("territory")
        return None if home is None else any(AUSTRIA.within(home, land) for land in settings.land)

    in_land = rule(in_the_land, reads=("territory",), label="wanted.residence_in_land")
    least = settings.minimum_rating
    return (
        Rule("AT-S01", at_least("initiative", least), force=Force.SOFT, source=_RATED),
        Rule("AT-S02", at_least("willingness_to_learn", least), force=Force.SOFT, source=_RATED),
        Rule("AT-S03", present("goals"), force=Force.SOFT, source=f"{KAERNTEN_PAGE}; the test: {_ASSUMED}"),
        Rule("AT-S04", is_true("open_about_culture"), force=Force.SOFT, source=KAERNTEN_PAGE),
        Rule("AT-S05", in_land, evidence="registration", source=_ASSUMED),
        Rule("AT-S06", present("experience_years"), force=Force.NOTE, source="Wiener Zeitung"),
    )


def _mentors(settings: Settings) -> tuple[Rule, ...]:
    """Experienced people of the business community who give their time; no police record is asked for."""
    return (
        Rule(
            "AT-R01",
            one_of("working_in", WorkingIn.BUSINESS, WorkingIn.SOCIAL_EDUCATION),
            source=f"{_BOTH}; social and educational bodies: Wirtschaftskammer Kärnten, news of round 11",
        ),
        Rule(
            "AT-R02",
            at_least("experience_years", settings.mentor_experience_years),
            source=f"{_BOTH}; the number of years: {_ASSUMED}",
        ),
        Rule("AT-R03", at_least("social_skills", settings.minimum_rating), source=f"{_BOTH}; the scale: {_ASSUMED}"),
        Rule("AT-R04", is_true("voluntary"), source=_BOTH),
        Rule("AT-R05", is_true("leading_role"), force=Force.SOFT, source=KAERNTEN_PAGE),
        Rule(
            "AT-R06", present("former_mentee"), force=Force.NOTE, source="Wirtschaftskammer Kärnten, news of round 12"
        ),
        Rule(
            "AT-R07",
            seen("confidentiality_statement"),
            evidence="confidentiality_statement",
            source=_ASSUMED,
        ),
    )


def _in_german(dossier: Dossier) -> bool | None:
    """A certificate in German needs no translation."""
    language = dossier.value("certificate_language")
    return None if language is None else bool(language == "de")


def _recent_title(dossier: Dossier) -> bool | None:
    """Whether the title was issued in the last ten years."""
    issued: date | None = dossier.value("title_issued_on")
    if issued is None:
        return None
    day = min(dossier.on.day, 28) if dossier.on.month == 2 else dossier.on.day
    return dossier.on.replace(year=dossier.on.year - _TITLE_YEARS, day=day) <= issued <= dossier.on
