"""Changing how the records are kept from strangers, and the key's recovery code."""

from __future__ import annotations

from pathlib import Path

import attrs

from geleit.config import Config, KeySource, Protection, write_local
from geleit.errors import UsageError
from geleit.labels import say
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.safekeeping.keys import find_key, keep_key, source_of
from geleit.programme.staff.permits import needs


@attrs.frozen
class Protected:
    """What was done: the protection before and now, and the file of a key that was made for it."""

    before: Protection | None
    now: Protection
    encrypted: bool
    key_file: Path | None = None


@needs(Action.PROTECT)
def protect(
    programme: Programme, to: Protection, source: KeySource | None = None, *, dry_run: bool = False
) -> Protected:
    """Encrypt the records, or keep them in a plain file on a disk that is stated to be encrypted.

    The setting goes into the program's own file beside the configuration; with `source` (where the key comes from)
    too. A key kept in a file or keyring is made if there is none yet. Records that do not exist yet are only
    configured. Raises UsageError for `sample` and for a choice that changes nothing, StoreError and Busy as
    `geleit.store.converting.convert`; then nothing is changed.
    """
    if to is Protection.SAMPLE:
        raise UsageError(say("programme.sample_is_for_the_demo"))
    config = programme.config
    wanted = _configured(config, to, source)
    from geleit.store.keys import is_plain

    # Closed first: reading the file past its own connection would give that one's locks up.
    programme.close()
    plain = is_plain(config.database_path)
    convert_it = plain is not None and plain == (to is Protection.SQLCIPHER)
    if not convert_it and wanted == config:
        raise UsageError(say("protection.same"))
    if dry_run:
        return Protected(config.database.protection, to, convert_it)
    made = _key_for(programme, wanted) if to is Protection.SQLCIPHER else None
    if convert_it:
        _convert(programme, wanted, to)
    write_local(
        config,
        {("database", "protection"): to.value, **({("database", "key_source"): source.value} if source else {})},
    )
    return Protected(config.database.protection, to, convert_it, made)


def _configured(config: Config, to: Protection, source: KeySource | None) -> Config:
    """The configuration as it will be."""
    database = attrs.evolve(config.database, protection=to, key_source=source or config.database.key_source)
    return attrs.evolve(config, database=database)


def _key_for(programme: Programme, wanted: Config) -> Path | None:
    """Make the key that the records will need, unless it is typed in or there is one; returns a new one's file."""
    from geleit.errors import StoreError
    from geleit.store.keys import Key

    if source_of(wanted) is KeySource.PASSPHRASE:
        return None
    try:
        find_key(wanted)
    except StoreError as error:
        if error.sentence.code != "keys.missing":
            raise
        return keep_key(wanted, Key.random())
    return None


def _convert(programme: Programme, wanted: Config, to: Protection) -> None:
    from geleit.store import open_store
    from geleit.store.converting import convert

    encrypting = to is Protection.SQLCIPHER
    key = find_key(wanted, lambda _: programme.ask_passphrase(True)) if encrypting else programme.key
    store = open_store(
        programme.config.database_path,
        clock=programme.clock,
        actor=programme.signature,
        group=programme.config.database.group,
        key=None if encrypting else key,
    )
    convert(store, key if encrypting else None)


@needs(Action.PROTECT)
def new_key(programme: Programme) -> Path | None:
    """Make a key where the configuration says, for records that do not exist yet; returns its file, None for the
    keyring. Raises as `keep_key`, and UsageError where there are records or no place for a key."""
    from geleit.store.keys import Key

    _must_have_a_place(programme.config)
    if programme.config.database_path.exists():
        raise UsageError(say("protection.records_exist"))
    return keep_key(programme.config, Key.random())


@needs(Action.PROTECT)
def restore_key(programme: Programme, code: str) -> Path | None:
    """Put the key of a recovery code where the configuration says; returns its file, None for the keyring.

    Raises StoreError if it is no code, or if the records that are there do not open with it.
    """
    from geleit.store.keys import Key, is_plain
    from geleit.store.unlocking import check_key, literal_of

    _must_have_a_place(programme.config)
    key = Key.of_code(code)
    path = programme.config.database_path
    if is_plain(path) is False:
        literal = literal_of(path, key)
        assert literal is not None
        check_key(path, literal)
    return keep_key(programme.config, key)


@needs(Action.PROTECT)
def recovery_code(programme: Programme) -> str:
    """The key's recovery code, to be printed and locked away; that it was shown is noted in the history.

    Raises UsageError where the configuration has no key, StoreError for a passphrase.
    """
    _must_have_a_place(programme.config)
    key = programme.key
    assert key is not None
    code = key.code
    if programme.config.database_path.exists():
        with programme.store.write() as tx:
            tx.note("recovery_code")
    return code


def _must_have_a_place(config: Config) -> None:
    if source_of(config) is None:
        raise UsageError(say("keys.none"))
    if source_of(config) is KeySource.PASSPHRASE:
        raise UsageError(say("keys.not_kept"))
