"""The objectives compared for those who wait in a round: protected as a print-out has to be, and nothing is stored."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import pytest

from geleit.cli import main
from geleit.cli.comparison import as_object
from geleit.cli.printing import as_json
from geleit.errors import NotPossible
from geleit.model.partnerships import Proposal
from geleit.model.people import Role
from geleit.programme.proposals import drafting
from geleit.programme.proposals.comparing import Compared, compare
from geleit.programme.proposals.content import content_of
from geleit.programme.proposals.small_groups import equity_lines, protected_rows
from tests.organisations.mentoring import BY_LANGUAGE
from tests.organisations.office import OfficeAtWork
from tests.organisations.tiny import EVERYBODY, configuration, laid_out, region_source

REGION = region_source(
    BY_LANGUAGE,
    EVERYBODY,
    '''

@hookimpl
def geleit_matching(round_):
    """By languages; duties of care, a special field, make groups too."""
    return attrs.evolve(by_language(), equity=("gender", "care_duties"))
''',
)
CONFIG = configuration(
    """
[[rounds]]
id = "r1"
title = "Durchgang 1"
start = 2026-03-01
end = 2026-08-31

[reporting]
minimum_cell = 3
"""
)
LANGUAGES = ("Arabisch", "Ukrainisch", "Dari", "Somali", "Französisch", "Spanisch", "Türkisch")
GENDERS = ("weiblich",) * 4 + ("männlich",) * 3
MENTEES = "id;Vorname;Nachname;Geschlecht;Betreuungspflichten;Sprachen\n" + "".join(
    f"m{at};M{at};Eins;{gender};{'ja' if at else 'nein'};{language} C2\n"
    for at, (gender, language) in enumerate(zip(GENDERS, LANGUAGES, strict=True))
)
MENTORS = "id;Vorname;Nachname;Sprachen\n" + "".join(
    f"p{at};P{at};Zwei;{language} B2\n" for at, language in enumerate(LANGUAGES[:5])
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeAtWork]:
    """Seven mentees who have waited eight days, and five mentors."""
    folder = tmp_path_factory.mktemp("office")
    config = laid_out(folder, CONFIG, REGION, mentees=MENTEES, mentors=MENTORS)
    at_work = OfficeAtWork(config, date(2026, 2, 10), seed=1)
    at_work.take_in()
    with pytest.raises(NotPossible):
        compare(at_work.programme, at_work.round)
    for person in ("m0", "m1", "m2", "m3", "m4", "m5", "m6"):
        at_work.admit(person, Role.MENTEE)
    for person in ("p0", "p1", "p2", "p3", "p4"):
        at_work.admit(person, Role.MENTOR)
    at_work.after(days=8)
    yield at_work
    at_work.programme.close()


@pytest.fixture(scope="module")
def compared(office: OfficeAtWork) -> Compared:
    """The comparison of the round."""
    return compare(office.programme, office.round)


def test_nothing_is_stored(office: OfficeAtWork, compared: Compared) -> None:
    """No proposal comes of it."""
    assert compared.comparison.measured
    assert office.programme.store.count(Proposal) == 0


def test_every_objective_and_every_group_is_there_with_its_days(compared: Compared) -> None:
    """Eight days from admission for everybody; the coordinator's own numbers are whole."""
    found = as_object(compared, "en")
    assert [row["objective"] for row in found["objectives"]] == ["most_matched", "best_total", "fairest", "stable"]
    assert {row["matched"] for row in found["objectives"]} == {5}
    assert [(row["field"], row["label"]) for row in found["equity"]] == [
        ("gender", "female"),
        ("gender", "male"),
        ("care_duties", "yes"),
        ("care_duties", "no"),
    ]
    female = found["equity"][0]
    assert (female["people"], female["waiting_days"], female["hidden"]) == (4, 8, None)
    assert [group.people for group in compared.comparison.groups] == [4, 3, 6, 1]


def test_a_small_group_tells_no_number_anywhere(office: OfficeAtWork, compared: Compared) -> None:
    """One person without care duties: neither on the screen, nor in JSON, nor in the stored proposal's rows."""
    for row in as_object(compared, "de")["equity"][2:]:
        assert row["hidden"] in ("small", "protecting")
        numbers = [row["people"], row["waiting_days"], *(one["matched"] for one in row["objectives"])]
        numbers += [one[key] for one in row["objectives"] for key in ("mean_score", "effect")]
        assert set(numbers) == {None}
    lines = compared.lines("de")
    assert [line.split() for line in lines if line.strip().startswith(("ja", "nein"))] == [
        ["ja", "[g]"],
        ["nein", "<3"],
    ]
    assert "weniger als 3 Menschen" in " ".join(lines)
    rows = [
        {"field": "care_duties", "value": value, "people": people, "matched": 1, "mean_score": 20_000}
        for value, people in (("yes", 6), ("no", 1))
    ]
    for row in protected_rows(office.programme, rows):
        assert (row["people"], row["matched"], row["mean_score"]) == (None, None, None)


def test_it_is_data_as_well(compared: Compared) -> None:
    """Whole numbers, codes and ids; the pairs of each objective with their scores."""
    found = json.loads(as_json(as_object(compared, "en")))
    assert (found["round"], found["usual"], found["combine"], found["minimum_cell"]) == ("r1", "most_matched", "sum", 3)
    for row in found["objectives"]:
        assert row["total"] == sum(pair["score"] for pair in row["pairs"])
        assert row["blocking_pairs"] == {"count": 0, "pairs": []}


def test_the_command_prints_the_same(
    office: OfficeAtWork, compared: Compared, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`geleit match --compare`, as text and as JSON, and still nothing is stored."""
    monkeypatch.setenv("GELEIT_NOW", office.now().isoformat())
    assert main(["match", str(office.config), "--compare", "--language", "en"]) == 0
    assert capsys.readouterr().out.splitlines() == compared.lines("en")
    assert main(["match", str(office.config), "--compare", "--json", "--language", "en"]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(as_json(as_object(compared, "en")))
    assert office.programme.store.count(Proposal) == 0


def test_a_proposal_that_was_kept_has_its_groups_as_a_table_too(office: OfficeAtWork) -> None:
    """From what is stored, in the reader's language, and protected in the same way."""
    stored = content_of(drafting.propose(office.programme, office.round)).equity
    assert [row["people"] for row in stored] == [4, 3, 6, 1]
    lines = equity_lines(office.programme, stored, "de")
    rows = {words[0]: words[1:] for words in map(str.split, lines) if words}
    assert (rows["ja"], rows["nein"]) == (["[g]"], ["<3"])
    assert rows["weiblich"][:2] == ["4", "8"]
    assert rows["männlich"][:2] == ["3", "8"]
    matched = [int(rows[gender][2]) for gender in ("weiblich", "männlich")]
    assert sum(matched) == 5
    assert equity_lines(office.programme, (), "de") == []
