"""The invented people: the lists can be made again, can be read, and hold the problems the README tells of."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import geleit_austria_wko
from geleit import Dossier, Person, Role, Round, Verdict
from geleit.config import load, structure_at
from geleit.fields import Reading, fields_of
from geleit.files.headings import CONSENT, ID, columns_of, evidence_columns
from geleit.labels import core_labels, read_labels
from geleit.model.evidence import Consent, Evidence
from geleit.regions.words import territory_labels
from geleit.screening import Outlook, Screening, screen
from geleit.vocabulary.names import name_key
from geleit_austria_wko import Mentee, Mentor, Settings, geleit_eligibility, geleit_region
from geleit_austria_wko.samples.generate import generate

SAMPLES = Path(geleit_austria_wko.__file__).with_name("samples")
SEEN, ON = date(2024, 1, 8), date(2024, 1, 10)
PAPERS = (
    *("certificate", "certificate_translation", "language_certificate", "registration", "residence_title"),
    *("ams_confirmation", "confidentiality_statement"),
)
NOT_MET, UNKNOWN = Verdict.NOT_MET, Verdict.UNKNOWN
PROBLEMS: Mapping[str, Mapping[str, Verdict]] = {
    "M003": {"AT-M01": UNKNOWN},
    "M007": {"AT-M01": UNKNOWN},
    "M011": {"AT-M03": NOT_MET},
    "M014": {"AT-M03": UNKNOWN},
    "M015": {"AT-M05": UNKNOWN},
    "M019": {"AT-M04": NOT_MET},
    "M023": {"AT-M01": UNKNOWN, "AT-M04": UNKNOWN, "AT-M05": UNKNOWN},
    "M035": {"AT-S05": NOT_MET},
    "M040": {"AT-M01": NOT_MET},
    "M043": {"AT-M04": NOT_MET, "AT-M05": NOT_MET},
    "M047": {"AT-M04": UNKNOWN},
    "M052": {"AT-M05": NOT_MET},
    "M055": {"ST-CONSENT": UNKNOWN},
    "P021": {"AT-R02": NOT_MET},
    "P034": {"AT-R07": UNKNOWN},
    "P038": {"AT-R03": UNKNOWN},
}
"""Who is not eligible at once, and by which mandatory rules."""

NO_TITLE_NEEDED = ("M018", "M024", "M036", "M048", "M052", "M058", "M059")


def rows(name: str) -> list[dict[str, str]]:
    with (SAMPLES / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


@cache
def people(role: Role) -> dict[str, tuple[Person, Dossier]]:
    """Every row of a list, read by the kinds of its columns, as a dossier."""
    region = geleit_region()
    labels = core_labels().over(territory_labels(region), read_labels(SAMPLES.with_name("labels.toml")))
    reading = Reading(labels, region.languages, region.territories)
    cls = region.mentee if role is Role.MENTEE else region.mentor
    own = fields_of(cls)
    columns = columns_of(
        (ID, *fields_of(Person)[2:], *own, CONSENT, *evidence_columns(PAPERS)), labels, region.languages
    )
    found = {}
    for row in rows("mentees" if role is Role.MENTEE else "mentors"):
        values: dict[str, Any] = {}
        for heading, text in row.items():
            (column,) = columns.find(heading)
            if text:
                values[column.name] = column.kind.read(text, reading)
        person = Person(
            id=values["id"], **{one.name: values[one.name] for one in fields_of(Person)[2:] if one.name in values}
        )
        evidence = tuple(
            Evidence(
                id=f"{person.id}-{kind}",
                person=person.id,
                kind=kind,
                issued_on=values[kind] if isinstance(values[kind], date) else None,
                seen_on=SEEN,
                by="office",
                valid_until=values.get(f"{kind}_valid_until"),
            )
            for kind in PAPERS
            if values.get(kind)
        )
        given = values.get("consent")
        consents = (
            (Consent(id="c", person=person.id, purpose="programme", given_on=given, by="office"),) if given else ()
        )
        found[person.id] = (
            person,
            Dossier(
                person=person,
                role=role,
                participant=cls(**{one.name: values[one.name] for one in own if one.name in values}),
                round=Round(id="ktn-11", title="11. Durchgang", settings=Settings()),
                on=ON,
                evidence=evidence,
                consents=consents,
            ),
        )
    return found


def screened(role: Role) -> dict[str, Screening]:
    rules = geleit_eligibility(Round(id="ktn-11", title="11. Durchgang", settings=Settings())).of(role)
    return {id_: screen(dossier, rules) for id_, (_, dossier) in people(role).items()}


@pytest.mark.parametrize("name", ["mentees.csv", "mentors.csv"])
def test_the_committed_lists_are_what_the_generator_writes(name: str, tmp_path: Path) -> None:
    """Byte for byte, whatever Python made them."""
    generate(tmp_path, seed=1)
    assert (tmp_path / name).read_bytes() == (SAMPLES / name).read_bytes()


def test_another_seed_gives_other_lists(tmp_path: Path) -> None:
    """The people stay, what is drawn about them changes."""
    generate(tmp_path, seed=2)
    assert (tmp_path / "mentees.csv").read_bytes() != (SAMPLES / "mentees.csv").read_bytes()


def test_the_lists_look_like_those_of_a_german_spreadsheet() -> None:
    """Byte order mark, semicolons, line ends of Windows, and no blank line."""
    for name in ("mentees.csv", "mentors.csv"):
        raw = (SAMPLES / name).read_bytes()
        assert raw.startswith(b"\xef\xbb\xbfid;")
        assert raw.count(b"\r\n") == raw.count(b"\n")


def test_there_are_more_mentees_than_mentors_and_enough_for_a_round() -> None:
    """At least 60 and 40, all with ids of their own."""
    assert (len(people(Role.MENTEE)), len(people(Role.MENTOR))) == (62, 42)


def test_everybody_else_is_eligible() -> None:
    """The screening finds exactly the deliberate problems, with the verdicts the README gives."""
    for role in Role:
        for id_, screening in screened(role).items():
            mandatory = {
                finding.rule: finding.verdict
                for finding in screening.findings
                if finding.force.value == "mandatory" and finding.verdict in (NOT_MET, UNKNOWN)
            }
            assert mandatory == PROBLEMS.get(id_, {}), id_
            assert (screening.decision is Outlook.ELIGIBLE) is (id_ not in PROBLEMS)


def test_those_from_austria_and_the_union_need_no_title() -> None:
    """The rule on access to the labour market does not apply to them and to nobody else."""
    found = [
        id_ for id_, one in screened(Role.MENTEE).items() if one.finding("AT-M04").verdict is Verdict.NOT_APPLICABLE
    ]
    assert tuple(found) == NO_TITLE_NEEDED


def test_the_soft_problem_is_left_to_the_interview() -> None:
    """M062 names no goals and is eligible all the same."""
    screening = screened(Role.MENTEE)["M062"]
    assert screening.finding("AT-S03").verdict is UNKNOWN
    assert screening.decision is Outlook.ELIGIBLE


def test_two_rows_are_likely_one_person() -> None:
    """M027 and M028: the same key of the name and the same telephone; no other two share either."""
    keys: dict[tuple[str, str | None], list[str]] = {}
    for id_, (person, _) in people(Role.MENTEE).items():
        keys.setdefault((name_key(person.given_name, person.family_name), person.phone), []).append(id_)
    assert [ids for ids in keys.values() if len(ids) > 1] == [["M027", "M028"]]


def test_one_mentee_has_no_mentor_in_the_field() -> None:
    """M031 shares not even the first digit of the occupation with a mentor, and is the only one."""

    def majors(dossier: Dossier) -> set[str]:
        fields = dossier.participant
        assert isinstance(fields, Mentee | Mentor)
        return {code[0] for code in fields.occupations or ()}

    offered = {digit for _, dossier in people(Role.MENTOR).values() for digit in majors(dossier)}
    alone = [id_ for id_, (_, dossier) in people(Role.MENTEE).items() if not majors(dossier) & offered]
    # M052 drives a lorry, but is not registered with the AMS and so is never admitted.
    assert [id_ for id_ in alone if id_ not in PROBLEMS] == ["M031"]


def test_the_readme_names_every_problem() -> None:
    """Each id with a deliberate problem stands in the table, with its rules."""
    told = {
        id_: set(re.findall(r"(?:AT|ST)-[A-Z0-9]+", line))
        for line in (SAMPLES / "README.md").read_text(encoding="utf-8").splitlines()
        for id_ in re.findall(r"^\| ([MP]\d{3}) ", line)
    }
    for id_, rules in PROBLEMS.items():
        assert told[id_] == set(rules), id_
    assert {"M031", "M062"} < set(told)


def test_the_sample_organisation_can_be_loaded() -> None:
    """One round with its days, marked as a sample, with the settings of the region."""
    config = load(SAMPLES / "organisation.toml")
    assert config.database.protection is not None and config.database.protection.value == "sample"
    (round_,) = config.rounds
    assert (round_.id, round_.start, round_.end, round_.places) == ("ktn-11", date(2024, 1, 22), date(2024, 7, 12), 44)
    settings, problems = structure_at(config.document, ("region",), Settings)
    assert problems == () and settings == Settings()
