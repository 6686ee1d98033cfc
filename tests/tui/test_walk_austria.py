"""A whole round of the Austrian region from the screens alone, beside the same steps by the command line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.tui import steps_of_a_round as steps
from tests.tui.walking import Walk, Walker


def test_a_round_from_the_screens_equals_the_same_round_by_commands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Import, an incomplete applicant, matching, consent, publishing, sessions, closing, asking again, a report."""
    walk = Walk(tmp_path, monkeypatch, "austria_wko", date(2024, 1, 8), ("M002", "M003", "P002", "P003"))
    walk.walk(_round)


async def _round(person: Walker) -> None:
    await steps.open_the_round(person, "11. Durchgang", "")
    await steps.take_in(person, "mentees", "mentors")
    await _an_incomplete_applicant(person)
    await steps.admit(person, "Al-Khatib", "M003")
    await steps.admit(person, "Bondarenko", "M002")
    await steps.admit(person, "Rainer", "P002", "sign", "admit")
    await steps.admit(person, "Moser", "P003", "sign", "admit")
    person.on(date(2024, 1, 12))
    await steps.match_and_publish(person)
    person.on(date(2024, 2, 6))
    await steps.log(person, "Al-Khatib", "M003", "gestern", 90, ("Netzwerke", "T04"), "Lebenslauf angesehen")
    person.on(date(2024, 7, 12))
    await steps.find_a_job(
        person, "Bondarenko", "M002", ("Ausbildungsgerecht", "EMP_QUAL"), "1.7.", "Seewerk GmbH", "Dienstvertrag"
    )
    await steps.close(person, "Al-Khatib", "M003", ("abgeschlossen", "completed"))
    await steps.close(person, "Bondarenko", "M002", ("abgeschlossen", "completed"))
    person.on(date(2024, 8, 12))
    await steps.ask_again(person, "Al-Khatib", "M003", "exit")
    await steps.save_a_report(person, "WKO-News", "at_news")


async def _an_incomplete_applicant(person: Walker) -> None:
    """Two papers are missing; once they were seen, the rules are met. Consent is given once more, in Arabic."""
    await person.person("Al-Khatib")
    assert "Voraussetzungen: offen" in person.text
    await person.step("paper")
    await person.fill(kind="Abschlusszeugnis", issued="21.6.2019")
    person.same("papers CONFIG M003 certificate --issued 21.6.2019")
    await person.step("paper")
    await person.fill(kind="Übersetzung")
    person.same("papers CONFIG M003 certificate_translation")
    assert "Voraussetzungen: erfüllt" in person.text
    await person.step("consent")
    await person.fill(language="Arabisch", channel="im Gespräch")
    person.same("consent CONFIG M003 --text-language ar --channel", "im Gespräch")
