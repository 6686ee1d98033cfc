"""Which value holds: the round's before the organisation's before the region's, and the frozen one once it is open."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geleit.errors import ConfigError
from geleit.fields import evolve
from geleit.model.dossier import Dossier
from geleit.model.lifecycle import RoundState
from geleit.model.partnerships import Side
from geleit.model.people import Person, Role
from geleit.model.rounds import RoundRecord
from geleit.programme import Programme, rounds, upkeep
from geleit.programme.parameters import Drift, as_text, freeze, thaw
from geleit.questions.settings import assumption, setting, settings
from geleit.regions.asking import Answers
from geleit.screening import screen

CONFIGS = Path(__file__).parents[1] / "configs"
START = date(2026, 1, 12)
ORGANISATIONS = ("muenchen", "augsburg", "wk-kaernten", "wko-wien-noe", "dresden", "mittelsachsen-1")

REGION = '''
"""A region whose every answer comes from its settings."""

from collections.abc import Mapping

import geleit
from geleit import Role, assumption, hookimpl, setting, settings, standard


@settings
class Settings:
    months: int = setting(6, source="leaflet")
    hours: tuple[float, float] = setting((4.0, 6.0), source="leaflet")
    weights: Mapping[str, float] = assumption({"occupation": 4.0, "languages": 2.0, "territory": 1.0}, note="ours")


@hookimpl
def geleit_region():
    return geleit.Region(
        name="valley", country="AT", languages=("de", "en"), host_languages=("de",),
        mentee=geleit.Mentee, mentor=geleit.Mentor, settings=Settings, written_for="0.1",
    )


@hookimpl
def geleit_eligibility(round_):
    return geleit.Eligibility(mentee=standard.rules(Role.MENTEE))


@hookimpl
def geleit_matching(round_):
    scorers = {
        "occupation": geleit.same_occupation(),
        "languages": geleit.shared_languages(),
        "territory": geleit.same_territory(),
    }
    return geleit.MatchingPolicy(
        criteria=[geleit.Criterion(code, scorers[code], weight) for code, weight in round_.settings.weights.items()]
    )


@hookimpl
def geleit_sessions(round_):
    return geleit.SessionPolicy(months=round_.settings.months, dose=geleit.Dose(*round_.settings.hours))
'''

WORDS = """
setting.months = { de = "Dauer in Monaten", en = "Length in months" }
setting.duration = { de = "Dauer in Monaten", en = "Length in months" }
setting.hours = { de = "Stunden im Monat", en = "Hours a month" }
setting.weights = { de = "Gewichte", en = "Weights" }
assumption.weights = { de = "nirgends veröffentlicht", en = "published nowhere" }
"""

STRICTER = """
    def __attrs_post_init__(self):
        if self.months > self.hours[1]:
            raise ValueError("more months than hours")


@hookimpl
def geleit_region"""

OFFICE = """
[organisation]
name = "Valley"
languages = ["de", "en"]
timezone = "Europe/Vienna"
[programme]
region = "./valley.py"
title = "Valley"
[database]
path = "valley.db"
protection = "disk"
[region]
{organisation}
[[rounds]]
id = "r1"
title = "Round 1"
start = 2026-01-12
places = 10
region = {{ {round} }}
[[rounds]]
id = "r2"
title = "Round 2"
start = 2026-09-01
"""

Write = Callable[..., Path]


def now() -> datetime:
    return datetime(2026, 1, 10, 12, tzinfo=UTC)


def weights_of(answers: Answers) -> dict[str, float]:
    """Criterion → weight."""
    return {criterion.code: criterion.weight for criterion in answers.matching.criteria}


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes the organisation's file with these settings, over the one before."""
    (tmp_path / "valley.py").write_text(REGION, encoding="utf-8")
    (tmp_path / "valley.labels.toml").write_text(WORDS, encoding="utf-8")

    def written(organisation: str = "", round_: str = "") -> Path:
        path = tmp_path / "valley.toml"
        path.write_text(OFFICE.format(organisation=organisation, round=round_), encoding="utf-8")
        return path

    return written


def answers_of(path: Path, round_id: str = "r1") -> Answers:
    with Programme.open(path, clock=now) as programme:
        return programme.answers(programme.round(round_id))


def test_the_round_goes_before_the_organisation_and_that_before_the_region(write: Write) -> None:
    """Each level replaces what it names and nothing else; another round keeps the organisation's."""
    assert answers_of(write()).sessions.months == 6
    assert answers_of(write("months = 8")).sessions.months == 8
    path = write("months = 8", "months = 9")
    assert answers_of(path).sessions.months == 9
    assert answers_of(path, "r2").sessions.months == 8
    assert [one.dose.least for one in (answers_of(path).sessions, answers_of(path, "r2").sessions) if one.dose] == [
        4,
        4,
    ]


def test_single_entries_of_a_mapping_are_replaced(write: Write) -> None:
    """Whoever weighs one criterion anew keeps the weights of the others, at each level."""
    path = write("weights = { occupation = 7 }", "weights = { languages = 0.5 }")
    assert weights_of(answers_of(path)) == {"occupation": 7, "languages": 0.5, "territory": 1}
    assert weights_of(answers_of(path, "r2")) == {"occupation": 7, "languages": 2, "territory": 1}


def test_an_assumption_is_listed_until_the_organisation_sets_it(write: Write) -> None:
    """What nobody has confirmed stands among the assumptions, and no longer once it is set."""
    assert "region.weights" in {one.key for one in upkeep.check(write()).assumptions}
    assert "region.weights" not in {one.key for one in upkeep.check(write("weights = { occupation = 7 }")).assumptions}


def test_an_opened_round_keeps_its_parameters_and_shows_the_drift(write: Write) -> None:
    """After opening, the TOML no longer changes the round; check shows each key that differs, frozen and now."""
    path = write("months = 8", "weights = { languages = 0.5 }")
    with Programme.open(path, clock=now) as programme:
        assert rounds.open_round(programme, "r1").state is RoundState.OPEN
        assert upkeep.drift(programme) == ()
    write("months = 3\nhours = [1, 2]", "weights = { languages = 3 }")
    frozen = answers_of(path)
    assert frozen.sessions.months == 8
    assert frozen.sessions.dose is not None and (frozen.sessions.dose.least, frozen.sessions.dose.most) == (4, 6)
    assert weights_of(frozen) == {"occupation": 4, "languages": 0.5, "territory": 1}
    assert answers_of(path, "r2").sessions.months == 3
    assert set(upkeep.check(path).drift) == {
        Drift("r1", "months", "8", "3"),
        Drift("r1", "hours", "[4.0, 6.0]", "[1.0, 2.0]"),
        Drift("r1", "weights.languages", "0.5", "3.0"),
    }
    write("months = 8", "weights = { languages = 0.5 }")
    assert upkeep.check(path).drift == ()


def test_dates_and_places_of_an_opened_round_are_frozen_too(write: Write) -> None:
    """A later start in the TOML is drift and not the start."""
    path = write()
    with Programme.open(path, clock=now) as programme:
        rounds.open_round(programme, "r1")
    path.write_text(path.read_text().replace("2026-01-12", "2026-02-01").replace("places = 10", "places = 12"))
    with Programme.open(path, clock=now) as programme:
        round_ = programme.round("r1")
        assert (round_.start, round_.places) == (date(2026, 1, 12), 10)
        assert set(upkeep.drift(programme)) == {
            Drift("r1", "start", "2026-01-12", "2026-02-01"),
            Drift("r1", "places", "10", "12"),
        }


def test_a_changed_region_is_drift(write: Write, tmp_path: Path) -> None:
    """The round knows under which version of the region it was opened."""
    path = write()
    with Programme.open(path, clock=now) as programme:
        rounds.open_round(programme, "r1")
    (tmp_path / "valley.py").write_text(REGION + "\n# second edition\n", encoding="utf-8")
    assert [(one.round, one.key) for one in upkeep.check(path).drift] == [("r1", "region_version")]


def test_a_closed_and_reopened_round_keeps_what_was_frozen_first(write: Write) -> None:
    """Opening again is no way to change the parameters of people who take part."""
    path = write("months = 8")
    with Programme.open(path, clock=now) as programme:
        rounds.open_round(programme, "r1")
        rounds.close_round(programme, "r1")
    write("months = 3")
    with Programme.open(path, clock=now) as programme:
        assert programme.answers(programme.round("r1")).sessions.months == 8
        rounds.open_round(programme, "r1")
        assert programme.answers(programme.round("r1")).sessions.months == 8


def test_a_region_that_renames_a_setting_keeps_the_others_frozen(write: Write, tmp_path: Path) -> None:
    """What the region still understands stays frozen; the lost key and the new one are shown as drift."""
    path = write("months = 8\nhours = [1, 2]")
    with Programme.open(path, clock=now) as programme:
        rounds.open_round(programme, "r1")
    write()
    changed = REGION.replace("months: int", "duration: int").replace(
        "round_.settings.months", "round_.settings.duration"
    )
    (tmp_path / "valley.py").write_text(changed, encoding="utf-8")
    answers = answers_of(path)
    assert answers.sessions.months == 6
    assert answers.sessions.dose is not None and (answers.sessions.dose.least, answers.sessions.dose.most) == (1, 2)
    found = {(one.key, one.frozen, one.now) for one in upkeep.check(path).drift}
    assert {("months", "8", "–"), ("duration", "–", "6"), ("hours", "[1.0, 2.0]", "[4.0, 6.0]")} <= found


def test_values_that_contradict_each_other_only_together_are_a_problem_with_its_line(
    write: Write, tmp_path: Path
) -> None:
    """A round's value that is right by itself and wrong beside the organisation's is refused when opening."""
    text = REGION.replace("\n\n@hookimpl\ndef geleit_region", STRICTER, 1)
    (tmp_path / "valley.py").write_text(text, encoding="utf-8")
    answers_of(write("months = 5"))
    path = write("hours = [1, 7]", "months = 9")
    with pytest.raises(ConfigError) as caught:
        answers_of(path)
    problem = caught.value.problems[0]
    assert (problem.key, problem.line) == (
        "rounds[0].region",
        path.read_text().splitlines().index("region = { months = 9 }") + 1,
    )
    assert "more months than hours" in problem.in_language("de")


def test_frozen_settings_that_contradict_the_region_are_said(write: Write, tmp_path: Path) -> None:
    """A region that has become stricter does not lose the round silently: the error names it and what to do."""
    path = write("months = 8")
    with Programme.open(path, clock=now) as programme:
        rounds.open_round(programme, "r1")
    write()
    stricter = REGION.replace("\n\n@hookimpl\ndef geleit_region", STRICTER, 1)
    (tmp_path / "valley.py").write_text(stricter, encoding="utf-8")
    with Programme.open(path, clock=now) as programme, pytest.raises(ConfigError) as caught:
        programme.round("r1")
    for language, remedy in (("en", "please install the region"), ("de", "bitte die Region")):
        said = caught.value.in_language(language)
        assert "Round 1" in said and "more months than hours" in said and remedy in said
    assert [(one.key, one.sentence.code) for one in upkeep.check(path).problems] == [
        ("rounds.r1", "programme.frozen_unfit")
    ]


@settings
class Sample:
    """Settings of every kind that a region may have."""

    months: int | None = setting(6, source="x")
    hours: tuple[float, float] = setting((1.0, 2.0), source="x")
    day: date = setting(date(2026, 1, 1), source="x")
    name: str = assumption("", note="x")
    open_to_all: bool = assumption(False, note="x")
    weights: dict[str, float] = assumption({}, note="x")
    roles: tuple[Side, ...] = assumption((), note="x")


numbers = st.floats(allow_nan=False, allow_infinity=False)


@given(
    st.builds(
        Sample,
        months=st.none() | st.integers(-(2**40), 2**40),
        hours=st.tuples(numbers, numbers),
        day=st.dates(),
        name=st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20),
        open_to_all=st.booleans(),
        weights=st.dictionaries(st.text("abz_", min_size=1, max_size=5), numbers, max_size=4),
        roles=st.lists(st.sampled_from(Side)).map(tuple),
    )
)
def test_what_is_frozen_thaws_as_it_was(before: Sample) -> None:
    """Freezing loses nothing, whatever the settings are, and a value that is None stays unset."""
    after = thaw(Sample(months=5, hours=(7.0, 7.0), weights={"z": 1.0}), freeze(before), Path("x"))
    assert after == before
    assert as_text(after) == as_text(before)


def test_a_setting_frozen_as_none_stays_none(write: Write, tmp_path: Path) -> None:
    """An open length is a value: it does not turn into the default when the round is opened."""
    text = REGION.replace(
        'months: int = setting(6, source="leaflet")', 'months: int | None = setting(None, source="x")'
    )
    (tmp_path / "valley.py").write_text(text, encoding="utf-8")
    path = write()
    with Programme.open(path, clock=now) as programme:
        rounds.open_round(programme, "r1")
        assert programme.store.one(RoundRecord, "r1").parameters
    assert answers_of(path).sessions.months is None
    text = text.replace("setting(None, ", "setting(7, ")
    (tmp_path / "valley.py").write_text(text, encoding="utf-8")
    assert answers_of(path).sessions.months is None
    assert ("months", "–", "7") in {(one.key, one.frozen, one.now) for one in upkeep.check(path).drift}


def opened(name: str, folder: Path) -> Programme:
    """An organisation of the repository, in a folder of its own."""
    target = folder / f"{name}.toml"
    shutil.copyfile(CONFIGS / target.name, target)
    return Programme.open(target, clock=now)


@pytest.mark.parametrize("name", ORGANISATIONS)
def test_every_organisation_is_free_of_problems(name: str, tmp_path: Path) -> None:
    """Every round of every organisation is answered, dates or none, and nothing is written by looking."""
    with opened(name, tmp_path) as programme:
        assert programme.rounds()
        for round_ in programme.rounds():
            assert programme.answers(round_).eligibility.mentee
        found = upkeep.check(programme.config.path)
    assert found.problems == () and found.untranslated == () and found.drift == ()
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{name}.toml"]


def first(name: str, folder: Path) -> tuple[Any, Any, Answers]:
    """An organisation's region module, its last round, and the answers to it."""
    with opened(name, folder) as programme:
        round_ = programme.rounds()[-1]
        return programme.asked.loaded.module, round_, programme.answers(round_)


def test_augsburg_differs_from_munich_by_its_file_only(tmp_path: Path) -> None:
    """Six months, a second mentor, nobody asked to confirm: the same region module says all of it."""
    module, _, munich = first("muenchen", tmp_path)
    other, _, augsburg = first("augsburg", tmp_path)
    assert module is other
    assert (munich.sessions.months, augsburg.sessions.months) == (4, 6)
    assert (munich.matching.mentee_capacity, augsburg.matching.mentee_capacity) == (1, 2)
    assert (munich.matching.acceptance.sides, augsburg.matching.acceptance.sides) == ((Side.MENTOR,), ())
    assert [one.code for one in munich.outcomes.categories] == [one.code for one in augsburg.outcomes.categories]
    described = [[rule.test.describe() for rule in one.eligibility.mentee] for one in (munich, augsburg)]
    assert described[0] != described[1]


def test_two_chambers_differ_by_their_files_only(tmp_path: Path) -> None:
    """Hours, Land and the duty to be registered come from the file."""
    module, kaernten_round, kaernten = first("wk-kaernten", tmp_path)
    other, _, wien = first("wko-wien-noe", tmp_path)
    assert module is other
    doses = [one.sessions.dose for one in (kaernten, wien)]
    assert [(dose.least, dose.most) for dose in doses if dose] == [(5, 7), (5, 5)]
    codes = [{rule.code for rule in one.eligibility.mentee} for one in (kaernten, wien)]
    assert codes[0] - codes[1] == {"AT-M05"} and not codes[1] - codes[0]
    assert kaernten_round.settings.weights["occupation"] == 5 and len(kaernten_round.settings.weights) == 7
    with opened("wko-wien-noe", tmp_path) as programme:
        lands = [[land.value for land in round_.settings.land] for round_ in programme.rounds()]
    assert lands == [["AT13", "AT12"], ["AT13"]]


def test_two_projects_differ_by_their_files_only(tmp_path: Path) -> None:
    """The project alone is set, and the district of the rules follows from it; each phase has its own round."""
    verdicts = []
    modules = set()
    for name in ("dresden", "mittelsachsen-1"):
        with opened(name, tmp_path) as programme:
            modules.add(programme.asked.loaded.module)
            round_ = programme.round("c3")
            known: dict[str, Any] = {"territory": "14612", "transfer_agreed": False}
            mentee = evolve(programme.participant(Role.MENTEE)(), **known)
            dossier = Dossier(person=Person(id="p"), role=Role.MENTEE, participant=mentee, round=round_, on=START)
            screening = screen(dossier, programme.answers(round_).eligibility.mentee)
            verdicts.append({one.rule: one.verdict for one in screening.findings})
            by_phase = [[rule.test.describe() for rule in programme.answers(each).eligibility.mentee]
                        for each in programme.rounds()]  # fmt: skip
            assert by_phase[0] != by_phase[1] != by_phase[2]
    assert len(modules) == 1
    assert {code for code, verdict in verdicts[0].items() if verdict is not verdicts[1][code]} == {"SN-M01"}
