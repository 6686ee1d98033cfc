"""Saxony: the sample people are the generator's, readable, and hold what they are meant to hold."""

from __future__ import annotations

import csv
import io
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import geleit_saxony_refugees
from geleit import Dossier, Participant, Person, Role, Round, Verdict
from geleit.config import load
from geleit.fields import Field, Reading, fields_of
from geleit.labels import core_labels, read_labels
from geleit.model.evidence import Consent, Evidence
from geleit.model.office import Employer
from geleit.screening import Outlook, Screening, screen
from geleit.vocabulary.names import name_key
from geleit_saxony_refugees import Mentee, Mentor, Phase, Project, Settings, geleit_eligibility
from geleit_saxony_refugees.samples import headings
from geleit_saxony_refugees.samples.generate import generate
from geleit_saxony_refugees.samples.problems import DUPLICATE, FOUND
from geleit_saxony_refugees.territories import TERRITORIES

PACKAGE = Path(geleit_saxony_refugees.__file__).parent
SAMPLES = PACKAGE / "samples"
CONFIGS = PACKAGE.parents[2] / "configs"
READING = Reading(core_labels().over(read_labels(PACKAGE / "labels.toml")), ("de", "en"), TERRITORIES)
PAPERS = ("registration", "residence_document", "language_certificate", "certificate")
ON = date(2025, 1, 2)


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a sample list by heading."""
    text = (SAMPLES / name).read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def fields(cls: type[Any]) -> dict[str, Field]:
    """The fields of a class, and those of a person, by name."""
    return {field.name: field for field in (*fields_of(Person), *fields_of(cls))}


def values(row: dict[str, str], names: Any, cls: type[Any]) -> dict[str, Any]:
    """The cells of a row that belong to fields, read as an import reads them."""
    known = fields(cls)
    return {
        field: known[field].kind.read(row[heading], READING)
        for field, heading in names.items()
        if field in known and row[heading]
    }


def seen(row: dict[str, str]) -> tuple[Evidence, ...]:
    """The papers a row tells of."""
    found = []
    for kind in PAPERS:
        day = row.get(f"{kind}_seen", row.get(kind))
        until = row.get(f"{kind}_valid_until")
        if day:
            read = [date(*map(int, reversed(text.split(".")))) if text else None for text in (day, until)]
            assert read[0] is not None
            found.append(Evidence(id=kind, person=row["ID"], kind=kind, seen_on=read[0], by="x", valid_until=read[1]))
    return tuple(found)


def screened(row: dict[str, str], role: Role) -> Screening:
    """A row screened as an application for the third phase in Dresden."""
    cls: type[Participant] = Mentee if role is Role.MENTEE else Mentor
    names = headings.MENTEE_HEADINGS if role is Role.MENTEE else headings.MENTOR_HEADINGS
    given = values(row, names, cls)
    own = {field.name for field in fields_of(cls)}
    chosen: dict[str, Any] = {"phase": Phase.C3, "project": Project.DRESDEN}
    round_: Round[Settings] = Round(id="c3", title="C3", settings=Settings(**chosen))
    consent = row["Einwilligung am"]
    dossier = Dossier(
        person=Person(**{name: value for name, value in given.items() if name not in own}),
        role=role,
        participant=cls(**{name: value for name, value in given.items() if name in own}),
        round=round_,
        on=ON,
        evidence=seen(row),
        consents=(Consent(id="c", person="p", purpose="programme", given_on=date(2024, 12, 24), by="x"),)
        if consent
        else (),
    )
    return screen(dossier, geleit_eligibility(round_).of(role))


SHOWN: dict[str, dict[str, Verdict]] = {
    "M007": dict.fromkeys(("SN-M02", "SN-M03", "SN-M04"), Verdict.UNKNOWN),
    "M012": {"SN-M07": Verdict.NOT_MET},
    "M019": dict.fromkeys(("SN-M02", "SN-M03", "SN-M04"), Verdict.UNKNOWN),
    "M023": {"SN-M01": Verdict.UNKNOWN},
    "M031": {"SN-M03": Verdict.NOT_MET, "SN-M04": Verdict.NOT_MET, "SN-M05": Verdict.MET},
    "M038": dict.fromkeys(("SN-M03", "SN-M04", "SN-M05"), Verdict.UNKNOWN),
    "M044": {"SN-M05": Verdict.NOT_MET},
    "M051": dict.fromkeys(("SN-M03", "SN-M04", "SN-M06"), Verdict.NOT_MET),
    "M058": {"SN-M02": Verdict.UNKNOWN},
    "M063": {"SN-M02": Verdict.NOT_MET, "SN-M03": Verdict.NOT_APPLICABLE},
    "M070": {"SN-M01": Verdict.NOT_MET},
    "M074": {"SN-M01": Verdict.UNKNOWN},
    "M081": {"SN-M01": Verdict.NOT_MET},
    "M088": {"SN-M09": Verdict.NOT_MET},
    "M095": {"ST-CONSENT": Verdict.UNKNOWN},
    "M099": {"SN-M08": Verdict.NOT_MET},
    "M112": {"SN-P2": Verdict.UNKNOWN},
    "P006": dict.fromkeys(("ST-CONSENT", "SN-R02", "SN-R03"), Verdict.UNKNOWN),
}
"""Person, rule and the verdict that README.md announces."""


def test_the_committed_files_are_what_the_generator_makes(tmp_path: Path) -> None:
    """Seed 1, byte for byte; another seed gives other people."""
    generate(tmp_path / "one", 1)
    generate(tmp_path / "two", 2)
    for name in ("mentees.csv", "mentors.csv", "employers.csv"):
        assert (tmp_path / "one" / name).read_bytes() == (SAMPLES / name).read_bytes()
    assert (tmp_path / "two" / "mentees.csv").read_bytes() != (SAMPLES / "mentees.csv").read_bytes()


def test_the_files_are_as_excel_writes_them_in_germany() -> None:
    """Byte order mark, semicolons, CRLF."""
    for name in ("mentees.csv", "mentors.csv", "employers.csv"):
        raw = (SAMPLES / name).read_bytes()
        assert raw.startswith(b"\xef\xbb\xbfID;")
        assert raw.count(b"\n") == raw.count(b"\r\n") > 1


def test_there_are_enough_people_and_firms() -> None:
    """At least 120 mentees, five mentors with half to full posts, 40 firms."""
    mentors = [values(row, headings.MENTOR_HEADINGS, Mentor) for row in rows("mentors.csv")]
    assert len(rows("mentees.csv")) == 126
    assert sorted(mentor["fte"] for mentor in mentors if "fte" in mentor) == [0.5, 0.75, 0.8, 1.0, 1.0]
    assert len(rows("employers.csv")) == 40


def test_names_come_in_many_scripts() -> None:
    """Latin, Arabic with its joiner, Cyrillic, Ethiopic, Chinese."""
    names = "".join(row["Vorname"] + row["Nachname"] for row in rows("mentees.csv"))
    ranges = (("a", "z"), ("\u0600", "\u06ff"), ("\u0400", "\u04ff"), ("\u1200", "\u137f"), ("\u4e00", "\u9fff"))
    assert all(any(low <= letter <= high for letter in names) for low, high in ranges)
    assert "\u200c" in names


@pytest.mark.parametrize(
    ("shown", "cls"),
    [(headings.MENTEE_HEADINGS, Mentee), (headings.MENTOR_HEADINGS, Mentor), (headings.EMPLOYER_HEADINGS, Employer)],
)
def test_headings_are_the_german_labels(shown: Any, cls: type[Any]) -> None:
    """Papers go by their kind, everything else by its label."""
    known = fields(cls) | {field.name: field for field in fields_of(cls)}
    for name, heading in shown.items():
        if name in (*PAPERS, "residence_document_seen", "residence_document_valid_until") and name not in known:
            assert heading == name
        else:
            label = known[name].label if name in known else f"field.{name}"
            assert heading == READING.labels.text(label, "de")


def test_every_cell_can_be_read() -> None:
    """What a list holds is a value of its field; firms too."""
    for name, shown, cls in (
        ("mentees.csv", headings.MENTEE_HEADINGS, Mentee),
        ("mentors.csv", headings.MENTOR_HEADINGS, Mentor),
        ("employers.csv", headings.EMPLOYER_HEADINGS, Employer),
    ):
        for row in rows(name):
            assert values(row, shown, cls)


@pytest.mark.parametrize("id_", sorted(SHOWN))
def test_what_is_announced_is_found(id_: str) -> None:
    """The screening says of these people what README.md says."""
    role, name = (Role.MENTOR, "mentors.csv") if id_.startswith("P") else (Role.MENTEE, "mentees.csv")
    row = next(row for row in rows(name) if row["ID"] == id_)
    found = screened(row, role)
    assert {code: found.finding(code).verdict for code in SHOWN[id_]} == SHOWN[id_]


def test_everybody_else_is_eligible() -> None:
    """The others have nothing missing."""
    for name, role in (("mentees.csv", Role.MENTEE), ("mentors.csv", Role.MENTOR)):
        others = [row for row in rows(name) if row["ID"] not in {*FOUND, "P006"}]
        decided = {row["ID"]: screened(row, role).decision for row in others}
        assert {id_: outlook for id_, outlook in decided.items() if outlook is not Outlook.ELIGIBLE} == {}


def test_one_person_is_listed_twice() -> None:
    """The same words of the name in another order, and the same telephone; nobody else shares a name."""
    people = {row["ID"]: row for row in rows("mentees.csv")}
    first, second = (people[id_] for id_ in DUPLICATE)
    assert name_key(first["Vorname"], first["Nachname"]) == name_key(second["Vorname"], second["Nachname"])
    assert first["Telefon"] == second["Telefon"]
    assert first["E-Mail"] != second["E-Mail"]
    assert len({name_key(row["Vorname"], row["Nachname"]) for row in people.values()}) == len(people) - 1


def test_somebody_has_no_mentor_in_the_field() -> None:
    """No mentor shares even the first two digits of the occupation."""
    mentee = next(row for row in rows("mentees.csv") if row["ID"] == "M105")
    known = {code.strip()[:2] for row in rows("mentors.csv") for code in row["Berufe (ISCO-08)"].split(";")}
    assert mentee["Berufe (ISCO-08)"][:2] not in known


def test_the_readme_names_everybody_with_a_problem() -> None:
    """The table lists the people by id."""
    text = (SAMPLES / "README.md").read_text(encoding="utf-8")
    assert all(f"| {id_} |" in text for id_ in (*FOUND, DUPLICATE[1], "P005", "P006"))


def test_the_demo_tells_three_phases_in_a_chain() -> None:
    """The third phase continues the second, and that the first."""
    config = load(SAMPLES / "organisation.toml")
    assert config.database.protection is not None
    assert config.database.protection.value == "sample"
    chain = {round_.id: (round_.start, round_.end, round_.continues) for round_ in config.rounds}
    assert chain == {
        "c3": (date(2025, 1, 1), date(2027, 12, 31), "c2"),
        "c2": (date(2020, 1, 1), date(2024, 12, 31), "c1"),
        "c1": (date(2016, 11, 1), date(2019, 12, 31), None),
    }


def test_two_projects_differ_in_their_file_only() -> None:
    """Dresden and the first of Mittelsachsen: names, database and project; rules and phases are the same."""
    dresden, mittelsachsen = (
        tomllib.loads((CONFIGS / f"{name}.toml").read_text(encoding="utf-8")) for name in ("dresden", "mittelsachsen-1")
    )
    for name in ("dresden", "mittelsachsen-1"):
        assert load(CONFIGS / f"{name}.toml").region == {"project": name}
    different = {key for key in dresden if dresden[key] != mittelsachsen[key]}
    assert different == {"organisation", "programme", "database", "region"}
    assert dresden["programme"]["region"] == mittelsachsen["programme"]["region"] == "saxony_refugees"
