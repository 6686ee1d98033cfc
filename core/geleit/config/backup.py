"""`[backup]`: where backups go, and how long they are kept."""

from __future__ import annotations

import attrs

from geleit.config import checks


@attrs.frozen(kw_only=True)
class BackupTable:
    """`[backup]`: `folder` is relative to the configuration.

    Kept is the newest backup of each of the last `daily` days, `weekly` weeks and `monthly` months that have any, and
    none beyond `longest_days`: an erasure is complete when the last backup from before it is gone.
    """

    folder: str = attrs.field(default="backups", validator=checks.a_path)
    daily: int = attrs.field(default=7, validator=checks.at_least(1))
    weekly: int = attrs.field(default=4, validator=checks.at_least(0))
    monthly: int = attrs.field(default=12, validator=checks.at_least(0))
    longest_days: int = attrs.field(default=90, validator=checks.at_least(1))
