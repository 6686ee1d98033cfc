"""What all tests share: properties are searched without a clock, since the machine may be busy, and from the same
seed wherever a result decides about a change (`CI` is set), so that it says the same twice."""

import os

from hypothesis import settings

settings.register_profile("geleit", deadline=None)
settings.register_profile("gate", deadline=None, derandomize=True)
settings.load_profile("gate" if os.environ.get("CI") else "geleit")
