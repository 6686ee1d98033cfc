"""What all tests share: properties are searched without a clock, since the machine may be busy."""

from hypothesis import settings

settings.register_profile("geleit", deadline=None)
settings.load_profile("geleit")
