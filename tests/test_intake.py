"""Lists taken in: headings understood, rows read, every fault named, refused rows given back for correction."""

from __future__ import annotations

import csv
import io
import stat
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geleit.errors import IntakeError, Problem
from geleit.fields import Field, Kind, Reading, Unreadable, Vocabulary, ask, fields_of, participant
from geleit.fields.kinds import (
    BoolKind,
    ChoiceKind,
    CodeKind,
    DateKind,
    FloatKind,
    IntKind,
    ManyKind,
    MappingKind,
    MomentKind,
    SpokenKind,
    TextKind,
)
from geleit.files.cell_kinds import DayOrAnswerKind, ListedCodeKind, MonthKind
from geleit.files.heading_keys import heading_keys
from geleit.files.headings import CONSENT, ID, Columns, VirtualColumn, columns_of, evidence_columns
from geleit.files.intake import Intake, read_table
from geleit.files.refused_file import write_refused
from geleit.files.sheet import Sheet
from geleit.files.spreadsheet import read_rows
from geleit.files.tables import CHECKS, TABLES, coded
from geleit.labels import core_labels, say
from geleit.vocabulary import countries, isco, languages
from geleit.vocabulary.answer import Answer, Gender, Slot
from geleit.vocabulary.cefr import Cefr
from geleit.vocabulary.isced import Isced
from geleit.vocabulary.spoken import Spoken
from geleit.vocabulary.territory import Territories, Territory

TODAY = date(2026, 3, 5)
LABELS = core_labels().over(
    {
        "field.children": {"de": "Zahl der Kinder", "en": "Number of children"},
        "field.reviewer": {"de": "Prüfer:in", "en": "Reviewer"},
        "field.german_spoken": {"de": "Deutsch (mündlich)", "en": "German (spoken)"},
        "field.german_written": {"de": "Deutsch (schriftlich)", "en": "German (written)"},
        "evidence.card": {"de": "Aufenthaltskarte", "en": "Residence card"},
        "topic.CV": {"de": "Lebenslauf", "en": "Curriculum vitae"},
        "topic.TALK": {"de": "Vorstellungsgespräch (Übung)", "en": "Job interview (practice)"},
        "outcome.JOB": {"de": "Arbeit", "en": "Job"},
    }
)
PLACES = Territories(
    (
        Territory("06611", "Kassel", "territory_kind.city"),
        Territory("06633", "Kassel", "territory_kind.district"),
        Territory("06431", "Bergstraße", "territory_kind.district"),
    )
)
READING = Reading(LABELS, ("de", "en"), PLACES)


@participant
class Applicant:
    """The fields of a list of applications."""

    given_name: Annotated[str, ask(required=True)]
    family_name: Annotated[str, ask(required=True)]
    birth_date: date | None = None
    birth_year: int | None = None
    gender: Gender | None = None
    origin: Annotated[str | None, ask(vocabulary=Vocabulary.COUNTRY)] = None
    languages: tuple[Spoken, ...] | None = None
    occupations: Annotated[tuple[str, ...] | None, ask(vocabulary=Vocabulary.ISCO)] = None
    territory: Annotated[str | None, ask(vocabulary=Vocabulary.TERRITORY, headings=("Ort", "Town"))] = None
    experience_years: float | None = None
    children: int | None = None
    may_work: bool | None = None
    reviewer: str | None = None
    german_spoken: Cefr | None = None
    german_written: Cefr | None = None


FIELDS: tuple[Field | VirtualColumn, ...] = (ID, *fields_of(Applicant), CONSENT, *evidence_columns(["card"]))
COLUMNS = columns_of(FIELDS, LABELS, ("de", "en"), {"Höchster Betreuungsaufwand": "children", "Größe": "no_such_field"})


def table(folder: Path, rows: Sequence[Sequence[str]], name: str = "list.csv") -> Path:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows(rows)
    path = folder / name
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    return path


def intake(path: Path, columns: Columns = COLUMNS, name: str = "") -> tuple[Sheet, Intake]:
    sheet = read_rows(path, known=columns.knows)
    return sheet, read_table(sheet, columns, READING, today=TODAY, checks=CHECKS.get(name, ()))


def listed(folder: Path, name: str, rows: Sequence[Sequence[str]], **codes: tuple[str, list[str]]) -> Intake:
    """One of the lists beside people's."""
    columns = columns_of(coded(TABLES[name], codes), LABELS, ("de", "en"))
    return intake(table(folder, rows), columns, name)[1]


def codes(result: Intake) -> list[tuple[int, str, str]]:
    return [(problem.line, problem.key, problem.sentence.code) for problem in result.problems]


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("given_name", "given_name"),
        ("GIVEN NAME", "given_name"),
        ("Vorname *", "given_name"),
        ("vor-name", "given_name"),
        ("Geburtsdatum (TT.MM.JJJJ)", "birth_date"),
        ("Geburts-\ndatum:", "birth_date"),
        ("Date of birth", "birth_date"),
        ("Prüfer:in", "reviewer"),
        ("Pruefer/-in", "reviewer"),
        ("PrüferIn", "reviewer"),
        ("Prüfer*in", "reviewer"),
        ("Prüfer", "reviewer"),
        ("Reviewer", "reviewer"),
        ("Deutsch mündlich", "german_spoken"),
        ("Deutsch (schriftlich)", "german_written"),
        ("Town", "territory"),
        ("hoechster Betreuungsaufwand", "children"),
        ("Nr.", "id"),
        ("Consent given on", "consent"),
        ("Einwilligung", "consent"),
        ("card", "card"),
        ("Aufenthaltskarte", "card"),
        ("Residence card valid until", "card_valid_until"),
        ("card valid until", "card_valid_until"),
    ],
)
def test_a_heading_is_understood_however_it_is_spelt(heading: str, name: str) -> None:
    """Names, labels of both languages, further headings and the organisation's own mean their field."""
    assert [column.name for column in COLUMNS.find(heading)] == [name]


def test_an_ambiguous_or_unknown_heading_is_not_guessed() -> None:
    """A heading that fits two fields names both; one that fits none, even by an alias to nowhere, is unknown."""
    assert {column.name for column in COLUMNS.find("Deutsch")} == {"german_spoken", "german_written"}
    assert COLUMNS.find("Schuhgröße") == COLUMNS.find("Größe") == COLUMNS.find("***") == ()


def test_unusable_headings_are_all_named_at_once(tmp_path: Path) -> None:
    """Two headings of one meaning, an ambiguous one and a missing required one are said together."""
    path = table(tmp_path, [["Vorname", "Given name", "Deutsch"], ["Ada", "Ada", "B1"]])
    with pytest.raises(IntakeError) as caught:
        intake(path)
    found = [(problem.line, problem.key, problem.sentence.code) for problem in caught.value.problems]
    assert found == [
        (1, "Given name", "intake.same_meaning"),
        (1, "Deutsch", "intake.heading_ambiguous"),
        (1, "", "intake.column_missing"),
    ]
    assert "Nachname" in caught.value.in_language("de", LABELS)
    assert "family_name" in caught.value.in_language("en", LABELS)


def test_two_columns_of_one_name_are_a_mistake_of_the_program() -> None:
    """A virtual column cannot hide a field; evidence columns step aside."""
    with pytest.raises(ValueError, match="children"):
        columns_of((*FIELDS, VirtualColumn("children")), LABELS, ("de",))
    assert [column.name for column in evidence_columns(["card"], taken=["card"])] == ["card_seen", "card_valid_until"]


@settings(deadline=None)
@given(st.text(max_size=30))
def test_heading_keys_never_fail_and_are_stable(text: str) -> None:
    """Any text has keys of letters and digits only, and a key is its own key."""
    for key in heading_keys(text):
        assert key.isalnum()
        assert heading_keys(key)[0] == key


HEADINGS = ["Nr.", "Vorname", "Nachname", "Geburtsdatum", "Geschlecht", "Herkunftsland", "Sprachen"]
HEADINGS += ["Berufe (ISCO-08)", "Ort", "Berufserfahrung in Jahren", "Zahl der Kinder", "Darf arbeiten"]
GOOD = ["", "Ada", "Khoury", "5.3.1990", "weiblich", "Syrien", "Arabisch C2; Deutsch B1"]
GOOD += ["2512", "Bergstraße", "2,5", "2", "ja"]


def test_a_good_row_becomes_values_and_empty_cells_stay_unknown(tmp_path: Path) -> None:
    """Each cell is read by its field; an empty one has no value at all."""
    path = table(tmp_path, [[*HEADINGS, "Schuhgröße"], ["7", *GOOD[1:], "38"], ["8", "Ben", "B", *[""] * 9, " "]])
    _, result = intake(path)
    assert result.problems == ()
    assert result.unknown_columns == ("Schuhgröße",)
    assert result.columns["Nr."] == "id"
    first, second = result.rows
    assert first.source_id == "7"
    assert first.values == {
        "id": "7",
        "given_name": "Ada",
        "family_name": "Khoury",
        "birth_date": date(1990, 3, 5),
        "gender": Gender.FEMALE,
        "origin": "SY",
        "languages": (Spoken("ar", Cefr.C2), Spoken("de", Cefr.B1)),
        "occupations": ("2512",),
        "territory": "06431",
        "experience_years": 2.5,
        "children": 2,
        "may_work": True,
    }
    assert second.values == {"id": "8", "given_name": "Ben", "family_name": "B"}


FAULTS: list[tuple[str, str, str]] = [
    ("Vorname", "", "intake.required"),
    ("Geburtsdatum", "30.02.1990", "expected.date_real"),
    ("Geburtsdatum", "5.3.90", "expected.date"),
    ("Geburtsdatum", "01/02/1990", "expected.date"),
    ("Geburtsdatum", "7.3.2026", "intake.born_in_future"),
    ("Geburtsdatum", "5.3.1890", "intake.too_old"),
    ("Geschlecht", "Frau Doktor", "expected.choice"),
    ("Herkunftsland", "Atlantis", "expected.country"),
    ("Sprachen", "Arabisch C2; Klingonesisch B1", "expected.spoken"),
    ("Berufe (ISCO-08)", "9999", "expected.isco"),
    ("Ort", "Kassel", "expected.one_territory"),
    ("Ort", "Berlin", "expected.territory"),
    ("Berufserfahrung in Jahren", "NaN", "expected.float"),
    ("Berufserfahrung in Jahren", "inf", "expected.float"),
    ("Zahl der Kinder", str(2**63), "expected.int"),
    ("Zahl der Kinder", "2,5", "expected.int"),
    ("Darf arbeiten", "vielleicht", "expected.bool"),
    ("Nachname", "MÃ¼ller", "intake.misread"),
    ("Nachname", "#NAME?", "intake.error_cell"),
    ("Nr.", "3", "intake.same_id"),
]


def faulty_list(folder: Path) -> tuple[Path, list[tuple[int, str, str, str]]]:
    """A list of 200 rows, every tenth of them with a fault of its own kind; the faults by line."""
    rows = [[str(number), *GOOD[1:]] for number in range(1, 201)]
    expected = []
    for number, (heading, value, code) in enumerate(FAULTS):
        place = 5 + 10 * number - 1
        rows[place][HEADINGS.index(heading)] = value
        expected.append((place + 2, heading, value, code))
    return table(folder, [HEADINGS, *rows]), expected


def test_every_fault_of_a_list_is_named_with_line_column_value_and_expectation(tmp_path: Path) -> None:
    """In 200 rows with twenty kinds of fault each is said once, where it is, and no other row suffers."""
    path, expected = faulty_list(tmp_path)
    _, result = intake(path)
    found = [(problem.line, problem.key, problem.found, problem.sentence.code) for problem in result.problems]
    assert found == expected
    assert len(result.rows) == 180
    assert [row.line for row in result.refused] == [line for line, *_ in expected]
    for problem in result.problems:
        for language in ("de", "en"):
            text = problem.in_language(language, LABELS)
            assert text.startswith(f"list.csv:{problem.line}: {problem.key}: ")
            assert "{" not in text
    again = next(problem for problem in result.problems if problem.sentence.code == "intake.same_id")
    assert again.sentence == say("intake.same_id", line=4)


def test_a_row_of_the_wrong_shape_is_refused_without_guessing_at_its_cells(tmp_path: Path) -> None:
    """Where a cell is missing the others may have slipped, so only the shape is said; a garbled cell hides no other."""
    path = tmp_path / "list.csv"
    path.write_text("Vorname;Nachname;Geburtsdatum\nAda;5.3.1990\nMÃ¼ller;K;nie\nBen;B;\n", encoding="utf-8")
    _, result = intake(path)
    assert codes(result) == [
        (2, "Geburtsdatum", "intake.missing_cells"),
        (3, "Vorname", "intake.misread"),
        (3, "Geburtsdatum", "expected.date"),
    ]
    assert [row.values["given_name"] for row in result.rows] == ["Ben"]


def test_what_stands_in_an_unread_column_spoils_nothing(tmp_path: Path) -> None:
    """A garbled cell or an error under a heading that nobody knows does not refuse its row."""
    _, result = intake(
        table(tmp_path, [["Vorname", "Nachname", "Schuhgröße"], ["Ada", "K", "GrÃ¶ÃŸe"], ["B", "C", "#REF!"]])
    )
    assert (len(result.rows), result.problems) == (2, ())


def test_a_refused_file_comes_back_after_correction(tmp_path: Path) -> None:
    """The file of refused rows is read as it is, names the same faults, and is taken in once they are corrected."""
    path, expected = faulty_list(tmp_path)
    sheet, result = intake(path)
    written = write_refused(
        tmp_path / "refused.csv", sheet, result.refused, result.problems, language="de", labels=LABELS
    )
    content = written.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == 1 + len(FAULTS)
    assert stat.S_IMODE(written.stat().st_mode) == 0o600
    _, again = intake(written)
    assert again.unknown_columns == ()
    # The twice used id is alone in its file now; everything else is still as wrong as it was.
    assert [problem.sentence.code for problem in again.problems] == [code for *_, code in expected][:-1]

    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[0] == [*HEADINGS, "Warum nicht übernommen"]
    for row, (_, heading, _, _) in zip(rows[1:], expected, strict=True):
        assert heading in row[-1]
        place = HEADINGS.index(heading)
        row[place] = f"n{row[0]}" if heading == "Nr." else GOOD[place]
    _, corrected = intake(table(tmp_path, rows, "corrected.csv"))
    assert corrected.problems == ()
    assert len(corrected.rows) == len(FAULTS)


def test_a_refused_file_loses_nothing_and_replaces_nothing(tmp_path: Path) -> None:
    """Surplus cells stand behind the reason, an older reason gives way, and existing files stay."""
    path = tmp_path / "list.csv"
    path.write_text("Vorname;Why not taken in;Nachname\n=1+1;old;K;more\n'@x;old;;\n", encoding="utf-8")
    sheet, result = intake(path)
    target = tmp_path / "refused.csv"
    target.write_text("mine", encoding="utf-8")
    outputs = [
        write_refused(target, sheet, result.refused, result.problems, language="en", labels=LABELS) for _ in range(2)
    ]
    assert [output.name for output in outputs] == ["refused-2.csv", "refused-3.csv"]
    assert target.read_text(encoding="utf-8") == "mine"
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [
        "list.csv",
        "refused-2.csv",
        "refused-3.csv",
        "refused.csv",
    ]
    rows = list(csv.reader(io.StringIO(outputs[0].read_text(encoding="utf-8-sig"), newline=""), delimiter=";"))
    assert rows[0] == ["Vorname", "Nachname", "Why not taken in"]
    assert (rows[1][:2], rows[1][3]) == (["'=1+1", "K"], "more")
    assert rows[2] == ["'@x", "", "Nachname: must not be empty"]
    with pytest.raises(IntakeError):
        write_refused(tmp_path / "nowhere" / "x.csv", sheet, (), (), language="en", labels=LABELS)


def test_neutralised_cells_mean_what_they_meant(tmp_path: Path) -> None:
    """A mark that a spreadsheet export put before a cell is taken off; an apostrophe of a name stays."""
    names = ["'+49 170", "'=x", "''t Hooft", "'t Hooft", "O'Neil", "=1+1"]
    _, result = intake(table(tmp_path, [["Vorname", "Nachname"], *([name, "K"] for name in names)]))
    assert [row.values["given_name"] for row in result.rows] == [
        "+49 170",
        "=x",
        "'t Hooft",
        "'t Hooft",
        "O'Neil",
        "=1+1",
    ]


ENGLISH = ["No", "Given name", "Family name", "Date of birth", "Gender", "Country of origin", "Languages"]
ENGLISH += ["Occupations (ISCO-08)", "Town", "Years of experience", "Number of children", "May work"]
GOOD_ENGLISH = ["", "Ada", "Khoury", "1990-03-05", "female", "Syria", "Arabic C2; German B1"]
GOOD_ENGLISH += ["2512", "Bergstraße, LK", "2.5", "2", "yes"]


@settings(deadline=None)
@given(st.permutations(range(len(HEADINGS))))
def test_the_digest_does_not_depend_on_order_or_language(
    tmp_path_factory: pytest.TempPathFactory, order: list[int]
) -> None:
    """The same content has one digest under any order of columns and in either language."""
    folder = tmp_path_factory.mktemp("digest")
    german = [["1", *GOOD[1:]], ["2", "Ben", "B", *[""] * 9]]
    english = [["1", *GOOD_ENGLISH[1:]], ["2", "Ben", "B", *[""] * 9]]
    plain = intake(table(folder, [HEADINGS, *german]))[1]
    moved = intake(table(folder, [[row[place] for place in order] for row in [ENGLISH, *english]]))[1]
    assert [row.digest for row in plain.rows] == [row.digest for row in moved.rows]
    assert len({row.digest for row in plain.rows}) == 2


def test_the_same_file_twice_has_the_same_digests_and_a_change_another(tmp_path: Path) -> None:
    """A row's digest tells whether it was taken in before; any other value, or one more, changes it."""
    _, first = intake(table(tmp_path, [HEADINGS, ["1", *GOOD[1:]]]))
    _, second = intake(table(tmp_path, [HEADINGS, ["1", *GOOD[1:]]], "again.csv"))
    assert [row.digest for row in first.rows] == [row.digest for row in second.rows]
    for place in range(1, len(HEADINGS)):
        if HEADINGS[place] not in ("Vorname", "Nachname"):
            fewer = ["1", *GOOD[1:]]
            fewer[place] = ""
            _, changed = intake(table(tmp_path, [HEADINGS, fewer]))
            assert changed.rows[0].digest != first.rows[0].digest


def test_a_reference_to_nobody_refuses_its_row_afterwards(tmp_path: Path) -> None:
    """What only the records can tell joins the other problems in the order of lines."""
    path = table(tmp_path, [["Vorname", "Nachname"], ["Ada", "K"], ["Ben", "B"], ["", "C"]])
    sheet, result = intake(path)
    nobody = Problem("list.csv", 2, "Vorname", say("intake.required"), "Ada")
    later = result.refusing(sheet, [nobody])
    assert [problem.line for problem in later.problems] == [2, 4]
    assert [row.line for row in later.rows] == [3]
    assert [row.line for row in later.refused] == [2, 4]


def test_birth_years_and_other_dates_are_held_against_the_day(tmp_path: Path) -> None:
    """A birth today is possible, tomorrow is not; a year of 0202 is a slip of the hand."""
    rows = [["Vorname", "Nachname", "Geburtsdatum", "Geburtsjahr", "Einwilligung"]]
    rows += [["A", "B", "5.3.2026", "2026", "ja"], ["A", "B", "6.3.2026", "2027", ""]]
    rows += [["A", "B", "", "1905", "nein"], ["A", "B", "", "", "2026-03-01"], ["A", "B", "", "", "01.03.0202"]]
    _, result = intake(table(tmp_path, rows))
    assert codes(result) == [
        (3, "Geburtsdatum", "intake.born_in_future"),
        (3, "Geburtsjahr", "intake.born_in_future"),
        (4, "Geburtsjahr", "intake.too_old"),
        (6, "Einwilligung", "intake.year"),
    ]
    assert [row.values.get("consent") for row in result.rows] == [True, date(2026, 3, 1)]


def test_fifty_thousand_rows_are_taken_in(tmp_path: Path) -> None:
    """Bulk entry does not break on many rows, a region's own fields included."""
    rows = [[str(number), *GOOD[1:]] for number in range(50_000)]
    _, result = intake(table(tmp_path, [HEADINGS, *rows]))
    assert (len(result.rows), result.problems) == (50_000, ())
    assert result.rows[-1].values["languages"] == (Spoken("ar", Cefr.C2), Spoken("de", Cefr.B1))


def test_sessions_are_read_with_the_topics_of_the_policy(tmp_path: Path) -> None:
    """Topics are codes or labels; a length in two ways must agree; a meeting cannot lie ahead."""
    rows = [["Mentee", "Mentor:in", "Datum", "Minuten", "Stunden", "Themen", "Notiz"]]
    rows += [["m1", "Ina Vogt", "4.3.2026", "90", "1,5", "Lebenslauf; TALK", "gut"]]
    rows += [["m1", "", "4.3.2026", "", "", "Vorstellungsgespräch", ""]]
    rows += [["m1", "", "6.3.2026", "90", "2", "Kochen", ""], ["m1", "", "4.3.2026", "-5", "25", "", ""]]
    result = listed(tmp_path, "sessions", rows, topics=("topic", ["CV", "TALK"]))
    assert result.rows[0].values == {
        "mentee": "m1",
        "mentor": "Ina Vogt",
        "held_on": date(2026, 3, 4),
        "minutes": 90,
        "hours": 1.5,
        "topics": ("CV", "TALK"),
        "note": "gut",
    }
    assert result.rows[1].values["topics"] == ("TALK",)
    assert codes(result) == [
        (4, "Themen", "expected.choice"),
        (4, "Datum", "intake.in_future"),
        (4, "Stunden", "intake.two_lengths"),
        (5, "Minuten", "intake.between"),
        (5, "Stunden", "intake.between"),
        (5, "Stunden", "intake.two_lengths"),
    ]


def test_statements_name_their_month_in_any_way(tmp_path: Path) -> None:
    """2026-03, 03.2026 and a day in it are the same month, kept as its first day."""
    months = ["2026-02", "02.2026", "2/2026", "17.2.2026", "2026-02-28", "Februar", "13.2026", "2026-04"]
    rows = [
        ["Mentee", "Monat", "Treffen", "Stunden", "Geschätzt"],
        *(["m1", month, "4", "6,5", "ja"] for month in months),
    ]
    result = listed(tmp_path, "statements", rows)
    assert [row.values["month"] for row in result.rows] == [date(2026, 2, 1)] * 5
    assert result.rows[0].values["estimated"] is True
    assert codes(result) == [
        (7, "Monat", "intake.expected_month"),
        (8, "Monat", "intake.expected_month"),
        (9, "Monat", "intake.in_future"),
    ]


def test_attendance_outcomes_and_employers_are_read(tmp_path: Path) -> None:
    """The further lists are read by the same machinery, each with what its rows must agree with."""
    attended = listed(
        tmp_path, "attendance", [["Event", "Date", "Person", "Present"], ["Kick-off", "2026-03-01", "m1", "no"]]
    )
    assert attended.rows[0].values["present"] is False
    rows = [["Person", "Ergebnis", "Beginn", "Ende", "Unbefristet", "Wochenstunden"]]
    rows += [
        ["m1", "Arbeit", "1.4.2026", "", "keine Angabe", "38,5"],
        ["m1", "JOB", "1.4.2026", "31.3.2026", "", "400"],
    ]
    outcomes = listed(tmp_path, "outcomes", rows, category=("outcome", ["JOB"]))
    assert outcomes.rows[0].values["permanent"] is Answer.DECLINED
    assert outcomes.rows[0].values["category"] == "JOB"
    assert codes(outcomes) == [(3, "Wochenstunden", "intake.between"), (3, "Ende", "intake.ends_before_start")]
    rows = [["Betrieb", "Branche", "Kontakt am", "Art des Kontakts"], ["Bau AG", "Bau", "1.3.2026", "Besuch"]]
    firms = listed(tmp_path, "employers", [*rows, ["Holz GmbH", "", "", "Anruf"]])
    assert firms.rows[0].values["contact_on"] == date(2026, 3, 1)
    assert codes(firms) == [(3, "Kontakt am", "intake.contact_without_day")]


def test_every_column_of_every_list_has_a_heading_in_both_languages() -> None:
    """Each list can be filled in under German and under English headings, none of which is ambiguous."""
    labels = core_labels()
    for name, fields in TABLES.items():
        columns = columns_of(fields, labels, ("de", "en"))
        for column in columns.items:
            assert {"de", "en"} <= labels.languages_of(column.label.code), (name, column.name)
            for language in ("de", "en"):
                assert columns.find(labels.text(column.label, language)) == (column,), (name, column.name)


ISCO_CODES = (*isco.MAJOR, *isco.SUB_MAJOR, *(f"{group}1" for group in isco.SUB_MAJOR), "2512", "3341")
FLOATS = st.decimals(-(10**9), 10**9, places=4).map(float)
SINGLE: dict[str, tuple[Kind, st.SearchStrategy[Any]]] = {
    "text": (TextKind(), st.text(min_size=1).map(str.strip).filter(bool)),
    "bool": (BoolKind(), st.booleans()),
    "int": (IntKind(), st.integers(-(10**15) + 1, 10**15 - 1)),
    "float": (FloatKind(), FLOATS),
    "date": (DateKind(), st.dates(min_value=date(1000, 1, 1))),
    "moment": (MomentKind(), st.datetimes(timezones=st.just(UTC))),
    "answer": (ChoiceKind(Answer), st.sampled_from(Answer)),
    "gender": (ChoiceKind(Gender), st.sampled_from(Gender)),
    "slot": (ChoiceKind(Slot), st.sampled_from(Slot)),
    "education": (ChoiceKind(Isced), st.sampled_from(Isced)),
    "level": (ChoiceKind(Cefr), st.sampled_from(Cefr)),
    "country": (CodeKind(Vocabulary.COUNTRY), st.sampled_from(countries.country_codes())),
    "language": (CodeKind(Vocabulary.LANGUAGE), st.sampled_from(languages.language_codes())),
    "occupation": (CodeKind(Vocabulary.ISCO), st.sampled_from(ISCO_CODES)),
    "territory": (CodeKind(Vocabulary.TERRITORY), st.sampled_from([place.code for place in PLACES])),
    "spoken": (
        SpokenKind(),
        st.builds(Spoken, st.sampled_from(languages.language_codes()), st.none() | st.sampled_from(Cefr)),
    ),
    "topic": (ListedCodeKind("topic", ["CV", "TALK"]), st.sampled_from(["CV", "TALK"])),
    "month": (MonthKind(), st.dates(min_value=date(1000, 1, 1)).map(lambda day: day.replace(day=1))),
    "day or answer": (DayOrAnswerKind(), st.dates(min_value=date(1000, 1, 1)) | st.booleans()),
    "mapping": (MappingKind(), st.dictionaries(st.text(), st.none() | st.booleans() | st.integers() | st.text())),
}
TEXT_ITEM = st.text(st.characters(exclude_characters=";|\n"), min_size=1).map(str.strip).filter(bool)
STYLES = {style: Reading(LABELS.with_gender_style(style), ("de", "en"), PLACES) for style in (":", "/-")}


@pytest.mark.parametrize("name", SINGLE)
@settings(deadline=None)
@given(data=st.data())
def test_what_is_shown_of_a_value_is_read_as_the_same_value(name: str, data: st.DataObject) -> None:
    """For every kind, in both languages and any gender style: written into a cell, a value comes back the same."""
    kind, values = SINGLE[name]
    value = data.draw(values)
    for reading in STYLES.values():
        for language in ("de", "en"):
            assert kind.read(kind.shown(value, reading, language), reading) == value
    assert kind.restored(kind.stored(value)) == value


@pytest.mark.parametrize("name", [name for name in SINGLE if name not in ("float", "mapping", "moment", "month")])
@settings(deadline=None)
@given(data=st.data())
def test_several_values_in_a_cell_are_read_as_the_same_values(name: str, data: st.DataObject) -> None:
    """The same for several values in one cell."""
    each, values = SINGLE[name]
    kind = ManyKind(each)
    value = tuple(data.draw(st.lists(TEXT_ITEM if name == "text" else values, min_size=1, max_size=4, unique=True)))
    for language in ("de", "en"):
        assert kind.read(kind.shown(value, READING, language), READING) == value


def test_a_list_of_occupations_is_never_read_as_its_first(tmp_path: Path) -> None:
    """Codes with titles, parted by any mark, are all kept; a title that holds such a mark is not torn."""
    kind = ManyKind(CodeKind(Vocabulary.ISCO))
    for text in ("2512 IT; 3341 Büro", "2512 IT, 3341 Büro", "2512 IT und 3341 Büro", "2512/3341"):
        assert kind.read(text, READING) == ("2512", "3341")
    assert kind.read("2512 Entwicklung, Beratung und Betrieb", READING) == ("2512",)
    assert ManyKind(SpokenKind()).read("Arabisch C2, Deutsch B1; Englisch B2", READING) == (
        Spoken("ar", Cefr.C2),
        Spoken("de", Cefr.B1),
        Spoken("en", Cefr.B2),
    )
    with pytest.raises(Unreadable):
        kind.read("2512 IT; 33 Büro", READING)


def test_a_region_s_own_title_of_an_occupation_is_read() -> None:
    """A longer code shown with a title from a region's labels is read again."""
    own = Reading(LABELS.over({"isco.251": {"de": "Softwareleute", "en": "Software people"}}), ("de", "en"))
    kind = CodeKind(Vocabulary.ISCO)
    for language in ("de", "en"):
        assert kind.read(kind.shown("251", own, language), own) == "251"


def test_a_moment_keeps_its_place_in_time() -> None:
    """A point in time comes back with its offset."""
    moment = datetime(2026, 3, 5, 9, 15, 30, 123456, tzinfo=UTC)
    assert MomentKind().restored(MomentKind().stored(moment)) == moment
