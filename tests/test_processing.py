"""The record of processing comes from the configuration and the classes, so nothing in it can drift from them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from geleit.cli.printing import as_json
from geleit.fields import Sensitivity, fields_of
from geleit.files.processing_html import processing_html
from geleit.files.processing_text import processing_text
from geleit.labels import core_labels, read_labels
from geleit.programme import Programme
from geleit.programme.privacy.kept_tables import field_words, kept_classes, table_words
from geleit.programme.privacy.processing import record_of_processing
from geleit.programme.privacy.time_limits import TimeLimit, time_limits
from tests.faults import organisation
from tests.organisations.tiny import laid_out

ROOT = Path(__file__).parents[1]
NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)

TABLES = """
[privacy]
address = "Am Markt 1, 01067 Dresden"
officer = "Büro für <Datenschutz>"
joint = ["Stadt", "Kammer"]

[staff]
anna = { role = "coordinator", name = "Anna" }
ben = { role = "coordinator" }
eva = { role = "evaluator" }

[[consents]]
purpose = "transfer_funder"
recipient = "bank"
name = "Aufbaubank"
basis = "legal_obligation"
text = "2026-01"

[[consents]]
purpose = "newsletter"
title = "Rundbrief"
recipient = "post"
name = "Versand AG"
third_country = "CH"
safeguard = "Angemessenheitsbeschluss"
"""


@pytest.fixture
def programme(tmp_path: Path) -> Iterator[Programme]:
    """An organisation with recipients, a staff list and an officer; nothing was ever recorded."""
    path = laid_out(tmp_path, organisation.CONFIG + TABLES, organisation.REGION)
    with Programme.open(path, clock=lambda: NOON, account="anna") as made:
        yield made


def test_the_record_names_every_column_with_its_classification(programme: Programme) -> None:
    """Each of every table once, under the class that its description has."""
    record = record_of_processing(programme, "en")
    found = {category.table: dict(category.fields) for category in record.data}
    classes = kept_classes(programme)
    assert found.keys() == classes.keys()
    for table, cls in classes.items():
        named = [name for names in found[table].values() for name in names]
        assert len(named) == len(fields_of(cls))
        for field in fields_of(cls):
            words = programme.labels.text(field_words(programme.labels, table, field.name), "en")
            assert words in found[table][field.ask.sensitivity]
    assert "Country of origin" in found["people"][Sensitivity.SPECIAL]


def test_the_record_names_purposes_recipients_and_transfers(programme: Programme) -> None:
    """Taking part first, though nobody has written it down; a recipient abroad with what protects the data there."""
    record = record_of_processing(programme, "de")
    named = [(one.title, each.recipient, each.basis[:12]) for one in record.activities for each in one.recipients]
    assert named == [
        ("Teilnahme am Programm", "Verein", "Einwilligung"),
        ("Weitergabe an den Fördergeber", "Aufbaubank", "rechtliche V"),
        ("Rundbrief", "Versand AG", "Einwilligung"),
    ]
    text = processing_text(record, programme.labels)
    assert "Drittland: Schweiz (Angemessenheitsbeschluss)" in text
    assert "Text: Fassung 2026-01" in text


def test_the_record_names_who_is_responsible_and_what_is_missing(programme: Programme) -> None:
    """What the configuration leaves out is said with its place there."""
    facts = dict(record_of_processing(programme, "en").facts)
    assert facts["Controller"] == "Verein"
    assert facts["Data protection officer"] == "Büro für <Datenschutz>"
    assert facts["Jointly with"] == "Stadt; Kammer"
    assert "[privacy]" in facts["Supervisory authority"]


def test_the_measures_are_those_of_the_configuration(programme: Programme) -> None:
    """Protection, change history, staff with their roles, file, smallest number."""
    measures = " ".join(record_of_processing(programme, "en").measures)
    assert "encrypted disk" in measures and "change history" in measures
    assert "(3): coordinator: 2 and evaluator: 1" in measures
    assert "below 5" in measures


def test_whose_data_there_are_follows_from_the_tables(programme: Programme) -> None:
    """Mentees, mentors, the contacts of employers, the staff."""
    people = record_of_processing(programme, "en").people
    assert [one.split()[0] for one in people] == ["mentees,", "mentors,", "people", "staff"]
    assert people[2].endswith("Employers")


def test_making_the_record_writes_nothing(programme: Programme, tmp_path: Path) -> None:
    """Not even a database."""
    before = sorted(path.name for path in tmp_path.rglob("*"))
    record_of_processing(programme)
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


def test_every_format_says_the_same(programme: Programme) -> None:
    """As text, as a page and as data; the page is escaped and loads nothing."""
    record = record_of_processing(programme, "de")
    text, page = processing_text(record, programme.labels), processing_html(record, programme.labels)
    data = json.loads(as_json(record))
    for category in record.data:
        assert category.title in text and category.title in page
    assert [one["title"] for one in data["data"]] == [one.title for one in record.data]
    assert "Büro für &lt;Datenschutz&gt;" in page and "<Datenschutz>" in text
    assert "<script" not in page and re.findall(r"(?:src|href|url)\s*[=(]", page) == []


def test_time_limits_are_those_of_the_configuration(programme: Programme, tmp_path: Path) -> None:
    """By category, with months, start, basis and what follows; without a table the record says so."""
    assert time_limits(programme) == ()
    limits = (
        '[retention.contacts]\nmonths = 36\nfrom = "entry"\nbasis = "Art. 17"\n'
        '[retention.participants]\nmonths = 24\nfrom = "exit"\ndo = "anonymise"\n'
    )
    (tmp_path / "limited").mkdir()
    path = laid_out(tmp_path / "limited", organisation.CONFIG + limits, organisation.REGION)
    with Programme.open(path, clock=lambda: NOON) as limited:
        assert time_limits(limited) == (
            TimeLimit("contacts", 36, "entry", "Art. 17", "erase"),
            TimeLimit("participants", 24, "exit", None, "anonymise"),
        )


def test_time_limits_are_said_in_words(tmp_path: Path) -> None:
    """Those of the table `[retention]`, each with its basis, or that there is none."""
    limits = '[retention.contacts]\nmonths = 24\nfrom = "entry"\nbasis = "Satzung § 3"\n'
    path = laid_out(tmp_path, organisation.CONFIG + limits, organisation.REGION)
    with Programme.open(path, clock=lambda: NOON) as programme:
        (line,) = record_of_processing(programme, "de").limits
    assert "24 Monate" in line and "Satzung § 3" in line and "contacts" not in line


@pytest.mark.parametrize("name", sorted(path.name for path in (ROOT / "configs").glob("*.toml")))
def test_every_column_of_every_region_has_its_words(name: str) -> None:
    """No table and no field appears as its bare code, in German or in English."""
    with Programme.open(ROOT / "configs" / name, clock=lambda: NOON, account="anna") as programme:
        for table, cls in kept_classes(programme).items():
            assert not isinstance(table_words(programme.labels, table), str), table
            for field in fields_of(cls):
                assert not isinstance(field_words(programme.labels, table, field.name), str), f"{table}.{field.name}"


def test_the_words_of_what_is_kept_are_german_and_english() -> None:
    """Every one, with the same values to be put in."""
    rooms = ("kept.", "access.", "processing.", "consents.", "requests.", "restriction.", "Basis.", "Standing.")
    table = read_labels(ROOT / "core" / "geleit" / "programme" / "labels.toml")
    own = {code: texts for code, texts in table.items() if code.startswith(rooms)}
    assert len(own) > 200
    for code, texts in own.items():
        assert set(texts) == {"de", "en"}, code
        german, english = (set(re.findall(r"\{(\w+)", texts[language])) for language in ("de", "en"))
        assert german == english, code
        assert core_labels().languages_of(code) >= {"de", "en"}
