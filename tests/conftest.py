"""What all tests share: properties are searched without a clock, since the machine may be busy, and from the same
seed wherever a result decides about a change (`CI` is set), so that it says the same twice. Keys that a test makes lie
in its own folder, never among somebody's real ones. Folders lie in memory where there is enough: every unit of work
waits for the disk, and what the tests show of killed processes does not depend on it."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

MEMORY = Path("/dev/shm")
ENOUGH = 2**31
"""Bytes free in memory below which the folders of tests lie where the system has them."""

if os.access(MEMORY, os.W_OK) and (free := os.statvfs(MEMORY)).f_bavail * free.f_frsize > ENOUGH:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))

_EXAMPLES, _MANY_EXAMPLES = 25, 300
settings.register_profile("geleit", deadline=None, max_examples=_EXAMPLES)
settings.register_profile("gate", deadline=None, max_examples=_EXAMPLES, derandomize=True)
settings.register_profile("long", deadline=None, max_examples=_MANY_EXAMPLES)
settings.load_profile("gate" if os.environ.get("CI") else "geleit")


def pytest_configure(config: pytest.Config) -> None:
    """The long versions look at more examples of each property."""
    if config.getoption("markexpr") == "soak":
        settings.load_profile("long")


@pytest.fixture(autouse=True, scope="session")
def _own_settings_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The place where the system keeps an account's settings, for the whole run and the processes it starts."""
    folder = str(tmp_path_factory.mktemp("settings"))
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA"):
        os.environ[name] = folder
