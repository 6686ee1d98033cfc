"""`geleit person …`: the record, a new person and an edit by the command line, as the screens do it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from geleit.cli import main
from tests.organisations.tiny import EVERYBODY, configuration, laid_out, region_source

ROUND = '[[rounds]]\nid = "r1"\ntitle = "Erster"\nstart = 2026-01-12\n'
ADA = (
    "given_name=Ada",
    "family_name=Muster",
    "birth_date=5.3.1990",
    "origin=Syrien",
    "languages=Arabisch C2; Deutsch B1",
)


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("GELEIT_LANGUAGE", "de")
    monkeypatch.setenv("GELEIT_NOW", "2026-03-02T09:00:00+00:00")
    return str(laid_out(tmp_path, configuration(ROUND), region_source(EVERYBODY)))


def test_a_person_is_added_edited_and_shown(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    """As people write it; a dry run keeps nothing; what is protected is shown on request."""
    assert main(["person", "add", config, "--role", "mentee", *ADA, "--dry-run"]) == 0
    assert "würde angelegt" in capsys.readouterr().err
    assert main(["person", "add", config, "--role", "mentee", *ADA]) == 0
    capsys.readouterr()
    assert main(["person", "edit", config, "Ada Muster", "phone=0664 1", "birth_date="]) == 0
    said = capsys.readouterr()
    assert "Telefon: – → 0664 1\n" in said.out and "Geburtsdatum: 5.3.1990 → –\n" in said.out
    assert main(["person", "show", config, "Ada Muster"]) == 0
    said = capsys.readouterr()
    assert "Herkunftsland: •••" in said.out and "Sprachen: Arabisch C2; Deutsch B1" in said.out
    assert "--special" in said.err
    assert main(["person", "show", config, "Ada Muster", "--special", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["fields"]["origin"]["value"] == "SY" and shown["fields"]["phone"]["shown"] == "0664 1"


def test_a_likely_duplicate_is_named_and_somebody_known_joins(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The same name once more is told; with --known it is the same person in another role."""
    assert main(["person", "add", config, "--role", "mentee", *ADA]) == 0
    assert main(["person", "add", config, "--role", "mentee", "given_name=Muster", "family_name=Ada"]) == 0
    assert "vielleicht dieselbe Person wie Ada Muster" in capsys.readouterr().out
    assert main(["person", "twin", config, "Ada Muster", "Muster Ada"]) == 2
    known = ["--known", "Ada Muster", "--role", "mentor", "given_name=Ada", "family_name=Muster", "--json"]
    assert main(["person", "add", config, *known]) == 2, "two people have these words in their names"


def test_what_cannot_be_read_is_named_by_its_field(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    """All of it at once, and nothing is written."""
    wrong = ["given_name=Ada", "family_name=Muster", "host_level=Z9", "birth_date=31.2.1990"]
    assert main(["person", "add", config, "--role", "mentee", *wrong]) == 2
    said = capsys.readouterr().err
    assert "host_level: „Z9“" in said and "birth_date: „31.2.1990“" in said
    assert main(["person", "add", config, "--role", "mentee", "given_name=Ada"]) == 2
    assert "family_name: darf nicht leer sein" in capsys.readouterr().err
