"""A whole round of the Munich region from the screens alone, beside the same steps by the command line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.tui import steps_of_a_round as steps
from tests.tui.walking import Walk, Walker


@pytest.mark.soak
def test_a_round_from_the_screens_equals_the_same_round_by_commands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody without consent is decided on, the mentors say yes to their offers, and the round goes to its report."""
    walk = Walk(tmp_path, monkeypatch, "munich_migranet", date(2026, 2, 2), ("M002", "M053", "P002", "P004"))
    walk.walk(_round)


async def _round(person: Walker) -> None:
    await steps.open_the_round(person, "Frühjahr 2026", "")
    await steps.take_in(person, "mentees", "mentors")
    await _consent(person)
    for name, id_ in (("Galli", "M053"), ("Orlow", "M002")):
        await _talk(person, name, id_)
        await person.decide("admit")
        person.same(f"admit CONFIG {id_}")
    await steps.admit(person, "Mayr", "P002", "sign", "admit")
    await steps.admit(person, "Țepeș", "P004", "sign", "admit")
    person.on(date(2026, 2, 9))
    await steps.match_and_publish(person)
    for name, id_ in (("Galli", "M053"), ("Orlow", "M002")):
        await person.pair(name)
        await person.step("accept")
        await person.fill()
        person.same(f"accept CONFIG {id_} --side mentor")
    person.on(date(2026, 3, 10))
    await steps.log(person, "Galli", "M053", "heute", 60, ("Fachsprache", "T03"), "Vorstellung geübt")
    person.on(date(2026, 6, 30))
    await steps.find_a_job(
        person, "Orlow", "M002", ("Stelle, die der Qualifikation", "EMP_QUAL"), "15.6.", "Isar Technik", "Vertrag"
    )
    await steps.close(person, "Galli", "M053", ("planmäßig", "completed"))
    await steps.close(person, "Orlow", "M002", ("planmäßig", "completed"))
    person.on(date(2026, 7, 30))
    await steps.ask_again(person, "Galli", "M053", "exit")
    await steps.save_a_report(person, "Stadt", "mu_city")


async def _consent(person: Walker) -> None:
    await person.person("Galli")
    assert "Voraussetzungen: offen" in person.text
    await person.step("consent")
    await person.fill(channel="auf Papier")
    person.same("consent CONFIG M053 --channel", "auf Papier")
    assert "Voraussetzungen: erfüllt" in person.text


async def _talk(person: Walker, name: str, id_: str) -> None:
    await person.person(name)
    await person.step("interview")
    await person.fill(motivation="4", time_for_meetings="4")
    person.same(f"interview CONFIG {id_} --rating motivation=4 --rating time_for_meetings=4")
