"""What the region answers to the other questions, against what is transcribed of the programme."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import pytest

import geleit_austria_wko
from geleit import NEVER, Clock, Force, Form, From, Interval, Role, Round, Sensitivity, Who
from geleit.fields import fields_of
from geleit.figures import check_report
from geleit.figures.checking import texts_of
from geleit.labels import Labels, core_labels, read_labels
from geleit.questions.judging import Judged
from geleit.questions.settings import origins
from geleit.regions import words
from geleit.regions.asking import Answers, Asked
from geleit.regions.loading import Loaded
from geleit_austria_wko import Settings, geleit_matching, geleit_outcomes, geleit_region, geleit_sessions
from geleit_austria_wko.settings import WEIGHTS, Weighed
from geleit_austria_wko.territories import AUSTRIA, HOLIDAYS, Land
from geleit_austria_wko.vocabularies import EducationLevel, Focus

OWN = read_labels(Path(geleit_austria_wko.__file__).with_name("labels.toml"))

TOPICS = {
    "T01": ("Ausbildungsgerechte Stelle finden, Gespräche üben", "Finding work at one's level, interview practice"),
    "T02": ("So arbeitet man in Österreich", "How work is done in Austria"),
    "T03": ("Fachsprache üben", "Practising the language of the field"),
    "T04": ("Kontakte und Netzwerke öffnen", "Opening contacts and networks"),
    "T05": ("Leben in Österreich kennenlernen", "Getting to know life in Austria"),
    "T06": ("Anerkennung vorbereiten", "Preparing recognition of foreign qualifications"),
    "T07": ("Praktikum oder Volontariat anbahnen", "Opening the way to an internship"),
    "T08": ("Was der Arbeitsmarkt verlangt", "What the labour market asks for"),
    "T09": ("Gemeinsam zum Amt, Vortrag oder Termin", "Going together to an office, lecture or event"),
    "T10": ("Stärken wecken, dranbleiben", "Encouragement to use one's strengths"),
    "T11": ("Sicher werden im neuen Umfeld", "Growing sure in new surroundings"),
    "T12": ("Wunsch und Wirklichkeit abgleichen", "Weighing wishes against real chances"),
    "T13": ("Weiterbildung suchen und planen", "Finding and arranging further training"),
    "T14": ("Weg in die Selbstständigkeit", "Towards a business of one's own"),
    "T15": ("Laufbahn planen", "Planning the career"),
    "T99": ("Sonstiges (Notiz nötig)", "Other (note required)"),
}
BLOCKED = ("N01", "N02", "N03", "N04", "N05", "N06")
OUTCOMES = (
    *("EMP_QUAL", "EMP_SV", "EMP_OTHER", "VET", "STUDY", "FURTHER_ED", "INTERNSHIP"),
    *("RECOG_APPLIED", "RECOG_PARTIAL", "RECOG_FULL", "SELF_EMP", "SELF_EMP_PLANNED"),
    *("INTERVIEW", "CAREER_PLAN", "BUSINESS_PLAN", "CONTACT", "CONFIDENCE"),
    *("SEARCHING", "LEFT_EARLY", "MOVED", "NO_CONTACT"),
)
NUTS2 = {
    "AT11": "Burgenland",
    "AT12": "Niederösterreich",
    "AT13": "Wien",
    "AT21": "Kärnten",
    "AT22": "Steiermark",
    "AT31": "Oberösterreich",
    "AT32": "Salzburg",
    "AT33": "Tirol",
    "AT34": "Vorarlberg",
}
KAERNTEN_NUTS3 = {"AT211": "Klagenfurt-Villach", "AT212": "Oberkärnten", "AT213": "Unterkärnten"}
NATIONAL = Settings(hours_per_month=(5.0, 5.0), ams_registration_required=False)
DEFAULTS: dict[str, Any] = {
    "land": (Land.KAERNTEN,),
    "months": 6,
    "hours_per_month": (5.0, 7.0),
    "german_minimum": "B1",
    "ams_registration_required": True,
    "ams_confirmation_days": 30,
    "accepted_access": ("unrestricted", "permit_needed"),
    "unrestricted_access_only": False,
    "recent_permanent_title_only": False,
    "minimum_rating": 3,
    "mentor_experience_years": 3.0,
    "mentees_per_mentor": 1,
    "minimum_fit": 0.0,
    "certificate_months": 4,
    "certificate_hours": 20.0,
    "weights": WEIGHTS,
}


def a_round(settings: Settings | None = None, **known: Any) -> Round[Settings]:
    return Round(id="ktn-11", title="11. Durchgang", settings=settings or Settings(), **known)


def asked() -> Asked:
    return Asked(Loaded("austria_wko", "geleit-austria-wko", "0.1.0", geleit_austria_wko, OWN))


@pytest.fixture(scope="module")
def region() -> Asked:
    return asked()


@pytest.fixture(scope="module")
def answers(region: Asked) -> Answers:
    both = Settings(unrestricted_access_only=True, recent_permanent_title_only=True)
    return region.about(a_round(both))


def test_the_region_says_who_it_is(region: Asked) -> None:
    """Pairs, in Austria, in German and English, with German as the country's language, and nothing left unanswered."""
    found = region.region
    assert (found.name, found.form, found.country) == ("austria_wko", Form.TANDEM, "AT")
    assert (found.languages, found.host_languages) == (("de", "en"), ("de",))
    assert region.silent() == ()


def test_rounds_without_dates_are_answered(region: Asked) -> None:
    """A planned round whose start is open, and one whose dates stand, get the same answers."""
    dated = a_round(start=date(2024, 1, 22), end=date(2024, 7, 12), number=11, places=21)
    for hook in (geleit_matching, geleit_sessions, geleit_outcomes):
        assert repr(hook(a_round(number=12))) == repr(hook(dated))
    assert region.about(a_round(number=12)).sessions == region.about(dated).sessions


def test_the_laender_and_the_regions_of_kaernten_are_complete() -> None:
    """Codes, names and who lies in whom."""
    assert {land.value for land in Land} == set(NUTS2)
    assert {place.code: place.named("de") for place in AUSTRIA} == {**NUTS2, **KAERNTEN_NUTS3}
    assert all(place.nuts == place.code for place in AUSTRIA)
    for code in KAERNTEN_NUTS3:
        assert AUSTRIA.within(code, "AT21") and not AUSTRIA.within(code, "AT22")


def test_each_place_has_the_holidays_of_its_land() -> None:
    """One calendar for each Land, under the number the `holidays` library gives it, and no place in two."""
    import holidays

    found = [code for calendar in HOLIDAYS for code in calendar.territories]
    assert sorted(found) == sorted(place.code for place in AUSTRIA)
    named = holidays.country_holidays("AT").subdivisions_aliases
    for calendar in HOLIDAYS:
        assert calendar.country == "AT"
        land = AUSTRIA[calendar.territories[0]].named("de")
        assert named[land] == calendar.subdivision


def test_the_education_ladder_keeps_the_two_kinds_of_matura_apart() -> None:
    """The steps in their order, from compulsory school to PhD."""
    assert [level.value for level in EducationLevel] == [
        *("compulsory", "apprenticeship", "bms", "ahs_matura", "bhs_matura", "bachelor", "master", "phd")
    ]


def test_the_parameters_are_those_of_kaernten() -> None:
    """Every setting with its default, and each with a source or a note that says it is assumed."""
    found = {name: getattr(Settings(), name) for name in origins(Settings)}
    assert found == DEFAULTS
    for name, origin in origins(Settings).items():
        assert (origin.source is None) != (origin.assumption is None), name
    assumed = {name for name, origin in origins(Settings).items() if origin.assumption}
    assert assumed == {
        *("ams_confirmation_days", "accepted_access", "minimum_rating", "mentor_experience_years"),
        *("mentees_per_mentor", "minimum_fit", "certificate_months", "certificate_hours", "weights"),
    }


def test_hours_are_five_to_seven_in_kaernten_and_five_elsewhere() -> None:
    """Six months from the round's start, with two to four weeks between meetings, in both editions."""
    for settings, hours in ((Settings(), (5.0, 7.0)), (NATIONAL, (5.0, 5.0))):
        policy = geleit_sessions(a_round(settings))
        assert policy.dose is not None
        assert (policy.dose.least, policy.dose.most, policy.dose.per.value) == (*hours, "month")
        assert (policy.months, policy.clock, policy.interval) == (6, Clock.ROUND, Interval(14, 28))


def test_the_topics_are_those_of_the_page() -> None:
    """Codes in their order with the transcribed labels; only the last needs a note; all but it can be wished for."""
    policy = geleit_sessions(a_round())
    assert [topic.code for topic in policy.topics] == list(TOPICS)
    assert {code: (OWN[f"topic.{code}"]["de"], OWN[f"topic.{code}"]["en"]) for code in TOPICS} == TOPICS
    assert [topic.code for topic in policy.topics if topic.note_required] == ["T99"]
    assert [focus.value for focus in Focus] == [code for code in TOPICS if code != "T99"]


def test_what_is_not_the_mentors_is_blocked_and_referred() -> None:
    """Six tasks, each with a place to refer to in both languages; those of the AMS go to the AMS."""
    policy = geleit_sessions(a_round())
    assert tuple(blocked.code for blocked in policy.blocked) == BLOCKED
    for code in BLOCKED:
        assert set(OWN[f"referral.{code}"]) == {"de", "en"}
    assert all("AMS" in OWN[f"referral.{code}"]["de"] for code in BLOCKED[:3])


def test_kick_off_third_month_and_closing_are_compulsory() -> None:
    """The compulsory milestones with when they are due; everything else is offered; mid-term and closing ask back."""
    milestones = {one.code: one for one in geleit_sessions(a_round()).milestones}
    assert [code for code, one in milestones.items() if one.compulsory] == ["kick_off", "mid_term", "closing"]
    assert milestones["mid_term"].due.months == 3
    assert list(milestones)[:2] == ["information_session", "kick_off"] and milestones["information_session"].group
    assert milestones["closing"].due.counted_from is From.END
    assert milestones["kick_off"].group and milestones["closing"].group
    assert {code for code, one in milestones.items() if one.feedback} == {"do_we_fit", "mid_term", "closing"}


def test_a_certificate_needs_four_months_or_twenty_hours() -> None:
    """For both sides; the numbers are settings."""
    (certificate,) = geleit_sessions(a_round()).certificates
    assert (certificate.who, certificate.months_met, certificate.hours) == (Who.BOTH, 4, 20.0)
    (other,) = geleit_sessions(a_round(Settings(certificate_months=5, certificate_hours=24.0))).certificates
    assert (other.months_met, other.hours) == (5, 24.0)


def test_occupation_comes_first_and_is_no_veto() -> None:
    """The heaviest criterion; nothing rules a pair out; one mentee for a mentor; nobody has to accept."""
    policy = geleit_matching(a_round())
    weights = {criterion.code: criterion.weight for criterion in policy.criteria}
    assert list(weights) == [one.value for one in Weighed]
    assert weights == {code.value: weight for code, weight in WEIGHTS.items()}
    assert weights["occupation"] > weights["business_tie"] > max(list(weights.values())[2:])
    assert (policy.vetoes, policy.acceptance.sides, policy.minimum_fit) == ((), (), 0.0)
    assert (policy.mentor_capacity.places, policy.mentee_capacity) == (1, 1)
    assert policy.waiting_reason == "waiting.no_mentor_in_field"
    assert policy.equity == ("gender", "host_level", "education_level", "residence_status")


def test_a_weight_that_is_set_leaves_the_others_as_they_are() -> None:
    """The organisation names single criteria."""
    policy = geleit_matching(a_round(Settings(weights={Weighed.TERRITORY: 4.0})))
    assert {one.code: one.weight for one in policy.criteria} == {
        **{code.value: weight for code, weight in WEIGHTS.items()},
        "territory": 4.0,
    }


def test_only_the_business_tie_sees_the_country_of_origin() -> None:
    """It lifts it with a source and asks whether the mentor does business there; silence gives no points."""
    policy = geleit_matching(a_round())
    (tie,) = (criterion for criterion in policy.criteria if criterion.lifts)
    assert (tie.code, tie.lifts, tie.source, tie.neutral) == (
        "business_tie",
        "origin",
        "European Commission, project page",
        0.0,
    )
    scorers: dict[str, Any] = {one.code: one.scorer for one in policy.criteria}
    assert scorers["business_tie"].reads == (("origin",), ("business_countries",))
    assert "origin" not in {name for code, one in scorers.items() if code != "business_tie" for name in one.reads[0]}


def test_the_tie_counts_shared_countries() -> None:
    """Syria is bit 1, Ukraine bit 2: a mentor in both fits either, a mentor in none fits nobody, silence is unknown."""

    @attrs.frozen
    class Columns:
        origin_set: Any = None
        origin_known: Any = None
        business_countries_set: Any = None
        business_countries_known: Any = None

    mentees = Columns(origin_set=np.array([[1], [2]]), origin_known=np.array([[True], [True]]))
    mentors = Columns(
        business_countries_set=np.array([[3, 2, 0, 0]]), business_countries_known=np.array([[True, True, True, False]])
    )
    tie = next(one for one in geleit_matching(a_round()).criteria if one.code == "business_tie")
    values = tie.scorer(mentees, mentors)
    assert values[:, :3].tolist() == [[1.0, 0.0, 0.0], [1.0, 1.0, 0.0]]
    assert np.isnan(values[:, 3]).all()


def test_special_data_are_classified_and_kept_from_scorers() -> None:
    """Residence, access, title and background are special and never scored; neither is what stands for origin."""
    fields = {field.name: field.ask for field in fields_of(geleit_region().mentee)}
    for name in (
        *("residence_status", "labour_market_access", "permanent_title", "title_issued_on"),
        "has_migration_background",
    ):
        assert (fields[name].sensitivity, fields[name].matching) == (Sensitivity.SPECIAL, NEVER)
    for name in ("education_country", "certificate_language", "ams_registration", "german_confirmed", "initiative"):
        assert fields[name].matching is NEVER
    for name in ("residence_status", "labour_market_access", "ams_registration", "recognition_state", "host_level"):
        assert fields[name].dated


def test_the_outcomes_are_those_of_the_programme() -> None:
    """The transcribed categories; internships are no work; published rates refer to the end of the round."""
    found = geleit_outcomes(a_round())
    assert {category.code for category in found.categories} == set(OUTCOMES)
    counted = {result.code: result for result in found.counted}
    assert counted["work_at_end"].categories == ("EMP_QUAL", "EMP_SV", "EMP_OTHER", "SELF_EMP")
    assert counted["work_at_end"].within_months == 0
    for result in found.counted:
        assert ("INTERNSHIP" in result.categories) is (result.code == "practice")
    assert dict(counted["permanent_job"].where) == {"permanent": "yes"}
    assert [(one.code, one.months, one.days) for one in found.follow_ups] == [
        ("exit", 0, 28),
        ("six_months", 6, 0),
        ("twelve_months", 12, 0),
    ]


def test_the_reports_are_the_standards_and_two_of_its_own(answers: Answers) -> None:
    """Partners and news stand beside the standard reports, and every figure can be worked out."""
    codes = [report.code for report in answers.reports]
    assert codes[-2:] == ["at_partners", "at_news"]
    assert {"funnel", "hours", "outcomes", "equity"} < set(codes)
    own = {
        field.name
        for cls in (geleit_region().mentee, geleit_region().mentor)
        for field in fields_of(cls)
        if field.ask.sensitivity is not Sensitivity.SPECIAL
    }
    for report in answers.reports:
        assert check_report(report, own) == ()


def test_the_reports_break_down_as_the_partners_ask(answers: Answers) -> None:
    """Gender, origin, education, sector, and AMS status at the start and at the end; the news names sectors."""
    partners, news = answers.report("at_partners"), answers.report("at_news")
    assert partners is not None and news is not None
    assert (partners.recipient.value, news.recipient.value) == ("funder", "public")
    assert [table.rows for table in partners.tables][3:] == [
        *("gender", "origin", "education_level", "sector", "ams_registration", "ams_at_end")
    ]
    assert [figure.code for figure in news.tables[0].figures] == [
        *("at_tandems", "at_countries", "at_women_share", "at_academics_share", "at_jobs", "at_permanent_jobs")
    ]
    assert [table.rows for table in news.tables] == [None, "sector"]


def every_code(region: Asked, answers: Answers) -> Iterator[str]:
    """Every label that the region's answers need, those of settings, help and title included."""
    yield "region.title"
    yield from words.of_region(region.region)
    for _, codes in words.of_answers(answers):
        yield from codes
    yield from (f"setting.{name}" for name in origins(Settings))
    yield from (f"source.{name}" for name, origin in origins(Settings).items() if origin.source)
    yield from (text for report in answers.reports[-2:] for text in texts_of(report))
    yield from (f"Land.{land.value}" for land in Land)
    for role in Role:
        for rule in answers.eligibility.of(role):
            for part in getattr(rule.test, "parts", (rule.test,)):
                yield from (one.label for one in getattr(part, "parts", (part,)) if isinstance(one, Judged))


def test_every_text_exists_in_german_and_english(region: Asked, answers: Answers) -> None:
    """Whatever the answers name has words of the region or the host, in both languages."""
    labels: Labels = core_labels().over(words.territory_labels(region.region), OWN)
    missing = [
        (code, language)
        for code in every_code(region, answers)
        for language in ("de", "en")
        if not labels.find(code, language)
    ]
    assert missing == []


def test_the_regions_own_words_are_complete_pairs() -> None:
    """No text stands in one language only, and none is empty."""
    for code, texts in OWN.items():
        assert set(texts) == {"de", "en"}, code
        assert all(text.strip() == text != "" for text in texts.values()), code


def test_no_rule_for_mentees_reads_what_only_the_interview_may_judge_as_mandatory(answers: Answers) -> None:
    """Ratings decide nothing for mentees."""
    rated = {"initiative", "willingness_to_learn", "open_about_culture"}
    for rule in answers.eligibility.mentee:
        if rated & set(rule.test.reads):
            assert rule.force is Force.SOFT
