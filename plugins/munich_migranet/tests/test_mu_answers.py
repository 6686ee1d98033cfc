"""What the region says of tandems, matching, results and reports, and that it says it in German and English."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest

from geleit import (
    NEVER,
    Clock,
    Combine,
    Dose,
    Due,
    From,
    Interval,
    Isced,
    Person,
    Recipient,
    Round,
    Sensitivity,
    Share,
    Side,
    Slot,
    Spoken,
)
from geleit.config import load, structure_at
from geleit.fields import fields_of
from geleit.figures.checking import texts_of
from geleit.files.headings import CONSENT, ID, columns_of, evidence_columns
from geleit.matching.columns.people import Candidate, build
from geleit.matching.scoring.scores import Scores, score
from geleit.progress.holidays import working_day
from geleit.questions.settings import origins
from geleit.regions import words
from geleit.regions.asking import Answers, Asked
from geleit.regions.loading import load as load_region
from geleit_munich_migranet.participants import MeetingForm, Mentee, Mentor, TandemTopic
from geleit_munich_migranet.settings import TO_CONFIRM, WEIGHTS, Settings, Weighed
from geleit_munich_migranet.territories import TERRITORIES, Nuts

HERE = Path(__file__).parent
CONFIGS = HERE.parents[2] / "configs"

ASKED = Asked(load_region("munich_migranet", HERE))


def about(**changes: Any) -> Answers:
    return ASKED.about(Round(id="r", title="Durchgang", settings=Settings(**changes), start=date(2026, 3, 2)))


def of_organisation(name: str) -> Answers:
    config = load(CONFIGS / name)
    settings, problems = structure_at(config.document, ("region",), Settings)
    assert problems == () and settings is not None
    return ASKED.about(Round(id="r", title="Durchgang", settings=settings))


TOPICS = ("T01", "T02", "T03", "T04", "T07", "T09", "T16", "T17", "T99")
BLOCKED = ("N04", "N05", "N06")
CATEGORIES = (
    *("EMP_QUAL", "EMP_FIELD", "EMP_SV", "EMP_OTHER", "QUAL_DEGREE", "STUDY", "FURTHER_ED", "INTERNSHIP"),
    *("RECOG_APPLIED", "RECOG_PARTIAL", "RECOG_FULL"),
    *("INTERVIEW", "CAREER_PLAN", "BUSINESS_PLAN", "CONTACT", "CONFIDENCE"),
    *("SEARCHING", "LEFT_EARLY", "MOVED", "NO_CONTACT"),
)
PLACES = {
    "09162": ("München (Kreisfreie Stadt)", "DE212"),
    "09184": ("München (Landkreis)", "DE21H"),
    "09761": ("Augsburg (Kreisfreie Stadt)", "DE271"),
    "09772": ("Augsburg (Landkreis)", "DE276"),
}


def test_munich_and_augsburg_differ_by_their_files_only() -> None:
    """Four months and one mentor there, six and a second mentor here; the mentor's yes is a switch."""
    munich, augsburg = of_organisation("muenchen.toml"), of_organisation("augsburg.toml")
    assert (munich.sessions.months, munich.matching.mentee_capacity) == (4, 1)
    assert (augsburg.sessions.months, augsburg.matching.mentee_capacity) == (6, 2)
    assert munich.matching.acceptance.sides == (Side.MENTOR,)
    assert augsburg.matching.acceptance.sides == ()


@pytest.mark.parametrize("name", ["muenchen.toml", "augsburg.toml"])
def test_an_organisation_s_rounds_can_be_asked_about(name: str) -> None:
    """Every round's own settings fit the region's class."""
    config = load(CONFIGS / name)
    assert config.programme.region == "munich_migranet"
    for index, _ in enumerate(config.rounds):
        own, problems = structure_at(config.document, ("rounds", index, "region"), Settings, partial=True)
        assert problems == ()
        assert own is not None


@pytest.mark.parametrize("name", ["muenchen.toml", "augsburg.toml"])
def test_an_organisation_s_file_repeats_no_default(name: str) -> None:
    """What is assumed stays unset, so that it is listed as an assumption until somebody confirms it."""
    own, problems = structure_at(load(CONFIGS / name).document, ("region",), Settings, partial=True)
    assert problems == () and own
    assert [key for key, value in own.items() if value == getattr(Settings(), key)] == []


def test_the_tandem_runs_as_published() -> None:
    """Four months from the round's start, six hours a month, two weeks between meetings."""
    policy = about().sessions
    assert (policy.months, policy.clock) == (4, Clock.ROUND)
    assert policy.dose == Dose(6.0, 6.0)
    assert policy.interval == Interval(14, 14)
    assert policy.stages == ()


def test_three_milestones_are_compulsory() -> None:
    """Kick-off, half time, final talk; the rest is offered."""
    policy = about().sessions
    compulsory = {each.code: each.due for each in policy.milestones if each.compulsory}
    assert compulsory == {
        "kick_off": Due(days=14),
        "mid_term": Due(months=2),
        "final_talk": Due(days=14, counted_from=From.END),
    }
    six = {each.code: each.due for each in about(months=6).sessions.milestones}
    assert six["mid_term"] == Due(months=3)


def test_half_time_of_an_odd_length_is_in_the_middle_of_a_month() -> None:
    """Five months have their half after two months and fifteen days."""
    milestones = {each.code: each.due for each in about(months=5).sessions.milestones}
    assert milestones["mid_term"] == Due(months=2, days=15)


def test_a_job_found_early_ends_nothing() -> None:
    """No reason for an end, no milestone and no stage speaks of a job or of a goal reached."""
    policy = about().sessions
    words_of_ends = {*policy.end_reasons, *(each.code for each in policy.milestones)}
    for code in words_of_ends:
        assert not any(part in code for part in ("job", "employ", "work_found", "placed", "goal", "outcome"))
    for code in policy.end_reasons:
        for language, said in (("de", ("Stelle", "Arbeit", "Job")), ("en", ("job", "employment"))):
            assert not any(word in ASKED.labels.text(f"end.{code}", language) for word in said)
    assert {category.code for category in about().outcomes.categories if category.end_state}.isdisjoint(
        {"EMP_QUAL", "EMP_FIELD", "EMP_SV", "EMP_OTHER"}
    )


def test_topics_and_blocked_tasks_are_the_catalogue() -> None:
    """The catalogue's codes; other topics need a note; every blocked task says where to refer."""
    policy = about().sessions
    assert tuple(topic.code for topic in policy.topics) == TOPICS
    assert [topic.code for topic in policy.topics if topic.note_required] == ["T99"]
    assert tuple(each.code for each in policy.blocked) == BLOCKED


def test_topics_to_wish_for_are_topics_of_the_catalogue() -> None:
    """Wishes and the log of meetings speak of the same things in the same words."""
    assert {topic.value for topic in TandemTopic} == set(TOPICS) - {"T99"}
    for topic in TandemTopic:
        for language in ("de", "en"):
            said = ASKED.labels.text(f"TandemTopic.{topic.value}", language)
            assert said == ASKED.labels.text(f"topic.{topic.value}", language)


def test_the_urkunde_takes_four_meetings() -> None:
    """For both sides, by meetings and nothing else."""
    (urkunde,) = about().sessions.certificates
    assert (urkunde.code, urkunde.meetings, urkunde.hours, urkunde.months_met) == ("urkunde", 4, None, None)


def test_results_are_the_programme_s_column() -> None:
    """The shared vocabulary without training, entry qualification and self-employment; four published results."""
    outcomes = about().outcomes
    assert tuple(category.code for category in outcomes.categories) == CATEGORIES
    counted = {result.code: result.categories for result in outcomes.counted}
    assert counted["adequate"] == ("EMP_QUAL",)
    assert counted["own_field"] == ("EMP_FIELD",)
    assert counted["in_qualification"] == ("QUAL_DEGREE", "STUDY", "FURTHER_ED")
    assert counted["orienting"] == ("SEARCHING",)
    assert "INTERNSHIP" not in counted["employed"]
    assert [(each.code, each.months) for each in outcomes.follow_ups] == [
        ("exit", 0),
        ("six_months", 6),
        ("twelve_months", 12),
    ]


def test_the_iq_monitoring_is_off_unless_it_is_switched_on() -> None:
    """One report for city and DGM beside the standard's, and one more by the switch, with its note."""
    assert about().report("mu_iq_monitoring") is None
    switched = about(iq_monitoring=True).report("mu_iq_monitoring")
    assert switched is not None and switched.note == "note.mu_iq_monitoring"
    assert {report.code for report in about().reports} >= {"mu_city", "funnel", "hours", "outcomes"}


def test_shares_have_a_numerator_and_a_denominator() -> None:
    """Each published result is a share of the mentees in a tandem, protected as a report that leaves the house."""
    city = about().report("mu_city")
    assert city is not None and city.recipient is Recipient.FUNDER
    shares = [figure for table in city.tables for figure in table.figures if isinstance(figure, Share)]
    assert {share.numerator.where["counted"] for share in shares} == {each.code for each in about().outcomes.counted}
    assert {share.of.code for share in shares} == {"mu_mentees"}


def test_both_sides_wishes_weigh_the_same_and_the_smaller_counts() -> None:
    """Neither side is the smaller one by the weights alone."""
    policy = about().matching
    assert policy.combine is Combine.SMALLER
    sums = {
        side: sum(criterion.weight for criterion in policy.criteria if criterion.wish_of is side)
        for side in (Side.MENTEE, Side.MENTOR)
    }
    assert sums[Side.MENTEE] == sums[Side.MENTOR] > 0
    heaviest = max(policy.criteria, key=lambda criterion: criterion.weight)
    assert heaviest.code == "occupation"


def test_weights_are_settings_and_a_single_one_can_be_changed() -> None:
    """A weight given alone leaves the others as they are."""
    policy = about(weights={Weighed.OCCUPATION: 9.0}).matching
    found = {criterion.code: criterion.weight for criterion in policy.criteria}
    assert found == {**{code.value: weight for code, weight in WEIGHTS.items()}, "occupation": 9.0}


def test_capacity_is_one_each_way_with_a_second_mentor_by_setting() -> None:
    """A mentor has one mentee; a mentee has two mentors where the setting says so."""
    assert about().matching.mentor_capacity.places == 1
    assert about().matching.mentee_capacity == 1
    assert about(second_mentor=True).matching.mentee_capacity == 2
    assert about().matching.acceptance.sides == ()
    assert about(mentor_confirms=True).matching.acceptance.sides == (Side.MENTOR,)


def candidate(id_: str, participant: Mentee | Mentor) -> Candidate:
    return Candidate(id=id_, person=Person(id=id_), participant=participant)


MENTEE = Mentee(
    languages=(Spoken("de"), Spoken("ar")),
    occupations=("2142",),
    target_occupations=("2142",),
    territory="09162",
    availability=(Slot.MO_EV, Slot.TU_EV),
    wanted_topics=(TandemTopic.JOB_SEARCH, TandemTopic.CONTACTS),
    wanted_forms=(MeetingForm.ONLINE,),
)
MENTOR = Mentor(
    languages=(Spoken("de"), Spoken("en")),
    occupations=("2142",),
    territory="09162",
    availability=(Slot.MO_EV, Slot.TU_EV),
    offered_topics=(TandemTopic.JOB_SEARCH, TandemTopic.CONTACTS),
    offered_forms=(MeetingForm.ONLINE,),
    wished_occupations=("21",),
    wished_languages=(Spoken("ar"),),
)


def scored(mentee: Mentee, mentor: Mentor) -> Scores:
    return score(about().matching, build([candidate("m", mentee)], [candidate("p", mentor)], Mentee, Mentor, loads={}))


def test_a_pair_that_fulfils_everything_has_every_point() -> None:
    """What counts for both, and one side's wishes: the smaller of two equal sides."""
    full = sum(weight for code, weight in WEIGHTS.items() if not code.value.startswith("mentor_"))
    found = scored(MENTEE, attrs.evolve(MENTOR, languages=MENTEE.languages))
    assert found.combined[0, 0] == round(full * 10_000)
    assert found.mentee_view[0, 0] == found.mentor_view[0, 0]
    assert found.allowed[0, 0]


@pytest.mark.parametrize(
    ("changes", "side"),
    [
        ({"offered_topics": (TandemTopic.WORKPLACE_VISIT,)}, "both"),
        ({"offered_forms": (MeetingForm.AT_WORK,)}, Side.MENTEE),
        ({"wished_occupations": ("33",)}, Side.MENTOR),
        ({"wished_languages": (Spoken("fr"),)}, Side.MENTOR),
    ],
)
def test_an_unfulfilled_wish_lowers_the_side_whose_wish_it_is(changes: dict[str, Any], side: Any) -> None:
    """The pair counts as much as the side that gets less; the other side's view stays as it was."""
    best, found = scored(MENTEE, MENTOR), scored(MENTEE, attrs.evolve(MENTOR, **changes))
    lower = {
        seen: bool(after[0, 0] < before[0, 0])
        for seen, before, after in (
            (Side.MENTEE, best.mentee_view, found.mentee_view),
            (Side.MENTOR, best.mentor_view, found.mentor_view),
        )
    }
    assert lower == {seen: side in ("both", seen) for seen in lower}
    assert found.combined[0, 0] == min(found.mentee_view[0, 0], found.mentor_view[0, 0]) < best.combined[0, 0]


@pytest.mark.parametrize(
    ("wish", "share"), [("2142", 1.0), ("21", 1.0), ("2141", 0.85), ("25", 0.25 / 0.6), ("5", 0.0)]
)
def test_a_wish_for_a_whole_group_is_fulfilled_by_everybody_in_it(wish: str, share: float) -> None:
    """A mentor who wishes for an engineer (21) gets as much from a civil engineer (2142) as one who named the unit."""
    found, none = (
        scored(MENTEE, attrs.evolve(MENTOR, wished_occupations=(code,))).mentor_view[0, 0] for code in (wish, "5")
    )
    assert found - none == round(share * WEIGHTS[Weighed.MENTOR_FIELD] * 10_000)


def test_no_wish_is_unknown_and_not_unfulfilled() -> None:
    """Who wishes for no field gets half the points for it: more than an unfulfilled wish, less than a fulfilled."""
    views = [
        int(scored(MENTEE, attrs.evolve(MENTOR, wished_occupations=wish)).mentor_view[0, 0])
        for wish in (("5",), None, (), ("21",))
    ]
    assert views[0] < views[1] == views[2] < views[3]


def test_an_occupation_aimed_at_is_the_mentee_s_wish() -> None:
    """Somebody who wants to change the occupation prefers a mentor from the new one."""
    best, found = scored(MENTEE, MENTOR), scored(attrs.evolve(MENTEE, target_occupations=("3411",)), MENTOR)
    assert found.mentee_view[0, 0] < best.mentee_view[0, 0]
    assert found.mentor_view[0, 0] == best.mentor_view[0, 0]


def test_two_without_a_common_language_are_no_pair() -> None:
    """The standard's veto holds here too."""
    assert not scored(MENTEE, attrs.evolve(MENTOR, languages=(Spoken("fr"),))).allowed[0, 0]


def test_a_related_occupation_is_a_matter_of_matching_and_no_rule() -> None:
    """A mentor from a distant occupation is eligible and merely fits less."""
    best, found = scored(MENTEE, MENTOR), scored(MENTEE, attrs.evolve(MENTOR, occupations=("5120",)))
    assert found.allowed[0, 0]
    assert found.combined[0, 0] < best.combined[0, 0]
    assert all("occupations" not in each.test.reads for each in about().eligibility.mentor)


def walk(answers: Answers) -> Iterator[str]:
    """Every code that the region's answers, fields, settings and reports show to people."""
    yield from words.of_region(ASKED.region)
    for _, codes in words.of_answers(answers):
        yield from codes
    for report in answers.reports:
        yield from texts_of(report)
    yield from (f"counted.{result.code}" for result in answers.outcomes.counted)
    yield from (f"setting.{name}" for name in origins(Settings))
    yield from (f"source.{name}" for name, origin in origins(Settings).items() if origin.source)
    yield "region.title"


@pytest.mark.parametrize("language", ["de", "en"])
def test_everything_is_said_in_german_and_english(language: str) -> None:
    """Each code of the region's answers has its text in this very language."""
    answers = about(iq_monitoring=True)
    missing = sorted({code for code in walk(answers) if ASKED.labels.find(code, language) is None})
    assert missing == []


def test_german_and_english_have_the_same_labels() -> None:
    """No label of the region exists in one language only, and none is empty."""
    for code, texts in ASKED.loaded.labels.items():
        assert set(texts) == {"de", "en"}, code
        assert all(text.strip() for text in texts.values()), code


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"vocational_suffices": True},
        {"override_territories": ()},
        {"territories": tuple(Nuts), "override_territories": tuple(Nuts)},
    ],
)
def test_conditions_can_be_put_into_words(changes: dict[str, Any]) -> None:
    """A rule's condition becomes a German and an English sentence without a code or a hole in it."""
    eligibility = about(**changes).eligibility
    for each in (*eligibility.mentee, *eligibility.mentor):
        for condition in filter(None, (each.test, each.applies_when)):
            for language in ("de", "en"):
                said = ASKED.labels.text(condition.describe(), language)
                assert said and "condition." not in said and "{" not in said and "field." not in said


def test_headings_of_a_list_mean_one_column_each() -> None:
    """No two fields or papers of a role share a heading, in either language."""
    answers = about()
    for cls, rules in ((Mentee, answers.eligibility.mentee), (Mentor, answers.eligibility.mentor)):
        fields = [field for field in (*fields_of(Person), *fields_of(cls)) if field.name not in ("id", "rev")]
        kinds = {field.ask.evidence for field in fields} | {each.evidence.kind for each in rules if each.evidence}
        papers = evidence_columns(sorted(kind for kind in kinds if kind), {field.name for field in fields})
        columns = columns_of((ID, *fields, CONSENT, *papers), ASKED.labels, ("de", "en"))
        for column in columns.items:
            for heading in (column.name, *column.headings):
                assert [found.name for found in columns.find(heading)] == [column.name], heading


def test_territories_are_shown_with_their_kind() -> None:
    """Two names, four places; a bare name can mean two, and the codes are text."""
    shown = {place.code: (place.shown(ASKED.labels, "de"), place.nuts) for place in TERRITORIES if place.code in PLACES}
    assert shown == PLACES
    for name in ("München", "Augsburg"):
        assert len(TERRITORIES.read(name, ASKED.labels, ("de",))) == 2
    for code, (name, nuts) in PLACES.items():
        for text in (code, name, nuts):
            assert [place.code for place in TERRITORIES.read(text, ASKED.labels, ("de",))] == [code]


def test_the_holidays_are_those_of_the_place() -> None:
    """15 August rests everywhere, 8 August in the city of Augsburg alone, and both are taken from the calendar."""
    calendars = ASKED.region.holidays
    for code in PLACES:
        assert working_day(date(2025, 8, 15), calendars, code, TERRITORIES) == date(2025, 8, 18)
        friday = date(2025, 8, 11) if code == "09761" else date(2025, 8, 8)
        assert working_day(date(2025, 8, 8), calendars, code, TERRITORIES) == friday


def test_what_papers_say_on_residence_is_special_and_never_scored() -> None:
    """Residence, work and the interview's ratings are in no scorer's columns."""
    described = {field.name: field.ask for field in fields_of(Mentee)}
    for name in ("residence_document", "work_entry", "may_work", "wishes"):
        assert described[name].sensitivity is Sensitivity.SPECIAL
        assert described[name].matching is NEVER
    for name in ("motivation", "time_for_meetings", "german_in_interview"):
        assert described[name].interview and described[name].matching is NEVER
    for name in ("residence_document", "work_entry", "employment_status", "host_level", "recognition"):
        assert described[name].dated


def test_what_is_open_is_to_be_confirmed_in_munich() -> None:
    """Every setting has a source or is an assumption with the one note; months and the degree rule are published."""
    found = origins(Settings)
    assert {name for name, origin in found.items() if origin.source} == {"degree_from", "months", "second_mentor"}
    assert {origin.assumption for origin in found.values() if not origin.source} == {TO_CONFIRM}


def test_education_stays_a_level_beside_the_kind() -> None:
    """The two questions are asked apart, since ISCED 6 holds several kinds."""
    types = {field.name: field.type for field in fields_of(Mentee)}
    assert types["education"] is Isced
    assert types["qualification"] is not Isced
