"""Parameters: shown with where each comes from, changed in the program's own file only, kept in the change history."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geleit.cli import main
from geleit.config import load, local_path
from geleit.errors import ConfigError, GeleitError, NotAllowed, NotPossible, RegionError, UsageError
from geleit.model.lifecycle import PartState, RoundState
from geleit.model.people import Participation, Person, Role
from geleit.programme import Programme, rounds
from geleit.programme.history.browsing import Filter, find, page
from geleit.programme.settings import changing, copying, round_steps
from geleit.programme.settings.listing import organisation_parameters, round_parameters
from geleit.programme.settings.parameter import Parameter, Source
from geleit.programme.settings.reading import as_typed, read_value
from tests.organisations.settings import opened, settings_office


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return settings_office(tmp_path)


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Programme]:
    """For tests that write nothing."""
    with opened(settings_office(tmp_path_factory.mktemp("untouched"))) as found:
        yield found


@pytest.fixture
def programme(config: Path) -> Iterator[Programme]:
    with opened(config) as found:
        yield found


def parameter(programme: Programme, key: str, round_id: str | None = None) -> Parameter:
    listed = round_parameters(programme, round_id) if round_id else organisation_parameters(programme)
    return next(one for one in listed if one.key == key)


def said(programme: Programme, error: GeleitError) -> str:
    return programme.say(error.sentence)


def test_every_parameter_says_in_words_what_it_is_and_where_it_comes_from(programme: Programme, config: Path) -> None:
    """Titles, values and sources are in the reader's language; what nobody has published is an assumption."""
    months = parameter(programme, "region.months")
    assert (months.title, months.words, months.source) == ("Dauer in Monaten", "6", Source.REGION)
    assert months.origin == "Programm: Merkblatt des Bezirks"
    assert parameter(programme, "region.hours_per_month").words == "5 und 7"
    assert parameter(programme, "region.hours_per_month").origin == "Programm: leaflet"
    level = parameter(programme, "region.level")
    assert (level.source, level.assumed, level.note) == (Source.ASSUMED, True, "hat niemand gesagt")
    assert ("B2", "B2") in level.choices
    strict = parameter(programme, "region.strict")
    assert (strict.words, strict.source, strict.assumed) == ("ja", Source.WRITTEN, False)
    assert strict.origin.startswith(f"{config}:")
    assert parameter(programme, "region.track").words == "–"
    assert parameter(programme, "region.track").choices == (("short", "kurz"), ("long", "lang"))
    assert parameter(programme, "region.weights.occupation").assumed
    assert parameter(programme, "rounds.r-2026.start").words == "1.3.2026"
    assert parameter(programme, "backup.daily").source is Source.STANDARD
    keys = [one.key for one in organisation_parameters(programme)]
    assert len(keys) == len(set(keys))
    assert "rounds.r-2026.region.months" in keys and "rounds.r-2026.region.level" not in keys


def test_a_round_shows_what_holds_for_it(programme: Programme) -> None:
    """Its own value, the organisation's, the region's: whichever is nearest."""
    assert parameter(programme, "rounds.r-2026.region.months", "r-2026").words == "5"
    assert parameter(programme, "rounds.r-next.region.months", "r-next").words == "6"
    assert parameter(programme, "rounds.r-next.region.strict", "r-next").source is Source.WRITTEN


def test_a_change_goes_into_the_programs_own_file_and_holds_at_once(programme: Programme, config: Path) -> None:
    """The hand-written file keeps every byte, and whoever opens the configuration next finds the new value."""
    before = config.read_bytes()
    done = changing.change(programme, "months", "9")
    assert (done.before, done.after, done.file) == ("6", "9", local_path(config).name)
    assert config.read_bytes() == before
    assert parameter(programme, "region.months").source is Source.LOCAL
    assert programme.round("r-next").settings.months == 9
    assert programme.round("r-2026").settings.months == 5
    with opened(config) as again:
        assert again.round("r-next").settings.months == 9
    back = changing.take_back(programme, "region.months")
    assert (back.before, back.after) == ("9", "6")
    assert programme.round("r-next").settings.months == 6
    with pytest.raises(UsageError, match="own"):
        changing.take_back(programme, "region.months")


@pytest.mark.parametrize(
    ("key", "typed", "words"),
    [
        ("hours_per_month", "4,5; 6", "4,5 und 6"),
        ("level", "B2", "B2"),
        ("track", "lang", "lang"),
        ("tracks", "kurz; lang", "kurz und lang"),
        ("strict", "nein", "nein"),
        ("weights.occupation", "3", "3"),
        ("weights", "{ occupation = 1 }", "Beruf: 1; Gemeinsame Sprachen: 2"),
        ("reporting.minimum_cell", "7", "7"),
        ("rounds.r-2026.end", "30.9.2026", "30.9.2026"),
        ("organisation.gender_style", "*", "* (Stern)"),
        ("privacy.officer", "Alex Beispiel, dsb@example.org", "Alex Beispiel, dsb@example.org"),
    ],
)
def test_a_value_is_typed_as_people_write_it(untouched: Programme, key: str, typed: str, words: str) -> None:
    """Numbers with a comma, yes and no, days, choices by their words, lists with a semicolon."""
    assert changing.change(untouched, key, typed, dry_run=True).after == words


@pytest.mark.parametrize(
    ("key", "typed", "reason"),
    [
        ("months", "acht", "eine ganze Zahl"),
        ("months", "7,5", "eine ganze Zahl"),
        ("level", "B7", '"B2"'),
        ("strict", "vielleicht", "true oder false"),
        ("hours_per_month", "5", "genau 2"),
        ("rounds.r-2026.end", "1.1.2026", "vor 'start'"),
        ("rounds.r-2026.start", "31.2.2026", "ein Datum"),
        ("backup.daily", "0", "mindestens 1"),
        ("mnths", "7", "„months“"),
        ("weights.occupation", "viel", "eine Zahl"),
        ("database.path", "/tmp/x", "von Hand"),
        ("staff.chris.role", "lead", "von Hand"),
        ("programme.region", "other", "von Hand"),
        ("months", "6\nx = 1", "eine ganze Zahl"),
        ("strict", "true", "schon ja"),
    ],
)
def test_what_cannot_be_is_refused_with_what_was_expected(
    untouched: Programme, key: str, typed: str, reason: str
) -> None:
    """A sentence says what was expected and that nothing was changed; no file is written."""
    with pytest.raises(GeleitError) as refused:
        changing.change(untouched, key, typed)
    assert reason in said(untouched, refused.value)
    assert "Nichts geändert" in said(untouched, refused.value)
    assert not local_path(untouched.config.path).exists()


def test_what_the_region_refuses_is_not_written(programme: Programme, config: Path) -> None:
    """Hours from 7 to 5 are two numbers, and the region's own answer about the next round cannot be."""
    with pytest.raises(RegionError):
        changing.change(programme, "hours_per_month", "7; 5")
    assert not local_path(config).exists()
    rounds.open_round(programme, "r-2026")
    rounds.close_round(programme, "r-2026")
    with pytest.raises(RegionError):
        changing.change(programme, "hours_per_month", "7; 5")


def test_a_round_that_is_open_says_that_it_keeps_its_value(programme: Programme) -> None:
    """What was frozen when it was opened holds; the screen shows both."""
    rounds.open_round(programme, "r-2026")
    kept = changing.change(programme, "level", "B2").keeps
    assert [programme.say(one) for one in kept] == [
        "Durchgang 2026 ist schon geöffnet und behält B1. Der neue Wert gilt für Durchgänge, die erst noch geöffnet werden."
    ]
    assert changing.change(programme, "months", "8").keeps == ()
    shown = parameter(programme, "rounds.r-2026.region.level", "r-2026")
    assert (shown.words, shown.now, shown.source) == ("B1", "B2", Source.FROZEN)
    changing.change(programme, "end", "30.9.2026", round_id="r-2026")
    end = parameter(programme, "rounds.r-2026.end", "r-2026")
    assert (end.words, end.now, end.source) == ("31.8.2026", "30.9.2026", Source.FROZEN)
    assert programme.round("r-2026").settings.level.value == "B1"


def test_an_assumption_is_confirmed_as_it_is(programme: Programme) -> None:
    """Its value becomes the organisation's own; of a table all entries; what is none cannot be confirmed."""
    done = changing.confirm(programme, "region.level")
    assert (done.before, done.after) == ("B1", "B1")
    assert not parameter(programme, "region.level").assumed
    assert changing.confirm(programme, "weights.occupation").key == "region.weights"
    assert not any(one.assumed for one in organisation_parameters(programme) if one.key.startswith("region.weights"))
    for key in ("months", "level", "strict", "track", "backup.daily"):
        with pytest.raises(UsageError):
            changing.confirm(programme, key)


def test_a_change_is_kept_in_the_history_in_words(programme: Programme) -> None:
    """Who, when, what it was and is; nothing before there are records."""
    changing.change(programme, "months", "7")
    assert not programme.config.database_path.exists()
    rounds.open_round(programme, "r-2026")
    changing.change(programme, "months", "8")
    changing.change(programme, "months", "9", dry_run=True)
    lines = page(programme, find(programme, Filter(reason=changing.SETTING)), 0, 10)
    assert [[(one.label, one.before, one.after) for one in line.changes] for line in lines] == [
        [("Dauer in Monaten", "7", "8")]
    ]
    assert (lines[0].actor, lines[0].why) == ("chris", "Einstellung geändert")


def test_without_the_history_no_value_holds(
    programme: Programme, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that cannot be written leaves no entry, and an entry that cannot be kept leaves the file as it was."""
    rounds.open_round(programme, "r-2026")
    changing.change(programme, "months", "7")
    before, count = local_path(config).read_bytes(), len(find(programme))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", full)
        with pytest.raises(ConfigError, match="No space left"):
            changing.change(programme, "months", "8")
    assert local_path(config).read_bytes() == before and len(find(programme)) == count
    link = programme.store.link()
    with monkeypatch.context() as patched:
        patched.setattr(type(link), "unit", broken_unit)
        with pytest.raises(GeleitError):
            changing.change(programme, "months", "8")
    assert local_path(config).read_bytes() == before and len(find(programme)) == count
    assert programme.config == load(config)


def broken_unit(self: Any, reason: str | None = None) -> Any:
    """A unit of work whose end fails, as on a full disk."""
    from contextlib import contextmanager

    from geleit.errors import StoreError
    from geleit.labels import say

    @contextmanager
    def unit() -> Iterator[None]:
        self._begin()
        self._at, self._reason = "2026-03-05T09:00:00.000000+00:00", reason
        try:
            yield
            raise StoreError(say("store.lost"))
        finally:
            self._undo()
            self._at = None

    return unit()


def test_only_the_lead_changes_settings_where_there_is_a_staff_list(tmp_path: Path) -> None:
    """Whoever coordinates sees them all and plans rounds."""
    staff = '[staff]\nchris = { role = "coordinator" }\nlea = { role = "lead" }\n'
    config = settings_office(tmp_path, staff)
    with opened(config) as programme:
        assert organisation_parameters(programme)
        with pytest.raises(NotAllowed):
            changing.change(programme, "months", "8")
        copying.copy_round(programme, copying.next_round(programme, "r-2026"))
    with opened(config, account="lea") as programme:
        changing.change(programme, "months", "8")


def test_a_next_round_has_the_parameters_of_the_one_before(programme: Programme, config: Path) -> None:
    """Days move on by whole years, numbers count on, and what was frozen at opening is taken over as it was."""
    rounds.open_round(programme, "r-2026")
    changing.change(programme, "level", "C1")
    following = copying.next_round(programme, "r-2026")
    assert (following.id, following.title, following.number) == ("r-2027", "Durchgang 2027", 2)
    assert (following.start, following.end) == (date(2027, 3, 1), date(2027, 8, 31))
    assert (following.apply_by, following.places, following.continues) == (date(2027, 1, 31), 20, None)
    assert dict(following.settings) == {"months": "5", "level": "B1"}
    assert copying.copy_round(programme, following, dry_run=True) == following
    assert programme.config.round("r-2027") is None
    copying.copy_round(programme, following)
    made = programme.round("r-2027")
    assert (made.start, made.places, made.settings.months, made.settings.level.value) == (
        date(2027, 3, 1),
        20,
        5,
        "B1",
    )
    with opened(config) as again:
        assert str(again.round("r-2027").settings) == str(made.settings)
        rounds.open_round(again, "r-2027")


def test_what_opening_and_closing_come_to_is_told_before(
    programme: Programme, config: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """How many values are frozen and how many of them are assumed; who still waits; nothing is done."""
    told = [programme.say(one) for one in round_steps.opening(programme, "r-2026")]
    assert "festgeschrieben" in told[0] and "Annahmen" in told[1] and len(told) == 2
    with pytest.raises(NotPossible, match="start"):
        round_steps.opening(programme, "r-next")
    with pytest.raises(NotPossible):
        round_steps.closing(programme, "r-2026")
    monkeypatch.setenv("GELEIT_LANGUAGE", "de")
    assert main(["round", "open", str(config), "--round", "r-2026", "--dry-run"]) == 0
    assert told[0] in capsys.readouterr().err
    assert programme.round("r-2026").state is RoundState.PLANNED
    rounds.open_round(programme, "r-2026")
    with programme.store.write("load") as tx:
        tx.add(Person(id="w1", given_name="Ada", family_name="Muster"))
        day = date(2026, 3, 5)
        part = Participation(
            id="p1",
            person="w1",
            round="r-2026",
            role=Role.MENTEE,
            state=PartState.APPLIED,
            since=day,
            applied_on=day,
        )
        tx.add(part)
    told = [programme.say(one) for one in round_steps.closing(programme, "r-2026")]
    assert len(told) == 2 and told[1].startswith("! Eine Bewerbung")
    assert main(["round", "close", str(config), "--round", "r-2026", "--dry-run"]) == 0
    assert programme.round("r-2026").state is RoundState.OPEN


def test_the_days_of_a_next_round_move_with_its_start(programme: Programme) -> None:
    """All of them by as many days; a phase of three years is followed three years later."""
    moved = copying.next_round(programme, "r-2026", start=date(2026, 9, 15))
    assert (moved.title, moved.end, moved.apply_by) == ("Durchgang 2026", date(2027, 3, 17), date(2026, 8, 17))
    assert moved.id != "r-2026"
    changing.change(programme, "end", "31.12.2028", round_id="r-2026")
    assert copying.next_round(programme, "r-2026").start == date(2029, 3, 1)
    assert copying.next_round(programme, "r-next").start is None


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"id": "r-2026"}, "schon"),
        ({"id": "../x"}, "geht hier nicht"),
        ({"title": " "}, "Titel"),
        ({"end": date(2020, 1, 1)}, "vor 'start'"),
        ({"places": -1}, "mindestens 0"),
        ({"number": 1}, "schon vergeben"),
    ],
)
def test_a_next_round_that_cannot_be_is_refused(untouched: Programme, change: dict[str, Any], reason: str) -> None:
    """The sentence says why; nothing is written."""
    following = attrs.evolve(copying.next_round(untouched, "r-2026"), **change)
    with pytest.raises(GeleitError) as refused:
        copying.copy_round(untouched, following)
    assert reason in said(untouched, refused.value)
    assert not local_path(untouched.config.path).exists()


words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=12)
VALUES: tuple[tuple[Any, st.SearchStrategy[Any]], ...] = (
    (int, st.integers(-(10**9), 10**9)),
    (float, st.floats(-1e6, 1e6, allow_nan=False).map(lambda value: round(value, 3))),
    (bool, st.booleans()),
    (date, st.dates(date(1990, 1, 1), date(2090, 1, 1))),
    (tuple[float, float], st.lists(st.integers(0, 99).map(float), min_size=2, max_size=2)),
    (
        tuple[str, ...],
        st.lists(words.map(str.strip).filter(lambda word: word[:1] not in ("", '"', "'", "["))),
    ),
)


@given(data=st.data())
def test_what_is_shown_to_be_typed_reads_back_as_the_same(untouched: Programme, data: st.DataObject) -> None:
    """The text that stands in the line at first is the value, for every kind."""
    type_, values = data.draw(st.sampled_from(VALUES))
    value = data.draw(values)
    assert read_value(untouched, as_typed(value), type_) == value
