"""P14: a question that takes long is answered all the same, and the coordinator is told what the program waited for."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import pytest

from geleit.cli import main
from geleit.labels import core_labels
from geleit.regions import blame
from geleit.regions.asking import Asked
from geleit.regions.blame import SLOW
from geleit.regions.loading import load

if TYPE_CHECKING:
    from tests.faults.regions.conftest import House


def test_a_slow_hook_is_named_with_its_seconds_and_not_stopped(house: House) -> None:
    """P14: by a clock that jumps while one hook runs, that hook and no other is slow; its answer counts."""
    house.install(
        "slow",
        """
        elapsed = 0.0

        @hookimpl
        def geleit_sessions(round_):
            global elapsed
            elapsed += 7.3
            return SessionPolicy(months=9)
        """,
    )
    with house.open(house.organisation("slow")) as programme:
        loaded = load("slow", house.offices)
        asked = Asked(loaded, ticks=lambda: float(vars(loaded.module)["elapsed"]))
        assert asked.about(programme.round()).sessions.months == 9
        assert asked.about(programme.round()).sessions.months == 9
    (slow,) = asked.slow
    assert (slow.region, slow.distribution, slow.version, slow.hook) == (
        "slow",
        "slow-dist",
        "1.2.3",
        "geleit_sessions",
    )
    for language, words in (("de", "7,3 Sekunden"), ("en", "7.3 seconds")):
        text = core_labels().text(slow.sentence, language)
        assert all(word in text for word in ("slow", "slow-dist", "1.2.3", "geleit_sessions", words))
    assert asked.faults == ()


def test_a_hook_that_takes_as_long_as_it_may_is_not_slow(house: House) -> None:
    """P14: at the limit nobody is warned, a moment beyond it everybody who was asked is named."""
    house.install("steady")
    with house.open(house.organisation("steady")) as programme:
        for step, expected in ((SLOW, set()), (SLOW + 0.001, {"geleit_region", "geleit_eligibility"})):
            ticking = count(0.0, step)
            asked = Asked(load("steady", house.offices), ticks=ticking.__next__)
            asked.about(programme.round())
            assert {one.hook for one in asked.slow} >= expected and bool(asked.slow) is bool(expected)


def test_the_command_line_tells_of_slow_hooks(
    house: House, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """P14: the warning stands beside the data, not in it, and the command has done its work."""
    config = house.organisation("healthy")
    house.fill(config)
    assert main(["screen", str(config), "--json"]) == 0
    usual = capsys.readouterr()
    monkeypatch.setattr(blame, "SLOW", -1.0)
    assert main(["screen", str(config), "--json"]) == 0
    told = capsys.readouterr()
    assert told.out == usual.out
    assert (
        "geleit_eligibility" in told.err and "healthy-dist 1.2.3" in told.err and "geleit_eligibility" not in usual.err
    )
