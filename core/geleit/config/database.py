"""`[database]`: where the records are, how they are kept from strangers, and where the key comes from."""

from __future__ import annotations

from enum import StrEnum

import attrs

from geleit.config import checks


class Protection(StrEnum):
    """How the database is kept from strangers: encrypted itself, on a disk of which the organisation states that it
    is encrypted, or made-up people only (the demo)."""

    SQLCIPHER = "sqlcipher"
    DISK = "disk"
    SAMPLE = "sample"


class KeySource(StrEnum):
    """Where the key comes from; it never stands in the configuration itself."""

    FILE = "file"
    KEYRING = "keyring"
    PASSPHRASE = "passphrase"


@attrs.frozen(kw_only=True)
class DatabaseTable:
    """`[database]`: `path` is relative to the configuration. `group` names the system's group that shares the file.

    `key_source` says where the key of an encrypted database (and of its backups) comes from: a file, the operating
    system's keyring, or a passphrase that is typed in. `key_file` is relative to the configuration as well; without
    it the file lies in the account's own settings folder, away from the records.
    """

    path: str = attrs.field(validator=checks.a_path)
    protection: Protection | None = None
    group: str | None = None
    key_source: KeySource | None = None
    key_file: str | None = attrs.field(default=None, validator=attrs.validators.optional(checks.a_path))
