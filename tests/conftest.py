"""What all tests share: properties are searched without a clock, since the machine may be busy, and from the same
seed wherever a result decides about a change (`CI` is set), so that it says the same twice. Keys that a test makes lie
in its own folder, never among somebody's real ones."""

import os

import pytest
from hypothesis import settings

settings.register_profile("geleit", deadline=None)
settings.register_profile("gate", deadline=None, derandomize=True)
settings.load_profile("gate" if os.environ.get("CI") else "geleit")


@pytest.fixture(autouse=True, scope="session")
def _own_settings_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The place where the system keeps an account's settings, for the whole run and the processes it starts."""
    folder = str(tmp_path_factory.mktemp("settings"))
    for name in ("XDG_CONFIG_HOME", "APPDATA", "LOCALAPPDATA"):
        os.environ[name] = folder
