"""A stretch of the Saxon region from the screens alone, beside the same steps by the command line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.tui import steps_of_a_round as steps
from tests.tui.walking import Walk, Walker

_ROUND = "c3"


@pytest.mark.soak
def test_cases_from_the_screens_equal_the_same_cases_by_commands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A registration is missing, then seen; the agreement starts the clock; after the end people are asked again."""
    people = ("M003", "M023", "P001", "P002")
    walk = Walk(tmp_path, monkeypatch, "saxony_refugees", date(2025, 1, 7), people, _ROUND)
    walk.walk(_cases)


async def _cases(person: Walker) -> None:
    await steps.open_the_round(person, "2025–2027", _ROUND)
    await person.look_at("2025–2027")
    await steps.take_in(person, "mentees", "mentors")
    await _missing_registration(person)
    await steps.admit(person, "Sydorenko", "M023")
    await steps.admit(person, "Karimi", "M003")
    await steps.admit(person, "Hähnel", "P001", "sign", "admit")
    await steps.admit(person, "Al-Masri", "P002", "sign", "admit")
    person.on(date(2025, 1, 14))
    await steps.match_and_publish(person)
    for name, id_ in (("Sydorenko", "M023"), ("Karimi", "M003")):
        await person.pair(name)
        await person.step("agreement")
        await person.fill()
        person.same(f"agreement CONFIG {id_} --round {_ROUND}")
    person.on(date(2025, 2, 20))
    await steps.log(person, "Sydorenko", "M023", "gestern", 45, ("Bewerben", "C02"), "Unterlagen geordnet")
    person.on(date(2025, 9, 1))
    await steps.find_a_job(
        person, "Karimi", "M003", ("Sozialversicherungspflichtige", "EMP_SV"), "1.8.", "Elbe Pflege", "Vertrag"
    )
    await steps.close(person, "Sydorenko", "M023", ("weggezogen", "moved"))
    await steps.close(person, "Karimi", "M003", ("Ziel erreicht", "completed"))
    person.on(date(2025, 10, 1))
    await steps.ask_again(person, "Karimi", "M003", "exit")
    await steps.save_a_report(person, "Stunden", "hours")


async def _missing_registration(person: Walker) -> None:
    await person.person("Sydorenko")
    assert "Voraussetzungen: offen" in person.text
    await person.step("paper")
    await person.fill(kind="Meldebescheinigung", issued="6.1.")
    person.same(f"papers CONFIG M023 registration --issued 6.1. --round {_ROUND}")
    assert "Voraussetzungen: erfüllt" in person.text
