"""P14: a check of settings that fails by itself is the fault of the region, not of who configures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geleit.errors import RegionError
from tests.faults.regions.sources import who

if TYPE_CHECKING:
    from tests.faults.regions.conftest import House

SETTINGS = """
def checked(instance, attribute, value):
    if value > 6:
        {bad}

@geleit.settings
class Settings:
    months: int = attrs.field(default=6, validator=checked)
"""
CHECKS = {
    "raises": ("raise ZeroDivisionError('months')", "ZeroDivisionError: months"),
    "system_exit": ("sys.exit(7)", "SystemExit: 7"),
    "keyboard_interrupt": ("raise KeyboardInterrupt", "KeyboardInterrupt"),
    "endless_recursion": ("checked(instance, attribute, value)", "RecursionError"),
}


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_of_settings_that_fails_is_the_regions_fault(house: House, name: str) -> None:
    """P14: who configures is not told to correct a value when it is the check that is broken."""
    bad, said = CHECKS[name]
    house.install(name, SETTINGS.format(bad=bad) + who(settings="Settings"), who=False)
    config = house.organisation(name)
    house.ask(config)
    config.write_text(config.read_text(encoding="utf-8") + "[region]\nmonths = 9\n", encoding="utf-8")
    with pytest.raises(RegionError) as caught:
        house.ask(config)
    text = caught.value.in_language("de")
    assert house.names(text, name, "geleit_region") and said in text and "Settings" in text
    assert "Bitte die Autor:innen der Region verständigen" in text
