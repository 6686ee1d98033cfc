"""P14: a faulty region is named and contained, however its answer goes wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import pytest

from geleit.cli import main
from geleit.errors import RegionError
from geleit.programme import Programme, decisions, findings, upkeep
from geleit.programme.proposals import drafting
from tests.faults.regions.sources import who

if TYPE_CHECKING:
    from tests.faults.regions.conftest import House

FAULTY = "1.2.4"
"""The version with which the fault came in: people had been taken in with the one before."""


@attrs.frozen(kw_only=True)
class Fault:
    """What is wrong with a region: its source beyond the healthy one's, and what is said of it in both languages."""

    body: str = ""
    before: str = ""
    rules: bool = False
    hook: str = "geleit_eligibility"
    said: str
    remedy: tuple[str, str]


def eligibility(body: str) -> str:
    """An answer to who may take part."""
    return f"""
@hookimpl
def geleit_eligibility(round_):
    {body}
"""


TELL = ("Bitte die Autor:innen der Region verständigen", "Please tell the region's authors")
FAULTS = {
    "raises": Fault(
        body=eligibility('raise LookupError("no rules for 2026")'), said="LookupError: no rules for 2026", remedy=TELL
    ),
    "system_exit": Fault(body=eligibility("sys.exit(7)"), said="SystemExit: 7", remedy=TELL),
    "keyboard_interrupt": Fault(body=eligibility("raise KeyboardInterrupt"), said="KeyboardInterrupt", remedy=TELL),
    "nan": Fault(
        body=eligibility('return Eligibility(mentee=(Rule("ST-AGE", geleit.at_least("age", math.nan)),))'),
        said="ValueError: the bound of age is nan",
        remedy=TELL,
    ),
    "inf": Fault(
        body=eligibility('return Eligibility(mentee=(Rule("ST-AGE", geleit.at_most("age", math.inf)),))'),
        said="ValueError: the bound of age is inf",
        remedy=TELL,
    ),
    "text_for_a_number": Fault(
        rules=True,
        body="""
@hookimpl
def geleit_sessions(round_):
    return SessionPolicy(months="6")
""",
        hook="geleit_sessions",
        said="months: expected int or None, found str",
        remedy=("bitte in der Region berichtigen", "please correct it in the region"),
    ),
    "wrong_length": Fault(
        rules=True,
        body="""
@hookimpl
def geleit_matching(round_):
    import numpy
    return MatchingPolicy(criteria=(Criterion("occupation", lambda one, other: numpy.ones(3), 1),))
""",
        hook="geleit_matching",
        said="the result has the shape (3,) instead of (7, 5)",
        remedy=("bitte in der Region berichtigen", "please correct it in the region"),
    ),
    "unknown_id": Fault(
        body=eligibility('return Eligibility(mentee=(Rule("ST-AGE", geleit.at_least("agee", 16)),))'),
        said="ST-AGE reads the field agee, which does not exist",
        remedy=("bitte in der Region berichtigen", "please correct it in the region"),
    ),
    "endless_recursion": Fault(
        body=eligibility("return geleit_eligibility(round_)"), said="RecursionError", remedy=TELL
    ),
    "changes_its_argument": Fault(
        body=eligibility(
            'object.__setattr__(round_, "title", "mine"); return Eligibility(mentee=standard.rules(Role.MENTEE))'
        ),
        said="changed the round it was asked about",
        remedy=("bitte nur lesen", "please only read it"),
    ),
    "fails_on_import": Fault(
        before="import a_module_that_nobody_has",
        rules=True,
        hook="",
        said="ModuleNotFoundError: No module named 'a_module_that_nobody_has'",
        remedy=("Bitte das Paket neu installieren", "Please install the package again"),
    ),
    "misspelt_hook": Fault(
        body="""
@hookimpl
def geleit_eligibilty(round_):
    return Eligibility()
""",
        hook="geleit_eligibilty",
        said="there is no question geleit_eligibilty",
        remedy=("gemeint ist wohl geleit_eligibility", "probably geleit_eligibility is meant"),
    ),
    "generator": Fault(
        body=eligibility("yield from standard.rules(Role.MENTEE)"),
        said="returns a generator",
        remedy=("bitte den fertigen Wert mit return zurückgeben", "please return the finished value"),
    ),
    "lru_cache": Fault(
        body="""
@hookimpl
@functools.lru_cache
def geleit_eligibility(round_):
    return Eligibility()
""",
        said="is not a plain function",
        remedy=("bitte den Zwischenspeicher entfernen", "please remove the cache"),
    ),
}


def _screen(programme: Programme) -> None:
    findings.screen_round(programme, programme.round())


def _admit(programme: Programme) -> None:
    decisions.decide(programme, programme.round(), "m2", "admit")


def _pair(programme: Programme) -> None:
    drafting.propose(programme, programme.round())


STEPS: dict[str, Callable[[Programme], None]] = {"screen": _screen, "admit": _admit, "pair": _pair}


def use(house: House, config: Path, step: Callable[[Programme], None]) -> None:
    """Open the programme afresh and take a step."""
    with house.open(config) as programme:
        step(programme)


def spoil(house: House, name: str, fault: Fault) -> None:
    """Update the region to its faulty version."""
    house.install(name, fault.body, before=fault.before, rules=fault.rules, version=FAULTY)


@pytest.mark.parametrize("name", FAULTS)
def test_a_faulty_region_is_named_with_hook_and_remedy(house: House, name: str) -> None:
    """P14: region, distribution, version, hook, fault and remedy stand in the error, each time and in both languages."""
    fault = FAULTS[name]
    config = house.filled(name)
    spoil(house, name, fault)
    for step in STEPS.values():
        with pytest.raises(RegionError) as caught:
            use(house, config, step)
        for language, remedy in zip(("de", "en"), fault.remedy, strict=True):
            text = caught.value.in_language(language)
            assert all(word in text.splitlines()[0] for word in (name, f"{name}-dist", FAULTY, fault.hook))
            assert remedy in text
        assert fault.said in caught.value.in_language("en")


@pytest.mark.parametrize("name", FAULTS)
def test_nobody_is_admitted_or_paired_by_a_faulty_region_and_no_record_changes(house: House, name: str) -> None:
    """P14: eligibility fails closed, and the database is the same, row by row."""
    config = house.filled(name)
    before = house.signature(config)
    assert before["participations"] and before["journal"]
    spoil(house, name, FAULTS[name])
    for step in STEPS.values():
        with pytest.raises(RegionError):
            use(house, config, step)
    assert house.signature(config) == before
    house.install(name, version="1.2.5")
    use(house, config, _admit)
    assert house.signature(config) != before


@pytest.mark.parametrize("name", FAULTS)
def test_another_organisation_in_the_same_process_gets_the_same_results(house: House, name: str) -> None:
    """P14: findings, pairs and figures of a sound region are equal before, beside and after a faulty one."""
    sound = house.organisation("healthy")
    house.fill(sound)
    faulty = house.filled(name)
    with house.open(sound) as programme:
        before = house.results(programme)
        spoil(house, name, FAULTS[name])
        for step in STEPS.values():
            with pytest.raises(RegionError):
                use(house, faulty, step)
        programme.forget("r1")
        assert house.results(programme) == before
    with house.open(sound) as programme:
        assert house.results(programme) == before


@pytest.mark.parametrize("name", FAULTS)
def test_the_command_line_outlives_a_faulty_region(house: House, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """P14: a command ends with its exit code and a sentence, `check` finds the same, and the next command works."""
    fault = FAULTS[name]
    config = house.filled(name)
    spoil(house, name, fault)
    capsys.readouterr()
    assert main(["screen", str(config), "--language", "en"]) == 2
    told = capsys.readouterr()
    assert told.out == "" and fault.said in told.err and FAULTY in told.err
    assert any(fault.said in problem.in_language("en") for problem in upkeep.check(config).problems)
    house.install(name, version="1.2.5")
    assert main(["screen", str(config), "--language", "en"]) == 0
    assert "Ada" in capsys.readouterr().out


def test_a_faulty_answer_is_kept_with_its_count(house: House) -> None:
    """P14: while a programme is open, the same fault of the same hook is one entry that counts."""
    config = house.filled("raises")
    spoil(house, "raises", FAULTS["raises"])
    with house.open(config) as programme:
        for _ in range(3):
            with pytest.raises(RegionError):
                _screen(programme)
        kept = programme.asked.faults
    assert [(one.region, one.distribution, one.version, one.hook, one.code, one.count) for one in kept] == [
        ("raises", "raises-dist", FAULTY, "geleit_eligibility", "", 3)
    ]
    assert "no rules for 2026" in str(kept[0].sentence.args["fault"])


def test_what_a_region_changes_in_its_round_changes_nothing_for_the_host(house: House) -> None:
    """P14: even a table inside the settings is a copy; what the host freezes and shows stays as configured."""
    house.install(
        "greedy",
        """
@geleit.settings
class Settings:
    weights: dict[str, int] = geleit.assumption({"occupation": 5}, note="a guess")

@hookimpl
def geleit_sessions(round_):
    round_.settings.weights["occupation"] = 500
"""
        + who(settings="Settings"),
        who=False,
    )
    with house.open(house.organisation("greedy")) as programme:
        round_ = programme.round()
        with pytest.raises(RegionError, match=r"geleit_sessions changed the round"):
            programme.answers(round_)
        assert round_.settings.weights == {"occupation": 5}
        assert programme.round().settings.weights == {"occupation": 5}
