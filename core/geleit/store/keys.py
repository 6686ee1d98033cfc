"""The key of an encrypted database: a random one, or a passphrase that somebody knows."""

from __future__ import annotations

import hashlib
import re
import secrets
from contextlib import closing
from pathlib import Path

import attrs

from geleit.errors import StoreError
from geleit.labels import say
from geleit.store.driver import NOT_A_DATABASE, can_encrypt, code_of, driver
from geleit.store.faults import spoken

BYTES = 32
SALT = 16
_ROUNDS = 256_000
_PLAIN = b"SQLite format 3\x00"
_GROUP = 8
_CODE = re.compile(rf"[0-9a-f]{{{2 * BYTES}}}")


@attrs.frozen(repr=False)
class Key:
    """32 random bytes, or a passphrase. It is shown nowhere: neither in messages nor in tracebacks."""

    secret: bytes | str

    def __repr__(self) -> str:
        return "Key(…)"

    @classmethod
    def random(cls) -> Key:
        """A new key from the operating system's randomness; nobody's seed may decide it."""
        return cls(secrets.token_bytes(BYTES))

    @classmethod
    def of_code(cls, code: str) -> Key:
        """The key of a recovery code, whatever blanks and hyphens stand in it. Raises StoreError if it is none."""
        plain = re.sub(r"[\s-]", "", code).lower()
        if not _CODE.fullmatch(plain):
            raise StoreError(say("store.key_code"))
        return cls(bytes.fromhex(plain))

    @property
    def code(self) -> str:
        """The recovery code of a random key: 64 hexadecimal digits in groups of eight, to be printed and locked away.

        Raises StoreError for a passphrase, which is its own.
        """
        if isinstance(self.secret, str):
            raise StoreError(say("store.key_code"))
        digits = self.secret.hex()
        return "-".join(digits[start : start + _GROUP] for start in range(0, len(digits), _GROUP))

    def literal(self, salt: bytes) -> str:
        """The key and the file's salt as `PRAGMA key` takes them.

        A passphrase becomes a key as SQLCipher 4 does it by default (PBKDF2-HMAC-SHA512, 256,000 rounds), so that
        other programs that know SQLCipher open the file with the same passphrase; done once, not for each connection.
        """
        raw = self.secret
        if isinstance(raw, str):
            raw = hashlib.pbkdf2_hmac("sha512", raw.encode(), salt, _ROUNDS, BYTES)
        return f"x'{raw.hex()}{salt.hex()}'"


def salt_of(path: Path) -> bytes:
    """The salt of an encrypted file: its first 16 bytes; a new one for a file that is missing or empty."""
    start = _start(path)
    return start if len(start) == SALT else secrets.token_bytes(SALT)


def is_plain(path: Path) -> bool | None:
    """Whether a file begins as an unencrypted SQLite database does; None if it is missing or empty."""
    start = _start(path)
    return start == _PLAIN if start else None


def _start(path: Path) -> bytes:
    """The first bytes of a file; none if it is missing or empty.

    SQLite reads them, and not this program itself: Unix takes away all the locks that a process has on a file as soon
    as it closes any handle of it, and this process may have the same file open for writing.
    """
    if not path.exists() or not path.stat().st_size:
        return b""
    with spoken(), closing(driver().connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        if can_encrypt():
            # With any key SQLCipher takes the start of the file for its salt, and tells it.
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute(f"PRAGMA key = \"x'{bytes(BYTES).hex()}'\"")
            return bytes.fromhex(connection.execute("PRAGMA cipher_salt").fetchone()[0])
        try:
            connection.execute("SELECT count(*) FROM sqlite_master")
        except (driver().Error, UnicodeDecodeError) as error:
            # What else is wrong with it, the opening says.
            if code_of(error) == NOT_A_DATABASE:
                return bytes(SALT)
        return _PLAIN
