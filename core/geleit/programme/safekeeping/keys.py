"""Where the key of an organisation's records is kept, found again, and put back from its recovery code."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geleit.config import Config, KeySource, Protection
from geleit.errors import GeleitError, StoreError, UsageError
from geleit.files.new_file import create
from geleit.labels import say

if TYPE_CHECKING:
    from geleit.store.keys import Key

SHORTEST = 12
"""Characters of a passphrase; whoever has a copy of the file can try as many as they like."""

Passphrase = Callable[[bool], str]
"""Asks whoever is at work for the passphrase; True asks twice, for one that is new."""

_SERVICE = "geleit"


def source_of(config: Config) -> KeySource | None:
    """Where the key comes from: as configured; a file for an encrypted database that does not say; else there is
    none."""
    if config.database.key_source is not None:
        return config.database.key_source
    return KeySource.FILE if config.database.protection is Protection.SQLCIPHER else None


def key_path(config: Config) -> Path:
    """The key's file: as configured, else in the account's own settings folder under the configuration's name."""
    if config.database.key_file is not None:
        return config.path.parent / config.database.key_file
    return _usual_key_file(config.path)


def _usual_key_file(config: Path) -> Path:
    import platformdirs

    return platformdirs.user_config_path(_SERVICE, appauthor=False) / "keys" / f"{config.stem}.key"


def another_key_file(config: Path) -> Path | None:
    """Where the key of a new configuration is to lie if the usual place is taken by another organisation's; else
    None."""
    usual = _usual_key_file(config)
    if not usual.exists():
        return None
    numbered = (usual.with_name(f"{usual.stem}-{number}{usual.suffix}") for number in count(2))
    return next(path for path in numbered if not path.exists())


def find_key(config: Config, ask: Passphrase | None = None) -> Key | None:
    """The key of the records and their backups; None where the configuration names no source.

    Raises StoreError where there is no key at its place, where others may read it, and where a passphrase is needed
    and nobody can be asked.
    """
    source = source_of(config)
    if source is None:
        return None
    from geleit.store.keys import Key

    if source is KeySource.PASSPHRASE:
        new = not config.database_path.exists() or not config.database_path.stat().st_size
        return Key(_passphrase(ask, new))
    code = _from_file(key_path(config)) if source is KeySource.FILE else _from_keyring(config)
    return Key.of_code(code)


def keep_key(config: Config, key: Key) -> Path | None:
    """Put a random key where the configuration says; returns the file, or None for the keyring.

    A key that is there is never replaced. Raises UsageError if there is one, or for a passphrase, which is kept
    nowhere; StoreError if the place cannot be written to.
    """
    source = source_of(config)
    if source is KeySource.FILE:
        path = key_path(config)
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            return create(path, f"{key.code}\n".encode())
        except FileExistsError as error:
            raise UsageError(say("keys.there", place=path)) from error
        except OSError as error:
            raise StoreError(say("keys.cannot_write", path=path, reason=error.strerror or error)) from error
    if source is KeySource.KEYRING:
        if _keyring("get_password", _SERVICE, _entry(config)) is not None:
            raise UsageError(say("keys.there", place=_entry(config)))
        _keyring("set_password", _SERVICE, _entry(config), key.code)
        return None
    raise UsageError(say("keys.not_kept"))


def _passphrase(ask: Passphrase | None, new: bool) -> str:
    if ask is None:
        raise StoreError(say("keys.nobody_to_ask"))
    found = ask(new)
    if new and len(found) < SHORTEST:
        raise StoreError(say("keys.too_short", least=SHORTEST))
    return found


def _from_file(path: Path) -> str:
    try:
        if sys.platform != "win32" and path.stat().st_mode & (stat.S_IRWXO):
            raise StoreError(say("keys.open_to_all", path=path))
        return path.read_text(encoding="ascii", errors="replace")
    except FileNotFoundError as error:
        raise StoreError(say("keys.missing", place=path)) from error
    except OSError as error:
        raise StoreError(say("keys.cannot_read", path=path, reason=error.strerror or error)) from error


def _from_keyring(config: Config) -> str:
    found = _keyring("get_password", _SERVICE, _entry(config))
    if found is None:
        raise StoreError(say("keys.missing", place=_entry(config)))
    return str(found)


def _entry(config: Config) -> str:
    """The keyring's entry: the database's own place, so that two organisations never share one."""
    return os.path.realpath(config.database_path)


def _keyring(what: str, *words: str) -> Any:
    try:
        import keyring
    except ImportError as error:
        raise StoreError(say("keys.no_keyring_installed")) from error
    try:
        return getattr(keyring, what)(*words)
    except GeleitError:
        raise
    except Exception as error:  # each operating system's keyring has exceptions of its own
        raise StoreError(say("keys.keyring", reason=error)) from error
