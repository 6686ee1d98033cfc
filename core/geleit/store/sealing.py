"""Sealing a file for keeping elsewhere: the age format (age-encryption.org/v1), under a passphrase.

Whoever has the passphrase opens it with any program that knows age; geleit is not needed for it.
"""

from __future__ import annotations

import secrets
import time
from importlib import import_module
from itertools import count
from typing import Any

from geleit.errors import Busy, StoreError
from geleit.labels import say
from geleit.store.keys import Key

SUFFIX = ".age"
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_TOO_MUCH = "xcessive work"
_TRIES = 6
_PAUSE = 0.5
_MARK = b"age-encryption.org/v1\n"


def passphrase_of(key: Key) -> str:
    """What opens a sealed file: the passphrase itself, or the recovery code of a random key as it is printed."""
    return key.secret if isinstance(key.secret, str) else key.code


def seal(content: bytes, key: Key) -> bytes:
    """Content as an age file under a key's passphrase. It takes about a second, whatever the size: so long is what
    each guess at the passphrase costs. Raises StoreError where sealing is not installed."""
    sealed: bytes = _age().passphrase.encrypt(content, passphrase_of(key))
    return sealed


def unseal(content: bytes, key: Key) -> bytes:
    """What an age file holds. Raises StoreError if the key is another, if a single bit or the end of the file was
    changed, or where sealing is not installed; Busy if this computer is too busy just now to open it."""
    age = _age()
    for attempt in count(1):
        try:
            opened: bytes = age.passphrase.decrypt(content, passphrase_of(key))
        except age.DecryptError as error:
            if _TOO_MUCH not in str(error):
                raise StoreError(say("sealing.not_opened")) from error
            # How much work it accepts it measures each time, and measures too little while others use the processor.
            if attempt == _TRIES:
                raise Busy(say("sealing.too_busy")) from error
            time.sleep(_PAUSE * attempt)
        else:
            return opened
    raise AssertionError("there is always another try")


def is_sealed(content: bytes) -> bool:
    """Whether this begins as an age file does."""
    return content.startswith(_MARK)


def check_installed() -> None:
    """Raise StoreError where sealing is not installed, before anything else is done."""
    _age()


def _age() -> Any:
    try:
        return import_module("pyrage")
    except ImportError as error:
        raise StoreError(say("sealing.not_installed")) from error


def made_up() -> Key:
    """A passphrase that nobody could guess, of letters and digits that are not mistaken for each other: 25 of 31, in
    groups of five (124 bits), from the operating system's randomness."""
    return Key("-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(5)))
