"""A whole round of the Austrian region from the screens alone, beside the same steps by the command line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.tui.walking import Walk, Walker


def test_a_round_from_the_screens_equals_the_same_round_by_commands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Import, an incomplete applicant, matching, consent, publishing, sessions, closing, asking again, a report."""
    walk = Walk(tmp_path, monkeypatch, "austria_wko", date(2024, 1, 8), ("M002", "M003", "P002", "P003"))
    walk.walk(_round)


async def _round(person: Walker) -> None:
    await _open(person)
    await _applications(person)


async def _open(person: Walker) -> None:
    await person.area(9)
    await person.keys("shift+tab", "down")
    await person.step("open")
    await person.confirm()
    person.same("round open CONFIG")


async def _applications(person: Walker) -> None:
    for role in ("mentees", "mentors"):
        await person.take_in(role)
        person.walk.command(f"import CONFIG FOLDER/{role}.csv --what {role} --dry-run")
        person.same(f"import CONFIG FOLDER/{role}.csv --what {role}")
    await person.person("Al-Khatib")
    assert "Voraussetzungen: offen" in person.text
    await person.step("paper")
    await person.fill(kind="Abschlusszeugnis", issued="21.6.2019")
    person.same("papers CONFIG M003 certificate --issued 21.6.2019")
    await person.step("paper")
    await person.fill(kind="Übersetzung")
    person.same("papers CONFIG M003 certificate_translation")
    assert "Voraussetzungen: erfüllt" in person.text
    await person.step("interview")
    await person.fill(talk_note="Bringt alles mit.")
    person.same("interview CONFIG M003 --note", "Bringt alles mit.")
    await person.decide("admit")
    person.same("admit CONFIG M003")
    await person.step("consent")
    await person.fill(language="Arabisch", channel="im Gespräch")
    person.same("consent CONFIG M003 --text-language ar --channel", "im Gespräch")

    await person.person("Bondarenko")
    await person.step("interview")
    await person.fill()
    person.same("interview CONFIG M002")
    await person.decide("admit")
    person.same("admit CONFIG M002")
    for name, id_ in (("Rainer", "P002"), ("Moser", "P003")):
        await person.person(name)
        await person.step("interview")
        await person.fill()
        person.same(f"interview CONFIG {id_}")
        await person.decide("sign")
        person.same(f"move CONFIG {id_} sign")
        await person.decide("admit")
        person.same(f"admit CONFIG {id_}")
