"""Lists coming in: every fault named and nothing written, the rest on request, the same twice changes nothing."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest

from geleit.errors import Problem, StoreError
from geleit.fields import evolve
from geleit.labels import FALLBACK, say
from geleit.model.lifecycle import PairState, PartState
from geleit.model.office import Employer, EmployerContact
from geleit.model.outcomes import Outcome
from geleit.model.partnerships import Partnership
from geleit.model.people import DuplicateNotice, Participation, Person, Role
from geleit.model.sessions import Attendance, BoundaryNote, Event, Session, Statement
from geleit.programme import Programme, applications, lists, rounds
from geleit.programme.intake import Import
from geleit.programme.proposals import publishing
from geleit.store import Transaction, entries
from geleit.vocabulary.answer import Gender
from tests.organisations.office import admit
from tests.organisations.tiny import OF_AGE, configuration, laid_out, region_source

TODAY = date(2026, 3, 20)
REGION = region_source(
    OF_AGE,
    '''

@geleit.hookimpl
def geleit_sessions(round_):
    """The standard's, and one task that is not the mentor's."""
    return attrs.evolve(geleit.standard.sessions(round_), blocked=(geleit.Blocked("LEGAL"),))
''',
)
LABELS = """
[blocked]
LEGAL = { de = "Rechtsberatung", en = "Legal advice" }
[referral]
LEGAL = { de = "an die Beratungsstelle", en = "to the advice centre" }
"""
ROUND = '[[rounds]]\nid = "r1"\ntitle = "Erster Durchgang"\nstart = 2026-01-01\nend = 2026-06-30\n'
HEADINGS = {
    "id": "Lfd. Nr.",
    "given_name": "Vorname",
    "family_name": "Nachname",
    "birth_date": "Geburtsdatum",
    "gender": "Geschlecht",
    "origin": "Herkunftsland",
    "email": "E-Mail",
    "phone": "Telefon",
    "contact_language": "Kontaktsprache",
    "languages": "Sprachen",
    "host_level": "Niveau der Landessprache",
    "occupations": "Berufe (ISCO-08)",
    "education": "Höchste Bildung (ISCED)",
    "experience_years": "Berufserfahrung in Jahren",
    "may_work": "Darf arbeiten",
    "consent": "Einwilligung am",
}
ENGLISH = {
    "id": "Number",
    "given_name": "Given name",
    "family_name": "Family name",
    "birth_date": "Date of birth",
    "gender": "Gender",
    "origin": "Country of origin",
    "email": "E-mail",
    "phone": "Telephone",
    "contact_language": "Contact language",
    "languages": "Languages",
    "host_level": "Level of the host language",
    "occupations": "Occupations (ISCO-08)",
    "education": "Highest education (ISCED)",
    "experience_years": "Years of experience",
    "may_work": "May work",
    "consent": "Consent given on",
}
FAULTS: Sequence[tuple[int, str, str, str, str]] = (
    (5, "family_name", "", "darf nicht leer sein", "must not be empty"),
    (17, "birth_date", "30.02.1990", "diesen Tag gibt es nicht", "there is no such day"),
    (31, "birth_date", "01/02/1990", "ein Datum wie 31.12.2026 oder", "a date such as 31.12.2026 or"),
    (44, "birth_date", "21.03.2026", "nicht in der Zukunft", "not lie in the future"),
    (58, "birth_date", "12.05.1850", "ein Alter bis 120 Jahre", "an age of up to 120 years"),
    (60, "gender", "w?", "weiblich, männlich", "female, male"),
    (79, "origin", "Atlantis", "ein Land, als Name oder als Code", "a country, by name or by a code"),
    (83, "contact_language", "Quatschisch", "eine Sprache, als Name", "a language, by name"),
    (97, "languages", "Arabisch C2; Quatschisch B1", "eine Sprache mit Stufe", "a language with its level"),
    (110, "host_level", "B3", "eine Stufe A1, A2", "a level A1, A2"),
    (123, "occupations", "25125", "ein ISCO-08-Code", "an ISCO-08 code"),
    (140, "experience_years", "viele", "eine Zahl wie 2,5", "a number such as 2.5"),
    (158, "may_work", "vielleicht", "ja oder nein", "yes or no"),
    (177, "id", "P0005", "steht schon in Zeile 6", "stands in line 6 already"),
    (201, "given_name", "MÃ¼zeyyen", "Umlaute und Akzente sind verfälscht", "umlauts and accents are garbled"),
)
"""Line, column, what stands there, and the expectation in German and English; line n holds the id n - 1."""


class Deployment:
    """A folder with a configuration, and what can be done with it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.config = laid_out(folder, configuration(ROUND), REGION, labels=LABELS)
        self.programme = Programme.open(
            self.config,
            clock=lambda: datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=UTC),
            randomness=Random(1),
        )

    def file(
        self, rows: Sequence[Mapping[str, str]], name: str = "mentees.csv", headings: Mapping[str, str] = HEADINGS
    ) -> Path:
        """A list, with the headings in the order of `headings` as far as any row has them."""
        used = [field for field in headings if any(field in row for row in rows)]
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=";")
        writer.writerow([headings[field] for field in used])
        writer.writerows([row.get(field, "") for field in used] for row in rows)
        path = self.folder / name
        path.write_text(text.getvalue(), encoding="utf-8-sig")
        return path

    def people(self, path: Path, role: Role = Role.MENTEE, **how: Any) -> Import:
        """Take in a list of people."""
        return applications.import_people(self.programme, self.programme.round(), role, path, **how)

    def rows(self, what: str, rows: Sequence[Mapping[str, str]], **how: Any) -> Import:
        """Take in another list, its columns headed by the fields' names."""
        names = {field: field for row in rows for field in row}
        path = self.file(rows, f"{what}.csv", names)
        return lists.import_list(self.programme, self.programme.round(), what, path, **how)

    def counted(self) -> dict[str, int]:
        """How many rows each table has, the journal included, in which the statement about the disk is the first entry; of
        a database that is not there, none."""
        path = self.folder / "data" / "tiny.db"
        if not path.exists():
            return {}
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as db:
            tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            found = {table: db.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in tables}
            return {table: count for table, count in found.items() if not table.startswith(("sqlite_", "_sqlite"))}

    def content(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table but the journal, in their order."""
        with closing(sqlite3.connect(f"{(self.folder / 'data' / 'tiny.db').as_uri()}?mode=ro", uri=True)) as db:
            tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return {
                table: db.execute(f'SELECT * FROM "{table}" ORDER BY 1').fetchall()
                for table in tables
                if not table.startswith("journal")
            }

    def pair(self, mentee: str, mentor: str) -> Partnership:
        """Two people who stand in lists, admitted and made a pair."""
        round_ = self.programme.round()
        admit(self.programme, round_, mentee, Role.MENTEE)
        admit(self.programme, round_, mentor, Role.MENTOR)
        return publishing.pair_by_hand(self.programme, round_, mentee, mentor, "sie kennen sich")


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Deployment]:
    """An organisation without any records yet."""
    deployment = Deployment(tmp_path)
    with deployment.programme:
        yield deployment


@pytest.fixture
def paired(place: Deployment) -> Deployment:
    """Three mentees, two mentors; Amal (M1) and Bert (T1) are a pair, the others are alone."""
    place.people(place.file([applicant(n, id=f"M{n}") for n in (1, 2, 3)]))
    names = (("Bert", "Lang"), ("Jutta", "Kurz"))
    mentors = [
        {"id": f"T{n}", "given_name": given, "family_name": family, "birth_date": "05.05.1970"}
        for n, (given, family) in enumerate(names, start=1)
    ]
    place.people(place.file(mentors, "mentors.csv"), Role.MENTOR)
    rounds.open_round(place.programme)
    place.pair("M1", "T1")
    return place


def applicant(number: int, **changed: str) -> dict[str, str]:
    """A row without a fault; every number is somebody else."""
    letters = "".join("abcdefghij"[int(digit)] for digit in f"{number:04}")
    return {
        "id": f"P{number:04}",
        "given_name": f"Amal {letters}",
        "family_name": f"Nasser {letters[::-1]}",
        "birth_date": f"{1 + number % 27:02}.0{1 + number % 9}.{1965 + number % 35}",
        "gender": ("weiblich", "männlich", "")[number % 3],
        "origin": ("Syrien", "Ukraine", "Iran")[number % 3],
        "email": f"p{number}@example.org",
        "phone": f"+49 351 55{number:05}",
        "contact_language": "Deutsch",
        "languages": ("Arabisch C2; Deutsch B1", "Ukrainisch C2", "Persian B2; German A2")[number % 3],
        "host_level": ("B1", "B2", "A2")[number % 3],
        "occupations": ("2512", "2221", "7411; 7412")[number % 3],
        "education": ("Bachelor oder gleichwertig", "Sekundarbereich II", "")[number % 3],
        "experience_years": ("2,5", "11", "")[number % 3],
        "may_work": ("ja", "nein", "")[number % 3],
        "consent": ("01.02.2026", "ja", "")[number % 3],
        **changed,
    }


def two_hundred() -> list[dict[str, str]]:
    """The 200 rows of a list, from line 2 on, with the 15 faults; line n is applicant n - 1."""
    rows = [applicant(line - 1) for line in range(2, 202)]
    for line, field, found, _, _ in FAULTS:
        rows[line - 2][field] = found
    return rows


def in_both(place: Deployment, problem: Problem) -> tuple[str, str]:
    """What is expected, in German and English."""
    labels = place.programme.labels
    return labels.text(problem.sentence, "de"), labels.text(problem.sentence, FALLBACK)


def test_fifteen_kinds_of_fault_in_two_hundred_rows_are_all_named_and_nothing_is_written(place: Deployment) -> None:
    """Line, column, value, and in both languages what was expected; no person is kept."""
    path = place.file(two_hundred())
    done = place.people(path)
    named = {(problem.line, problem.key, problem.found) for problem in done.problems}
    assert named == {(line, HEADINGS[field], found) for line, field, found, _, _ in FAULTS}
    assert len(done.problems) == len({problem.sentence.code for problem in done.problems}) == 15
    for problem, (_, _, _, german, english) in zip(done.problems, FAULTS, strict=True):
        said = in_both(place, problem)
        assert german in said[0]
        assert english in said[1]
        assert problem.file == "mentees.csv"
    assert not done.written
    assert (done.accepted, done.updated, done.unchanged, done.refused_file) == (0, 0, 0, None)
    assert not any(place.counted().values()) or (place.counted()["people"], place.counted()["journal_chain"]) == (0, 1)
    assert not list(place.folder.glob("*-refused*"))


def test_the_valid_rows_are_written_on_request_and_the_refused_file_can_be_imported_after_correction(
    place: Deployment,
) -> None:
    """185 come in at once, and the 15 others once their cells are corrected in the file that was written."""
    path = place.file(two_hundred())
    first = place.people(path, accept_valid=True)
    assert (first.accepted, first.written, len(first.problems)) == (185, True, 15)
    assert place.counted()["people"] == place.counted()["participations"] == 185
    assert first.refused_file is not None
    with first.refused_file.open(encoding="utf-8-sig", newline="") as source:
        rows = list(csv.reader(source, delimiter=";"))
    headings = rows[0]
    assert headings == [*HEADINGS.values(), "Warum nicht übernommen"]
    assert len(rows) == 16
    for row, (line, field, _, german, _) in zip(rows[1:], FAULTS, strict=True):
        assert german in row[-1]
        assert HEADINGS[field] in row[-1]
        at = headings.index(HEADINGS[field])
        row[at] = f"P{line - 1:04}" if field == "id" else applicant(line - 1)[field]
    corrected = place.folder / "corrected.csv"
    with corrected.open("w", encoding="utf-8-sig", newline="") as target:
        csv.writer(target, delimiter=";").writerows(rows)
    second = place.people(corrected)
    assert (second.accepted, second.written, second.problems) == (15, True, ())
    assert place.counted()["people"] == 200
    again = place.people(corrected)
    assert (again.accepted, again.updated, again.unchanged) == (0, 0, 15)
    whole = place.people(place.file([applicant(line - 1) for line in range(2, 202)]))
    assert (whole.accepted, whole.updated, whole.unchanged) == (0, 0, 200)


def test_the_same_file_twice_changes_nothing(place: Deployment) -> None:
    """The second time no table has another row, the history included, and no row differs."""
    path = place.file([applicant(n) for n in range(30)])
    place.people(path)
    before, content = place.counted(), place.content()
    again = place.people(path)
    assert (again.accepted, again.updated, again.unchanged) == (0, 0, 30)
    assert (again.changes, again.duplicates) == ((), ())
    assert place.counted() == before
    assert place.content() == content


def test_a_changed_row_with_an_id_is_updated_and_shows_before_and_after(place: Deployment) -> None:
    """One person, no second one; what differs is named with both values, and the history has both."""
    place.people(place.file([applicant(n) for n in range(4)]))
    rows = [applicant(n) for n in range(4)]
    rows[1] |= {"phone": "+49 351 999", "host_level": "C1", "family_name": "Nasser-Weber"}
    done = place.people(place.file(rows))
    assert (done.accepted, done.updated, done.unchanged) == (0, 1, 3)
    found = {change.field: (change.line, change.id, change.before, change.after) for change in done.changes}
    assert found == {
        "phone": (3, "P0001", "+49 351 5500001", "+49 351 999"),
        "host_level": (3, "P0001", "B2", "C1"),
        "family_name": (3, "P0001", "Nasser baaa", "Nasser-Weber"),
    }
    assert place.counted()["people"] == 4
    latest = entries(place.programme.store, record=("people", "P0001"), limit=1)[0]
    assert latest.before == {"family_name": "Nasser baaa", "phone": "+49 351 5500001"} | {
        key: value for key, value in latest.before.items() if key.endswith("_key")
    }
    assert latest.after["phone"] == "+49 351 999"
    assert latest.reason == "import"
    assert entries(place.programme.store, limit=1)[0].after == {"file": "mentees.csv"}


def test_without_ids_identical_rows_are_known_by_content_and_number(place: Deployment) -> None:
    """Two identical rows are two people; importing them again adds nobody, a third one adds one."""
    row = applicant(1)
    del row["id"]
    other = applicant(2)
    del other["id"]
    assert place.people(place.file([row, row, other])).accepted == 3
    before = place.counted()
    again = place.people(place.file([other, row, row]))
    assert (again.accepted, again.unchanged) == (0, 3)
    assert place.counted() == before
    more = place.people(place.file([row, row, row, other]))
    assert (more.accepted, more.unchanged) == (1, 3)
    assert place.counted()["people"] == 4


def test_an_empty_cell_never_erases(place: Deployment) -> None:
    """A list that has emptied every cell but the names leaves everything as it was."""
    place.people(place.file([applicant(1)]))
    before = place.programme.store.one(Person, "P0001")
    content = place.content()
    emptied = dict.fromkeys(HEADINGS, "") | {
        field: applicant(1)[field] for field in ("id", "given_name", "family_name")
    }
    done = place.people(place.file([emptied]))
    assert done.changes == ()
    assert (done.unchanged, done.updated) == (1, 0)
    assert place.programme.store.one(Person, "P0001") == before
    assert place.content() == content


def test_likely_duplicates_are_offered_and_never_joined(place: Deployment) -> None:
    """The same name in another spelling, telephone or e-mail is noted for a person to decide; both stay."""
    rows = [
        applicant(1, given_name="Jörg", family_name="Müller", birth_date="02.03.1990"),
        applicant(2, given_name="MUELLER", family_name="Joerg", birth_date=""),
        applicant(3, phone="0351 5500001"),
        applicant(4, email="P1@Example.org"),
        applicant(5),
    ]
    done = place.people(place.file(rows))
    assert done.accepted == place.counted()["people"] == 5
    found = {(notice.id, notice.other): notice.signs for notice in done.duplicates}
    assert found == {
        ("P0002", "P0001"): ("name",),
        ("P0003", "P0001"): ("phone",),
        ("P0004", "P0001"): ("email",),
    }
    kept = place.programme.store.all(DuplicateNotice)
    assert {(notice.person, notice.other) for notice in kept} == set(found)
    assert all(notice.same_person is None for notice in kept)


def test_the_first_of_january_is_no_sign_and_another_birth_date_speaks_against_a_name(place: Deployment) -> None:
    """1 January stands for papers that were lost; the same name with two birth dates is two people."""
    rows = [
        applicant(1, birth_date="01.01.1990"),
        applicant(2, birth_date="01.01.1990"),
        applicant(3, given_name="Amal", family_name="Ali", birth_date="01.01.1985"),
        applicant(4, given_name="Amal", family_name="Ali", birth_date="01.01.1985"),
        applicant(5, given_name="Amal", family_name="Ali", birth_date="02.02.1999"),
        applicant(6, given_name="Rana", family_name="Aziz", birth_date="02.02.1985"),
        applicant(7, given_name="Rana", family_name="Aziz", birth_date="02.02.1985"),
    ]
    done = place.people(place.file(rows))
    assert {(notice.id, notice.other): notice.signs for notice in done.duplicates} == {
        ("P0004", "P0003"): ("name",),
        ("P0007", "P0006"): ("name", "birth_date"),
    }


def test_a_dry_run_writes_nothing_and_reports_the_same(place: Deployment) -> None:
    """Counts, problems, changes and duplicates are those of the real run that follows."""
    place.people(place.file([applicant(n) for n in range(40, 60)]))
    rows = two_hundred()
    rows[50 - 2] |= {"given_name": applicant(5)["given_name"], "family_name": applicant(5)["family_name"]}
    path = place.file(rows)
    before = place.counted()
    tried = place.people(path, dry_run=True, accept_valid=True)
    assert place.counted() == before
    assert not tried.written
    assert tried.refused_file is None
    real = place.people(path, accept_valid=True)
    assert real.written
    for name in ("accepted", "updated", "unchanged", "problems", "changes", "duplicates", "unknown_columns"):
        assert getattr(tried, name) == getattr(real, name)
    assert real.accepted > 100
    assert real.updated
    assert real.unchanged


def test_a_dry_run_names_the_faults_that_hold_everything_back(place: Deployment) -> None:
    """Without asking for the valid rows, the dry run and the run name the same faults."""
    path = place.file(two_hundred())
    assert place.people(path, dry_run=True).problems == place.people(path).problems


def test_other_column_orders_and_english_headings_change_nothing(place: Deployment) -> None:
    """Five orders of the columns in both languages are the same list."""
    rows = [applicant(n) for n in range(20)]
    place.people(place.file(rows))
    before = place.counted()
    dice = Random(7)
    for headings in (HEADINGS, ENGLISH) * 5:
        names = list(headings)
        dice.shuffle(names)
        done = place.people(place.file(rows, headings={name: headings[name] for name in names}))
        assert (done.accepted, done.updated, done.unchanged, done.unknown_columns) == (0, 0, 20, ())
    assert place.counted() == before


def test_an_id_that_is_somebody_elses_is_refused_and_overwrites_nobody(place: Deployment) -> None:
    """Two lists that number their rows from 1 do not make one person of two."""
    place.people(place.file([applicant(n, id=str(n)) for n in (1, 2)]))
    mentors = [
        {"id": "1", "given_name": "Bert", "family_name": "Lang"},
        {"id": "3", "given_name": "Jutta", "family_name": "Kurz"},
    ]
    done = place.people(place.file(mentors, "mentors.csv"), Role.MENTOR, accept_valid=True)
    assert done.accepted == 1
    assert [(problem.line, problem.key, problem.found) for problem in done.problems] == [(2, "Lfd. Nr.", "1")]
    german, english = in_both(place, done.problems[0])
    assert applicant(1)["given_name"] in german
    assert german != english
    assert place.programme.store.one(Person, "1").given_name == applicant(1)["given_name"]


def test_somebody_who_comes_back_in_another_role_stays_one_person(place: Deployment) -> None:
    """A mentee's id in the list of mentors, with one of the names, is the same human being."""
    place.people(place.file([applicant(1)]))
    row = {"id": "P0001", "given_name": applicant(1)["given_name"], "family_name": "Weber"}
    done = place.people(place.file([row], "mentors.csv"), Role.MENTOR)
    assert (done.accepted, done.duplicates) == (1, ())
    assert [(change.field, change.after) for change in done.changes] == [("family_name", "Weber")]
    roles = {part.role for part in place.programme.store.all(Participation, person="P0001")}
    assert roles == {Role.MENTEE, Role.MENTOR}
    assert place.counted()["people"] == 1


def test_what_was_read_is_what_is_kept(place: Deployment) -> None:
    """A row's values stand in the records, unknown ones as unknown."""
    place.people(place.file([applicant(3, gender="divers/nicht-binär"), applicant(5)]))
    person = place.programme.store.one(Person, "P0003")
    assert (person.gender, person.origin, person.birth_date) == (Gender.NON_BINARY, "SY", date(1968, 4, 4))
    (part,) = place.programme.store.all(Participation, person="P0005")
    assert (part.state, part.applied_on) == (PartState.APPLIED, TODAY)
    cls = place.programme.participant(Role.MENTEE)
    fields: Any = place.programme.store.fields(place.programme.table(Role.MENTEE), cls, part.id)
    assert fields.occupations == ("7411", "7412")
    assert fields.may_work is fields.experience_years is fields.education is None


GOOD: Mapping[str, tuple[type[Any], Sequence[Mapping[str, str]]]] = {
    "sessions": (
        Session,
        [
            {"mentee": "M1", "held_on": "05.02.2026", "minutes": "90", "topics": "GENERAL"},
            {"mentee": "M1", "held_on": "05.02.2026", "minutes": "90", "topics": "GENERAL"},
            {"mentee": "M1", "held_on": "2026-02-12", "minutes": "45", "topics": "Allgemeines"},
        ],
    ),
    "statements": (
        Statement,
        [
            {"mentee": "M1", "month": "01.2026", "meetings": "3", "hours": "4,5", "estimated": "ja"},
            {"mentee": "M1", "month": "2026-02", "meetings": "2", "hours": "3", "estimated": ""},
        ],
    ),
    "attendance": (
        Attendance,
        [
            {"event": "kick_off", "held_on": "08.01.2026", "person": "M1", "present": "ja"},
            {"event": "kick_off", "held_on": "08.01.2026", "person": "T1", "present": "nein"},
            {"event": "Stadtführung", "held_on": "09.02.2026", "person": "M2", "present": ""},
        ],
    ),
    "outcomes": (
        Outcome,
        [
            {"person": "M1", "category": "EMP_QUAL", "began_on": "01.03.2026", "employer": "Fix", "insured": "ja"},
            {"person": "M2", "category": "CONTACT", "began_on": "03.03.2026", "employer": "", "insured": ""},
        ],
    ),
    "employers": (
        Employer,
        [
            {"name": "Bäckerei Ruß", "sector": "Handwerk", "contact_on": "02.02.2026", "contact_kind": "talk"},
            {"name": "Klinik", "sector": "", "contact_on": "", "contact_kind": ""},
        ],
    ),
}


@pytest.mark.parametrize("what", lists.LISTS)
def test_every_list_comes_in_and_the_same_twice_changes_nothing(paired: Deployment, what: str) -> None:
    """All rows are kept; the second time no table has another row and none differs."""
    cls, rows = GOOD[what]
    first = paired.rows(what, rows)
    assert (first.accepted, first.problems, first.written) == (len(rows), (), True)
    assert paired.programme.store.count(cls) == len(rows)
    before, content = paired.counted(), paired.content()
    again = paired.rows(what, rows)
    assert (again.accepted, again.updated, again.unchanged, again.problems) == (0, 0, len(rows), ())
    assert paired.counted() == before
    assert paired.content() == content


def test_values_of_the_lists_are_what_the_records_hold(paired: Deployment) -> None:
    """Hours are minutes, an event is made once, a yes is a yes, nothing said is unknown."""
    for what, (_, rows) in GOOD.items():
        paired.rows(what, rows)
    store = paired.programme.store
    assert [one.minutes for one in store.all(Session, order="held_on")] == [90, 90, 45]
    stated = [(one.month, one.meetings, one.minutes, one.estimated) for one in store.all(Statement, order="month")]
    assert stated == [(date(2026, 1, 1), 3, 270, True), (date(2026, 2, 1), 2, 180, False)]
    events = {event.id: event for event in store.all(Event)}
    assert sorted((event.milestone or "–", event.title) for event in events.values()) == [
        ("kick_off", "Auftakt"),
        ("–", "Stadtführung"),
    ]
    present = {(events[one.event].title, one.person): one.present for one in store.all(Attendance)}
    assert present == {("Auftakt", "M1"): True, ("Auftakt", "T1"): False, ("Stadtführung", "M2"): True}
    (job,) = store.all(Outcome, person="M1")
    (firm,) = store.all(Employer, name="Fix")
    assert (job.employer, job.insured, job.permanent) == (firm.id, "yes", None)
    assert store.count(EmployerContact) == 1


def _two_faults(good: Mapping[str, str], first: Mapping[str, str], second: Mapping[str, str]) -> Any:
    return [good, {**good, **first}, {**good, **second}]


@pytest.mark.parametrize(
    ("what", "rows", "lines"),
    [
        ("sessions", _two_faults(GOOD["sessions"][1][0], {"mentee": "M2"}, {"topics": "OTHER"}), [3, 4]),
        ("sessions", _two_faults(GOOD["sessions"][1][0], {"mentee": "M2"}, {"held_on": "30.02.2026"}), [3, 4]),
        ("sessions", _two_faults(GOOD["sessions"][1][0], {"mentee": "Niemand"}, {"minutes": "1500"}), [3, 4]),
        ("statements", _two_faults(GOOD["statements"][1][0], {"mentee": "M3"}, {"month": "13.2026"}), [3, 4]),
        ("attendance", _two_faults(GOOD["attendance"][1][0], {"person": "M9"}, {"held_on": "21.03.2026"}), [3, 4]),
        ("outcomes", _two_faults(GOOD["outcomes"][1][0], {"person": "T1"}, {"category": "GLUECK"}), [3, 4]),
        ("employers", _two_faults(GOOD["employers"][1][0], {"name": ""}, {"contact_on": ""}), [3, 4]),
    ],
)
def test_what_only_the_records_refuse_is_named_with_its_line_beside_every_other_fault(
    paired: Deployment, what: str, rows: Sequence[Mapping[str, str]], lines: list[int]
) -> None:
    """Nothing is written; on request the good row is, and the refused rows stand in a file with the reasons."""
    before = paired.counted()
    held = paired.rows(what, rows)
    assert [problem.line for problem in held.problems] == lines
    assert not held.written
    assert held.accepted == 0
    assert paired.counted() == before
    kept = paired.rows(what, rows, accept_valid=True)
    assert [problem.line for problem in kept.problems] == lines
    assert kept.accepted == 1
    assert paired.programme.store.count(GOOD[what][0]) == 1
    assert kept.refused_file is not None
    written = kept.refused_file.read_text("utf-8-sig").splitlines()
    assert len(written) == 3
    for problem in kept.problems:
        german, english = in_both(paired, problem)
        assert german != english


def test_a_session_without_a_pair_names_who_has_none(paired: Deployment) -> None:
    """The mentee who is alone is named, in both languages."""
    done = paired.rows("sessions", [{"mentee": "M2", "held_on": "05.02.2026"}])
    german, english = in_both(paired, done.problems[0])
    name = paired.programme.store.one(Person, "M2").name
    assert german == f"{name} hat im Durchgang r1 keine Partnerschaft"
    assert english == f"{name} has no partnership in the round r1"


def test_a_session_with_somebody_elses_mentor_is_refused(paired: Deployment) -> None:
    """M1's mentor is T1: hours under T2's name are a mistake in the list and are not booked to the pair."""
    row = {"mentee": "M1", "mentor": "T2", "held_on": "05.02.2026", "minutes": "90"}
    done = paired.rows("sessions", [row, {**row, "mentor": "T1"}], accept_valid=True)
    assert [problem.line for problem in done.problems] == [2]
    assert "Jutta Kurz" in in_both(paired, done.problems[0])[0]
    assert paired.programme.store.count(Session) == 1


def test_a_blocked_task_becomes_a_boundary_note_and_no_session(paired: Deployment) -> None:
    """It counts for no hours, names where to refer, and is noted once."""
    row = {"mentee": "M1", "held_on": "05.02.2026", "minutes": "90", "blocked": "Rechtsberatung", "note": "Brief"}
    assert paired.rows("sessions", [row]).accepted == 1
    (note,) = paired.programme.store.all(BoundaryNote)
    assert (note.blocked, note.referred_to, note.note) == ("LEGAL", "an die Beratungsstelle", "Brief")
    assert paired.programme.store.count(Session) == 0
    before = paired.counted()
    assert paired.rows("sessions", [row]).unchanged == 1
    assert paired.counted() == before


def test_a_second_statement_for_a_month_replaces_the_first(paired: Deployment) -> None:
    """One statement per pair and month, with the last figures, and what was said first in the history."""
    paired.rows("statements", [GOOD["statements"][1][0]])
    done = paired.rows("statements", [{**GOOD["statements"][1][0], "hours": "6", "estimated": "nein"}])
    assert (done.accepted, done.updated) == (0, 1)
    (stated,) = paired.programme.store.all(Statement)
    assert (stated.minutes, stated.estimated) == (360, False)
    latest = entries(paired.programme.store, record=("statements", stated.id), limit=1)[0]
    assert (latest.before["minutes"], latest.after["minutes"]) == (270, 360)


@pytest.mark.parametrize(
    ("what", "first", "second"),
    [
        ("statements", GOOD["statements"][1][0], {"hours": "6"}),
        ("attendance", GOOD["attendance"][1][0], {"present": "nein"}),
    ],
)
def test_two_rows_of_one_list_that_contradict_each_other_are_a_fault(
    paired: Deployment, what: str, first: Mapping[str, str], second: Mapping[str, str]
) -> None:
    """Which of the two holds is not for the order of the rows to say."""
    done = paired.rows(what, [first, {**first, **second}])
    assert [problem.line for problem in done.problems] == [3]
    assert "2" in in_both(paired, done.problems[0])[0]
    assert not done.written


def test_a_session_with_an_id_is_changed_where_it_stands(paired: Deployment) -> None:
    """The organisation's own number finds the session again."""
    row = {"id": "S-1", "mentee": "M1", "held_on": "05.02.2026", "minutes": "90"}
    paired.rows("sessions", [row])
    done = paired.rows("sessions", [{**row, "minutes": "60"}])
    assert (done.accepted, done.updated) == (0, 1)
    (session,) = paired.programme.store.all(Session)
    assert (session.id, session.minutes) == ("S-1", 60)


def test_an_empty_cell_erases_nothing_of_a_session_or_an_outcome(paired: Deployment) -> None:
    """A row with an id changes what it says and leaves the rest."""
    session = {"id": "S-1", "mentee": "M1", "held_on": "05.02.2026", "minutes": "90", "topics": "GENERAL", "note": "n"}
    outcome = {"id": "O-1", **GOOD["outcomes"][1][0]}
    paired.rows("sessions", [session])
    paired.rows("outcomes", [outcome])
    paired.rows("sessions", [{**session, "held_on": "06.02.2026", "minutes": "", "topics": "", "note": ""}])
    done = paired.rows("outcomes", [{**outcome, "category": "EMP_SV", "employer": "", "insured": ""}])
    assert (done.accepted, done.updated) == (0, 1)
    (kept,) = paired.programme.store.all(Session)
    assert (kept.held_on.day, kept.minutes, kept.topics, kept.note) == (6, 90, ("GENERAL",), "n")
    (result,) = paired.programme.store.all(Outcome)
    assert (result.id, result.category, result.insured) == ("O-1", "EMP_SV", "yes")
    assert result.employer is not None


def test_two_talks_with_one_employer_are_one_employer_and_two_talks(paired: Deployment) -> None:
    """The same firm on two lines is counted once, its talks twice, and again nothing changes the second time."""
    rows = [{"name": "Klinik", "contact_on": day, "contact_kind": "talk"} for day in ("02.02.2026", "09.02.2026")]
    first = paired.rows("employers", rows)
    assert (first.accepted, first.updated) == (1, 1)
    assert paired.programme.store.count(Employer) == 1
    assert paired.programme.store.count(EmployerContact) == 2
    before = paired.counted()
    assert paired.rows("employers", rows).unchanged == 2
    assert paired.counted() == before


def test_sessions_of_an_offered_pair_are_refused(paired: Deployment) -> None:
    """Hours belong to an agreed pair only."""
    (pair,) = paired.programme.store.all(Partnership)
    with paired.programme.store.write() as tx:
        tx.update(evolve(pair, state=PairState.DECLINED))
    done = paired.rows("sessions", [GOOD["sessions"][1][0]])
    assert [problem.line for problem in done.problems] == [2]
    assert "abgesagt" in in_both(paired, done.problems[0])[0].casefold()


def test_a_full_disk_is_no_fault_of_a_row(place: Deployment, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole list fails with what the database says; no file of refused rows blames anybody."""
    real: Callable[..., Any] = Transaction.save_fields
    calls = iter(range(1000))

    def failing(tx: Transaction, *given: Any, **named: Any) -> Any:
        if next(calls) == 7:
            raise StoreError(say("store.unwritable", detail="disk is full"))
        return real(tx, *given, **named)

    monkeypatch.setattr(Transaction, "save_fields", failing)
    with pytest.raises(StoreError, match="disk is full"):
        place.people(place.file([applicant(n) for n in range(20)]), accept_valid=True)
    assert (place.counted()["people"], place.counted()["journal_chain"]) == (0, 1)
    assert not list(place.folder.glob("*-refused*"))


def test_a_list_is_taken_in_whole_when_a_row_fails_in_the_middle(
    place: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of the program itself, half-way, leaves nothing behind."""
    real: Callable[..., Any] = Programme.new_id
    calls = iter(range(1000))

    def failing(programme: Programme) -> str:
        if next(calls) == 25:
            raise RuntimeError("out of ids")
        return str(real(programme))

    monkeypatch.setattr(Programme, "new_id", failing)
    with pytest.raises(RuntimeError):
        place.people(place.file([applicant(n) for n in range(20)]))
    assert (place.counted()["people"], place.counted()["journal_chain"]) == (0, 1)
